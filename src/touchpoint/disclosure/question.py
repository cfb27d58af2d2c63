"""What must be possible of every hidden cell for a release to be safe, and moves that show it."""

from dataclasses import dataclass

import numpy as np

from touchpoint.disclosure.known import Mask, Numbers
from touchpoint.disclosure.moving import Places


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What must be possible of each cell: to reach a count, to vary, not to be just a few."""

    reach: Numbers
    """The count that a world must reach; nought where nothing is asked."""

    span: Numbers
    """How far apart two worlds must lie."""

    few: Mask
    """Cells that only must not be known to lie from 1 to below `threshold`."""

    threshold: float

    def unmet(self, lowest: Numbers, highest: Numbers) -> Mask:
        """The cells for which the worlds seen so far do not answer."""
        short = (highest < self.reach) | (highest - lowest < self.span)
        told = self.few & (lowest >= 1) & (highest < self.threshold)
        return np.asarray(short | told, dtype=np.bool_)


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """Cells that may change together, and by how much, with everything else as it is."""

    cells: Places
    by: Numbers
