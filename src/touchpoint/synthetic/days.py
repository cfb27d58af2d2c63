"""Local days, seconds and working days of a block, and the instants they stand for.

Working days and the clock changes are the calendar's own tables; nothing is counted again here.
"""

from datetime import date, timedelta

import numpy as np

from touchpoint.calendar import calendar_table, clock_changes
from touchpoint.synthetic.arrays import Bools, Floats, Ints, Moments
from touchpoint.synthetic.dice import Dice, Weights
from touchpoint.synthetic.landmarks import Days
from touchpoint.synthetic.shares import table

DAY_SECONDS = 86_400
MICROS = 1_000_000
SAME_DAY_SECONDS = 4 * 3600
"""What follows on the same day follows within four hours where the day allows."""

LATE_DECEMBER = (12, 21)
DECEMBER = 12
CHRISTMAS_FROM, CHRISTMAS_TO = 20, 2
"""The Christmas fortnight, from a day of December to a day of January."""


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - date(1970, 1, 1)).days


class Clock:
    """The calendar as arrays, looked up by day number."""

    def __init__(self) -> None:
        calendar = calendar_table()
        days = calendar["day"].to_numpy().astype("datetime64[D]").astype(np.int64)
        self._first = int(days[0])
        self._numbers = calendar["working_number"].to_numpy().astype(np.int64)
        self._working = days[calendar["is_working"].to_numpy()]
        changes = clock_changes()
        changed_at = changes["from_at"].to_numpy().astype("datetime64[us]").astype(np.int64)
        ahead = changes["offset_minutes"].to_numpy().astype(np.int64) * 60 * MICROS
        # The clocks change after midnight, so that midnight still has the offset of the day before.
        midnights = np.append(days, days[-1] + 1) * DAY_SECONDS * MICROS
        midnights -= ahead[np.searchsorted(changed_at, midnights, side="right") - 1]
        self._midnights = midnights[:-1]
        self._seconds = np.diff(midnights) // MICROS
        self._office = Weights(table("season")["office_hour"])

    def instants(self, at: Moments) -> Ints:
        """Microseconds in UTC. A second that a short day lacks becomes its last."""
        place = at.day - self._first
        second = np.minimum(at.second, self._seconds[place] - 1)
        micros: Ints = self._midnights[place] + second * MICROS
        return micros

    def midnight(self, day: Ints) -> Ints:
        return self._midnights[day - self._first]

    def working_after(self, day: Ints, n: Ints | int) -> Ints:
        """The nth working day after each day; n of 0 is the day itself."""
        wanted = self._numbers[day - self._first] + n
        return np.where(np.equal(n, 0), day, self._working[wanted - 1])

    def court_day(self, day: Ints) -> Ints:
        """The day itself, or the next working day where it is none."""
        return self.working_after(day - 1, 1)

    def on(self, dice: Dice, after: Moments, day: Ints) -> Moments:
        """A moment of each day: in hours of work, or later on the same day as what it follows."""
        n = len(day)
        drawn = dice.fractions(n)
        hour = dice.pick(self._office, n)
        office = hour * 3600 + (drawn * 3600).astype(np.int64)
        room = np.clip(DAY_SECONDS - 61 - after.second, 0, SAME_DAY_SECONDS)
        soon = np.minimum(after.second + 60 + (drawn * room).astype(np.int64), DAY_SECONDS - 1)
        return Moments(day=day, second=np.where(day <= after.day, soon, office))

    def later(self, dice: Dice, after: Moments, days: Ints) -> Moments:
        """So many days after each moment."""
        return self.on(dice, after, after.day + days)

    def later_working(self, dice: Dice, after: Moments, days: Ints) -> Moments:
        """So many working days after each moment."""
        return self.on(dice, after, self.working_after(after.day, days))


def report_weights(days: Days) -> list[float]:
    """How many reports each day of a range has, beside the others."""
    season = table("season")
    months, weekdays = season["month"], season["weekday"]
    return [
        months[day.month - 1]
        * weekdays[day.weekday()]
        * (season["late_december_reports"] if (day.month, day.day) >= LATE_DECEMBER else 1.0)
        for day in _each(days)
    ]


def needs_chances(days: Days, share: float) -> Floats:
    """A chance for each day that is lower in late December and comes to the share over them all."""
    factor = table("season")["late_december_needs"]
    weights = report_weights(days)
    late = [(day.month, day.day) >= LATE_DECEMBER for day in _each(days)]
    of_late = sum(weight for weight, is_late in zip(weights, late, strict=True) if is_late)
    part = of_late / sum(weights)
    if part in (0.0, 1.0):
        return np.full(len(weights), share)
    otherwise = share * (1 - part * factor) / (1 - part)
    chances: Floats = np.where(late, share * factor, otherwise)
    return chances


def at_christmas(day: Ints) -> Bools:
    """Whether each day lies in the fortnight from 20 December to 2 January."""
    months = day.astype("datetime64[D]").astype("datetime64[M]")
    of_month = day - months.astype("datetime64[D]").astype(np.int64) + 1
    month = months.astype(np.int64) % 12 + 1
    december = (month == DECEMBER) & (of_month >= CHRISTMAS_FROM)
    found: Bools = december | ((month == 1) & (of_month <= CHRISTMAS_TO))
    return found


def _each(days: Days) -> list[date]:
    start, end = days
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]
