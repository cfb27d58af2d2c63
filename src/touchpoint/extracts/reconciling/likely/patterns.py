"""What the model is fitted to: how often each pattern of answers came, by group of like journeys.

The answers of sources are put into few categories: blank, no, yes without more, and one for each
choice of the victim's that is common enough to be a state of its own.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BLANK = 0
NO = 1
YES = 2
"""Yes without more; the categories of choices follow."""

MISSING = -1
"""The source does not cover the journey, or does not reach it: it is integrated out."""


@dataclass(frozen=True, kw_only=True)
class Patterns:
    """Distinct patterns: a category for each source, the group of like journeys, and how often."""

    answers: Ints
    group: Ints
    count: Floats
    groups: int
    choices: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def categories(self) -> int:
        return YES + 1 + len(self.choices)

    @property
    def total(self) -> float:
        return float(self.count.sum())

    @cached_property
    def of_group(self) -> Floats:
        """How many journeys each group has."""
        return np.bincount(self.group, self.count, self.groups).astype(np.float64)

    @cached_property
    def cells(self) -> tuple[sparse.csr_matrix, ...]:
        """For each source, which pattern stands in which cell of (group, category)."""
        width = self.categories + 1
        of_pattern = np.arange(len(self.group))
        return tuple(
            sparse.csr_matrix(
                (
                    np.ones(len(self.group)),
                    (self.group * width + column % width, of_pattern),
                ),
                shape=(self.groups * width, len(self.group)),
            )
            for column in self.answers.T
        )

    @cached_property
    def places(self) -> tuple[Ints, ...]:
        """The same as an index: the cell of each pattern, for each source."""
        width = self.categories + 1
        return tuple(self.group * width + column % width for column in self.answers.T)

    def merged(self) -> "Patterns":
        """The same with each pattern once."""
        both = np.column_stack([self.group, self.answers])
        distinct, place = np.unique(both, axis=0, return_inverse=True)
        return replace(
            self,
            group=distinct[:, 0],
            answers=distinct[:, 1:],
            count=np.bincount(place.ravel(), self.count, len(distinct)).astype(np.float64),
        )

    def without(self, source: int) -> "Patterns":
        """The same with one source left out."""
        kept = [place for place in range(len(self.sources)) if place != source]
        fewer = replace(
            self,
            answers=self.answers[:, kept],
            sources=tuple(self.sources[place] for place in kept),
        )
        return fewer.merged()
