"""What may come out of a draw and how likely each is, and how long things take.

Thresholds are added up one by one, so that they are the same to the last bit on every machine.
"""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate

import numpy as np

from touchpoint.synthetic.shares.planted import table


class Weights:
    """What may come out and how likely each is, as thresholds of a fraction."""

    def __init__(self, weights: Sequence[float]) -> None:
        total = sum(weights)
        # Added up one by one: numpy's own sum may differ in its last bit between processors.
        self.thresholds = np.array([part / total for part in accumulate(weights)][:-1])
        self.shares = tuple(weight / total for weight in weights)


class Table:
    """Weights for each of several cases."""

    def __init__(self, rows: Sequence[Sequence[float]]) -> None:
        self.rows = tuple(Weights(row) for row in rows)
        self.thresholds = np.stack([row.thresholds for row in self.rows])


class Spans:
    """How many days something takes: rows of fewest, most and a weight."""

    def __init__(self, rows: Sequence[Sequence[float]]) -> None:
        self.fewest = np.array([row[0] for row in rows], dtype=np.int64)
        self.width = np.array([row[1] - row[0] + 1 for row in rows], dtype=np.float64)
        self.weights = Weights([row[2] for row in rows])
        self.longest = int(max(row[1] for row in rows))


@cache
def spans(name: str) -> Spans:
    """How long something takes, by its name in shares/delays.toml."""
    return Spans(table("delays")[name])
