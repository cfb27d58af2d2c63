"""Periods that overlap are sums of the stretches between their ends: quarters, windows of months.

A series of rolling windows tells its months (statistics.md section 12), so the months stand in the
sums whether or not anybody prints them.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from touchpoint.disclosure.cells import Cell, Sum, Where

Stretch = tuple[date, date]
"""The first day, and the day after the last."""


def window_sums(cells: Iterable[Cell], apart: Collection[str]) -> list[Sum]:
    """Every period of a series as the sum of the shortest stretches that the series tells apart."""
    series: dict[tuple[str, Where], list[Cell]] = {}
    for cell in cells:
        if cell.of not in apart and not cell.part:
            series.setdefault((cell.of, cell.where), []).append(cell)
    overlapping = {key: found for key, found in series.items() if _overlap(found)}
    ends: dict[str, set[date]] = {}
    for (of, _), found in overlapping.items():
        ends.setdefault(of, set()).update(day for cell in found for day in _stretch(cell))
    return [
        total
        for (of, _), found in overlapping.items()
        for cell in found
        if (total := _whole(cell, ends[of])) is not None
    ]


def _stretch(cell: Cell) -> Stretch:
    return cell.from_on, cell.to_on + timedelta(days=1)


def _overlap(cells: Iterable[Cell]) -> bool:
    stretches = sorted(_stretch(cell) for cell in cells)
    return any(later < ended for (_, ended), (later, _) in pairwise(stretches))


def _whole(cell: Cell, ends: Iterable[date]) -> Sum | None:
    first, after = _stretch(cell)
    cuts = sorted(day for day in ends if first <= day <= after)
    parts = tuple(
        replace(cell, from_on=start, to_on=stop - timedelta(days=1))
        for start, stop in pairwise(cuts)
    )
    return Sum(whole=cell, parts=parts) if len(parts) > 1 else None
