"""The likely rate of parts of a force: units, officers, months.

A part is too small for a model of its own. The errors of sources are taken from the whole; the part
has its own odds of each true state, beside those of the like journeys it is made of.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from touchpoint.extracts.reconciling.likely.interval import Curved, Z, lean
from touchpoint.extracts.reconciling.likely.model import Parameters, evidence
from touchpoint.extracts.reconciling.likely.patterns import Floats, Ints, Patterns

SMALLEST_PART = 100
WIDEST = 0.30
"""An interval wider than this tells nobody anything."""

STEPS = 40
PULL = 2.0
"""So many journeys' worth of the whole are put with each part."""


@dataclass(frozen=True, kw_only=True)
class PartRate:
    """The likely rate of a part, or none where its journeys are too few to tell."""

    journeys: int
    rate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Patterns by part: the part of each pattern, and how many parts there are."""

    patterns: Patterns
    part: Ints
    number: int

    def summed(self, values: Floats) -> Floats:
        """Values by pattern, summed by part."""
        return np.stack(
            [np.bincount(self.part, column, self.number) for column in values.T], axis=1
        )


def part_rates(curve: Curved, parts: Parts, *, spread: float) -> list[PartRate]:
    """The likely rate of each part with its interval: of the part's own chance and the model's."""
    parameters = curve.fit.parameters
    tilt, rates = _tilted(parameters, parts)
    middle = logit(np.clip(rates, 1e-6, 1 - 1e-6))
    own = _own_variance(parameters, parts, tilt) / (expit(middle) * expit(-middle)) ** 2
    error = np.sqrt(spread * (_shared_variance(curve, parts) + own))
    sizes = np.bincount(parts.part, parts.patterns.count, parts.number)
    low, high = expit(middle - Z * error), expit(middle + Z * error)
    return [
        _told(round(n), float(r), float(a), float(b))
        for n, r, a, b in zip(sizes, rates, low, high, strict=True)
    ]


def _shared_variance(curve: Curved, parts: Parts) -> Floats:
    """The variance of the logit of the rate that the part's mix of like journeys leads to expect.

    It is what the whole model does not know: the errors of its sources, above all.
    """
    patterns = parts.patterns
    cells = np.zeros((parts.number, patterns.groups))
    np.add.at(cells, (parts.part, patterns.group), patterns.count)
    leaning = np.stack([lean(curve.fit, curve.fit.vector, of_group) for of_group in cells])
    return np.asarray((leaning.T * curve.solve(leaning.T)).sum(axis=0))


def _told(journeys: int, rate: float, low: float, high: float) -> PartRate:
    if journeys < SMALLEST_PART or not high - low <= WIDEST:
        return PartRate(journeys=journeys, rate=None, low=None, high=None)
    return PartRate(journeys=journeys, rate=rate, low=low, high=high)


def _tilted(parameters: Parameters, parts: Parts) -> tuple[Floats, Floats]:
    """The odds by which each part differs from the whole, and its rate."""
    patterns = parts.patterns
    chances = evidence(parameters, patterns)
    chances = np.exp(chances - chances.max(axis=1, keepdims=True))
    share = parameters.share[patterns.group]
    count = patterns.count[:, None]
    usual = parameters.share.T @ patterns.of_group / patterns.total
    tilt = np.ones((parts.number, share.shape[1]))
    for _ in range(STEPS):
        own = share * tilt[parts.part]
        own /= own.sum(axis=1, keepdims=True)
        behind = own * chances
        behind /= behind.sum(axis=1, keepdims=True)
        found, expected = parts.summed(behind * count), parts.summed(own * count)
        tilt = tilt * (found + PULL * usual) / (expected + PULL * usual)
    own = share * tilt[parts.part]
    own /= own.sum(axis=1, keepdims=True)
    truth = parts.summed(own * count)
    return tilt, 1 - truth[:, 0] / truth.sum(axis=1)


def _own_variance(parameters: Parameters, parts: Parts, tilt: Floats) -> Floats:
    """The variance of a part's rate were the errors of sources known: from its scores' squares."""
    patterns = parts.patterns
    own = parameters.share[patterns.group] * tilt[parts.part]
    own /= own.sum(axis=1, keepdims=True)
    behind = own * np.exp(evidence(parameters, patterns))
    behind /= behind.sum(axis=1, keepdims=True)
    score = (behind - own)[:, 1:]
    width = score.shape[1]
    squares = parts.summed(
        (score[:, :, None] * score[:, None, :]).reshape(len(score), -1) * patterns.count[:, None]
    ).reshape(parts.number, width, width)
    squares += PULL * 0.05 * np.eye(width)
    leaning = parts.summed(own[:, :1] * own[:, 1:] * patterns.count[:, None])
    leaning /= np.bincount(parts.part, patterns.count, parts.number)[:, None]
    solved = np.linalg.solve(squares, leaning[:, :, None])[:, :, 0]
    return np.asarray((leaning * solved).sum(axis=1))
