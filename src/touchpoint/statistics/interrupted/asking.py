"""Whether a series changed when something started, beyond where it was already going.

Lopez Bernal, Cummins and Gasparrini 2017 with their correction; Wagner and others 2002.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from touchpoint.errors import Refused
from touchpoint.statistics.counts import refuse, within_fault
from touchpoint.statistics.interrupted.fitting import Errors, Fit, Model, fit
from touchpoint.statistics.interrupted.months import (
    FEWEST_POINTS,
    Monthly,
    between_breaks,
    check_points,
    month_number,
    read_months,
)
from touchpoint.statistics.interrupted.plan import Plan, combined, correlation, in_units
from touchpoint.statistics.intervals import Interval

SEASONAL_MONTHS: Final = 24
HARMONICS: Final = 2
MOVING: Final = 0.01
"""A trend before the start that chance gives less often than this was already moving."""
EFFECTS: Final = {"binomial": "odds ratio", "poisson": "rate ratio", "linear": "difference"}


@dataclass(frozen=True, kw_only=True)
class Placebo:
    """What the same model finds at a month before the start, when nothing had happened."""

    month: Any
    effect: Interval
    found: bool


@dataclass(frozen=True, kw_only=True)
class InterruptedSeries:
    """Whether and how far a series changed at its start.

    `level` is the step at the start; `effect_at` the effect in the stated month, slope and all, and
    `change` the same in the units of the series. Effects of counts are ratios.
    """

    model: Model
    effect: str
    start: Any
    at: Any
    level: Interval
    p_value: float
    effect_at: Interval
    change: Interval
    expected_without: float
    expected_with: float
    slope: Interval | None
    slope_p_value: float | None
    trend: Interval
    trend_p_value: float
    trend_per_year: float
    dispersion: float
    harmonics: int
    errors: Errors
    level_standard_error: float
    months_before: int
    months_after: int
    left_out: int
    residual_correlation: float | None
    placebos: tuple[Placebo, ...]

    @property
    def changed(self) -> bool:
        """Whether the interval of the change leaves out that there was none."""
        return self.effect_at.excludes(0.0 if self.model == "linear" else 1.0)

    @property
    def placebos_found(self) -> int | None:
        """At how many months before the start a change is found; None where none was tried."""
        return sum(placebo.found for placebo in self.placebos) if self.placebos else None

    @property
    def sentence(self) -> str:
        """The change in words that claim no cause."""
        verb = "changed" if self.changed else "did not measurably change"
        tried = (
            "No month before the start leaves room for a placebo."
            if self.placebos_found is None
            else f"A change was found at {self.placebos_found} of {len(self.placebos)} months "
            "before the start, when nothing had happened."
        )
        return (
            f"The series {verb} at {self.start}: {self.effect} {self.effect_at.point:.3f} "
            f"({self.effect_at.low:.3f} to {self.effect_at.high:.3f}) at {self.at}. {tried} "
            "Whatever else happened in that month would look the same."
        )


def interrupted_series(
    response: Iterable[Any],
    denominators: Iterable[Any] | None = None,
    *,
    start: object = None,
    months: Sequence[Any] | None = None,
    model: Model = "binomial",
    slope: bool = False,
    harmonics: int | None = None,
    exposure: Iterable[Any] | None = None,
    phase_in: int = 0,
    breaks: Iterable[object] = (),
    at: object = None,
    errors: Errors | None = None,
    lags: int | None = None,
    pre_trend: Literal["refuse", "model"] = "refuse",
    confidence: float = 0.95,
) -> InterruptedSeries:
    """Whether a monthly series changed at a start, beyond its trend and seasons, with its interval.

    Rule: Lopez Bernal et al. 2017. "binomial" for shares (logit), "poisson" for events over a
    denominator (log offset), both with overdispersion by quasi-likelihood, or errors="model" for
    the model's own variance; "linear" for amounts (least squares, Newey-West errors). Trend, level
    from `start` on, its own slope if asked, 2 harmonics from 24 months up. `months` are dates,
    texts like 2024-03 or numbers; index them by the month of report. A phased start is told by
    `exposure`, a share for each month, or by so many months `phase_in` that are left out. The
    change is stated for the month `at` (the start, if none is named).
    Refuses fewer than 8 months on either side, a break in method within 3 months, counts without a
    denominator, and a trend that was already moving (p below .01) unless the change goes against it
    or pre_trend is "model". Months beyond another break are not used.
    Not for quarters, which are too few; not for rolling windows, which repeat their months; not for
    saying that the start was the cause: run the same on something that it should not have moved.
    """
    refuse("This confidence is none.", [within_fault("confidence", confidence, 0, 1)])
    monthly = read_months(
        model, response, denominators, months=months, start=start, exposure=exposure
    )
    monthly = between_breaks(monthly, breaks)
    gap = (monthly.series.months >= monthly.start) & (
        monthly.series.months < monthly.start + phase_in
    )
    monthly = monthly.only(~gap)
    check_points(monthly)
    plan = Plan(
        model=model,
        slope=slope,
        harmonics=_harmonics(monthly, harmonics),
        errors=errors or ("newey_west" if model == "linear" else "overdispersion"),
        lags=lags,
        confidence=confidence,
    )
    found = fit(model, monthly.series, plan.design(monthly), errors=plan.errors, lags=lags)
    month = monthly.start if at is None else month_number(at)
    if month < monthly.start:
        raise Refused("The change is stated for a month from the start on; that one is before it.")
    told = _answer(plan, monthly, found, month)
    if pre_trend == "refuse":
        _refuse_moving(plan, monthly, told)
    return told


def _harmonics(monthly: Monthly, asked: int | None) -> int:
    months = monthly.before + monthly.after
    if asked is None:
        return HARMONICS if months >= SEASONAL_MONTHS else 0
    if asked < 0 or asked > 5:  # noqa: PLR2004 - 12 months have five pairs of waves
        raise Refused(f"{asked} harmonics are asked for; a year of months has from 0 to 5.")
    if asked and months < SEASONAL_MONTHS:
        raise Refused(
            f"Seasons need {SEASONAL_MONTHS} months, and there are {months}. Use harmonics=0."
        )
    return asked


def _answer(plan: Plan, monthly: Monthly, found: Fit, month: int) -> InterruptedSeries:
    width = len(found.coefficients)
    pick = plan.at(month, monthly.start, width)
    level, p_value, error = combined(plan, found, np.eye(width)[2])
    trend, trend_p, _ = combined(plan, found, np.eye(width)[1])
    slope, slope_p = None, None
    if plan.slope:
        slope, slope_p, _ = combined(plan, found, np.eye(width)[-1])
    change, without, with_it = in_units(plan, monthly, found, month, pick)
    yearly = float(found.coefficients[1] * 12)
    return InterruptedSeries(
        model=plan.model,
        effect=EFFECTS[plan.model],
        start=monthly.labels.get(monthly.start, monthly.start),
        at=monthly.labels.get(month, month),
        level=level,
        p_value=p_value,
        effect_at=combined(plan, found, pick)[0],
        change=change,
        expected_without=without,
        expected_with=with_it,
        slope=slope,
        slope_p_value=slope_p,
        trend=trend,
        trend_p_value=trend_p,
        trend_per_year=yearly if plan.model == "linear" else float(np.exp(yearly)),
        dispersion=found.dispersion,
        harmonics=plan.harmonics,
        errors=plan.errors,
        level_standard_error=error,
        months_before=monthly.before,
        months_after=monthly.after,
        left_out=monthly.left_out,
        residual_correlation=correlation(monthly.series.months, found.residuals),
        placebos=_placebos(plan, monthly),
    )


def _placebos(plan: Plan, monthly: Monthly) -> tuple[Placebo, ...]:
    """The same question at every month before the start that has 8 months on either side."""
    early = monthly.only(monthly.series.months < monthly.start)
    months = early.series.months
    waves = plan.harmonics if len(months) >= SEASONAL_MONTHS else 0
    simple = Plan(
        model=plan.model, slope=False, harmonics=waves, errors=plan.errors, lags=plan.lags,
        confidence=plan.confidence,
    )  # fmt: skip
    found = []
    for month in months[FEWEST_POINTS : len(months) - FEWEST_POINTS + 1].tolist():
        design = simple.rows(months, (months >= month).astype(float), int(month))
        try:
            made = fit(plan.model, early.series, design, errors=plan.errors, lags=plan.lags)
        except Refused:
            continue  # too few months to tell the placebo from the seasons
        effect = combined(simple, made, np.eye(design.shape[1])[2])[0]
        label = monthly.labels.get(int(month), int(month))
        found.append(Placebo(month=label, effect=effect, found=effect.excludes(plan.no_effect)))
    return tuple(found)


def _refuse_moving(plan: Plan, monthly: Monthly, told: InterruptedSeries) -> None:
    """Refuses when the series moved before the start, unless the change goes against that."""
    sloped = Plan(
        model=plan.model, slope=True, harmonics=plan.harmonics, errors=plan.errors, lags=plan.lags,
        confidence=plan.confidence,
    )  # fmt: skip
    made = fit(
        plan.model, monthly.series, sloped.design(monthly), errors=plan.errors, lags=plan.lags
    )
    trend, p_value, _ = combined(sloped, made, np.eye(len(made.coefficients))[1])
    up = (trend.point or 0.0) > plan.no_effect
    against = told.changed and ((told.effect_at.point or 0.0) > plan.no_effect) != up
    if p_value < MOVING and not against:
        raise Refused(
            f"The series was already {'rising' if up else 'falling'} before the start "
            f"(p {p_value:.2g}), and no change goes against that: what the start did cannot "
            "be told from where the series was going. Ask with pre_trend='model' for the estimate."
        )
