"""Days, times and durations as people say them.

Today is always an argument, and times are those of London.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from touchpoint.calendar.local_time import LONDON
from touchpoint.errors import Refused

_UNITS: Final = (("day", timedelta(days=1)), ("hour", timedelta(hours=1)))
_MINUTE: Final = timedelta(minutes=1)


def day_in_words(day: date) -> str:
    """A day in full: 1 December 2025."""
    return f"{day.day} {day:%B} {day.year}"


def spoken(day: date, today: date) -> str:
    """A day as it is said today: today, tomorrow, yesterday, or Monday 1 December."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((day - today).days)
    if near is not None:
        return near
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%A} {day.day} {day:%B}{year}"


def time_in_words(moment: datetime | time) -> str:
    """The time of day: 4:05pm, 11am, midday, midnight."""
    clock = _local(moment).time() if isinstance(moment, datetime) else moment
    if (clock.hour, clock.minute) in {(0, 0), (12, 0)}:
        return "midday" if clock.hour else "midnight"
    minutes = f":{clock.minute:02d}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes}{'am' if clock.hour < 12 else 'pm'}"  # noqa: PLR2004 - noon


def when(instant: datetime, today: date | None = None) -> str:
    """A moment: 1 December 2025 at 4:05pm, or as it is said today."""
    day = _local(instant).date()
    said = day_in_words(day) if today is None else spoken(day, today)
    return f"{said} at {time_in_words(instant)}"


def capital(words: str) -> str:
    """The same words at the beginning of a sentence or a line: Today, In 3 working days."""
    return words[:1].upper() + words[1:]


def machine(moment: date) -> str:
    """The same for machines, as the attribute of a <time> wants it."""
    if isinstance(moment, datetime):
        return _local(moment).astimezone(UTC).isoformat().replace("+00:00", "Z")
    return moment.isoformat()


def duration(length: timedelta) -> str:
    """How long something took, in its largest unit that is whole: 2 days, 3 hours, 45 minutes."""
    if length < timedelta(0):
        raise Refused("A duration cannot be less than nothing: give the earlier moment first.")
    for name, unit in _UNITS:
        if length >= unit:
            return counted(length // unit, name)
    minutes = length // _MINUTE
    return counted(minutes, "minute") if minutes else "less than a minute"


def counted(number: int, noun: str) -> str:
    """A number of things: 1 day, 2 days, 1,200 days."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _local(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise Refused("A moment without a time zone cannot be said: give it in UTC.")
    return instant.astimezone(LONDON)
