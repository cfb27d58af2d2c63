"""Local days, seconds and working days of a block, and the instants they stand for.

Working days and the clock changes are the calendar's own tables; nothing is counted again here.
"""

from datetime import date

import numpy as np

from touchpoint.calendar import calendar_table, clock_changes
from touchpoint.synthetic.drawing.arrays import Ints, Moments
from touchpoint.synthetic.drawing.dice import Dice
from touchpoint.synthetic.drawing.weights import Weights
from touchpoint.synthetic.shares.planted import table

DAY_SECONDS = 86_400
MICROS = 1_000_000
SAME_DAY_SECONDS = 4 * 3600
"""What follows on the same day follows within four hours where the day allows."""


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - date(1970, 1, 1)).days


def month_and_day(day: Ints) -> tuple[Ints, Ints]:
    """The months since January 1970, and the day of the month counted from 0."""
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return month, day - first_of_month(month)


def first_of_month(month: Ints) -> Ints:
    """The day on which each month since January 1970 begins."""
    return month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


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
