"""What every step of a block works on: plan, calendar, dice, who is in it, and the diary."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from touchpoint.synthetic.arrays import Bools, Ints, Moments, ranges, where
from touchpoint.synthetic.crimes import Crimes
from touchpoint.synthetic.days import Clock, day_number
from touchpoint.synthetic.diary import Diary
from touchpoint.synthetic.dice import Dice
from touchpoint.synthetic.landmarks import Landmarks
from touchpoint.synthetic.plan import Plan
from touchpoint.synthetic.shares import chance, spans
from touchpoint.synthetic.victims import Victims
from touchpoint.synthetic.words import CHANNELS


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """One block in the making. `journeys` below are places in `victims`."""

    plan: Plan
    clock: Clock
    dice: Dice
    crimes: Crimes
    victims: Victims
    diary: Diary = field(default_factory=Diary)

    @property
    def landmarks(self) -> Landmarks:
        return self.plan.landmarks

    def those(self, share: str, among: Bools) -> Ints:
        """The journeys among some to which a thing happens with its planted share."""
        places = where(among)
        return places[self.dice.happens(chance(share), len(places))]

    def some(self, share: str, places: Ints) -> Bools:
        """To which of some places a thing happens with its planted share."""
        return self.dice.happens(chance(share), len(places))

    def after(self, span: str, at: Moments) -> Moments:
        """So much later, in calendar days, or in working days where the span's name says so."""
        days = self.dice.days(spans(span), len(at.day))
        if span.endswith("_working"):
            return self.clock.later_working(self.dice, at, days)
        return self.clock.later(self.dice, at, days)

    def reported(self, journeys: Ints) -> Moments:
        return self.victims.at.take(journeys)

    def officer(self, journeys: Ints) -> Ints:
        return self.crimes.held.officer[self.victims.crime[journeys]]

    def supervisor(self, journeys: Ints) -> Ints:
        return self.crimes.held.supervisor[self.victims.crime[journeys]]

    def staff(self, first: int, several: int, n: int) -> Ints:
        """Somebody of several people whose codes follow one another."""
        return first + self.dice.below(several, n)

    def channels(self, n: int, *, upto: int = 3) -> Ints:
        """Some means of contact: by telephone more often than by any other."""
        return np.clip(self.dice.below(upto + 2, n) - 2, 0, len(CHANNELS) - 1)

    def since(self, day: date) -> Bools:
        """The journeys reported on a day or later."""
        return self.victims.at.day >= day_number(day)

    def marked(self, mark: str) -> Bools:
        return self.victims.of(self.crimes.marked(mark))

    @property
    def persons(self) -> Bools:
        return ~self.victims.business

    def journeys_of(self, crimes: Ints) -> tuple[Ints, Ints]:
        """Every journey of some crimes, and for each the place of its crime among them."""
        counts = self.crimes.victims[crimes]
        return (
            ranges(self.crimes.first_victim[crimes], counts),
            np.repeat(np.arange(len(crimes)), counts),
        )
