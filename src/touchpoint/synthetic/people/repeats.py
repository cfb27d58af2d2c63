"""Which journeys are of one person: repeat victims, planted exactly.

The reading is B of the house's statistics: a strictly earlier offence within 12 months of this one.
A journey is a repeat with its share, whatever came before, and then follows a journey some days
back that nobody follows yet. So the share among offences is the planted one to the last draw, and
among the persons of a month too, because who is followed does not depend on whom they follow.
"""

from dataclasses import dataclass

import numpy as np

from touchpoint.synthetic.drawing.arrays import NONE, Bools, Ints, where
from touchpoint.synthetic.drawing.dice import Dice
from touchpoint.synthetic.drawing.weights import Weights
from touchpoint.synthetic.force.offences import offences
from touchpoint.synthetic.shares.planted import chance

Gaps = tuple[tuple[int, int, int], ...]

GAPS: Gaps = ((1, 14, 24), (15, 31, 20), (32, 91, 26), (92, 182, 17), (183, 350, 13))
"""Days back to the offence before, with a weight: the risk is highest soon after."""

LONG_AGO: Gaps = ((380, 700, 1),)
TRIES = 48
"""Enough that in a block of a few thousand everybody finds somebody to follow."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Chains:
    """For each journey the first journey of its person, and whether it follows one in 12 months."""

    first: Ints
    follows: Bools


@dataclass(frozen=True, kw_only=True, slots=True)
class RepeatShares:
    """The chance that an offence follows another, and that the one before was domestic abuse."""

    of_abuse: float
    of_others: float
    abuse_to_abuse: float
    others_to_abuse: float


def repeat_shares() -> RepeatShares:
    """What follows from the planted shares and from how much crime is domestic abuse.

    As many of either kind are followed as would be by chance, which keeps the share among the
    persons of a month what it is among offences.
    """
    part = offences().expected(lambda case: case.domestic_abuse, lambda case: not case.business)
    whole, of_abuse = chance("repeat.all"), chance("repeat.domestic_abuse")
    to_abuse = chance("repeat.from_domestic_abuse")
    of_others = (whole - part * of_abuse) / (1 - part)
    return RepeatShares(
        of_abuse=of_abuse,
        of_others=of_others,
        abuse_to_abuse=to_abuse,
        others_to_abuse=(whole - of_abuse * to_abuse) * part / (of_others * (1 - part)),
    )


def link(dice: Dice, *, day: Ints, person: Bools, abuse: Bools) -> Chains:
    """Link journeys, given in the order of their days, into persons."""
    n = len(day)
    shares = repeat_shares()
    repeat = dice.happens(np.where(abuse, shares.of_abuse, shares.of_others), n) & person
    follow_abuse = dice.happens(np.where(abuse, shares.abuse_to_abuse, shares.others_to_abuse), n)
    back = dice.happens(chance("repeat.return"), n) & person & ~repeat
    links = _Links(day=day, before=np.full(n, NONE), taken=np.zeros(n, dtype=np.bool_))
    for pool, wanted in ((abuse, follow_abuse), (~abuse, ~follow_abuse)):
        links.follow(dice, where(pool & person), where(repeat & wanted), GAPS)
    follows = links.before != NONE
    links.follow(dice, where(person), where(back), LONG_AGO)
    before = links.before
    return Chains(first=_firsts(before), follows=follows)


@dataclass(kw_only=True)
class _Links:
    """Who follows whom so far, and who is followed by somebody already."""

    day: Ints
    before: Ints
    taken: Bools

    def follow(self, dice: Dice, pool: Ints, followers: Ints, gaps: Gaps) -> None:
        """Give each follower a journey of the pool some days back that is still free.

        One whose day back lies before the first of all follows nobody: it happened before the
        ledger begins.
        """
        waiting = followers if len(pool) else followers[:0]
        for _ in range(TRIES):
            if not len(waiting):
                break
            wanted = self.day[waiting] - _days_back(dice, gaps, len(waiting))
            inside = wanted >= self.day[0]
            won = self._claim(waiting, np.where(inside, self._drawn(dice, pool, wanted), NONE))
            waiting = waiting[inside & ~won]

    def _drawn(self, dice: Dice, pool: Ints, wanted: Ints) -> Ints:
        """Any journey of the pool on each wanted day, NONE where there is none."""
        days = self.day[pool]
        start = np.searchsorted(days, wanted, side="left")
        room = np.searchsorted(days, wanted, side="right") - start
        drawn = start + dice.below(room, len(wanted))
        return np.where(room > 0, pool[np.minimum(drawn, len(pool) - 1)], NONE)

    def _claim(self, waiting: Ints, found: Ints) -> Bools:
        """The first to ask for a journey that is free has it; say who has won one."""
        free = np.flatnonzero((found != NONE) & ~self.taken[found])
        _, winners = np.unique(found[free], return_index=True)
        won = free[winners]
        self.before[waiting[won]] = found[won]
        self.taken[found[won]] = True
        has_won = np.zeros(len(waiting), dtype=np.bool_)
        has_won[won] = True
        return has_won


def _days_back(dice: Dice, gaps: Gaps, n: int) -> Ints:
    row = dice.pick(Weights([weight for _, _, weight in gaps]), n)
    fewest = np.array([low for low, _, _ in gaps])
    width = np.array([high - low + 1 for low, high, _ in gaps])
    return fewest[row] + dice.below(width[row], n)


def _firsts(before: Ints) -> Ints:
    """The first journey of each one's person, found by following twice as far each time."""
    first = np.where(before == NONE, np.arange(len(before)), before)
    while True:
        further = first[first]
        if np.array_equal(further, first):
            return first
        first = further
