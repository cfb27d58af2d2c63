"""The pattern of a release: which cells are hidden, and whether every hidden cell is safe in it.

It holds the counts, so it is the protector's own view; the attacker never sees it.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from touchpoint.disclosure.known import Mask, Numbers
from touchpoint.disclosure.question import Move, Question
from touchpoint.disclosure.solving import ENDLESS, Endless, Programme
from touchpoint.disclosure.worlds import Worlds

REMEMBERED = 4_000
"""How many moves are kept to be asked again."""

WORK = 1_500_000
"""How much work (cells times programmes) is spent on protecting before it is given up."""


@dataclass(kw_only=True, slots=True)
class Pattern:
    """What a protector holds: counts, what is printed, what is hidden, what must stay unknown."""

    programme: Programme
    counts: Numbers
    printed: Mask
    """Cells that this release prints and may still hide."""

    hidden: Mask
    """Cells that are marked as hidden, here or in an earlier release."""

    sensitive: Mask
    """Cells that nobody prints and that are too few to be known."""

    out: Mask
    """Cells whose count has been published before: nothing can hide them again."""

    spared: Mask
    """Cells that nobody prints and that may be known to be few."""

    cost: Numbers
    threshold: float
    width: float
    primary: Mask
    given_up: Mask = field(init=False)
    """Cells that nothing can make safe."""

    moves: list[Move] = field(default_factory=list)
    work: int = field(default_factory=lambda: WORK)
    """How much work is left for protecting."""

    def __post_init__(self) -> None:
        self.given_up = np.zeros_like(self.out)
        self.hidden = self.hidden & ~self.out
        self.sensitive = self.sensitive & ~self.out & ~self.printed

    @property
    def shown(self) -> Mask:
        """The cells that a reader has the count of."""
        return np.asarray((self.printed & ~self.hidden) | self.out, dtype=np.bool_)

    @property
    def secondary(self) -> Mask:
        """The cells that are hidden for the sake of others."""
        return np.asarray(self.hidden & ~self.primary, dtype=np.bool_)

    def question(self) -> Question:
        """What must be possible of each cell."""
        guarded = (self.hidden | self.sensitive) & ~self.given_up
        return Question(
            reach=np.where(guarded, self.threshold, 0.0),
            span=np.where(guarded, self.width, 0.0),
            few=~self.shown & ~guarded & ~self.given_up & ~self.spared,
            threshold=self.threshold,
        )

    def worlds(self) -> Worlds:
        """The worlds that are possible in this pattern, beginning with remembered moves."""
        shown = self.shown
        return Worlds(
            programme=replace(
                self.programme,
                low=np.where(shown, self.counts, self.programme.low),
                high=np.where(shown, self.counts, self.programme.high),
            ),
            origin=self.counts,
            moves=[move for move in self.moves if not shown[move.cells].any()],
        )

    def learn(self, worlds: Worlds) -> None:
        """Remember the moves that were found, for as long as there is room.

        Endless where protecting has taken more work than there is for it.
        """
        self.work -= worlds.asked * int(worlds.free.sum())
        worlds.asked = 0
        if self.work < 0:
            raise Endless(ENDLESS)
        known = set(map(id, self.moves))
        self.moves += [move for move in worlds.moves if id(move) not in known]
        del self.moves[:-REMEMBERED]
