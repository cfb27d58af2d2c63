"""Logistic fits of a yes or no on drivers, for many resamples at once, and McFadden's R squared.

General dominance of a binary outcome shares out McFadden's R squared (Azen and Traxel 2009).
"""

from collections.abc import Sequence

import numpy as np
from scipy.special import expit

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers

STEPS = 40
ENOUGH = 1e-8
"""A fit has arrived when a step adds less than this to the mean log likelihood."""
EXTREME = 30.0
"""Beyond this log odds a likelihood no longer changes."""
PERFECT = 1e-4
"""A mean log likelihood this near nought means that the drivers leave nothing to explain."""


def fitted(
    columns: Numbers, outcome: Numbers, weights: Numbers, start: Numbers | None = None
) -> tuple[Numbers, Numbers]:
    """Coefficients (intercept first) and mean log likelihood for every row of weights.

    Newton's method for all resamples at once; a step that would lose likelihood is halved.
    """
    design = np.column_stack([np.ones(len(outcome)), columns])
    width = design.shape[1]
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), width * width)
    shares = weights / weights.sum(axis=1, keepdims=True)
    found = np.zeros((len(weights), width)) if start is None else np.tile(start, (len(weights), 1))
    chance, likelihood = _told(found, design, outcome, shares)
    going = np.arange(len(weights))
    for _ in range(STEPS):
        own, odds = shares[going], chance[going]
        slope = (own * (outcome - odds)) @ design
        bend = ((own * odds * (1 - odds)) @ products).reshape(-1, width, width)
        step = np.linalg.solve(bend + 1e-10 * np.eye(width), slope[:, :, None])[:, :, 0]
        before = likelihood[going]
        found[going] += step
        chance[going], likelihood[going] = _told(found[going], design, outcome, own)
        worse = likelihood[going] < before - 1e-12
        for _halving in range(12):
            if not worse.any():
                break
            step[worse] /= 2
            back = going[worse]
            found[back] -= step[worse]
            chance[back], likelihood[back] = _told(found[back], design, outcome, shares[back])
            worse = likelihood[going] < before - 1e-12
        going = going[likelihood[going] - before > ENOUGH]
        if not len(going):
            break
    return found, likelihood


def _told(
    coefficients: Numbers, design: Numbers, outcome: Numbers, shares: Numbers
) -> tuple[Numbers, Numbers]:
    """The fitted chances and the mean log likelihood."""
    chance = expit((coefficients @ design.T).clip(-EXTREME, EXTREME))
    likelihood = (shares * np.log(np.where(outcome > 0, chance, 1 - chance))).sum(axis=1)
    return chance, np.asarray(likelihood, dtype=np.float64)


def mcfadden(
    columns: Numbers, blocks: Sequence[Sequence[int]], outcome: Numbers, weights: Numbers
) -> Numbers:
    """McFadden's R squared of every subset of the blocks, shape (2 ** blocks, rows of weights)."""
    centred = columns - columns.mean(axis=0)
    total = weights.sum(axis=1)
    rate = (weights @ outcome) / total
    with np.errstate(divide="ignore", invalid="ignore"):
        nothing = rate * np.log(rate) + (1 - rate) * np.log1p(-rate)
    values = np.zeros((2 ** len(blocks), len(weights)))
    for mask in range(1, 2 ** len(blocks)):
        chosen = [c for j, block in enumerate(blocks) if mask >> j & 1 for c in block]
        typical = weights.mean(axis=0, keepdims=True)
        start = fitted(centred[:, chosen], outcome, typical)[0][0] if len(weights) > 1 else None
        likelihood = fitted(centred[:, chosen], outcome, weights, start)[1]
        with np.errstate(divide="ignore", invalid="ignore"):
            values[mask] = np.where(nothing < 0, 1 - likelihood / nothing, 0.0)
    return values


def yes_or_no(outcome: Numbers) -> None:
    """Refuses an outcome that is not 0 for no and 1 for yes."""
    if not np.isin(outcome, (0.0, 1.0)).all():
        raise Refused(
            "The outcome of a logistic model must be 0 for no and 1 for yes, and has other values. "
            "Say which answers count as yes, or use the linear model."
        )
