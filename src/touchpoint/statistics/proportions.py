"""Intervals of many proportions at once, as arrays, by the rule that one proportion has.

Wilson from 10 trials on and Clopper-Pearson below; a row of no trials is masked, and reads None in
a list made of it.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers, counts, same_length
from touchpoint.statistics.counts import refuse, within_fault
from touchpoint.statistics.exact_limits import binomial_limits_many
from touchpoint.statistics.intervals import FEW_TRIALS, normal_quantile


@dataclass(frozen=True, kw_only=True, slots=True)
class Intervals:
    """Figures with their intervals, row by row; a row of no trials is masked in all three."""

    point: Any
    low: Any
    high: Any
    available: Any
    confidence: float
    method: Any
    """By which method each row has its interval."""


def proportion_many(successes: ArrayLike, trials: ArrayLike, confidence: float = 0.95) -> Intervals:
    """The intervals that the house chooses for many proportions at once, as arrays.

    Rule: as intervals.proportion without a population: Clopper-Pearson below 10 trials, Wilson
    otherwise, row by row; a row of no trials is masked, and reads None in a list made of it.
    Not for weighted figures (surveys), nor for rows that are one question asked often: intervals
    of a page do not control its false alarms (false_discovery does).
    """
    some, of = _columns(successes, trials)
    refuse("This confidence is none.", [within_fault("confidence", confidence, 0, 1)])
    low, high = _wilson_limits(some, of, normal_quantile(confidence))
    few = (of > 0) & (of < FEW_TRIALS)
    low[few], high[few] = binomial_limits_many(some[few], of[few], (1 - confidence) / 2)
    method = np.where(few, "clopper_pearson", "wilson")
    return _made(some, of, (low, high), confidence, method)


def wilson_many(successes: ArrayLike, trials: ArrayLike, confidence: float = 0.95) -> Intervals:
    """Wilson intervals of many proportions at once, as arrays.

    Rule: as intervals.wilson; a row of no trials is masked, and reads None in a list made of it.
    Not for rows of fewer than 10 trials (proportion_many), nor for rows that are one question
    asked often: intervals of a page do not control its false alarms (false_discovery does).
    """
    some, of = _columns(successes, trials)
    refuse("This confidence is none.", [within_fault("confidence", confidence, 0, 1)])
    limits = _wilson_limits(some, of, normal_quantile(confidence))
    return _made(some, of, limits, confidence, np.full(of.shape, "wilson"))


def _made(
    some: Numbers, of: Numbers, limits: tuple[Numbers, Numbers], confidence: float, method: object
) -> Intervals:
    none = of == 0
    return Intervals(
        point=np.ma.masked_array(some / np.where(none, 1.0, of), mask=none),
        low=np.ma.masked_array(limits[0], mask=none),
        high=np.ma.masked_array(limits[1], mask=none),
        available=~none,
        confidence=confidence,
        method=method,
    )


def _wilson_limits(some: Numbers, of: Numbers, z: float) -> tuple[Numbers, Numbers]:
    n = np.where(of == 0, 1.0, of)
    share = some / n
    centre = share + z * z / (2 * n)
    reach = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low = np.where(some == 0, 0.0, (centre - reach) / (1 + z * z / n))
    return low, np.where(some == of, 1.0, (centre + reach) / (1 + z * z / n))


def _columns(successes: ArrayLike, trials: ArrayLike) -> tuple[Numbers, Numbers]:
    some = counts(np.atleast_1d(np.asarray(successes)), "successes")
    of = counts(np.atleast_1d(np.asarray(trials)), "trials")
    same_length(successes=some, trials=of)
    if (some > of).any():
        rows = np.flatnonzero(some > of)
        raise Refused(
            f"{len(rows)} rows have more successes than trials. Give the trials of each row.",
            [f"row {row + 1}: {some[row]:g} of {of[row]:g}" for row in rows[:20]],
        )
    return some, of
