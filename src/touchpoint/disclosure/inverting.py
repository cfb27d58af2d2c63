"""Printed shares turned back into counts: a percentage of few people tells how many.

An interval is taken to be what this house prints for a share: Wilson's, and Clopper and
Pearson's of fewer than 10 (statistics.md section 2).
"""

from typing import Final

import numpy as np

from touchpoint.disclosure.cells import Cell
from touchpoint.disclosure.published import Rate
from touchpoint.statistics.proportions import proportion_many

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
    if not denominator:
        return ()
    numerators = np.arange(denominator + 1)
    ends = proportion_many(numerators, np.full(denominator + 1, denominator))
    fits = np.full(denominator + 1, fill_value=True)
    for said, printed in ((rate, ends.point), (low, ends.low), (high, ends.high)):
        if said is not None:
            fits &= np.abs(said - printed.data) <= half
    return tuple(numerators[fits].tolist())
