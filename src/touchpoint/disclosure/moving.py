"""Moves from one world to another: what must change elsewhere for some cells to be something else.

Moves are kept as small as can be. Small moves are of whole counts nearly always, and they are
quick to find, because a solver begins where nothing moves.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array, hstack, vstack

from touchpoint.disclosure.known import Mask, Numbers
from touchpoint.disclosure.solving import Programme

Places = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Goals:
    """The counts that cells are to come to, and what each step towards them is worth."""

    at: Places
    to: Numbers
    worth: Numbers


def any_world(programme: Programme, here: Mask) -> Numbers | None:
    """Any world of whole counts over some cells; what is open elsewhere stands at nought."""
    if (programme.low > programme.high).any():
        return None
    rows, row_low, row_high = _narrow(programme, here)
    inner = Programme(
        rows=rows,
        row_low=row_low,
        row_high=row_high,
        low=programme.low[here],
        high=programme.high[here],
    )
    size = int(here.sum())
    found = inner.best(np.zeros(size), whole=np.ones(size, dtype=np.bool_))
    return None if found is None else _placed(programme, here, found)


def nearest(
    programme: Programme, home: Numbers, here: Mask, cell: int, goal: float
) -> Numbers | None:
    """The world nearest to home in which a cell has come to a goal, in parts of counts."""
    size, place = int(here.sum()), int(here[:cell].sum())
    up, down = programme.high[here] - home[here], home[here] - programme.low[here]
    least, most = np.zeros(2 * size), np.concatenate([up, down])
    at, back = (place, place + size) if goal > home[cell] else (place + size, place)
    least[at], most[back] = abs(goal - home[cell]), 0.0
    if least[at] > most[at]:
        return None
    rows, row_low, row_high = _narrow(programme, here)
    stays = rows @ home[here]
    ways = Programme(
        rows=csr_array(hstack([rows, -rows])),
        row_low=row_low - stays,
        row_high=row_high - stays,
        low=least,
        high=most,
    )
    found = ways.best(-np.ones(2 * size), simplify=False)
    if found is None:
        return None
    return _placed(programme, here, home[here] + found[:size] - found[size:])


def towards(
    programme: Programme,
    home: Numbers,
    goals: Goals,
    price: Numbers,
    *,
    whole: bool = False,
) -> Numbers | None:
    """The world in which many cells come as near to their goals as is worth what else must move."""
    here = programme.low < programme.high
    at, size = goals.at, int(here.sum())
    count, place = at.size, np.cumsum(here) - 1
    signs = np.where(goals.to >= home[at], 1.0, -1.0)
    pick = csr_array((signs, (np.arange(count), place[at])), shape=(count, size))
    rows, row_low, row_high = _narrow(programme, here)
    stays = rows @ home[here]
    both = vstack(
        [
            hstack([rows, -rows, csr_array((rows.shape[0], count))]),
            hstack([pick, -pick, -eye_array(count)]),
        ]
    )
    up, down = programme.high[here] - home[here], home[here] - programme.low[here]
    ways = Programme(
        rows=csr_array(both),
        row_low=np.concatenate([row_low - stays, np.zeros(count)]),
        row_high=np.concatenate([row_high - stays, np.full(count, np.inf)]),
        low=np.concatenate([np.zeros(2 * size), np.full(count, -np.inf)]),
        high=np.concatenate([up, down, np.abs(goals.to - home[at])]),
    )
    weights = np.concatenate([-price[here], -price[here], goals.worth])
    counts = np.arange(weights.size) < 2 * size if whole else None
    found = ways.best(weights, whole=counts, simplify=whole)
    if found is None:
        return None
    return _placed(programme, here, home[here] + found[:size] - found[size : 2 * size])


def _narrow(programme: Programme, here: Mask) -> tuple[csr_array, Numbers, Numbers]:
    """The rows that touch some cells, with what the settled cells already bring taken off."""
    settled = programme.low >= programme.high
    columns = csr_array(programme.rows[:, here])
    on = np.diff(columns.indptr) > 0
    brought = programme.rows[on] @ np.where(settled & ~here, programme.low, 0.0)
    return csr_array(columns[on]), programme.row_low[on] - brought, programme.row_high[on] - brought


def _placed(programme: Programme, here: Mask, values: Numbers) -> Numbers:
    world = np.where(programme.low < programme.high, 0.0, programme.low)
    world[here] = values
    return np.asarray(world)
