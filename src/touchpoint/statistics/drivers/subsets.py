"""How much every subset of the drivers explains, and the fair share of each (Shapley, LMG).

Lindeman, Merenda and Gold 1980; the same as Shapley's value of R squared. The subsets are walked as
a tree in which every step sweeps one driver out of a covariance matrix, for many resamples at once.
"""

from collections.abc import Sequence
from math import factorial

import numpy as np

from touchpoint.statistics.columns import Numbers

NOTHING_LEFT = 1e-10
"""A driver whose variance is this part of its own or less is said by the ones before it."""


def explained(covariance: Numbers, blocks: Sequence[Sequence[int]]) -> Numbers:
    """R squared of every subset of the blocks, shape (2 ** blocks, resamples).

    `covariance` has shape (columns + 1, columns + 1, resamples), the outcome last, and the columns
    of the blocks one after the other. Bit j of the place says whether block j is in.
    """
    found = np.zeros((2 ** len(blocks), covariance.shape[2]))
    whole = covariance[-1, -1]
    floors = NOTHING_LEFT * covariance[np.arange(len(covariance)), np.arange(len(covariance))]

    def walk(matrix: Numbers, block: int, mask: int) -> None:
        if block == len(blocks):
            with np.errstate(divide="ignore", invalid="ignore"):
                found[mask] = np.where(whole > 0, 1 - matrix[0, 0] / whole, 0.0)
            return
        size = len(blocks[block])
        walk(matrix[size:, size:], block + 1, mask)
        for column in blocks[block]:
            matrix = swept(matrix, floors[column])
        walk(matrix, block + 1, mask | 1 << block)

    walk(covariance, 0, 0)
    return np.asarray(found.clip(0.0, 1.0), dtype=np.float64)


def swept(matrix: Numbers, floor: Numbers) -> Numbers:
    """What is left of the matrix once its first column is accounted for."""
    pivot = matrix[0, 0]
    usable = pivot > floor
    step = np.where(usable, 1 / np.where(usable, pivot, 1.0), 0.0)
    rest: Numbers = matrix[1:, 1:] - matrix[1:, :1] * matrix[:1, 1:] * step
    return rest


def shapley(values: Numbers, players: int) -> Numbers:
    """Each player's fair share of the value of all, shape (players, resamples)."""
    masks = np.arange(2**players)
    sizes = np.array([int(mask).bit_count() for mask in masks])
    weight = np.array(
        [factorial(size) * factorial(players - 1 - size) for size in range(players)], dtype=float
    ) / factorial(players)
    shares = np.empty((players, values.shape[1]))
    for player in range(players):
        without = masks[(masks >> player) & 1 == 0]
        shares[player] = weight[sizes[without]] @ (values[without | 1 << player] - values[without])
    return shares
