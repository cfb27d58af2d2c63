"""The arrays a block is made of, named by what they hold, and moments in local time.

A moment is a local day (days since 1970) and a second of it; days.py turns moments into instants.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]

NONE = -1
"""Stands for an empty cell in an array of codes, rows or days."""

NEVER = 1 << 40
"""A day that does not come."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Moments:
    """Local days and seconds of them, one for each of something."""

    day: Ints
    second: Ints

    def take(self, which: Ints | Bools) -> "Moments":
        return Moments(day=self.day[which], second=self.second[which])

    def put(self, which: Ints, others: "Moments") -> "Moments":
        """The same moments with others in some places."""
        day, second = self.day.copy(), self.second.copy()
        day[which], second[which] = others.day, others.second
        return Moments(day=day, second=second)


def where(mask: Bools) -> Ints:
    """The places at which a mask holds."""
    return np.flatnonzero(mask).astype(np.int64)


def ranges(first: Ints, counts: Ints) -> Ints:
    """Each first and the numbers after it, as many as its count, one range after another."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    before: Ints = np.repeat(first - (ends - counts), counts)
    return np.arange(total, dtype=np.int64) + before
