"""Working days of England and Wales: is it one, how many, and which day is the nth after.

Working days are Monday to Friday without bank holidays, and the day of the trigger is day 0, as the
Victims' Code counts them and the ledger's format states.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final

import numpy as np
import pyarrow as pa

from touchpoint.calendar.bank_holidays import FIRST_DAY, LAST_DAY, bank_holidays
from touchpoint.calendar.local_time import utc_of_midnights
from touchpoint.errors import Refused

SATURDAY: Final = 5

FIRST_ORDINAL: Final = FIRST_DAY.toordinal()
DAYS: Final = LAST_DAY.toordinal() - FIRST_ORDINAL + 1


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedDay:
    """One day of a count: whether it counts, the count once it has passed, and why it does not."""

    day: date
    counts: bool
    number: int
    why_not: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Counted:
    """The range counted once. Plain sequences: asked one at a time they beat numpy's."""

    numbers: Sequence[int]  # by day of the range: working days up to and including it
    working: Sequence[date]  # by working number, less one: the day that has it


def is_working_day(day: date) -> bool:
    """Monday to Friday and no bank holiday."""
    _refuse_outside(day)
    return day.weekday() < SATURDAY and day not in bank_holidays()


def add_working_days(day: date, n: int) -> date:
    """The nth working day after `day`, which is day 0 whether it is a working day or not.

    n of 0 is the day itself; a negative n is that many working days before it.
    """
    counted = _counted()
    number = counted.numbers[_place(day)]
    if n == 0:
        return day
    wanted = number + n
    if n < 0 and counted.working[number - 1] != day:
        # The day is none itself, so the last working day before it is the first one back.
        wanted += 1
    if not 1 <= wanted <= len(counted.working):
        raise Refused(
            f"{n} working days from {day} falls outside the working-day calendar, which runs from "
            f"{FIRST_DAY} to {LAST_DAY}. Check the date and the number of days."
        )
    return counted.working[wanted - 1]


def count_working_days(after: date, until: date) -> int:
    """How many working days lie after `after` up to and including `until`.

    Negative when `until` is the earlier, and then exactly minus the count the other way round.
    """
    numbers = _counted().numbers
    return numbers[_place(until)] - numbers[_place(after)]


def days_between(after: date, until: date) -> list[CountedDay]:
    """Every calendar day after `after` up to `until`, counted one by one: the proof of a count.

    Empty when `until` is not later than `after`.
    """
    numbers = _counted().numbers
    start, end = _place(after), _place(until)
    return [
        _counted_day(place, numbers[place] - numbers[start]) for place in range(start + 1, end + 1)
    ]


@cache
def calendar_table() -> pa.Table:
    """One row for each day of the range, so that an engine can add working days by a join.

    Columns: day date32, is_working bool, holiday string (null when none), working_number int32,
    day_number int32 (days since the first), ends_at timestamp (the UTC instant at which the local
    day ends). For n above 0 the nth working day after a day is the only working day whose
    working_number is that of the day plus n.
    """
    days = [date.fromordinal(FIRST_ORDINAL + place) for place in range(DAYS)]
    after = np.array(days, "datetime64[D]") + 1
    names = bank_holidays()
    return pa.table(
        {
            "day": pa.array(days, pa.date32()),
            "is_working": pa.array(_working_mask()),
            "holiday": pa.array([names.get(day) for day in days], pa.string()),
            "working_number": pa.array(np.cumsum(_working_mask()), pa.int32()),
            "day_number": pa.array(range(DAYS), pa.int32()),
            "ends_at": pa.array(utc_of_midnights(after), pa.timestamp("us", tz="UTC")),
        }
    )


@cache
def _counted() -> _Counted:
    mask = _working_mask()
    return _Counted(
        numbers=tuple(np.cumsum(mask).tolist()),
        working=tuple(
            date.fromordinal(ordinal) for ordinal in (np.flatnonzero(mask) + FIRST_ORDINAL).tolist()
        ),
    )


def _working_mask() -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether each day of the range is a working day."""
    ordinals = np.arange(FIRST_ORDINAL, FIRST_ORDINAL + DAYS)
    mask = (ordinals - 1) % 7 < SATURDAY  # ordinal 1 was a Monday
    for day in bank_holidays():
        mask[day.toordinal() - FIRST_ORDINAL] = False
    return mask


def _counted_day(place: int, number: int) -> CountedDay:
    day = date.fromordinal(FIRST_ORDINAL + place)
    # No bank holiday falls on a weekend: those that would have are moved.
    why_not = "weekend" if day.weekday() >= SATURDAY else bank_holidays().get(day)
    return CountedDay(day=day, counts=why_not is None, number=number, why_not=why_not)


def _place(day: date) -> int:
    """Where a day stands in the range; the tables are read by it."""
    place = day.toordinal() - FIRST_ORDINAL
    if not 0 <= place < DAYS or isinstance(day, datetime):
        _refuse_outside(day)
    return place


def _refuse_outside(day: date) -> None:
    if isinstance(day, datetime):
        # Taking its date would count a late evening in summer on the wrong day.
        raise Refused(
            f"Working days are counted between dates, and {day.isoformat()} has a time of day. "
            "Take its local date first."
        )
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Refused(
            f"{day} is outside the working-day calendar, which runs from {FIRST_DAY} to "
            f"{LAST_DAY}. Check the date."
        )
