"""Ratios of two rates, with intervals: how many times as often.

The log method is the usual one (Rothman; Katz et al. 1978); where a count is nothing it has no
answer, and the exact conditional interval is given for events instead.
"""

import math

from scipy import special

from touchpoint.statistics.counts import (
    amount_fault,
    count_fault,
    proportion_faults,
    refuse,
    within_fault,
)
from touchpoint.statistics.intervals import Interval, normal_quantile


def rate_ratio(
    events_1: int,
    exposure_1: float,
    events_2: int,
    exposure_2: float,
    confidence: float = 0.95,
    *,
    exact: bool = False,
) -> Interval:
    """How many times as often events came first as second, each by its exposure, with an interval.

    Rule: on the log scale with standard error the root of 1/events_1 + 1/events_2; exact (the
    Clopper-Pearson limits of the first's share of all events) when asked or when a count is 0.
    95 for 24,991 against 40 for 26,000 gives 2.47 (1.71 to 3.57). Not available when the second
    has no events; of no events at all nothing is known.
    Not for shares of cases (risk_ratio), nor for events that come in clusters.
    """
    refuse(
        "These events make no ratio of rates.",
        [
            count_fault("events_1", events_1),
            count_fault("events_2", events_2),
            amount_fault("exposure_1", exposure_1),
            amount_fault("exposure_2", exposure_2),
            within_fault("confidence", confidence, 0, 1),
        ],
    )
    if exposure_1 == 0 or exposure_2 == 0 or events_1 + events_2 == 0:
        return _unknown(confidence, "rate_ratio")
    scale = exposure_2 / exposure_1
    point = events_1 / events_2 * scale if events_2 else None
    if exact or events_1 == 0 or events_2 == 0:
        return _exact_ratio(events_1, events_2, scale, confidence)
    spread = math.sqrt(1 / events_1 + 1 / events_2)
    return _on_log_scale(point, spread, confidence, "rate_ratio_log")


def risk_ratio(
    successes_1: int, trials_1: int, successes_2: int, trials_2: int, confidence: float = 0.95
) -> Interval:
    """How many times as large the first proportion is as the second, with its interval.

    Rule: Katz et al. 1978, on the log scale. Not available when either has no successes: report
    the difference in points instead.
    Not for a headline: a rise from 1 % to 2 % doubles and is one point. Not for events per crime.
    """
    refuse(
        "These counts make no two proportions.",
        [
            *proportion_faults(successes_1, trials_1, "_1"),
            *proportion_faults(successes_2, trials_2, "_2"),
            within_fault("confidence", confidence, 0, 1),
        ],
    )
    if not (successes_1 and successes_2):
        return _unknown(confidence, "risk_ratio_log")
    point = (successes_1 / trials_1) / (successes_2 / trials_2)
    spread = math.sqrt(1 / successes_1 - 1 / trials_1 + 1 / successes_2 - 1 / trials_2)
    return _on_log_scale(point, spread, confidence, "risk_ratio_log")


def _on_log_scale(point: float | None, spread: float, confidence: float, method: str) -> Interval:
    if point is None:
        return _unknown(confidence, method)
    reach = math.exp(normal_quantile(confidence) * spread)
    return Interval(
        point=point, low=point / reach, high=point * reach, confidence=confidence, method=method
    )


def _exact_ratio(events_1: float, events_2: float, scale: float, confidence: float) -> Interval:
    """The ratio whose share of all events is just within the exact limits; high may be endless."""
    tail = (1 - confidence) / 2
    low = special.betaincinv(events_1, events_2 + 1, tail) if events_1 else 0.0
    high = special.betaincinv(events_1 + 1, events_2, 1 - tail) if events_2 else None
    return Interval(
        point=events_1 / events_2 * scale if events_2 else None,
        low=float(low / (1 - low) * scale),
        high=None if high is None else float(high / (1 - high) * scale),
        confidence=confidence,
        method="rate_ratio_exact",
    )


def _unknown(confidence: float, method: str) -> Interval:
    return Interval(point=None, low=None, high=None, confidence=confidence, method=method)
