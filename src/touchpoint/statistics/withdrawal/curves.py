"""A share over days with its interval, and several of them where endings compete."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers
from touchpoint.statistics.intervals import Interval, normal_quantile

Scale = Literal["log_log", "log", "plain"]
ROUNDING = 1e-12
"""What lies between two numbers that are the same but for the sums they came by."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What is known from one day on: who was at risk, who ended, and the share with its interval.

    `ended_so` counts those who came to this very ending on the day.
    """

    day: float
    at_risk: int
    ended: int
    ended_so: int
    point: float
    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True)
class Curve:
    """A share over days; it changes on the days listed and holds in between."""

    ending: object
    method: str
    steps: tuple[Step, ...]
    start: float
    followed_to: float
    confidence: float

    def at(self, day: float) -> Interval:
        """The share by this day; not available after the last day on which anybody was followed."""
        if day > self.followed_to and not self._settled:
            return self._interval(None, None, None)
        before = [step for step in self.steps if step.day <= day]
        if not before:
            return self._interval(self.start, self.start, self.start)
        return self._interval(before[-1].point, before[-1].low, before[-1].high)

    @property
    def _settled(self) -> bool:
        """Whether everybody came to an end, so that nothing can change any more."""
        return bool(self.steps) and self.steps[-1].at_risk == self.steps[-1].ended

    def _interval(self, point: float | None, low: float | None, high: float | None) -> Interval:
        return Interval(
            point=point, low=low, high=high, confidence=self.confidence, method=self.method
        )


@dataclass(frozen=True, kw_only=True)
class CompetingRisks:
    """For each ending the share of journeys that came to it, day by day."""

    curves: tuple[Curve, ...]
    journeys: int
    censored: int

    @property
    def endings(self) -> tuple[object, ...]:
        """The endings that were seen."""
        return tuple(curve.ending for curve in self.curves)

    def __getitem__(self, ending: object) -> Curve:
        for curve in self.curves:
            if curve.ending == ending:
                return curve
        told = ", ".join(str(name) for name in self.endings)
        raise Refused(f"No journey came to the ending {ending!r}: there are {told}.")

    def at(self, day: float) -> dict[object, Interval]:
        """The share that has come to each ending by this day."""
        return {curve.ending: curve.at(day) for curve in self.curves}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How intervals are made, and the last day on which anybody was followed."""

    confidence: float
    scale: Scale
    followed_to: float


@dataclass(frozen=True, kw_only=True)
class Risks:
    """The days on which somebody's journey ended, with who was at risk and who ended how."""

    days: Numbers
    at_risk: Numbers
    by_cause: Numbers

    @property
    def ended(self) -> Numbers:
        """How many came to any ending on each day."""
        return np.asarray(self.by_cause.sum(axis=1), dtype=np.float64)


def curve(
    ending: object,
    method: str,
    risks: Risks,
    told: tuple[Numbers, Numbers, Numbers],
    settings: Settings,
    *,
    start: float,
) -> Curve:
    """The curve of an ending from its share, error and number of endings on each day."""
    steps = []
    for day, at_risk, ended, point, error, own in np.column_stack(
        [risks.days, risks.at_risk, risks.ended, *told]
    ).tolist():
        low, high = _limits(point, error, settings)
        steps.append(
            Step(
                day=day,
                at_risk=int(at_risk),
                ended=int(ended),
                ended_so=int(own),
                point=point,
                low=low,
                high=high,
            )
        )
    return Curve(
        ending=ending,
        method=method,
        steps=tuple(steps),
        start=start,
        followed_to=settings.followed_to,
        confidence=settings.confidence,
    )


def _limits(point: float, error: float, settings: Settings) -> tuple[float | None, float | None]:
    """The interval on its scale; at 0 and 1, where there is none, what is not known is None."""
    z = normal_quantile(settings.confidence)
    if settings.scale == "plain":
        return max(point - z * error, 0.0), min(point + z * error, 1.0)
    if point <= ROUNDING:
        return 0.0, None
    if point >= 1 - ROUNDING:
        return None, 1.0
    if settings.scale == "log":
        factor = math.exp(z * error / point)
        return point / factor, min(point * factor, 1.0)
    reach = z * error / (point * math.log(point))
    return point ** math.exp(-reach), point ** math.exp(reach)
