"""The crimes of a block: when each was reported, what it is, who investigates it, what comes of it.

The first step of a block. Everything is drawn from the tables in shares/, each crime on its own.
"""

from dataclasses import dataclass

import numpy as np

from touchpoint.synthetic.drawing.arrays import Bools, Ints, Moments
from touchpoint.synthetic.drawing.days import DAY_SECONDS, Clock, day_number
from touchpoint.synthetic.drawing.dice import Dice
from touchpoint.synthetic.drawing.weights import Weights, spans
from touchpoint.synthetic.force.offences import MARK_BIT, OUTCOMES, PATHWAYS, offences
from touchpoint.synthetic.force.plan import Plan
from touchpoint.synthetic.force.season import report_weights
from touchpoint.synthetic.force.units import Held, force
from touchpoint.synthetic.shares.planted import chance, table


@dataclass(frozen=True, kw_only=True, slots=True)
class Crimes:
    """One place for each crime, in the order of the reports."""

    first_victim: Ints
    victims: Ints
    at: Moments
    recorded: Moments
    group: Ints
    code: Ints
    business: Bools
    marks: Ints
    pathway: Ints
    outcome: Ints
    closed: Bools
    held: Held

    def __len__(self) -> int:
        return len(self.group)

    def marked(self, mark: str) -> Bools:
        found: Bools = (self.marks & MARK_BIT[mark]) != 0
        return found

    def by(self, pathway: str) -> Bools:
        found: Bools = self.pathway == PATHWAYS.index(pathway)
        return found

    def ended(self, *outcomes: str) -> Bools:
        return np.isin(self.outcome, [OUTCOMES.index(outcome) for outcome in outcomes])

    @property
    def filed_by_telephone(self) -> Bools:
        """Closed by the telephone bureau without a suspect."""
        return self.by("telephone") & self.ended("18")


def draw_crimes(plan: Plan, clock: Clock, dice: Dice, journeys: int) -> Crimes:
    """As many crimes as give so many journeys."""
    victims = _victims(dice, journeys)
    n = len(victims)
    tables = offences()
    at = _reports(plan, dice, n)
    group = dice.pick(tables.weights, n)
    business = dice.happens(tables.business[group], n)
    abuse = dice.happens(tables.domestic_abuse[group], n) & ~business
    pathway = dice.pick_by(tables.pathways, np.where(abuse, len(tables.groups), group))
    return Crimes(
        first_victim=np.cumsum(victims) - victims,
        victims=victims,
        at=at,
        recorded=clock.later(dice, at, dice.days(spans("recorded"), n)),
        group=group,
        code=tables.first_code[group] + dice.pick_by(tables.code_weights, group),
        business=business,
        marks=_marks(dice, group, abuse),
        pathway=pathway,
        outcome=_outcomes(dice, group, abuse, pathway),
        closed=dice.happens(chance("closed"), n),
        held=force().take(dice, pathway, PATHWAYS),
    )


def _victims(dice: Dice, journeys: int) -> Ints:
    """How many victims each crime has; the last has as many as are left."""
    told = table("persons")["victims_in_one_crime"]
    counts = np.array([int(number) for number in told], dtype=np.int64)
    drawn = counts[dice.pick(Weights(list(told.values())), journeys)]
    ends = np.cumsum(drawn)
    kept = drawn[: int(np.searchsorted(ends, journeys)) + 1].copy()
    kept[-1] -= kept.sum() - journeys
    return kept


def _reports(plan: Plan, dice: Dice, n: int) -> Moments:
    days = Weights(report_weights((plan.from_on, plan.to_on)))
    hours = Weights(table("season")["hour"])
    second = dice.pick(hours, n) * 3600 + dice.below(3600, n)
    day = dice.pick(days, n) + day_number(plan.from_on)
    # Sorted as one number each, so that equal moments need no further order.
    keys = np.sort(day * DAY_SECONDS + second)
    return Moments(day=keys // DAY_SECONDS, second=keys % DAY_SECONDS)


def _marks(dice: Dice, group: Ints, abuse: Bools) -> Ints:
    tables = offences()
    marks = tables.marks[group] | np.where(abuse, MARK_BIT["domestic_abuse"], 0)
    for mark, chances in tables.chance_marks.items():
        marks |= np.where(dice.happens(chances[group], len(group)), MARK_BIT[mark], 0)
    return marks


def _outcomes(dice: Dice, group: Ints, abuse: Bools, pathway: Ints) -> Ints:
    tables = offences()
    course = np.where(abuse, tables.course_of_abuse, tables.courses[group])
    course = np.where(pathway == PATHWAYS.index("telephone"), tables.telephone, course)
    return dice.pick_by(tables.outcomes, course)
