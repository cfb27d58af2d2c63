"""Local time in England and Wales: the date an instant falls on, and the instant a clock showed.

On the authority of the Summer Time Act 1972 and its orders, as the tz database holds them for
Europe/London; the ledger keeps instants in UTC and dates in local time.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from touchpoint.errors import Refused

LONDON: Final = ZoneInfo("Europe/London")
FIRST_INSTANT: Final = datetime(1970, 1, 1, tzinfo=UTC)
END_INSTANT: Final = datetime(2042, 1, 1, tzinfo=UTC)  # not included

MICROSECOND: Final = timedelta(microseconds=1)
HOUR: Final = timedelta(hours=1)
WEEK: Final = timedelta(weeks=1)
END_MICROS: Final = (END_INSTANT - FIRST_INSTANT) // MICROSECOND


def local_day(instant: datetime) -> date:
    """The local date on which an instant fell."""
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise Refused(
            f"{instant.isoformat()} has no time zone, so its local date cannot be told. "
            "Give the instant in UTC, or read local clock time with utc_of."
        )
    return instant.astimezone(LONDON).date()


def local_days(micros: npt.NDArray[np.int64]) -> npt.NDArray[np.datetime64]:
    """The local dates (datetime64[D]) of UTC instants in microseconds since 1970.

    Exact for 1970 to 2041, which is the span of the table of clock changes; anything outside it
    is refused, and so is a missing value.
    """
    if micros.dtype != np.int64:
        raise Refused(
            f"Instants must be 64-bit whole microseconds since 1970 and these are {micros.dtype}. "
            "Convert them first."
        )
    if micros.size and not (micros.min() >= 0 and micros.max() < END_MICROS):
        outside = int(np.count_nonzero((micros < 0) | (micros >= END_MICROS)))
        raise Refused(
            f"{outside} of {micros.size} instants lie outside 1970 to 2041, or are missing, and "
            "have no local date here. Check the times or leave out those rows."
        )
    days: npt.NDArray[np.datetime64] = _days_by_hour()[micros // (HOUR // MICROSECOND)]
    return days


def utc_of(local: datetime) -> datetime:
    """The instant, in UTC, at which clocks in London showed a time.

    The hour that happens twice in October is read as the first, in summer time, unless fold is 1.
    The hour that is skipped in March is refused.
    """
    if local.tzinfo is not None:
        raise Refused(
            f"{local.isoformat()} already carries a time zone. Give the time as the local clock "
            "showed it, without one."
        )
    instant = local.replace(tzinfo=LONDON).astimezone(UTC)
    if instant.astimezone(LONDON).replace(tzinfo=None) != local:
        raise Refused(
            f"No clock in England and Wales showed {local.isoformat(sep=' ')}: the clocks went "
            "forward over that hour. Correct the time in the source."
        )
    return instant


def utc_of_midnights(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.datetime64]:
    """The instants (datetime64[us], UTC) at which days of 1970 to 2041 begin in London.

    Clocks there change at one in the morning UTC, so that every midnight comes once.
    """
    starts = np.array([at.replace(tzinfo=None) for at, _ in _changes()], "datetime64[us]")
    ahead = np.array([minutes for _, minutes in _changes()], "timedelta64[m]")
    midnights = days.astype("datetime64[us]")
    begun: npt.NDArray[np.datetime64] = (
        midnights - ahead[np.searchsorted(starts, midnights, side="right") - 1]
    )
    return begun


@cache
def clock_changes() -> pa.Table:
    """Every change of the clocks from 1970 to 2041, for engines that hold no time zones.

    Columns: from_at timestamp (microseconds, UTC), offset_minutes int32, which is how far local
    time is ahead of UTC from that instant until the next row. The first row is the start of 1970.
    """
    changes = _changes()
    return pa.table(
        {
            "from_at": pa.array([at for at, _ in changes], pa.timestamp("us", tz="UTC")),
            "offset_minutes": pa.array([offset for _, offset in changes], pa.int32()),
        }
    )


@cache
def _days_by_hour() -> npt.NDArray[np.datetime64]:
    """The local date in every hour of UTC since the start of 1970.

    An hour never holds two dates, since London's clocks are whole hours from UTC and change on the
    hour. One look in this table is several times quicker than a search among the changes.
    """
    hours = np.arange((END_INSTANT - FIRST_INSTANT) // HOUR)
    starts = [(at - FIRST_INSTANT) // HOUR for at, _ in _changes()]
    ahead = np.array([minutes // 60 for _, minutes in _changes()])
    local = hours + ahead[np.searchsorted(starts, hours, side="right") - 1]
    days: npt.NDArray[np.datetime64] = (local // 24).astype("datetime64[D]")
    return days


@cache
def _changes() -> tuple[tuple[datetime, int], ...]:
    """The start of 1970 and each change after it, with the minutes ahead of UTC from then on."""
    found = [(FIRST_INSTANT, _minutes_ahead(FIRST_INSTANT))]
    week = FIRST_INSTANT
    while week < END_INSTANT:
        # London's clocks have changed on the hour throughout, and never twice within a week.
        if _minutes_ahead(week + WEEK) != found[-1][1]:
            at = next(at for at in _hours_of(week) if _minutes_ahead(at) != found[-1][1])
            found.append((at, _minutes_ahead(at)))
        week += WEEK
    return tuple(found)


def _hours_of(week: datetime) -> Iterator[datetime]:
    return (week + hours * HOUR for hours in range(1, WEEK // HOUR + 1))


def _minutes_ahead(instant: datetime) -> int:
    ahead = instant.astimezone(LONDON).utcoffset()
    return 0 if ahead is None else ahead // timedelta(minutes=1)
