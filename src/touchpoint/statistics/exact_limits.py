"""The exact limits of counts: values of the truth in whose tails what was seen just lies.

Clopper and Pearson 1934 for shares, Garwood 1936 for events, and the same idea for a share of a
population of known size.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from touchpoint.statistics.columns import Numbers


def binomial_limits(successes: float, trials: float, tail: float) -> tuple[float, float]:
    """The limits of a share whose tails are so likely: Clopper and Pearson's."""
    low = float(special.betaincinv(successes, trials - successes + 1, tail)) if successes else 0.0
    if successes == trials:
        return low, 1.0
    return low, float(special.betaincinv(successes + 1, trials - successes, 1 - tail))


def binomial_limits_many(some: Numbers, of: Numbers, tail: float) -> tuple[Numbers, Numbers]:
    """Clopper and Pearson's limits of many shares at once, of at least one trial each."""
    # The ends are known, and betaincinv has none to give there: any number of 1 and more does.
    low = special.betaincinv(np.maximum(some, 1), of - some + 1, tail)
    high = special.betaincinv(some + 1, np.maximum(of - some, 1), 1 - tail)
    return np.where(some == 0, 0.0, low), np.where(some == of, 1.0, high)


def garwood_limits(events: float, confidence: float) -> tuple[float, float]:
    """The exact limits of a Poisson count."""
    tail = (1 - confidence) / 2
    low = float(special.gammaincinv(events, tail)) if events else 0.0
    return low, float(special.gammaincinv(events + 1, 1 - tail))


def hypergeometric_limits(
    successes: int, sample: int, population: int, tail: float
) -> tuple[int, int]:
    """The fewest and most successes in a population whose tails are likelier than so."""
    least, most = successes, population - sample + successes
    low = _first(least, most, lambda held: _upper_tail(successes, sample, held, population) > tail)
    # By symmetry the most successes are the whole less the fewest failures.
    failures = sample - successes
    fewest = _first(
        failures,
        population - successes,
        lambda held: _upper_tail(failures, sample, held, population) > tail,
    )
    return low, population - fewest


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The first whole number for which something holds that holds from there on."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _upper_tail(seen: int, sample: int, held: int, population: int) -> float:
    """How likely a sample is to hold so many or more of those that a population holds."""
    counts_seen = np.arange(max(seen, sample - (population - held)), min(sample, held) + 1)
    if len(counts_seen) == 0:
        return 0.0
    logs = (
        log_choose(held, counts_seen)
        + log_choose(population - held, sample - counts_seen)
        - log_choose(population, sample)
    )
    return float(np.exp(logs).sum())


def log_choose(whole: ArrayLike, part: ArrayLike) -> Numbers:
    """The logarithm of in how many ways a part of a whole may be chosen."""
    of, some = np.asarray(whole, dtype=np.float64), np.asarray(part, dtype=np.float64)
    logs: Numbers = (
        special.gammaln(of + 1) - special.gammaln(some + 1) - special.gammaln(of - some + 1)
    )
    return logs
