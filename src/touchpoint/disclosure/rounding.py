"""Rounding instead of hiding: every count by itself to the nearest multiple, halves upwards.

Totals are rounded by themselves, so rounded parts need not come to the rounded total, and are
published so.
"""

from collections.abc import Mapping

from touchpoint.disclosure.case import Case, refuse_undone
from touchpoint.disclosure.cells import Cell
from touchpoint.disclosure.published import Published
from touchpoint.disclosure.released import Released, leaving

ADVICE = "Round to a larger base, or suppress instead of rounding."


def rounded(count: int, base: int) -> int:
    """The nearest multiple of the base, halves upwards."""
    return (2 * count + base) // (2 * base) * base


def range_of(value: int, base: int) -> tuple[int, int]:
    """The counts that round to a value."""
    low = max(0, -((base - 2 * value) // 2))
    high = -(-(2 * value + base) // 2) - 1
    return low, high


def ranges(counts: Mapping[Cell, int], base: int) -> dict[Cell, tuple[int, int]]:
    """What a reader knows of rounded counts."""
    return {cell: range_of(rounded(count, base), base) for cell, count in counts.items()}


def rounded_off(case: Case) -> Released:
    """The release with every count rounded; refused where sums give a count away."""
    base = case.rules.base
    printed = {cell: case.counts[cell] for cell in case.printed}
    known = case.with_earlier(Published(ranges=ranges(printed, base)))
    refuse_undone(case.undone(known), ADVICE)
    return leaving(
        case.figures,
        published=Published(ranges=ranges(printed, base)),
        values={cell: rounded(count, base) for cell, count in printed.items()},
        known=known,
        structure=case.structure,
        reasons={},
        already_out=frozenset(case.out.keys() & printed.keys()),
        rounded_to=base,
    )
