"""Whether the model fits: what it expects beside what was found, by pattern and by pair of sources.

Sources that copy from one another, or err on the same journeys, agree more often than the model can
explain. Their residual correlation shows it (Qu, Tan and Kutner 1996).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.special import chdtrc

from touchpoint.extracts.reconciling.likely.fitting import Fit
from touchpoint.extracts.reconciling.likely.model import expected_chances
from touchpoint.extracts.reconciling.likely.patterns import MISSING, NO, Floats

FILLED = 5.0
"""A cell is compared where so many journeys are expected."""

HARDLY_CHANCE = 0.001
FEWEST_TOGETHER = 100
Z_LIMIT = 4.0
NOTABLE = 0.02
SERIOUS = 0.10


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two sources and how much more alike they are than the model explains."""

    one: int
    other: int
    about: str
    residual: float
    error: float

    @property
    def is_notable(self) -> bool:
        return abs(self.residual) > max(NOTABLE, Z_LIMIT * self.error)

    @property
    def is_serious(self) -> bool:
        return self.is_notable and abs(self.residual) > SERIOUS


def spread_of(fit: Fit) -> float:
    """How much more the patterns vary about the model than chance would have them; at least 1."""
    patterns = fit.patterns
    asked = patterns.answers != MISSING
    signature = asked @ (1 << np.arange(asked.shape[1])) + (patterns.group << asked.shape[1])
    _, place = np.unique(signature, return_inverse=True)
    of_kind = np.bincount(place, patterns.count)[place]
    expectation = of_kind * np.exp(expected_chances(fit.parameters, patterns))
    filled = expectation >= FILLED
    # The numbers are fitted to sparse cells too, so this is the most that can be free.
    free = max(1, int(filled.sum()))
    odd = float(((patterns.count[filled] - expectation[filled]) ** 2 / expectation[filled]).sum())
    return odd / free if chdtrc(free, odd) < HARDLY_CHANCE else 1.0


def pairs(fit: Fit) -> Iterator[Pair]:
    """Every pair of sources that meet often enough, by whether they speak and what they say."""
    width = len(fit.patterns.sources)
    for one, other in combinations(range(width), 2):
        for about, above in (("speaking", NO), ("saying yes", NO + 1)):
            residual = _residual(fit, one, other, above)
            if residual is not None:
                yield Pair(
                    one=one, other=other, about=about, residual=residual[0], error=residual[1]
                )


def _residual(fit: Fit, one: int, other: int, above: int) -> tuple[float, float] | None:
    patterns = fit.patterns
    left, right = patterns.answers[:, one], patterns.answers[:, other]
    both = (left != MISSING) & (right != MISSING)
    number = float(patterns.count[both].sum())
    if number < FEWEST_TOGETHER:
        return None
    count = patterns.count[both] / number
    x, y = left[both] >= above, right[both] >= above
    found = _correlation(float(count @ x), float(count @ y), float(count @ (x & y)))
    weight = np.bincount(patterns.group[both], count, patterns.groups)
    states = fit.parameters.share * weight[:, None]
    chance_x, chance_y = (_chance(fit, source, above) for source in (one, other))
    explained = _correlation(
        float((states * chance_x).sum()),
        float((states * chance_y).sum()),
        float((states * chance_x * chance_y).sum()),
    )
    return found - explained, 1 / np.sqrt(number)


def _chance(fit: Fit, source: int, above: int) -> Floats:
    """The chance, by group and state, that a source says something of a category or above it."""
    told = np.exp(fit.parameters.answers[source])[:, above:].sum(axis=1)
    return np.asarray(np.exp(fit.parameters.reach[source])[:, None] * told[None])


def _correlation(x: float, y: float, both: float) -> float:
    varied = np.sqrt(x * (1 - x) * y * (1 - y))
    return (both - x * y) / varied if varied > 0 else 0.0
