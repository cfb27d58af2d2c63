"""Interrupted series equal the Sicilian example, find what was planted, and refuse the rest."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from touchpoint.errors import Refused
from touchpoint.statistics.interrupted import InterruptedSeries, interrupted_series

Counts = npt.NDArray[np.int64]
Ask = Callable[[], object]
SICILY = json.loads((Path(__file__).parent / "published_sicily.json").read_text(encoding="utf-8"))
EVENTS, POPULATION = SICILY["events"], SICILY["population"]
MONTHS = [f"{2002 + month // 12}-{month % 12 + 1:02d}" for month in range(59)]


def sicily(**asked: Any) -> InterruptedSeries:  # noqa: ANN401 - whatever may be asked
    return interrupted_series(
        EVENTS, POPULATION, months=MONTHS, start="2005-01", model="poisson", **asked
    )


def shares(
    seed: int, change: float = 0.0, trend: float = 0.0, months: int = 36
) -> tuple[Counts, Counts]:
    rng = np.random.default_rng(seed)
    of = rng.integers(60, 90, months)
    at = np.arange(months)
    odds = 0.8 + trend * at + change * (at >= months // 2)
    return rng.binomial(of, 1 / (1 + np.exp(-odds))), of


@pytest.mark.parametrize(
    ("asked", "ratio", "low", "high"),
    [
        ({"harmonics": 0, "errors": "model"}, 0.8944, 0.8647, 0.9251),
        ({"harmonics": 0}, 0.8944, 0.8392, 0.9532),
        ({}, 0.8851, 0.8394, 0.9332),
    ],
)
def test_the_sicilian_smoking_ban_is_as_published(
    asked: dict[str, Any], ratio: float, low: float, high: float
) -> None:
    # Lopez Bernal, Cummins and Gasparrini 2017, Poisson, quasi-Poisson and with two harmonics.
    level = sicily(**asked).level
    assert level.point == pytest.approx(ratio, abs=5e-5)
    assert level.low == pytest.approx(low, abs=5e-5)
    assert level.high == pytest.approx(high, abs=5e-5)


def test_the_sicilian_dispersion_trend_and_slope_are_as_published() -> None:
    assert sicily(harmonics=0).dispersion == pytest.approx(3.559, abs=5e-4)
    seasonal = sicily()
    assert seasonal.dispersion == pytest.approx(2.262, abs=5e-4)
    assert seasonal.trend_per_year == pytest.approx(1.07, abs=5e-3)
    assert seasonal.harmonics == 2
    assert (seasonal.months_before, seasonal.months_after) == (36, 23)
    assert sicily(slope=True).slope_p_value == pytest.approx(0.428, abs=5e-4)


def test_least_squares_with_newey_west_is_as_published() -> None:
    rates = [1e5 * some / of for some, of in zip(EVENTS, POPULATION, strict=True)]
    told = interrupted_series(
        rates, months=MONTHS, start="2005-01", model="linear", slope=True, harmonics=0, lags=3
    )
    assert told.level.point == pytest.approx(-24.8444, abs=5e-5)
    assert told.level_standard_error == pytest.approx(7.3464, abs=5e-5)


def test_the_fits_equal_those_of_statsmodels() -> None:
    from statsmodels.api import GLM, OLS, families  # noqa: PLC0415 - a second to import

    some, of = shares(3, change=0.4)
    at = np.arange(36.0)
    design = np.column_stack([np.ones(36), at, at >= 18])
    told = interrupted_series(some, of, start=19, harmonics=0, pre_trend="model")
    # As shares with weights: of two columns statsmodels takes a dispersion without their counts.
    fit = GLM(some / of, design, families.Binomial(), var_weights=of).fit(scale="X2")
    assert np.log(told.level.point or 1) == pytest.approx(fit.params[2], abs=1e-8)
    assert told.level_standard_error == pytest.approx(fit.bse[2], abs=1e-8)
    assert told.dispersion == pytest.approx(fit.scale, abs=1e-8)
    amounts = interrupted_series(some / of, start=19, harmonics=0, model="linear", lags=2)
    least = OLS(some / of, design).fit(
        cov_type="HAC", cov_kwds={"maxlags": 2, "use_correction": False}
    )
    assert amounts.level.point == pytest.approx(least.params[2])
    assert amounts.level_standard_error == pytest.approx(least.bse[2])


def test_a_planted_change_is_found_in_its_units_with_its_interval() -> None:
    some, of = shares(1, change=0.7)
    told = interrupted_series(some, of, start=19)
    assert told.changed
    assert told.effect == "odds ratio"
    assert (told.level.low or 0) < np.exp(0.7) < (told.level.high or 0)
    assert told.change.point == pytest.approx(told.expected_with - told.expected_without)
    truth = 1 / (1 + np.exp(-1.5)) - 1 / (1 + np.exp(-0.8))
    assert (told.change.low or 0) < truth < (told.change.high or 0)
    assert "changed at 19" in told.sentence
    assert "cause" not in told.sentence


def test_where_nothing_was_planted_a_change_is_found_about_once_in_twenty() -> None:
    found = refused = 0
    for seed in range(200):
        some, of = shares(seed)
        try:
            found += interrupted_series(some, of, start=19, harmonics=0).changed
        except Refused:
            refused += 1
    assert 3 <= found <= 19
    assert refused <= 6


def test_a_slope_moves_the_change_month_by_month() -> None:
    told = sicily(slope=True, at="2005-12")
    first = sicily(slope=True, at="2005-01")
    assert told.slope is not None
    ratio = (told.effect_at.point or 0) / (first.effect_at.point or 1)
    assert ratio == pytest.approx((told.slope.point or 0) ** 11)
    assert first.effect_at.point == pytest.approx(
        (first.level.point or 0) * (told.slope.point or 0)
    )
    assert told.at == "2005-12"


def test_months_may_come_in_any_order_or_be_missing_and_blank_ones_are_left_out() -> None:
    some, of = shares(5, change=0.5)
    told = interrupted_series(some, of, start=19, harmonics=0)
    order = np.random.default_rng(0).permutation(36)
    mixed = interrupted_series(
        some[order], of[order], months=(order + 1).tolist(), start=19, harmonics=0
    )
    assert mixed.level.point == pytest.approx(told.level.point)
    blank = [None if month == 4 else value for month, value in enumerate(some.tolist())]
    without = interrupted_series(blank, of, start=19, harmonics=0)
    assert (without.left_out, without.months_before) == (1, 17)
    nobody = of.copy()
    nobody[4] = 0
    zero = some.copy()
    zero[4] = 0
    assert interrupted_series(zero, nobody, start=19, harmonics=0) == without
    doubled = interrupted_series(some * 2, of * 2, start=19, harmonics=0)
    assert doubled.level.point == pytest.approx(told.level.point)


def test_yes_counted_as_no_turns_the_odds_ratio_over() -> None:
    some, of = shares(5, change=0.5)
    told = interrupted_series(some, of, start=19)
    other = interrupted_series(of - some, of, start=19)
    assert other.level.point == pytest.approx(1 / (told.level.point or 1))
    assert other.level.low == pytest.approx(1 / (told.level.high or 1))


def test_a_phased_start_is_told_by_exposure_or_left_out() -> None:
    some, of = shares(1, change=0.7)
    exposure = [0.0] * 18 + [0.25, 0.5, 0.75] + [1.0] * 15
    phased = interrupted_series(some, of, exposure=exposure)
    assert phased.start == 19
    assert phased.level.point != interrupted_series(some, of, start=19).level.point
    gap = interrupted_series(some, of, start=19, phase_in=3)
    assert (gap.months_before, gap.months_after, gap.left_out) == (18, 15, 3)
    whole = interrupted_series(some, of, exposure=[0.0] * 18 + [1.0] * 18)
    assert whole.level == interrupted_series(some, of, start=19).level


def test_placebos_are_asked_of_every_month_that_leaves_room() -> None:
    told = sicily()
    assert [placebo.month for placebo in told.placebos] == MONTHS[8:29]
    assert told.placebos_found == 0
    some, of = shares(1, months=18)
    few = interrupted_series(some, of, start=10)
    assert few.placebos_found is None
    assert "No month before the start leaves room" in few.sentence


def test_what_was_already_moving_is_refused_unless_the_change_goes_against_it() -> None:
    some, of = shares(2, trend=0.05)
    with pytest.raises(Refused, match="already rising"):
        interrupted_series(some, of, start=19, harmonics=0)
    told = interrupted_series(some, of, start=19, harmonics=0, pre_trend="model")
    assert told.trend_p_value < 0.01
    some, of = shares(2, trend=0.05, change=-1.0)
    against = interrupted_series(some, of, start=19, harmonics=0)
    assert (against.level.high or 1) < 1


def test_a_break_in_method_near_the_start_is_refused_and_a_far_one_cuts_the_series() -> None:
    some, of = shares(1, change=0.7)
    for near in (16, 19, 22):
        with pytest.raises(Refused, match="way of measuring changed"):
            interrupted_series(some, of, start=19, breaks=[near])
    far = interrupted_series(some, of, start=19, breaks=[5, 33])
    assert (far.months_before, far.months_after, far.left_out) == (14, 14, 8)
    with pytest.raises(Refused, match="at least 8"):
        interrupted_series(some, of, start=19, breaks=[12])


def test_too_few_months_no_denominator_and_impossible_counts_are_refused() -> None:
    some, of = shares(1)
    cases: list[tuple[Ask, str]] = [
        (lambda: interrupted_series(some, of, start=8), "7 months before the start"),
        (lambda: interrupted_series(some, of, start=30), "at least 8"),
        (lambda: interrupted_series(some, start=19), "no denominator"),
        (lambda: interrupted_series(some, start=19, model="poisson"), "no denominator"),
        (lambda: interrupted_series(some, of), "in which month"),
        (lambda: interrupted_series(of, some, start=19), "cannot be fitted"),
        (lambda: interrupted_series(some + 0.5, of, start=19), "cannot be fitted"),
        (lambda: interrupted_series(some, of, start="spring"), "is no month"),
        (lambda: interrupted_series(some, of, months=[1] * 36, start=1), "come twice"),
        (lambda: interrupted_series(some, of, start=19, at=3), "from the start on"),
        (lambda: interrupted_series(some, of, exposure=[2] * 36), "share from 0 to 1"),
        (lambda: interrupted_series(some, of, exposure=[0] * 36), "No month is exposed"),
        (lambda: interrupted_series(some[:20], of[:20], start=10, harmonics=2), "24 months"),
        (lambda: interrupted_series(some, of, start=19, confidence=2), "confidence"),
    ]
    for wrong, sentence in cases:
        with pytest.raises(Refused, match=sentence):
            wrong()
