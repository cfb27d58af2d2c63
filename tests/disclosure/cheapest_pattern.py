"""The cheapest pattern of a small release, which ours is held against.

Each cell that must be safe gets a world of its own, which may only move what is hidden, and hiding
costs: the model of Fischetti and Salazar, far too large for any but small releases.
"""

import numpy as np
from scipy.sparse import csr_array, hstack, kron, vstack

from touchpoint.disclosure.known import Mask
from touchpoint.disclosure.moving import Places
from touchpoint.disclosure.pattern import Pattern
from touchpoint.disclosure.solving import Programme

HALF = 0.5
ROOM = 50.0
"""How far above what is there a cell may be moved: more than any threshold asks for."""


def cheapest(pattern: Pattern, largest: int) -> Mask | None:
    """Which cells to hide besides the primary ones; None where that is too much to ask."""
    guarded = np.flatnonzero((pattern.primary & pattern.hidden) | pattern.sensitive)
    maybe = np.flatnonzero(pattern.printed & ~pattern.primary & ~pattern.out)
    size = pattern.counts.size
    if guarded.size * size > largest or not maybe.size:
        return None
    programme = _side_by_side(pattern, guarded, maybe)
    if (programme.low > programme.high).any():
        return None
    steps = guarded.size * size
    weights = np.concatenate([np.zeros(steps), -pattern.cost[maybe]])
    point = programme.best(weights, whole=np.arange(weights.size) >= steps)
    if point is None:
        return None
    wanted = np.zeros(size, dtype=np.bool_)
    wanted[maybe[point[steps:] > HALF]] = True
    return wanted


def _side_by_side(pattern: Pattern, guarded: Places, maybe: Places) -> Programme:
    """A world for each guarded cell, in steps from the counts, and whether each cell is hidden."""
    base, counts, size, many = pattern.programme, pattern.counts, pattern.counts.size, guarded.size
    room = max(ROOM, 2 * pattern.threshold + pattern.width) + counts[guarded].max(initial=0.0)
    down = np.where(pattern.out, 0.0, np.minimum(counts - base.low, counts))
    up = np.where(pattern.out, 0.0, np.minimum(base.high - counts, room))
    each, every = np.eye(many), np.ones((many, 1))
    pick = csr_array((np.ones(maybe.size), (np.arange(maybe.size), maybe)), (maybe.size, size))
    blank = csr_array((many * base.rows.shape[0], maybe.size))
    rows = vstack(
        [
            hstack([kron(each, base.rows), blank]),
            hstack([kron(each, pick), kron(every, np.diag(-up[maybe]))]),
            hstack([kron(each, pick), kron(every, np.diag(down[maybe]))]),
        ]
    )
    low = np.tile(-down, many)
    reach = np.maximum(pattern.threshold - counts[guarded], pattern.width)
    low[np.arange(many) * size + guarded] = reach
    stays, limits = base.rows @ counts, np.zeros(many * maybe.size)
    return Programme(
        rows=csr_array(rows),
        row_low=np.concatenate([np.tile(base.row_low - stays, many), limits - np.inf, limits]),
        row_high=np.concatenate([np.tile(base.row_high - stays, many), limits, limits + np.inf]),
        low=np.concatenate([low, np.zeros(maybe.size)]),
        high=np.concatenate([np.tile(up, many), np.ones(maybe.size)]),
    )
