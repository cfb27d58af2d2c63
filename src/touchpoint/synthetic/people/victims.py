"""The victims of a block: one journey for each victim of each crime, and who they are.

Sex, ethnicity, disability and language belong to the person and decide nothing else.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from touchpoint.ledger.vocabulary import ROLES
from touchpoint.synthetic.drawing.arrays import Bools, Ints, Moments
from touchpoint.synthetic.drawing.days import month_and_day
from touchpoint.synthetic.drawing.dice import Dice
from touchpoint.synthetic.drawing.weights import Weights
from touchpoint.synthetic.force.crimes import Crimes
from touchpoint.synthetic.people.repeats import link
from touchpoint.synthetic.shares.planted import chance, table

ROLE = {role: code for code, role in enumerate(ROLES)}
ADULT = 18
TRAITS = ("sex", "ethnicity", "disability", "language")

Array = TypeVar("Array", Ints, Bools)


@dataclass(frozen=True, kw_only=True, slots=True)
class Victims:
    """One place for each journey, in the order of the crimes. Traits are places in shares/."""

    crime: Ints
    number: Ints
    at: Moments
    first: Ints
    follows: Bools
    born: Ints
    age: Ints
    age_unknown: Bools
    role: Ints
    traits: dict[str, Ints]

    def __len__(self) -> int:
        return len(self.crime)

    @property
    def business(self) -> Bools:
        found: Bools = self.role == ROLE["business"]
        return found

    @property
    def children(self) -> Bools:
        """The journeys of a child, or of the parent or guardian of one."""
        child: Bools = (self.age < ADULT) | (self.role == ROLE["parent_or_guardian"])
        return child & ~self.business

    def of(self, by_crime: Array) -> Array:
        """What is said of each crime, said of each of its victims."""
        return by_crime[self.crime]


def draw_victims(dice: Dice, crimes: Crimes, numbers: range) -> Victims:
    n = len(numbers)
    crime = np.repeat(np.arange(len(crimes)), crimes.victims)
    at = crimes.at.take(crime)
    business = crimes.business[crime]
    abuse = crimes.marked("domestic_abuse")[crime]
    chains = link(dice, day=at.day, person=~business, abuse=abuse)
    born = _born(dice, at)[chains.first]
    age = _age(born, at.day)
    return Victims(
        crime=crime,
        number=np.arange(numbers.start, numbers.stop, dtype=np.int64),
        at=at,
        first=chains.first,
        follows=chains.follows,
        born=born,
        age=age,
        age_unknown=dice.happens(chance("age.unknown"), n),
        role=_roles(dice, business, crimes.marked("fatal")[crime], age >= ADULT),
        traits={
            name: dice.pick(Weights(list(table("persons")[name].values())), n)[chains.first]
            for name in TRAITS
        },
    )


def _born(dice: Dice, at: Moments) -> Ints:
    """The day of birth of the person whose first journey each might be."""
    told = table("persons")["age"]
    ends = [[int(year) for year in band.split("-")] for band in told]
    youngest = np.array([low for low, _ in ends])
    width = np.array([high - low + 1 for low, high in ends])
    n = len(at.day)
    band = dice.pick(Weights(list(told.values())), n)
    years = youngest[band] + dice.below(width[band], n)
    return at.day - years * 1461 // 4 - 1 - dice.below(363, n)


def _age(born: Ints, day: Ints) -> Ints:
    """Whole years lived by a day."""
    years, birthday = _year_and_day(born)
    now, today = _year_and_day(day)
    return now - years - (today < birthday)


def _year_and_day(day: Ints) -> tuple[Ints, Ints]:
    """The year, and month and day as one number that grows through the year."""
    month, of_month = month_and_day(day)
    return month // 12, month % 12 * 31 + of_month


def _roles(dice: Dice, business: Bools, fatal: Bools, adult: Bools) -> Ints:
    n = len(business)
    drawn = dice.fractions(n)
    parent, spokesperson = chance("role.parent"), chance("role.spokesperson")
    role = np.full(n, ROLE["direct"])
    role[adult & (drawn < parent + spokesperson)] = ROLE["spokesperson"]
    role[adult & (drawn < parent)] = ROLE["parent_or_guardian"]
    role[fatal] = ROLE["bereaved"]
    role[business] = ROLE["business"]
    return role
