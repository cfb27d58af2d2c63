"""What anybody knows of a release before reading a number in it: its cells and their sums.

The attacker and the protector work over the same structure; only the protector knows the counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from touchpoint.disclosure.cells import WITHOUT, Cell, Composition, Dimension, Sum
from touchpoint.disclosure.margins import Counts, margin_sums
from touchpoint.disclosure.overlaps import overlapping_sums
from touchpoint.disclosure.windows import window_sums

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True)
class Structure:
    """Cells in a settled order and the sums that hold between them."""

    cells: tuple[Cell, ...]
    sums: tuple[Sum, ...]

    @property
    def at(self) -> dict[Cell, int]:
        """Where each cell stands."""
        return {cell: place for place, cell in enumerate(self.cells)}

    def matrix(self) -> csr_array:
        """One row for each sum: its whole less its parts is nought."""
        at = self.at
        rows, columns, values = [], [], []
        for row, total in enumerate(self.sums):
            for cell, sign in ((total.whole, 1.0), *((part, -1.0) for part in total.parts)):
                rows.append(row)
                columns.append(at[cell])
                values.append(sign)
        shape = (len(self.sums), len(self.cells))
        return csr_array((values, (rows, columns)), shape=shape, dtype=np.float64)


def derive(
    counts: Counts,
    *,
    compositions: Iterable[Composition] = (),
    dimensions: Iterable[Dimension] = (),
    sums: Iterable[Sum] = (),
    apart: Iterable[str] = (),
    over_time: Iterable[str] = (),
    assume: bool = True,
) -> Structure:
    """The structure that the names of cells imply, with cells that nobody prints but all can name.

    `apart` names counts that do not add up over time or dimensions, such as persons counted once in
    a year; those of `over_time` do over time alone, such as persons counted once in each month.
    Parts of which nothing shows whether they make up their total are assumed to, unless told not;
    so is what remains of two counts to hang together as they do, and what agrees to be one.
    """
    known: Counts = dict(counts)
    given, alone, persons = list(sums), frozenset(apart), frozenset(over_time)
    found: list[Sum] = list(given)
    _learn(known, given)
    nested = tuple(dimensions)
    while True:
        before = len(known)
        windows = window_sums(known, alone)
        _learn(known, windows)
        adding: Counts = {
            cell: count for cell, count in known.items() if cell.of not in alone | persons
        }
        margins = margin_sums(adding, nested, assume=assume)
        known.update(adding)
        _learn(known, margins)
        # A total that only one period prints may tell the months of another, and so on.
        if len(known) == before:
            break
    found += windows
    found += margins
    found += overlapping_sums(known, persons, nested)
    found += _composed(known, compositions, remainders=assume)
    if assume:
        found += _twins(known, counts, compositions)
    _learn(known, found)
    unique = {(total.whole, frozenset(total.parts)): total for total in found}
    return Structure(cells=tuple(known), sums=tuple(unique.values()))


def _learn(known: Counts, sums: Sequence[Sum]) -> None:
    for total in sums:
        for cell in (total.whole, *total.parts):
            known.setdefault(cell, None)


def _composed(known: Counts, compositions: Iterable[Composition], *, remainders: bool) -> list[Sum]:
    """What the compositions say, wherever the whole and at least one of its parts stand."""
    by_name: dict[str, list[Cell]] = {}
    for cell in known:
        if not cell.is_complement and (remainders or not cell.part):
            by_name.setdefault(cell.of, []).append(cell)
    found: list[Sum] = []
    for composition in dict.fromkeys(compositions):
        for whole in by_name.get(composition.whole, ()):
            parts = [replace(whole, of=of) for of in composition.parts]
            here = [part for part in parts if part in known]
            if here:
                complete = composition.complete and len(here) == len(parts)
                names = " and ".join(part.of for part in here)
                left = f"{WITHOUT}{names}, {whole.part}" if whole.part else f"{WITHOUT}{names}"
                others = () if complete else (replace(whole, part=left),)
                found.append(Sum(whole=whole, parts=(*here, *others)))
    return found


def _twins(known: Counts, counts: Counts, compositions: Iterable[Composition]) -> list[Sum]:
    """Populations under two names that agree wherever both are known are taken to be one.

    A denominator that two measures name differently would be hidden in one and shown in the other.
    """
    wholes = sorted({composition.whole for composition in compositions})
    told = {
        name: {
            replace(cell, of=""): n
            for cell, n in counts.items()
            if cell.of == name and n is not None
        }
        for name in wholes
    }
    return [
        Sum(whole=cell, parts=(replace(cell, of=other),))
        for at, name in enumerate(wholes)
        for other in wholes[at + 1 :]
        if _same(told[name], told[other])
        for cell in known
        if cell.of == name and not cell.part and replace(cell, of=other) in known
    ]


def _same(one: Mapping[Cell, int], other: Mapping[Cell, int]) -> bool:
    shared = one.keys() & other.keys()
    # That nobody is counted under either name says nothing for their being one.
    telling = sum(one[cell] > 0 for cell in shared)
    return telling > 1 and all(one[cell] == other[cell] for cell in shared)
