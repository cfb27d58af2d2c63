"""Earlier releases beside a new one: what has been published stays known, hidden now or not.

A count that is printed with another value than before was revised, and its old and new states are
two cells; a count that is hidden now is taken to be what it was printed as, unless the figures
show that it was revised.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from touchpoint.disclosure.cells import Cell, Sum
from touchpoint.disclosure.known import Structure
from touchpoint.disclosure.margins import Counts
from touchpoint.disclosure.published import Published


@dataclass(frozen=True, kw_only=True, slots=True)
class Memory:
    """What earlier releases add: counts that are out, other cells they printed, and old states."""

    same: frozenset[Cell]
    """Printed before with the count of today."""

    other: Mapping[Cell, int]
    """Printed before, and not counted today."""

    hidden: frozenset[Cell]
    old: Mapping[Cell, int]
    """Old states of cells that were revised since."""

    sums: tuple[Sum, ...] = ()


def recall(counts: Mapping[Cell, int], earlier: Sequence[Published]) -> Memory:
    """Earlier releases held against the counts of today."""
    same: set[Cell] = set()
    other: dict[Cell, int] = {}
    old: dict[Cell, int] = {}
    for number, release in enumerate(earlier, 1):
        for cell, count in release.shown.items():
            today = counts.get(cell)
            if today is None:
                other[cell] = count
            elif today == count:
                same.add(cell)
            else:
                old[_state(cell, number)] = count
    hidden = frozenset(cell for release in earlier for cell in release.hidden) - other.keys()
    return Memory(same=frozenset(same), other=other, hidden=hidden, old=old)


def with_old_states(
    memory: Memory, structure: Structure, counts: Counts, earlier: Sequence[Published]
) -> tuple[Memory, Structure]:
    """The sums as they stood when revised cells were printed, over their old states."""
    sums: list[Sum] = []
    hidden: set[Cell] = set()
    for number, release in enumerate(earlier, 1):
        revised = {cell for cell in release.shown if _state(cell, number) in memory.old}
        for total in structure.sums:
            if revised.intersection((total.whole, *total.parts)):
                states = _states(
                    total,
                    number,
                    release=release,
                    revised=revised,
                    counts=counts,
                    old=memory.old,
                )
                sums += [_moved(total, states)] if states else []
                hidden |= {new for cell, new in states.items() if cell in release.hidden}
    cells = [cell for total in sums for cell in (total.whole, *total.parts)]
    grown = Structure(
        cells=tuple(dict.fromkeys((*structure.cells, *memory.old, *cells))),
        sums=(*structure.sums, *sums),
    )
    return replace(memory, hidden=memory.hidden | hidden), grown


def _states(
    total: Sum,
    number: int,
    *,
    release: Published,
    revised: Iterable[Cell],
    counts: Counts,
    old: Mapping[Cell, int],
) -> dict[Cell, Cell]:
    """Which cells of a sum were in an old state: none where the release did not print all of it."""
    cells = (total.whole, *total.parts)
    if any(not (c.part or c in release.shown or c in release.hidden) for c in cells):
        return {}
    states = {cell: _state(cell, number) for cell in cells if cell in set(revised)}
    unsure = [cell for cell in cells if cell not in release.shown]
    then = [old[states[cell]] if cell in states else counts.get(cell) for cell in cells]
    known = [count for count in then if count is not None]
    if len(known) < len(then) or known[0] != sum(known[1:]):
        states |= {cell: _state(cell, number) for cell in unsure}
    return states


def _moved(total: Sum, states: Mapping[Cell, Cell]) -> Sum:
    return Sum(
        whole=states.get(total.whole, total.whole),
        parts=tuple(states.get(part, part) for part in total.parts),
    )


def _state(cell: Cell, number: int) -> Cell:
    said = f"as in earlier release {number}"
    return replace(cell, part=f"{cell.part}, {said}" if cell.part else said)
