"""Two figures held against one another: their difference, its interval, and its p-value.

A share is compared by Newcombe's method 10 on its counts; a weighted one on the counts that would
have its interval; what is no share by the ratio of how often it happened (statistics.change).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from touchpoint.papers.claims.tested import Between
from touchpoint.papers.releasing.values import Value
from touchpoint.statistics.change import change, change_in_events
from touchpoint.statistics.intervals import newcombe_limits, normal_quantile
from touchpoint.statistics.significance import normal_p_value

CONFIDENCE: Final = 0.95
FURTHEST: Final = 37.0
"""Standard errors beyond which a p-value is less than any number."""

Side = tuple[float, float]
NEWCOMBE: Final = "Newcombe's interval of the difference, 95%"
WEIGHTED: Final = (
    "Newcombe's interval of the difference, 95%, on the number of answers that the weights leave"
)
EVENTS: Final = "the interval of the ratio of how often, 95%"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Two figures compared: the later or greater less the other."""

    between: Between | None
    p_value: float | None
    changed: bool
    up: bool
    method: str


def compared(after: Value, before: Value) -> Compared:
    """The difference of two figures that are both shown."""
    if not after.measure.is_share:
        return _events(after, before)
    if after.weighted or before.weighted:
        return _weighted(after, before)
    found = change(
        before.numerator or 0, before.denominator or 0, after.numerator or 0, after.denominator or 0
    )
    if found.point is None or found.low is None or found.high is None:
        return Compared(between=None, p_value=None, changed=False, up=False, method=NEWCOMBE)
    return Compared(
        between=Between(point=found.point, low=found.low, high=found.high),
        p_value=found.p_value,
        changed=bool(found.changed),
        up=found.point > 0,
        method=NEWCOMBE,
    )


def side(value: Value) -> Side:
    """The counts of a share; of a weighted one, those that would have its interval."""
    base = float(value.denominator or 0)
    rate = value.rate or 0.0
    if not value.weighted or value.low is None or value.high is None:
        return float(value.numerator or 0), base
    error = (value.high - value.low) / (2 * normal_quantile(CONFIDENCE))
    effective = rate * (1 - rate) / error**2 if error > 0 and 0 < rate < 1 else base
    return rate * effective, effective


def _weighted(after: Value, before: Value) -> Compared:
    one, other = side(after), side(before)
    if one[1] <= 0 or other[1] <= 0:
        return Compared(between=None, p_value=None, changed=False, up=False, method=WEIGHTED)
    low, high = newcombe_limits(one, other, normal_quantile(CONFIDENCE))
    point = one[0] / one[1] - other[0] / other[1]
    return Compared(
        between=Between(point=point, low=low, high=high),
        p_value=two_sided(one, other, 0.0),
        changed=low > 0 or high < 0,
        up=point > 0,
        method=WEIGHTED,
    )


def _events(after: Value, before: Value) -> Compared:
    found = change_in_events(
        before.numerator or 0, exposure(before), after.numerator or 0, exposure(after)
    )
    ratio = found.ratio
    between = None
    if ratio.point is not None and ratio.low is not None:
        between = Between(point=ratio.point, low=ratio.low, high=ratio.high, ratio=True)
    up = found.direction == "up" or (ratio.point or 0) > 1
    return Compared(
        between=between,
        p_value=found.p_value,
        changed=bool(found.changed),
        up=up,
        method=EVENTS,
    )


def exposure(value: Value) -> float:
    """Among how many things, or in how many days, something was counted."""
    if value.denominator is not None:
        return float(value.denominator)
    return float((value.key.period.to_on - value.key.period.from_on).days + 1)


def equivalence(after: Value, before: Value, margin: float) -> tuple[Between | None, float | None]:
    """The difference with its 90% interval, and the p-value of lying within a margin.

    Two one-sided tests: the difference is within the margin if both limits of the 90% interval are.
    """
    one, other = side(after), side(before)
    if one[1] <= 0 or other[1] <= 0:
        return None, None
    low, high = newcombe_limits(one, other, normal_quantile(0.90))
    point = one[0] / one[1] - other[0] / other[1]
    within = Between(point=point, low=low, high=high)
    if abs(point) >= margin:
        return within, 1.0
    above = _reach(lambda z: newcombe_limits(one, other, z)[1] < margin)
    below = _reach(lambda z: newcombe_limits(one, other, z)[0] > -margin)
    return within, max(normal_p_value(above), normal_p_value(below)) / 2


def two_sided(one: Side, other: Side, difference: float) -> float:
    """The level at which Newcombe's interval just touches a difference."""
    point = one[0] / one[1] - other[0] / other[1]
    if math.isclose(point, difference, abs_tol=1e-15):
        return 1.0

    def outside(z: float) -> bool:
        low, high = newcombe_limits(one, other, z)
        return not low <= difference <= high

    return normal_p_value(_reach(outside))


def _reach(outside: Callable[[float], bool]) -> float:
    """How many standard errors out an interval still leaves something outside."""
    low, high = 0.0, FURTHEST
    for _ in range(60):
        middle = (low + high) / 2
        if outside(middle):
            low = middle
        else:
            high = middle
    return low
