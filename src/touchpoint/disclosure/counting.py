"""The counts behind a release, completed where the figures themselves imply more than they print.

Counts that contradict the sums are refused, all of them at once: nothing could be said of who may
recover what from figures that do not add up.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array, hstack, vstack

from touchpoint.disclosure.cells import Cell, Sum
from touchpoint.disclosure.known import Mask, Structure
from touchpoint.disclosure.margins import Counts
from touchpoint.disclosure.published import Published
from touchpoint.disclosure.reading import BEYOND, programme_of
from touchpoint.disclosure.solving import NEARLY, Programme
from touchpoint.errors import Refused

NAMED = 3
"""How many parts of a sum a fault names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Truth:
    """A count for every cell of a structure; `known` says which follow from what was given."""

    counts: NDArray[np.int64]
    known: Mask
    revised: frozenset[Cell]
    """Cells whose earlier count does not fit the counts of today."""

    facts: Published
    """The rates and ranges of before that do fit them."""


def complete(structure: Structure, counts: Counts, before: Published) -> Truth:
    """The counts of every cell: given, following from what was given, or one way to fill the rest.

    What was published before fills the rest as far as it fits; where it does not, it was revised.
    """
    at = structure.at
    values = np.full(len(structure.cells), -1, dtype=np.int64)
    for cell in structure.cells:
        count = counts.get(cell)
        if count is not None:
            values[at[cell]] = count
    _follow(structure, at, values)
    known = values >= 0
    facts = Published(rates=before.rates, ranges=before.ranges)
    point = _filled(structure, values, known, before.shown, facts)
    if point is None:
        facts = Published()
        point = _filled(structure, values, known, before.shown, facts)
    if point is None:
        raise _contradiction(["the sums that they imply between them cannot all hold"])
    revised = frozenset(c for c, count in before.shown.items() if point[at[c]] != count)
    return Truth(counts=point, known=known, revised=revised, facts=facts)


def _follow(structure: Structure, at: dict[Cell, int], values: NDArray[np.int64]) -> None:
    """Whatever a sum with one unknown says, again and again, until no sum says anything new."""
    faults: list[str] = []
    rows = [
        [(at[total.whole], 1), *((at[part], -1) for part in total.parts)]
        for total in structure.sums
    ]
    waiting: dict[int, list[int]] = {}
    for row, terms in enumerate(rows):
        for cell, _ in terms:
            if values[cell] < 0:
                waiting.setdefault(cell, []).append(row)
    ask = list(range(len(rows)))
    while ask:
        row = ask.pop()
        unknown = [(cell, sign) for cell, sign in rows[row] if values[cell] < 0]
        gap = sum(sign * int(values[cell]) for cell, sign in rows[row] if values[cell] >= 0)
        if not unknown and gap:
            faults.append(_apart(structure.sums[row]))
        elif len(unknown) == 1:
            cell, sign = unknown[0]
            if -sign * gap < 0:
                faults.append(_apart(structure.sums[row]))
            else:
                values[cell] = -sign * gap
                ask += [other for other in waiting.get(cell, ()) if other != row]
    if faults:
        raise _contradiction(faults)


def _filled(
    structure: Structure,
    values: NDArray[np.int64],
    known: Mask,
    wanted: Mapping[Cell, int],
    facts: Published,
) -> NDArray[np.int64] | None:
    """One way to fill in what does not follow, as near to earlier counts as can be."""
    if known.all() and not facts.rates and not facts.ranges:
        return values
    base = programme_of(facts, structure)
    size = values.size
    # A known count outside an earlier range was revised: then the facts do not fit.
    if ((values < base.low) | ((values > base.high) & (base.low > 0)))[known].any():
        return None
    places = structure.at
    at = np.array([places[cell] for cell in wanted], dtype=np.int64)
    count = np.array(list(wanted.values()), dtype=np.float64)
    near = csr_array((np.ones(at.size), (np.arange(at.size), at)), shape=(at.size, size))
    apart = hstack([near, eye_array(at.size), -eye_array(at.size)])
    wide = csr_array(
        vstack([hstack([base.rows, csr_array((base.rows.shape[0], 2 * at.size))]), apart])
    )
    top = float(values[known].sum() + count.sum() + BEYOND)
    programme = Programme(
        rows=wide,
        row_low=np.concatenate([base.row_low, count]),
        row_high=np.concatenate([base.row_high, count]),
        low=np.concatenate([np.where(known, values, base.low), np.zeros(2 * at.size)]),
        high=np.concatenate(
            [
                np.where(known, values, np.where(base.low > 0, base.high, top)),
                np.full(2 * at.size, top),
            ]
        ),
    )
    weights = np.concatenate([np.zeros(size), -np.ones(2 * at.size)])
    point = programme.best(weights)
    if point is not None and np.abs(point - np.round(point)).max() > NEARLY:
        point = programme.best(weights, whole=np.ones(weights.size, dtype=np.bool_))
    return None if point is None else np.round(point[:size]).astype(np.int64)


def _apart(total: Sum) -> str:
    parts = ", ".join(part.named for part in total.parts[:NAMED])
    left = len(total.parts) - NAMED
    more = f" and {left} more" if left > 0 else ""
    return f"{total.whole.named} is not the sum of {parts}{more}"


def _contradiction(faults: list[str]) -> Refused:
    return Refused(
        "These figures contradict one another, so nobody can say what they give away. Mend the "
        "counts, or name counts that do not add up (persons counted once) as apart.",
        sorted(set(faults)),
    )
