"""What a measure is made of: whose rows it counts, which of them, by which day, and its examples.

The names and definitions are the contract of the first measures; docs/explanation/what-is-
counted.md says what each part means for a figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from touchpoint.ledger.vocabulary import RESULTS


class Population(StrEnum):
    """Of what one row of a measure is."""

    JOURNEYS = "journeys"
    INVESTIGATIONS = "investigations"
    TOUCHPOINTS = "touchpoints"
    INTERVALS = "intervals"
    VERDICTS = "verdicts"
    ANSWERS = "answers"
    PERSONS = "persons"
    REVIEWS = "reviews"
    RETURNS = "returns"


class Day(StrEnum):
    """The day by which a row belongs to a period."""

    REPORTED = "reported"
    CLOSED = "closed"
    HAPPENED = "happened"
    DUE = "due"
    ANSWERED = "answered"
    REVIEWED = "reviewed"
    RETURNED = "returned"


DAYS_OF: Mapping[Population, tuple[Day, ...]] = {
    Population.JOURNEYS: (Day.REPORTED, Day.CLOSED),
    Population.INVESTIGATIONS: (Day.REPORTED, Day.CLOSED),
    Population.TOUCHPOINTS: (Day.HAPPENED, Day.REPORTED),
    Population.INTERVALS: (Day.DUE,),
    Population.VERDICTS: (Day.REPORTED,),
    Population.ANSWERS: (Day.ANSWERED,),
    Population.PERSONS: (Day.REPORTED,),
    Population.REVIEWS: (Day.REVIEWED,),
    Population.RETURNS: (Day.RETURNED,),
}

NOT_DONE = ("not_asked", "no_contact", "unable", "unsafe")
"""Results with which a touchpoint does not count as done, by the contract of the measures."""

NOT_TAKEN = (*NOT_DONE, "declined", "deferred")
"""Results with which what was offered was not taken: declined and deferred count as offered."""

GIVEN: Mapping[str, tuple[str, ...]] = {
    "done": tuple(word for word in ("", *RESULTS) if word not in NOT_DONE),
    "taken": tuple(word for word in ("", *RESULTS) if word not in NOT_TAKEN),
}
"""The results that a word of a catalogue stands for; "" is an empty result."""

Direction = Literal["up", "down", "neutral"]
Shows = Literal["counts", "does_not_count", "edge"]
SHOWS: Mapping[str, str] = {
    "counts": "counts",
    "does_not_count": "does not count",
    "edge": "edge",
}


@dataclass(frozen=True, kw_only=True)
class Touch:
    """Touchpoints of some kinds, with some results, whose detail says certain things."""

    kinds: tuple[str, ...]
    results: tuple[str, ...] = GIVEN["done"]
    detail: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Which rows of a population are counted: every condition given must hold."""

    has: tuple[Touch, ...] = ()
    """A touchpoint of any of these (of a touchpoint itself: it is one of these)."""

    without: tuple[Touch, ...] = ()
    """No touchpoint of any of these."""

    outcomes: tuple[str, ...] = ()
    enhanced: bool = False
    states: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    rights: tuple[int, ...] = ()
    verdicts: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    """Of answers, what they may say instead of one of the numbers."""

    kept: bool = False
    repeat_months: int = 0
    """In how many months running a person was a repeat victim."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """A worked example: a small ledger, a period, and the counts that it must give."""

    shows: Shows
    says: str
    investigations: tuple[Mapping[str, Any], ...]
    journeys: tuple[Mapping[str, Any], ...]
    touchpoints: tuple[Mapping[str, Any], ...]
    coverage: tuple[Mapping[str, Any], ...]
    answers: tuple[Mapping[str, Any], ...]
    reviews: tuple[Mapping[str, Any], ...]
    returns: tuple[Mapping[str, Any], ...]
    period: str
    as_at: date
    numerator: int | None
    denominator: int | None


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure: what is counted among what, by which day, and what a reader should know."""

    name: str
    title: str
    statement: str
    owner: str
    right: int | None
    direction: Direction
    unit_of_count: str
    population: Population
    day: Day
    counted: Rows
    """What the numerator counts; of a share, these rows among those of the denominator."""

    among: Rows | None
    """What the denominator counts; none for a plain count."""

    per: str | None
    """The measure whose count is the denominator, where the numerator is no part of it."""

    needs: tuple[tuple[str, ...], ...]
    """Kinds that must be covered: of each group at least one, or the figure is missing."""

    also: tuple[str, ...]
    """Kinds that refine the figure: where they are not covered, the figure says so."""

    apart: tuple[str, ...]
    """Dimensions over which adding up makes little sense; a figure that does so says so."""

    within: str | None
    """The name of what the denominator counts, where another measure has it too."""

    note: str | None
    examples: tuple[Example, ...] = field(repr=False, compare=False)

    @property
    def is_share(self) -> bool:
        """Whether the numerator is a part of the denominator."""
        return self.among is not None

    @property
    def is_among_others(self) -> bool:
        """Whether it is a share of more than itself: answers are counted at least of themselves."""
        return self.among is not None and self.among != self.counted

    @property
    def is_among_any_source(self) -> bool:
        """Whether its denominator asks for touchpoints, which any source may have recorded.

        A touchpoint that is counted itself has one source, and is among those of the same.
        """
        own = self.population is Population.TOUCHPOINTS
        return self.among is not None and bool(self.among.has) and not own

    @property
    def numerator(self) -> tuple[Rows, ...]:
        """The conditions of the numerator: of a share, never outside the denominator."""
        return (self.counted,) if self.among is None else (self.among, self.counted)

    @property
    def every_touch(self) -> tuple[Touch, ...]:
        """Every touchpoint that a condition of it asks for."""
        return tuple(touch for rows in self.numerator for touch in (*rows.has, *rows.without))
