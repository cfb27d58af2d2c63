"""Questions put to ledgers that are written by hand, and how an answer is looked up."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, cast

from measured_ledgers import (
    Rows,
    investigation,
    journey,
)

from touchpoint.measures.asking import Answer
from touchpoint.measures.catalogue import measure_asked
from touchpoint.measures.counting.asked import Question
from touchpoint.measures.definition.dimensions import read_dimension
from touchpoint.measures.figuring.figure import Figure

if TYPE_CHECKING:
    from touchpoint.calendar import Kind

END = date(2024, 6, 30)
ASSESSED = "needs.assessed"


def asked(
    *names: str,
    by: str = "month",
    as_at: date = END,
    known_on: date | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
) -> Question:
    period, *dimensions = by.split(",")
    kind = cast("Kind", period)
    return Question(
        measures=tuple(measure_asked(name) for name in names),
        period=kind,
        dimensions=tuple(read_dimension(text) for text in dimensions),
        as_at=as_at,
        known_on=known_on,
        from_on=from_on,
        to_on=to_on,
    )


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def crimes(*days: date) -> Rows:
    """A crime with one victim for each day: i0 with j0, i1 with j1 and so on."""
    return {
        "investigations": [investigation(f"i{n}", day) for n, day in enumerate(days)],
        "journeys": [journey(f"j{n}", f"i{n}") for n, _ in enumerate(days)],
        "touchpoints": [],
        "coverage": [],
    }


def at(found: Answer, period: str, *groups: str, name: str | None = None) -> Figure:
    matching = [
        f
        for f in found.figures
        if f.period.label == period
        and tuple(f.groups.values()) == groups
        and name in (None, f.measure.name)
    ]
    assert len(matching) == 1, [(f.period.label, f.groups) for f in found.figures]
    return matching[0]


def counts(figure: Figure) -> tuple[int | float | None, int | None]:
    return figure.numerator, figure.denominator
