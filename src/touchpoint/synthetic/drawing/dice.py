"""The chances of a block: one stream of uniform fractions, and everything else made from it.

Only PCG64DXSM's fractions are drawn, and only compared, multiplied and looked up, because these are
exact on every machine; a normal or exponential draw is not, in its last bit.
"""

import numpy as np

from touchpoint.synthetic.drawing.arrays import Bools, Floats, Ints
from touchpoint.synthetic.drawing.weights import Spans, Table, Weights


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
