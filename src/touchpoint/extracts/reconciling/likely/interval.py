"""The interval of the likely rate: all rates whose best model is not clearly worse than the best.

This is the profile likelihood. It is followed by leaning on the rate with a growing weight, so that
each fit on the way is the best of all that have its rate.
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.special import expit, logit

from touchpoint.extracts.reconciling.likely.fitting import Fit, curvature, rate_of
from touchpoint.extracts.reconciling.likely.model import expected, slope, unpacked
from touchpoint.extracts.reconciling.likely.patterns import Floats

CONFIDENCE = 0.95
Z = 1.959964
"""How many standard errors hold so much of a normal distribution on either side."""

FLAT = 0.02
"""Directions about which there is less information than this are taken to have so much: no step
goes far along them, and a rate that hangs on one is as good as unknown."""

SEARCHES = 12
STEPS = 60
NEAR_ENOUGH = 1e-3
TINY = 1e-6


@dataclass(frozen=True, kw_only=True)
class Curved:
    """A fit with the information about its numbers, made solvable."""

    fit: Fit
    lower: tuple[Floats, bool]

    def solve(self, vector: Floats) -> Floats:
        return np.asarray(cho_solve(self.lower, vector))


def curved(fit: Fit) -> Curved:
    """Work out the information at the top, along every direction at least a little."""
    values, vectors = np.linalg.eigh(curvature(fit.vector, fit.patterns, fit.shape))
    mended = (vectors * np.maximum(values, FLAT)) @ vectors.T
    return Curved(fit=fit, lower=cho_factor((mended + mended.T) / 2, lower=True))


def lean(fit: Fit, vector: Floats, of_group: Floats) -> Floats:
    """How the logit of the rate changes with each number, for a mix of groups."""
    share = unpacked(vector, fit.shape).share
    weight = of_group / of_group.sum()
    rate = float((1 - share[:, 0]) @ weight)
    by_state = weight[:, None] * share[:, :1] * share[:, 1:]
    leaning = np.zeros(fit.shape.size)
    leaning[: by_state.size] = by_state.ravel() / (rate * (1 - rate))
    return leaning


def standard_error(curve: Curved) -> float:
    """Of the logit of the rate."""
    leaning = lean(curve.fit, curve.fit.vector, curve.fit.patterns.of_group)
    return float(np.sqrt(leaning @ curve.solve(leaning)))


def interval(curve: Curved, *, spread: float = 1.0) -> tuple[float, float]:
    """The profile interval; a spread over one makes it wider, for a model that fits less well."""
    fit = curve.fit
    error = standard_error(curve)
    middle = float(logit(fit.rate))
    ends = []
    for sign in (-1.0, 1.0):
        wald = middle + sign * Z * error * np.sqrt(spread)
        found = _end(curve, sign, error, spread)
        ends.append(wald if found is None else found)
    return float(expit(ends[0])), float(expit(ends[1]))


def _end(curve: Curved, sign: float, error: float, spread: float) -> float | None:
    """The logit of the rate at which the best model is worse by what the confidence allows."""
    fit = curve.fit
    wanted = Z * np.sqrt(spread)
    weight = sign * wanted / error
    vector = fit.vector
    for _ in range(SEARCHES):
        moved = _leaned(curve, vector, weight)
        if moved is None:
            return None
        vector, value = moved
        worse = float(np.sqrt(max(0.0, 2 * (fit.value - value))))
        if abs(worse - wanted) < 0.02 * wanted:
            return float(logit(rate_of(vector, fit.shape, fit.patterns)))
        weight *= float(np.clip(wanted / max(worse, 1e-9), 0.6, 1.6))
    return None


def _leaned(curve: Curved, start: Floats, weight: float) -> tuple[Floats, float] | None:
    """The best fit when the logit of the rate is leaned on, and how high it comes by itself."""
    fit = curve.fit
    vector, last, step = start, start, np.zeros_like(start)
    best, pace = -np.inf, 1.0
    for _ in range(STEPS):
        at = unpacked(vector, fit.shape)
        found = expected(at, fit.patterns)
        height = found.value + weight * float(logit(rate_of(vector, fit.shape, fit.patterns)))
        if height < best - TINY:
            pace /= 2
            vector = last + pace * step
            continue
        pull = slope(at, found) + weight * lean(fit, vector, fit.patterns.of_group)
        step = curve.solve(pull)
        if float(pull @ step) < NEAR_ENOUGH:
            return vector, found.value
        best, last, pace = height, vector, 1.0
        vector = last + step
    return None
