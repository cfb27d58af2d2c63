"""Printed shares turned back into counts: a percentage of few people tells how many.

An interval is taken to be Wilson's, which is what this house prints (statistics.md section 2).
"""

from math import sqrt
from typing import Final

from touchpoint.disclosure.cells import Cell
from touchpoint.disclosure.published import Rate

NINETY_FIVE: Final = 1.959963984540054
"""How many standard errors a 95 % interval reaches to either side."""

TINY: Final = 1e-9


def printed_rate(numerator: Cell, denominator: Cell, share: float, digits: int) -> Rate:
    """What a printed share tells of its two counts: 0.263 to 3 digits is 0.2625 to 0.2635."""
    half = 0.5 * 10.0**-digits + TINY
    return Rate(
        numerator=numerator,
        denominator=denominator,
        low=max(0.0, share - half),
        high=share + half,
    )


def numerators_behind(
    denominator: int,
    *,
    digits: int,
    rate: float | None = None,
    low: float | None = None,
    high: float | None = None,
) -> tuple[int, ...]:
    """The numerators that print as these shares over a known denominator."""
    half = 0.5 * 10.0**-digits + TINY
    found = []
    for numerator in range(denominator + 1 if denominator else 0):
        share = numerator / denominator
        ends = _wilson(numerator, denominator)
        pairs = ((rate, share), (low, ends[0]), (high, ends[1]))
        if all(said is None or abs(said - is_) <= half for said, is_ in pairs):
            found.append(numerator)
    return tuple(found)


def _wilson(numerator: int, denominator: int) -> tuple[float, float]:
    share, square = numerator / denominator, NINETY_FIVE**2
    middle = share + square / (2 * denominator)
    reach = NINETY_FIVE * sqrt(
        share * (1 - share) / denominator + square / (4 * denominator * denominator)
    )
    below = 1 + square / denominator
    return max(0.0, (middle - reach) / below), min(1.0, (middle + reach) / below)
