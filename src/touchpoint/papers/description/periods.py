"""Periods as a description names them: by the paper's own period, and seldom by their dates.

"this" is the paper's own, "previous" the one before it, "last_year" the same a year earlier; a kind
before it ("rolling3 previous") asks for a window or a month that ends with the paper's own.
"""

from dataclasses import dataclass
from typing import Final, Literal, cast

from touchpoint.calendar import (
    Kind,
    Period,
    month_of,
    quarter_of,
    read_period,
    rolling,
    year_of,
)
from touchpoint.calendar.periods import LENGTHS, ROLLING
from touchpoint.errors import Refused

Which = Literal["this", "previous", "last_year"]
WHICH: Final = ("this", "previous", "last_year")
OWN_KINDS: Final = ("month", "quarter", "year")
MOST: Final = 60
"""How many periods a table or a chart may go back."""


@dataclass(frozen=True, kw_only=True)
class PeriodAsked:
    """One period: relative to the paper's own, or by its label."""

    which: Which = "this"
    kind: Kind | None = None
    label: str | None = None

    def of(self, own: Period) -> Period:
        """The period that is meant in a paper of its own period."""
        if self.label is not None:
            return read_period(self.label, self.kind)
        here = ending_with(own, self.kind or own.kind)
        if self.which == "last_year":
            return here.same_last_year()
        return before(here) if self.which == "previous" else here

    @property
    def written(self) -> str:
        """As a description writes it."""
        return self.label or " ".join(part for part in (self.kind, self.which) if part)


@dataclass(frozen=True, kw_only=True)
class PeriodsAsked:
    """Several periods in order: the last so many of a kind, ending with the paper's own."""

    last: int
    kind: Kind | None = None

    def of(self, own: Period) -> tuple[Period, ...]:
        """The periods that are meant, the oldest first."""
        found = [ending_with(own, self.kind or own.kind)]
        while len(found) < self.last:
            found.insert(0, found[0].previous())
        return tuple(found)


THIS: Final = PeriodAsked()
PREVIOUS: Final = PeriodAsked(which="previous")


def ending_with(own: Period, kind: Kind) -> Period:
    """The period of a kind that ends with (of a longer kind: holds) the last day of another."""
    if kind == own.kind:
        return own
    if kind in ROLLING.values():
        return rolling(month_of(own.to_on), LENGTHS[kind])
    of = {"month": month_of, "quarter": quarter_of, "year": year_of}
    return of[kind](own.to_on)


def before(period: Period) -> Period:
    """The period before that shares no day with it: a rolling window goes back by its length."""
    steps = LENGTHS[period.kind] if period.kind in ROLLING.values() else 1
    for _ in range(steps):
        period = period.previous()
    return period


def read_period_asked(text: str) -> PeriodAsked:
    """The period that a text names; refused where it names none."""
    words = text.split()
    if words and words[-1] in WHICH and len(words) == 1:
        return PeriodAsked(which=cast("Which", words[0]))
    if words and words[0] in LENGTHS and (len(words) == 1 or words[1:] in ([w] for w in WHICH)):
        which = words[1] if len(words) > 1 else "this"
        return PeriodAsked(which=cast("Which", which), kind=words[0])
    try:
        return PeriodAsked(label=read_period(text).label, kind=read_period(text).kind)
    except Refused as refusal:
        raise Refused(
            f"{text!r} is no period: write this, previous or last_year, a kind before one of them "
            f"({', '.join(LENGTHS)}), or the period itself, like 2024-25Q1. {refusal.sentence}"
        ) from None


def overlapping(first: PeriodAsked, second: PeriodAsked, own: Period) -> bool:
    """Whether two periods share days: a test between them would find nearly nothing."""
    one, other = first.of(own), second.of(own)
    return one.from_on <= other.to_on and other.from_on <= one.to_on


EXAMPLES: Final = {"month": "2024-06", "quarter": "2024-25Q1", "year": "2024-25"}
"""A period of each kind that a paper may be of, to try a description on before it is used."""


def example_of(kind: str) -> Period:
    """Some period of a kind, by which a description can be checked without a ledger."""
    return read_period(EXAMPLES[kind], cast("Kind", kind))
