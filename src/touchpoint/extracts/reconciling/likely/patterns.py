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
    def places(self) -> Ints:
        """For each source and pattern, in which cell of (source, group, category) it stands."""
        width = self.categories + 1
        source = np.arange(len(self.sources))[:, None]
        # The last category is what is missing, which stands as -1.
        return (source * self.groups + self.group) * width + self.answers.T % width

    @cached_property
    def cells(self) -> sparse.csr_matrix:
        """The same as a matrix, which sums what is known by pattern up by cell."""
        held = self.places.size
        of_pattern = np.tile(np.arange(len(self.group)), len(self.sources))
        shape = len(self.sources) * self.groups * (self.categories + 1), len(self.group)
        return sparse.csr_matrix((np.ones(held), (self.places.ravel(), of_pattern)), shape=shape)

    @cached_property
    def by_group(self) -> sparse.csr_matrix:
        """The matrix that sums what is known by pattern up by group."""
        every = np.arange(len(self.group))
        shape = self.groups, len(self.group)
        return sparse.csr_matrix((np.ones(len(every)), (self.group, every)), shape=shape)

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
