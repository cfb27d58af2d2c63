"""Figures as they may leave: put into a release, and shown as what came out of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from touchpoint.disclosure import Cell, Published, Release, Released, Settings
from touchpoint.disclosure import Figure as ToLeave
from touchpoint.measures.figuring.figure import Figure
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
    earlier = tuple(map(units.named_now, earlier))
    if totals:
        earlier = (*earlier, released(totals, earlier=earlier, tree=units).published)
    return Release(
        figures=tuple(_placed(figure, units) for figure in figures),
        dimensions=(units.dimension,),
        over_time=frozenset(name for each in figures for name in once_a_month(each)),
        background=dict(_counts(behind, units)),
        earlier=earlier,
    ).protect(Settings())


def _placed(figure: Figure, units: Tree) -> ToLeave:
    return to_leave(figure, where=units.where(tuple(figure.groups.items())))


def _counts(behind: Sequence[Figure], units: Tree) -> Iterator[tuple[Cell, int]]:
    """The cells of figures that nobody prints."""
    for figure in behind:
        leaving = _placed(figure, units)
        if leaving.missing is None:
            pair = zip(leaving.cells, (leaving.numerator, leaving.denominator), strict=False)
            yield from ((cell, count) for cell, count in pair if count is not None)


def rows_that_leave(
    figures: Sequence[Figure], leaving: Released, *, as_text: bool = False
) -> Iterator[Mapping[str, Any]]:
    """The rows of figures that leave; what is kept back stands as its mark.

    `as_text` makes every number a text, for files whose columns have one type.
    """
    for figure, found in zip(figures, leaving, strict=True):
        said = dict(found.outcome.as_json())
        if said["status"] == "shown" and figure.weighted:
            # The weighted rate does not follow from the counts, which are of answers.
            said |= {name: getattr(figure, name) for name in INTERVAL}
        said = {name: said.get(name) for name in ("numerator", "denominator", *INTERVAL)} | {
            "status": said["status"],
            "note": figure.note,
        }
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
