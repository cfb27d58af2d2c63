"""The attacker: whoever holds everything that was published, can add, and has a linear programme.

It knows the marks, the counts and rates that can be read, and which cells add up to which; it
knows no hidden count and nothing of how the release was made (statistics.md section 12).
"""

from dataclasses import dataclass, replace

import numpy as np

from touchpoint.disclosure.cells import Cell
from touchpoint.disclosure.known import Structure
from touchpoint.disclosure.published import Published
from touchpoint.disclosure.question import Question
from touchpoint.disclosure.reading import programme_of
from touchpoint.disclosure.solving import NEARLY
from touchpoint.disclosure.worlds import Worlds
from touchpoint.errors import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class Disclosed:
    """A cell that can be undone, and what the attacker knows of it."""

    cell: Cell
    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Whether the attacker has the count itself."""
        return self.low == self.high


def attack(
    published: Published,
    structure: Structure,
    *,
    threshold: int = 5,
    width: int = 1,
    complements: bool = True,
) -> tuple[Disclosed, ...]:
    """Every cell that can be undone, with the counts between which it is known to lie."""
    found = undone(published, structure, threshold=threshold, width=width, complements=complements)
    return tuple(
        Disclosed(cell=cell, low=low, high=high)
        for cell in found
        for low, high in (interval(published, structure, cell),)
    )


def undone(
    published: Published,
    structure: Structure,
    *,
    threshold: int,
    width: int,
    complements: bool,
) -> tuple[Cell, ...]:
    """Every cell that can be undone: hidden, yet known too nearly or to be too few.

    A cell that nobody prints is undone where it is known to count somebody, and too few; without
    `complements`, those of a whole who are not in a part of it may be known.
    """
    worlds = Worlds(programme=programme_of(published, structure))
    question = _question(published, structure, threshold, width)
    if not complements:
        may = np.array([not cell.is_complement for cell in structure.cells], dtype=np.bool_)
        question = replace(question, few=question.few & may)
    suspects = np.flatnonzero(worlds.explore(question))
    found = [int(cell) for cell in suspects if not worlds.press(int(cell), question)]
    fixed = ~worlds.free & question.unmet(worlds.lowest, worlds.highest)
    found += [int(cell) for cell in np.flatnonzero(fixed)]
    return tuple(structure.cells[at] for at in sorted(found))


def interval(published: Published, structure: Structure, cell: Cell) -> tuple[int, int]:
    """The smallest and the largest count that a cell can have for all that is published."""
    programme = programme_of(published, structure)
    at = structure.at[cell]
    weights = np.zeros(programme.low.size)
    ends = []
    for sign in (-1.0, 1.0):
        weights[at] = sign
        point = programme.best(weights)
        if point is not None and np.abs(point - np.round(point)).max() > NEARLY:
            point = programme.best(weights, whole=np.ones(weights.size, dtype=np.bool_))
        if point is None:
            raise Refused(f"No counts fit what is published, so {cell.named} has no interval.")
        ends.append(round(float(point[at])))
    return ends[0], ends[1]


def _question(published: Published, structure: Structure, threshold: int, width: int) -> Question:
    hidden = np.array([cell in published.hidden for cell in structure.cells], dtype=np.bool_)
    told = np.array(
        [cell in published.shown or cell in published.ranges for cell in structure.cells],
        dtype=np.bool_,
    )
    ranged = np.array([cell in published.ranges for cell in structure.cells], dtype=np.bool_)
    return Question(
        reach=np.where(hidden, float(threshold), 0.0),
        span=np.where(hidden | ranged, float(width), 0.0),
        few=~hidden & ~told,
        threshold=float(threshold),
    )
