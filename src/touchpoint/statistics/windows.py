"""Windows of time: figures pooled over several months, and whether two windows share any days.

Rates of a window pool their counts. Windows that overlap are one another's figures over again: they
are neither compared nor charted, since two readings of the same months agree by making.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from touchpoint.calendar import Period, read_period, rolling
from touchpoint.errors import Refused
from touchpoint.statistics.rates import Rate, pooled

Window = Period | str | tuple[date, date]
State = Literal["whole", "part", "too_few", "broken"]


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowRate:
    """The rate of a window with how many of its months are known; rate is None if not to be shown.

    The state is whole, part (show it with its note), too_few (fewer than two thirds of the months)
    or broken (a change of method falls inside).
    """

    period: Period
    rate: Rate | None
    state: State
    months_with_data: int
    months_expected: int
    missing: tuple[str, ...]
    note: str


def window_rate(
    months: Mapping[str, Rate | None] | Mapping[Period, Rate | None],
    period: Period | str,
    breaks: Sequence[date] = (),
) -> WindowRate:
    """The pooled rate of a window, a quarter or a year out of the rates of its months.

    Rule: the sum of the numerators over the sum of the denominators. A month without data is
    missing; a month with nothing to count is not. With a third of the months or less missing the
    rate carries a note, with more it is None, and so it is across a change of method.
    Not for a test or a control chart: both want months that do not share days.
    """
    asked = read_period(period) if isinstance(period, str) else period
    known = {_label(month): rate for month, rate in months.items()}
    labels = [month.label for month in asked.months()]
    rates = [rate for label in labels if (rate := known.get(label)) is not None]
    missing = tuple(label for label in labels if known.get(label) is None)
    state, note = _judged(asked, missing, breaks)
    return WindowRate(
        period=asked,
        rate=pooled(rates) if state in {"whole", "part"} else None,
        state=state,
        months_with_data=len(rates),
        months_expected=len(labels),
        missing=missing,
        note=note,
    )


def rolling_rate(
    months: Mapping[str, Rate | None] | Mapping[Period, Rate | None],
    ending: Period | str,
    length: int = 3,
    breaks: Sequence[date] = (),
) -> WindowRate:
    """The pooled rate of the 3, 6 or 12 months that end with a month.

    Rule: as window_rate; the window is named by its last month (2024-06/3).
    Not for a test or a control chart: rolling figures share months with their neighbours.
    """
    return window_rate(months, rolling(ending, length), breaks)


def overlap(first: Window, second: Window) -> bool:
    """Whether two windows share a day.

    Rule: both ends belong to a window.
    Not for asking whether two windows hold the same people: a victim may be in both.
    """
    (start_1, end_1), (start_2, end_2) = days_of(first), days_of(second)
    return start_1 <= end_2 and start_2 <= end_1


def days_of(window: Window) -> tuple[date, date]:
    """The first and the last day of a window."""
    if isinstance(window, tuple):
        if window[1] < window[0]:
            raise Refused(f"The window from {window[0]} to {window[1]} runs backwards.")
        return window
    period = read_period(window) if isinstance(window, str) else window
    return period.from_on, period.to_on


def refuse_overlap(before: Window, after: Window) -> None:
    """Refuses two windows that share days, and says which months to compare instead."""
    if not overlap(before, after):
        return
    raise Refused(
        f"{_named(before)} and {_named(after)} share days, so a test between them would find "
        f"nearly nothing. {_instead(before, after)}"
    )


def refuse_break(windows: Iterable[Window], breaks: Iterable[date]) -> None:
    """Refuses a comparison that a change of method lies within or between."""
    days = [days_of(window) for window in windows]
    first, last = min(start for start, _ in days), max(end for _, end in days)
    within = [day for day in breaks if first < day <= last]
    if within:
        raise Refused(
            "The way of counting changed between the periods compared, so a difference may be no "
            "change at all. Compare periods on one side of it.",
            [f"It changed on {day}." for day in within],
        )


def months_that_changed(before: Period | str, after: Period | str) -> tuple[list[str], list[str]]:
    """The months that left a rolling window and those that entered it, as it moved on.

    Rule: what two overlapping windows share says nothing of change; these are what to compare.
    Not for windows that share nothing: compare those as they are.
    """
    old = [month.label for month in _period(before).months()]
    new = [month.label for month in _period(after).months()]
    return [m for m in old if m not in new], [m for m in new if m not in old]


def _judged(period: Period, missing: Sequence[str], breaks: Sequence[date]) -> tuple[State, str]:
    expected = len(period.months())
    have = expected - len(missing)
    broken = [day for day in breaks if period.from_on < day <= period.to_on]
    if broken:
        return "broken", f"[b] The way of counting changed on {broken[0]}, within {period.label}."
    if not missing:
        return "whole", ""
    said = f"{have} of {expected} months have data; missing: {', '.join(missing)}."
    # Whole numbers: two of three months are two thirds, which a quotient may just miss.
    return ("part" if 3 * have >= 2 * expected else "too_few"), said


def _instead(before: Window, after: Window) -> str:
    if isinstance(before, tuple) or isinstance(after, tuple):
        return "Compare windows that share no day."
    left, entered = months_that_changed(before, after)
    if not left or not entered:
        return "Compare windows that share no month."
    return (
        f"Compare windows that share no month, or the months that entered "
        f"({', '.join(entered)}) with those that left ({', '.join(left)})."
    )


def _label(month: str | Period) -> str:
    return read_period(month, "month").label if isinstance(month, str) else month.label


def _period(window: Period | str) -> Period:
    return read_period(window) if isinstance(window, str) else window


def _named(window: Window) -> str:
    return f"{window[0]} to {window[1]}" if isinstance(window, tuple) else _period(window).label
