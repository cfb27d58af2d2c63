"""What happens in a case, one thing after another: suspects, charge, disposal, filing.

Each happening follows the one before it in time, so no order can come out wrong. A story is told
of crimes; telling it to each victim is another step (telling.py).
"""

from dataclasses import dataclass, field

import numpy as np

from touchpoint.synthetic.drawing.arrays import NONE, Bools, Ints, Moments, where
from touchpoint.synthetic.drawing.days import Clock
from touchpoint.synthetic.drawing.dice import Dice
from touchpoint.synthetic.drawing.weights import spans
from touchpoint.synthetic.force.crimes import Crimes
from touchpoint.synthetic.force.offences import OUTCOMES, offences
from touchpoint.synthetic.shares.planted import chance


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """One kind of touchpoint that came of some crimes."""

    kind: str
    crimes: Ints
    at: Moments
    received: Ints | None
    detail: Ints | int


@dataclass(kw_only=True)
class Story:
    """How far each crime's case has come, and everything on the way."""

    clock: Clock
    dice: Dice
    last: Moments
    happenings: list[Happening] = field(default_factory=list)

    def happen(
        self,
        kind: str,
        these: Bools,
        gap: Ints | str,
        *,
        from_court: bool = False,
        detail: Ints | int = NONE,
    ) -> None:
        """Let something happen in some cases, so many days after what happened last."""
        crimes = where(these)
        days = self.dice.days(spans(gap), len(crimes)) if isinstance(gap, str) else gap[crimes]
        before = self.last.take(crimes)
        day = before.day + days
        received = None
        if from_court:
            day = self.clock.court_day(day)
            news = self.dice.days(spans("received_working"), len(crimes))
            received = self.clock.working_after(day, news)
        at = self.clock.on(self.dice, before, day)
        self.last = self.last.put(crimes, at)
        self.happenings.append(
            Happening(kind=kind, crimes=crimes, at=at, received=received, detail=detail)
        )

    def until(self, end: Ints) -> Ints:
        """Days from what happened last to a day, none where it is past."""
        days: Ints = np.maximum(end - self.last.day, 0)
        return days

    def days_in(self, kind: str, n: int) -> Ints:
        """The day of a kind in each of n crimes, NONE where it did not happen."""
        day = np.full(n, NONE, dtype=np.int64)
        for happening in self.happenings:
            if happening.kind == kind:
                day[happening.crimes] = happening.at.day
        return day


def tell_of_suspects(clock: Clock, dice: Dice, crimes: Crimes) -> Story:
    """From the report to the charge, or to the decision that ends the case without one."""
    n = len(crimes)
    none = np.zeros(n, dtype=np.int64)
    story = Story(clock=clock, dice=dice, last=crimes.at)
    lasts = _lasts(dice, crimes)
    end = crimes.at.day + lasts
    charged = crimes.ended("1")
    suspected = ~crimes.by("telephone")
    tables = offences()
    arrested = dice.happens(tables.by_outcome("arrested")[crimes.outcome], n) & suspected
    interviewed = dice.happens(tables.by_outcome("interviewed")[crimes.outcome], n) & suspected
    bailed = arrested & dice.happens(chance("bailed"), n)
    story.happen("suspect.arrested", arrested, _early(dice, lasts))
    # Arrested, a suspect is interviewed at once; otherwise at some time of the investigation.
    attended = (dice.fractions(n) * (lasts + 1)).astype(np.int64)
    soon = np.where(lasts > 1, dice.below(2, n), 0)
    story.happen("suspect.interviewed", interviewed, np.where(arrested, soon, attended))
    released = arrested & ~bailed & ~charged
    story.happen("suspect.released", released, none)
    story.happen("suspect.bailed", bailed, none)
    changed = bailed & dice.happens(chance("bail.changed"), n)
    story.happen("suspect.bailed", changed, _early(dice, story.until(end)))
    story.happen("suspect.released", bailed & ~charged, story.until(end))
    _end(story, crimes, end)
    return story


def _end(story: Story, crimes: Crimes, end: Ints) -> None:
    n = len(crimes)
    disposed = crimes.ended("3", "8", "22")
    of_telephone = story.dice.happens(chance("declined.telephone"), n)
    declined = crimes.filed_by_telephone & of_telephone
    of_prosecutor = story.dice.happens(chance("dropped.before_charge"), n)
    dropped = crimes.ended("15") & of_prosecutor
    filed = ~(crimes.ended("1") | disposed | declined | dropped)
    for kind, these in (
        ("suspect.charged", crimes.ended("1")),
        ("disposal.given", disposed),
        ("investigation.declined", declined),
        ("prosecution.dropped", dropped),
        ("investigation.filed", filed),
    ):
        story.happen(kind, these, story.until(end))


def _lasts(dice: Dice, crimes: Crimes) -> Ints:
    """Days from the report to the end of the police's part."""
    n = len(crimes)
    telephone = crimes.by("telephone")
    days = np.zeros(n, dtype=np.int64)
    for outcome in OUTCOMES:
        these = where(crimes.ended(outcome) & ~telephone)
        days[these] = dice.days(spans(f"ends_{outcome}"), len(these))
    these = where(telephone)
    days[these] = dice.days(spans("ends_telephone"), len(these))
    return days


def _early(dice: Dice, lasts: Ints) -> Ints:
    """Some day of a stretch, the first ones far more often."""
    drawn = dice.fractions(len(lasts))
    return (drawn * drawn * drawn * (lasts + 1)).astype(np.int64)
