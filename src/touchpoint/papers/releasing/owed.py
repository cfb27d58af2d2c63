"""What readers know of duties that are owed to everybody: how many verdicts each comes to.

Beside one another such duties all come to the number of victims. So where every state of one is
printed but a single hidden one, that one is what the others leave of it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from touchpoint.disclosure import Cell, Published, Sum
from touchpoint.disclosure import Figure as ToLeave
from touchpoint.measures.figuring.figure import Figure
from touchpoint.papers.description.paper import Key
from touchpoint.papers.releasing.leaving import among

BESIDE: Final = ("excused", "declined", "cannot_tell", "waiting")
"""The states of a verdict that are in no share."""

DUTY: Final = "duty"

Beside = tuple[Key, str, ToLeave]
"""A count beside a share: of which figure, of which state, and as it is to leave."""


def owed_to_all(
    held: Mapping[Key, Figure], besides: Sequence[Beside]
) -> tuple[tuple[Sum, ...], Published]:
    """The sums of verdicts whose wholes every reader knows, and those wholes as already known."""
    cells: dict[Key, list[Cell]] = {}
    for key, _, each in besides:
        cells.setdefault(key, []).append(each.cells[0])
    every = {
        key: int(held[key].denominator or 0) + sum(held[key].beside.values())
        for key, states in cells.items()
        if len(states) == len(BESIDE) and DUTY in key.labels
    }
    often = Counter((_without_duty(key), total) for key, total in every.items())
    most: dict[Key, int] = {}
    for (alike, total), duties in often.items():
        if duties > 1:
            most[alike] = max(total, most.get(alike, 0))
    sums, known = [], {}
    for key, total in every.items():
        if total and total == most.get(_without_duty(key)):
            parts = cells[key]
            whole = replace(parts[0], of=f"every verdict of {key.measure}")
            name = among(held[key]) if held[key].denominator else None
            judged = () if name is None else (replace(whole, of=name),)
            sums.append(Sum(whole=whole, parts=(*judged, *parts)))
            known[whole] = total
    return tuple(sums), Published(shown=known)


def _without_duty(key: Key) -> Key:
    return replace(key, group=tuple(pair for pair in key.group if pair[0] != DUTY))
