"""When something happened, asked with few taps: just now, earlier today, another day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from django import forms

from touchpoint.calendar.local_time import LONDON, utc_of
from touchpoint.errors import Refused
from touchpoint.service.ui.dates import time_in_words

NOW: Final = "now"
TODAY: Final = "today"
ANOTHER_DAY: Final = "day"
WHEN: Final = ((NOW, "Just now"), (TODAY, "Earlier today"), (ANOTHER_DAY, "Another day"))
_NOON: Final = time(12)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """Between which moments something can have happened: not before what set it off."""

    now: datetime
    not_before: datetime | None = None
    before_words: str = ""
    """What it cannot come before, within a sentence: the arrest."""


def moment_of(form: forms.Form, bounds: Bounds) -> datetime | None:
    """The instant that was answered; none, and a fault of the form, where it cannot be."""
    cleaned = form.cleaned_data
    match cleaned.get("when"):
        case str(when) if when == NOW:
            return bounds.now
        case str(when) if when == TODAY:
            clock = cleaned.get("today_at")
            if clock is None:
                _fault(form, "today_at", "Enter the time, like 9:30am or 16:05")
                return None
            return _within(form, "today_at", _instant(local_today(bounds), clock), bounds)
        case str():
            return _another_day(form, cleaned, bounds)
        case _:
            return None


def local_today(bounds: Bounds) -> date:
    """The local day of now."""
    return bounds.now.astimezone(LONDON).date()


def _another_day(form: forms.Form, cleaned: Mapping[str, Any], bounds: Bounds) -> datetime | None:
    day, clock = cleaned.get("day"), cleaned.get("day_at")
    if day is None:
        _fault(form, "day", "Enter the day on which it happened")
        return None
    instant = _instant(day, clock or _NOON)
    if clock is None:
        instant = _unknown_time(instant, bounds)
    return _within(form, "day" if clock is None else "day_at", instant, bounds)


def _unknown_time(noon: datetime | None, bounds: Bounds) -> datetime | None:
    """A day whose time nobody knows is put at noon, and within the day after what set it off."""
    if noon is None:
        return None
    day = noon.astimezone(LONDON).date()
    earliest, latest = bounds.not_before, bounds.now
    if earliest is not None and noon < earliest and earliest.astimezone(LONDON).date() == day:
        return earliest
    if latest < noon and latest.astimezone(LONDON).date() == day:
        return latest
    return noon


def _instant(day: date, clock: time) -> datetime | None:
    """The instant of a local clock; none in the hour that the clocks skip in March."""
    try:
        return utc_of(datetime.combine(day, clock.replace(tzinfo=None))).astimezone(UTC)
    except Refused:
        return None


def _within(
    form: forms.Form, name: str, instant: datetime | None, bounds: Bounds
) -> datetime | None:
    if instant is None:
        _fault(form, name, "Time must be one that the clock showed: the clocks went forward then")
        return None
    if instant > bounds.now:
        _fault(form, name, "It must have happened already: what is to come is not recorded")
        return None
    if bounds.not_before is not None and instant < bounds.not_before:
        at = bounds.not_before.astimezone(LONDON)
        words = f"{at.day} {at:%B %Y} at {time_in_words(at)}"
        _fault(form, name, f"It must be after {bounds.before_words}, which was on {words}")
        return None
    return instant


def _fault(form: forms.Form, name: str, sentence: str) -> None:
    if name not in form.errors:
        form.add_error(name, sentence)
