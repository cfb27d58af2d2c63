"""What may leave of a release, figure by figure, with its audit for those inside."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import InitVar, dataclass, field
from datetime import date

from touchpoint.disclosure.cells import Cell, Where
from touchpoint.disclosure.figures import Figure
from touchpoint.disclosure.known import Structure
from touchpoint.disclosure.outcomes import (
    MAKER,
    Missing,
    Outcome,
    Shown,
    Suppressed,
    Why,
    only_here,
)
from touchpoint.disclosure.published import Published
from touchpoint.disclosure.sensitive import RANK


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleasedFigure:
    """One figure as it may leave, and the places it may be printed in."""

    measure: str
    from_on: date
    to_on: date
    where: Where
    places: tuple[str, ...]
    outcome: Outcome
    made_by: InitVar[object] = None

    def __post_init__(self, made_by: object) -> None:
        only_here(made_by)

    def as_json(self) -> dict[str, object]:
        """The figure as an object of JSON."""
        return {
            "measure": self.measure,
            "from_on": self.from_on.isoformat(),
            "to_on": self.to_on.isoformat(),
            **dict(self.where),
            **self.outcome.as_json(),
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Released:
    """A release that the attacker could not undo."""

    figures: tuple[ReleasedFigure, ...]
    published: Published = field(repr=False)
    """What this release publishes: to be kept beside it, and given to the next one as earlier."""

    known: Published = field(repr=False)
    """What a reader has who kept the earlier releases as well."""

    structure: Structure = field(repr=False)
    reasons: Mapping[Cell, Why] = field(repr=False)
    """Why each hidden cell is hidden: for those who may see the ledger, and never to leave."""

    already_out: frozenset[Cell] = field(default=frozenset(), repr=False)
    """Cells that are hidden now and were printed in an earlier release, which cannot be undone."""

    made_by: InitVar[object] = None

    def __post_init__(self, made_by: object) -> None:
        only_here(made_by)

    def __iter__(self) -> Iterator[ReleasedFigure]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    def at(self, place: str) -> tuple[ReleasedFigure, ...]:
        """The figures that are printed in one table, chart, text or file."""
        return tuple(figure for figure in self.figures if place in figure.places)

    def to_json(self) -> str:
        """The figures that may leave, as text."""
        return json.dumps([figure.as_json() for figure in self.figures], indent=1)


def leaving(
    figures: Iterable[Figure],
    *,
    published: Published,
    known: Published,
    structure: Structure,
    reasons: Mapping[Cell, Why],
    already_out: frozenset[Cell],
    values: Mapping[Cell, int] | None = None,
    rounded_to: int | None = None,
) -> Released:
    """The figures of a release as they may leave; `values` is what is printed if rounded."""
    readable = published.shown if values is None else values
    return Released(
        figures=tuple(
            ReleasedFigure(
                measure=figure.measure,
                from_on=figure.from_on,
                to_on=figure.to_on,
                where=figure.where,
                places=figure.places,
                outcome=_outcome(figure, readable, reasons, rounded_to),
                made_by=MAKER,
            )
            for figure in figures
        ),
        published=published,
        known=known,
        structure=structure,
        reasons=reasons,
        already_out=already_out,
        made_by=MAKER,
    )


def _outcome(
    figure: Figure, shown: Mapping[Cell, int], reasons: Mapping[Cell, Why], rounded_to: int | None
) -> Outcome:
    if figure.missing is not None:
        return Missing(why=figure.missing, note=figure.note, made_by=MAKER)
    bottom = None if figure.bottom is None else shown.get(figure.bottom)
    whys: list[Why] = [reasons[cell] for cell in figure.cells if cell in reasons]
    if whys:
        return Suppressed(
            why=min(whys, key=RANK.__getitem__),
            numerator=shown.get(figure.top),
            denominator=bottom,
            is_rate=figure.bottom is not None,
            note=figure.note,
            made_by=MAKER,
        )
    return Shown(
        numerator=shown[figure.top],
        denominator=bottom,
        low=None if rounded_to else figure.low,
        high=None if rounded_to else figure.high,
        rounded_to=rounded_to,
        note=figure.note,
        made_by=MAKER,
    )
