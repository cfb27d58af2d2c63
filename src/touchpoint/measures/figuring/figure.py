"""A figure as it is, for whoever holds the ledger: shown or missing, with why, and its interval."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from touchpoint.calendar import Period
from touchpoint.measures.definition.measure import Measure

FIXED = ("measure", "period")
COUNTS = ("numerator", "denominator", "rate", "low", "high", "status", "note")
SHOWN, MISSING = "shown", "missing"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure of a measure, in a period, in a group."""

    measure: Measure
    period: Period
    groups: Mapping[str, str]
    """The value of each dimension asked for, by its label."""

    numerator: int | float | None = None
    denominator: int | None = None
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    status: str = SHOWN
    note: str | None = None
    """What a reader should know, without a count in it."""

    in_counts: str | None = None
    """What a reader should know besides, with counts in it: never to leave the house as it is."""

    months: tuple[int, ...] = ()
    """The months it is pooled from, by their numbers: of a whole period, all of them."""

    weighted: bool = False
    beside: Mapping[str, int] = field(default_factory=dict)
    """Counts beside those of a share: what was excused, declined, cannot be told."""

    def row(self) -> dict[str, object]:
        """The figure as a row of a table."""
        return {
            "measure": self.measure.name,
            "period": self.period.label,
            **self.groups,
            **{name: getattr(self, name) for name in COUNTS},
            "note": " ".join(said for said in (self.in_counts, self.note) if said) or None,
        }

    def json(self) -> dict[str, object]:
        """The figure as an object: with the days of its period and the counts beside it."""
        days = {"from_on": self.period.from_on, "to_on": self.period.to_on}
        return {**self.row(), **days, **self.beside}


def columns(dimensions: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of a table of figures."""
    return (*FIXED, *dimensions, *COUNTS)
