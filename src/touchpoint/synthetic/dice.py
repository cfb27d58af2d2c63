"""The chances of a block: one stream of uniform fractions, and everything else made from it.

Only PCG64DXSM's fractions are drawn, and only compared, multiplied and looked up, because these are
exact on every machine; a normal or exponential draw is not, in its last bit.
"""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from touchpoint.synthetic.arrays import Bools, Floats, Ints


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


class Dice:
    """The stream of one block: the same for the same seed and block on every machine."""

    def __init__(self, seed: int, block: int) -> None:
        sequence = np.random.SeedSequence(seed, spawn_key=(block,))
        self._generator = np.random.Generator(np.random.PCG64DXSM(sequence))

    def fractions(self, n: int) -> Floats:
        return self._generator.random(n)

    def happens(self, share: float | Floats, n: int) -> Bools:
        """Whether each of n comes out, each with its share."""
        return self._generator.random(n) < share

    def below(self, limit: int | Ints, n: int) -> Ints:
        """Whole numbers from 0 up to a limit, which is not among them."""
        return (self._generator.random(n) * limit).astype(np.int64)

    def pick(self, weights: Weights, n: int) -> Ints:
        """Places in a list of weights."""
        return np.searchsorted(weights.thresholds, self._generator.random(n), side="right")

    def pick_by(self, table: Table, cases: Ints) -> Ints:
        """Places in the weights of each one's case."""
        drawn = self._generator.random(len(cases))
        found = np.zeros(len(cases), dtype=np.int64)
        for thresholds in table.thresholds.T:
            found += drawn >= thresholds[cases]
        return found

    def days(self, spans: Spans, n: int) -> Ints:
        """How many days each of n takes."""
        row = self.pick(spans.weights, n)
        return spans.fewest[row] + (self._generator.random(n) * spans.width[row]).astype(np.int64)
