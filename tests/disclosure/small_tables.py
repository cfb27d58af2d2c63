"""Small tables made by hand, and what is read back from them."""

from collections.abc import Mapping, Sequence
from datetime import date

from touchpoint.disclosure import Cell, Figure, Outcome, Released

FROM_ON, TO_ON = date(2024, 4, 1), date(2024, 6, 30)


def cell(of: str = "closed", **where: str) -> Cell:
    return Cell(of=of, from_on=FROM_ON, to_on=TO_ON, where=tuple(where.items()))


def count(numerator: int, measure: str = "closed", **where: str) -> Figure:
    """A figure that is a count and nothing else."""
    return Figure(
        measure=measure,
        from_on=FROM_ON,
        to_on=TO_ON,
        where=tuple(where.items()),
        numerator=numerator,
    )


def share(numerator: int, denominator: int, measure: str = "informed", **where: str) -> Figure:
    """A figure that is a share of journeys."""
    return Figure(
        measure=measure,
        from_on=FROM_ON,
        to_on=TO_ON,
        where=tuple(where.items()),
        numerator=numerator,
        denominator=denominator,
        among="journeys",
        low=0.1,
        high=0.9,
    )


def table(rows: Mapping[str, Sequence[int]]) -> tuple[Figure, ...]:
    """A table of counts by unit and group with both margins and the grand total."""
    width = len(next(iter(rows.values())))
    inner = [
        count(n, unit=unit, group=f"g{at}")
        for unit, row in rows.items()
        for at, n in enumerate(row)
    ]
    units = [count(sum(row), unit=unit) for unit, row in rows.items()]
    groups = [count(sum(row[at] for row in rows.values()), group=f"g{at}") for at in range(width)]
    return (*inner, *units, *groups, count(sum(map(sum, rows.values()))))


def outcome(released: Released, measure: str | None = None, **where: str) -> Outcome:
    """The outcome of the one figure at a place."""
    (found,) = (
        figure.outcome
        for figure in released
        if dict(figure.where) == where and measure in (None, figure.measure)
    )
    return found


def why(released: Released, measure: str | None = None, **where: str) -> str:
    found = outcome(released, measure, **where)
    return getattr(found, "why", found.status)
