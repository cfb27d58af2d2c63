"""Figures as they may leave: put into a release, and shown as what came out of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from touchpoint.disclosure import (
    Cell,
    Published,
    Release,
    Released,
    ReleasedFigure,
    Settings,
)
from touchpoint.disclosure import Figure as ToLeave
from touchpoint.measures.figuring.figure import Figure
from touchpoint.papers.releasing.few_answers import too_few, why_too_few, without_few
from touchpoint.papers.releasing.leaving import once_a_month, to_leave
from touchpoint.papers.releasing.tree import Tree

INTERVAL = ("rate", "low", "high")


def released(
    figures: Sequence[Figure],
    *,
    behind: Sequence[Figure] = (),
    totals: Sequence[Figure] = (),
    earlier: tuple[Published, ...] = (),
    tree: Tree | None = None,
) -> Released:
    """Figures as they may leave, in their order; refused if they could be undone.

    `behind` is what nobody prints and the figures are pooled from; `totals` is what they are parts
    of, which readers have from elsewhere; `earlier` is what earlier releases of the same ledger
    published; `tree` says which of its units lies inside which.
    """
    units = Tree(units=()) if tree is None else tree
    if totals:
        earlier = (*earlier, released(totals, earlier=earlier, tree=units).published)
    return Release(
        figures=tuple(_placed(figure, units) for figure in figures),
        dimensions=(units.dimension,),
        over_time=frozenset(name for each in figures for name in once_a_month(each)),
        background=dict(_counts(behind, units)),
        earlier=earlier,
    ).protect(Settings())


def published_of(figures: Sequence[Figure], leaving: Released, tree: Tree) -> Published:
    """What is published by the rows that leave: of too few answers nothing."""
    few = [_placed(figure, tree) for figure in figures if too_few(figure)]
    others = (_placed(figure, tree) for figure in figures if not too_few(figure))
    return without_few(leaving.published, few, others)


def _placed(figure: Figure, units: Tree) -> ToLeave:
    return to_leave(figure, where=units.where(tuple(figure.groups.items())))


def _counts(behind: Sequence[Figure], units: Tree) -> Iterator[tuple[Cell, int]]:
    """The cells of figures that nobody prints."""
    for figure in behind:
        leaving = _placed(figure, units)
        if leaving.missing is None:
            pair = zip(leaving.cells, (leaving.numerator, leaving.denominator), strict=False)
            yield from ((cell, count) for cell, count in pair if count is not None)


def _said(figure: Figure, found: ReleasedFigure) -> dict[str, Any]:
    """The counts, interval, status and note of a figure that leaves."""
    said = dict(found.outcome.as_json())
    note = figure.note
    if said["status"] == "shown" and too_few(figure):
        said = {"status": "missing"}
        note = f"{why_too_few()} {note or ''}".strip()
    elif said["status"] == "shown" and figure.weighted:
        # The weighted rate does not follow from the counts, which are of answers.
        said |= {name: getattr(figure, name) for name in INTERVAL}
    counts = {name: said.get(name) for name in ("numerator", "denominator", *INTERVAL)}
    return {**counts, "status": said["status"], "note": note}


def rows_that_leave(
    figures: Sequence[Figure], leaving: Released, *, as_text: bool = False
) -> Iterator[Mapping[str, Any]]:
    """The rows of figures that leave; what is kept back stands as its mark.

    `as_text` makes every number a text, for files whose columns have one type.
    """
    for figure, found in zip(figures, leaving, strict=True):
        said = _said(figure, found)
        if as_text:
            said = {name: None if value is None else str(value) for name, value in said.items()}
        yield {
            "measure": figure.measure.name,
            "period": figure.period.label,
            **figure.groups,
            **said,
            "from_on": figure.period.from_on,
            "to_on": figure.period.to_on,
        }
