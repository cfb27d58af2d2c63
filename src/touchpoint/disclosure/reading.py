"""What a reader can write down of a release: its sums, counts, rates and ranges."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy.sparse import csr_array, vstack

from touchpoint.disclosure.cells import Cell
from touchpoint.disclosure.known import Numbers, Structure
from touchpoint.disclosure.published import Published, Rate
from touchpoint.disclosure.solving import Programme
from touchpoint.errors import Refused

BEYOND: Final = 1_000
"""How far beyond everything that is printed an unbounded count is looked for."""


def programme_of(published: Published, structure: Structure) -> Programme:
    """Everything that the attacker can write down."""
    at = structure.at
    strange = [cell.named for cell in published.cells if cell not in at]
    if strange:
        raise Refused("The structure does not name every cell that is published.", sorted(strange))
    size = len(structure.cells)
    largest = sum(published.shown.values()) + BEYOND
    low, high = np.zeros(size), np.full(size, float(largest))
    for cell, (least, most) in published.ranges.items():
        low[at[cell]], high[at[cell]] = least, most
    for cell, count in published.shown.items():
        low[at[cell]] = high[at[cell]] = count
    sums = structure.matrix()
    rates, rate_low, rate_high = _rate_rows(published.rates, at, size)
    nought = np.zeros(sums.shape[0])
    return Programme(
        rows=csr_array(vstack([sums, rates])),
        row_low=np.concatenate([nought, rate_low]),
        row_high=np.concatenate([nought, rate_high]),
        low=low,
        high=high,
    )


def _rate_rows(
    rates: Sequence[Rate], at: dict[Cell, int], size: int
) -> tuple[csr_array, Numbers, Numbers]:
    """Two rows for a rate: the numerator is at least the lower share, and at most the upper."""
    rows, columns, values = [], [], []
    for number, rate in enumerate(rates):
        for row, share in ((2 * number, rate.low), (2 * number + 1, rate.high)):
            rows += [row, row]
            columns += [at[rate.numerator], at[rate.denominator]]
            values += [1.0, -share]
    count = 2 * len(rates)
    low, high = np.full(count, -np.inf), np.full(count, np.inf)
    low[0::2] = 0.0
    high[1::2] = 0.0
    return csr_array((values, (rows, columns)), shape=(count, size), dtype=np.float64), low, high
