"""The columns of a model of an interrupted series, and what its coefficients say.

The level and slope are coded as in Wagner and others 2002; intervals are normal, as in Lopez Bernal
and others 2017, and p values by Student's t where the dispersion is estimated.
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy import special

from touchpoint.statistics.columns import Numbers
from touchpoint.statistics.interrupted.fitting import Errors, Fit, Model
from touchpoint.statistics.interrupted.months import Monthly
from touchpoint.statistics.intervals import Interval, normal_quantile


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a model of an interrupted series has in it, and how its intervals are made."""

    model: Model
    slope: bool
    harmonics: int
    errors: Errors
    lags: int | None
    confidence: float

    def design(self, monthly: Monthly) -> Numbers:
        """Columns: 1, trend, level, seasons; last the slope, which counts 1 in the first month."""
        return self.rows(monthly.series.months, monthly.exposure, monthly.start)

    def rows(self, months: Numbers, exposure: Numbers, start: int) -> Numbers:
        """The columns for any months, as if the start lay there."""
        since = months - start
        columns = [np.ones(len(months)), since, exposure]
        for wave in range(1, self.harmonics + 1):
            turn = 2 * np.pi * wave * months / 12
            columns += [np.sin(turn), np.cos(turn)]
        if self.slope:
            columns.append(exposure * (since + 1))
        return np.column_stack(columns)

    @property
    def no_effect(self) -> float:
        """What an effect is when there is none."""
        return 0.0 if self.model == "linear" else 1.0

    def at(self, month: int, start: int, width: int) -> Numbers:
        """Which coefficients make up the effect in a month: the level, and the slope so far."""
        pick: Numbers = np.zeros(width)
        pick[2] = 1.0
        if self.slope:
            pick[-1] = month - start + 1
        return pick


def combined(plan: Plan, found: Fit, pick: Numbers) -> tuple[Interval, float, float]:
    """A sum of coefficients as an effect with its interval, p value and standard error."""
    point = float(pick @ found.coefficients)
    error = math.sqrt(max(float(pick @ found.covariance @ pick), 0.0))
    reach = normal_quantile(plan.confidence) * error
    told = Interval(
        point=_shown(plan, point),
        low=_shown(plan, point - reach),
        high=_shown(plan, point + reach),
        confidence=plan.confidence,
        method=f"{plan.model}_{plan.errors}",
    )
    p_value = 1.0
    if error > 0:
        p_value = 2 * float(special.stdtr(float(found.spare), -abs(point) / error))
    return told, p_value, error


def _shown(plan: Plan, value: float) -> float:
    return value if plan.model == "linear" else math.exp(value)


def in_units(
    plan: Plan, monthly: Monthly, found: Fit, month: int, pick: Numbers
) -> tuple[Interval, float, float]:
    """The change at a month in the units of the series, by the delta method."""
    row = plan.rows(np.array([float(month)]), np.array([1.0]), monthly.start)[0]
    with_it, slope_with = _mean(plan.model, float(row @ found.coefficients))
    before = row - pick
    without, slope_without = _mean(plan.model, float(before @ found.coefficients))
    gradient = slope_with * row - slope_without * before
    reach = normal_quantile(plan.confidence) * math.sqrt(
        max(float(gradient @ found.covariance @ gradient), 0.0)
    )
    point = with_it - without
    return (
        Interval(
            point=point,
            low=point - reach,
            high=point + reach,
            confidence=plan.confidence,
            method="delta",
        ),
        without,
        with_it,
    )


def _mean(model: Model, predictor: float) -> tuple[float, float]:
    if model == "linear":
        return predictor, 1.0
    if model == "poisson":
        return float(np.exp(predictor)), float(np.exp(predictor))
    chance = float(special.expit(predictor))
    return chance, chance * (1 - chance)


def correlation(months: Numbers, residuals: Numbers) -> float | None:
    """How far a month's residual goes with that of the month before; None if all are nought."""
    follows = np.flatnonzero(np.diff(months) == 1)
    spread = float((residuals**2).sum())
    if not len(follows) or spread == 0:
        return None
    return float((residuals[follows] * residuals[follows + 1]).sum() / spread)
