"""What groups that overlap say of their whole: persons may stand in several units and marks.

They do not add up to it, but none of them holds more than it does, and whoever has both counts
knows how many are in the one and not in the other.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from touchpoint.disclosure.cells import Cell, Dimension, Sum


def overlapping_sums(
    cells: Collection[Cell], names: Collection[str], dimensions: Iterable[Dimension]
) -> list[Sum]:
    """Of every count that overlaps: each whole as one group in it and the others."""
    above = {dimension.name: dict(dimension.inside) for dimension in dimensions}
    return [
        Sum(whole=whole, parts=(cell, replace(whole, part=f"other than {value}")))
        for cell in cells
        if cell.of in names and not cell.part
        for dimension, value in cell.where
        for whole in _nearest(cell, dimension, above.get(dimension, {}), cells)
    ]


def _nearest(
    cell: Cell, dimension: str, above: Mapping[str, str], cells: Collection[Cell]
) -> Iterator[Cell]:
    """The nearest whole of a group over one dimension, where any is known of."""
    held = dict(cell.where)
    at = above.get(held.pop(dimension))
    while at is not None:
        whole = replace(cell, where=(*held.items(), (dimension, at)))
        if whole in cells:
            yield whole
            return
        at = above.get(at)
    whole = replace(cell, where=tuple(held.items()))
    if whole in cells:
        yield whole
