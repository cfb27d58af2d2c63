"""Linear programmes as this room asks them: sums that hold, bounds, something to reach.

Whatever is built on an answer is checked again in whole numbers, so that nothing rests on a
solver's tolerance.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from touchpoint.disclosure.known import Mask, Numbers
from touchpoint.errors import Refused

NEARLY = 1e-6
BRANCHES = 2_000
"""How many branches a search for whole counts may open: it ends, whatever it is asked."""

SECONDS = 10.0
"""How long one programme may take: those of the largest papers take a second."""


ENDLESS = (
    "These figures hang together so widely that nobody can say in reasonable time what can be "
    "worked out of them, so they do not leave. Leave out tables or periods, or put smaller groups "
    "together."
)


class Endless(Refused):
    """A search that does not end in reasonable time: whoever asked has to hide more, or refuse."""


OUT_OF_TIME = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme:
    """Maximise a weight over points between bounds for which rows lie between their own bounds."""

    rows: csr_array
    row_low: Numbers
    row_high: Numbers
    low: Numbers
    high: Numbers

    def best(
        self, weights: Numbers, *, whole: Mask | None = None, simplify: bool = True
    ) -> Numbers | None:
        """The point of the largest weight; None where there is none or none was found.

        Endless where a programme without whole counts takes longer than any should.

        To simplify a programme takes longer than to solve it where nought is nearly the answer.
        """
        constraints = (
            [LinearConstraint(self.rows, self.row_low, self.row_high)] if self.rows.shape[0] else []
        )
        answer = milp(
            -weights,
            integrality=None if whole is None else whole.astype(np.int64),
            bounds=Bounds(self.low, self.high),
            constraints=constraints,
            options={
                "node_limit": BRANCHES,
                "mip_rel_gap": 0.0,
                "presolve": simplify,
                "time_limit": SECONDS,
            },
        )
        if whole is None and answer.x is None and answer.status == OUT_OF_TIME:
            raise Endless(ENDLESS)
        return None if answer.x is None else np.asarray(answer.x, dtype=np.float64)


def pieces(rows: csr_array) -> NDArray[np.int64]:
    """Which connected piece each column belongs to: columns that share a row are connected."""
    count = rows.shape[0]
    if not rows.nnz:
        return np.arange(rows.shape[1], dtype=np.int64)
    sums, columns = rows.nonzero()
    size = count + rows.shape[1]
    graph = csr_array((np.ones(sums.size), (sums, columns + count)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    return np.asarray(label[count:], dtype=np.int64)
