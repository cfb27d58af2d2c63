"""What every step of a block works on: plan, calendar, dice, who is in it, and the diary."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from touchpoint.synthetic.drawing.arrays import NEVER, NONE, Bools, Ints, Moments, ranges, where
from touchpoint.synthetic.drawing.days import Clock, day_number
from touchpoint.synthetic.drawing.dice import Dice
from touchpoint.synthetic.drawing.weights import spans
from touchpoint.synthetic.force.crimes import Crimes
from touchpoint.synthetic.force.landmarks import Landmarks
from touchpoint.synthetic.force.plan import Plan
from touchpoint.synthetic.journey.diary import Diary
from touchpoint.synthetic.journey.words import CHANNELS
from touchpoint.synthetic.people.victims import Victims
from touchpoint.synthetic.shares.planted import chance


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

    def by_officer(
        self,
        kind: str,
        journeys: Ints,
        at: Moments,
        *,
        result: str | Ints = "done",
        detail: int | Ints = NONE,
    ) -> Ints:
        """Write what the officer of the case does with each victim, by some means of contact."""
        return self.diary.write(
            kind,
            journeys,
            at,
            result=result,
            detail=detail,
            staff=self.officer(journeys),
            channel=self.channels(len(journeys)),
        )

    def since(self, day: date) -> Bools:
        """The journeys reported on a day or later."""
        return self.victims.at.day >= day_number(day)

    def marked(self, mark: str) -> Bools:
        return self.victims.of(self.crimes.marked(mark))

    @property
    def everybody(self) -> Bools:
        return np.ones(len(self.victims), dtype=np.bool_)

    @property
    def persons(self) -> Bools:
        return ~self.victims.business

    @property
    def last_known(self) -> int:
        """The last day that is known, NEVER where the journeys run to their end."""
        known_on = self.plan.known_on
        return NEVER if known_on is None else day_number(known_on)

    @property
    def crime_numbers(self) -> Ints:
        """A crime bears the serial number of its first victim's journey."""
        return self.victims.number[self.crimes.first_victim]

    def journeys_of(self, crimes: Ints) -> tuple[Ints, Ints]:
        """Every journey of some crimes, and for each the place of its crime among them."""
        counts = self.crimes.victims[crimes]
        return (
            ranges(self.crimes.first_victim[crimes], counts),
            np.repeat(np.arange(len(crimes)), counts),
        )
