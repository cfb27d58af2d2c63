"""Control charts equal the published ones, and the traps of the field do not catch them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoint.calendar import read_period
from touchpoint.errors import Refused
from touchpoint.statistics.charts.counted import (
    c_chart,
    p_chart,
    p_prime_chart,
    u_chart,
    u_prime_chart,
)
from touchpoint.statistics.charts.points import Chart, Signal
from touchpoint.statistics.charts.xmr import moving_ranges, xmr

PUBLISHED = json.loads((Path(__file__).parent / "published_charts.json").read_text())["charts"]


def drawn(published: dict[str, Any]) -> Chart:
    values, of = published["values"], published["of"]
    asked: dict[str, Any] = {
        "fix_after_n": published["frozen"],
        "exclude": published["excluded"],
        "rebase": published["rebased"],
    }
    match published["chart"]:
        case "p":
            return p_chart(values, of, **asked)
        case "pp":
            return p_prime_chart(values, of, **asked)
        case "u":
            return u_chart(values, np.array(of) / published["per"], **asked)
        case "up":
            return u_prime_chart(values, of, **asked)
        case "c":
            return c_chart(values, **asked)
        case _:
            return xmr(values, **asked)


def signals(chart: Chart) -> dict[int, Signal]:
    return {place: signal for place, signal in enumerate(chart.signals) if signal}


def along(published: object, points: int) -> list[float | None]:
    return published if isinstance(published, list) else [float(str(published))] * points


@pytest.mark.parametrize(
    "published",
    [each for each in PUBLISHED if each["chart"] != "mr"],
    ids=lambda each: each["name"],
)
def test_published_charts_come_out(published: dict[str, Any]) -> None:
    chart = drawn(published)
    # qicharts2 takes 3/1.128 moving ranges where Making Data Count takes 2.66.
    near = 0.004 if published["chart"] == "i" else 1e-9
    for line in ("mean", "low", "high"):
        ours = [getattr(point, line) for point in chart.points]
        theirs = along(published[line], len(ours))
        known = [(a, b) for a, b in zip(ours, theirs, strict=True) if b is not None]
        assert [a for a, _ in known] == pytest.approx([b for _, b in known], abs=near), line
    outside = [place for place, point in enumerate(chart.points) if point.outside_limits]
    assert outside == published["outside"]


def test_the_moving_ranges_of_montgomery() -> None:
    published = next(each for each in PUBLISHED if each["chart"] == "mr")
    baseline = xmr(published["values"], fix_after_n=published["frozen"]).baselines[0]
    assert baseline.moving_range == pytest.approx(published["mean"])
    assert baseline.moving_range_limit == pytest.approx(published["high"])
    assert moving_ranges([1, None, 4, 2]) == [3, 2]


SPIKE = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]  # NHSRplotthedots, deviations


def test_screening_is_asked_for_and_said() -> None:
    screened = xmr(SPIKE, screen=True)
    assert (screened.mean, screened.low, screened.high) == pytest.approx(
        (1.94, -0.72, 4.60), abs=5e-3
    )
    assert screened.baselines[0].screened == 2
    assert "left 2 of the moving ranges" in screened.notes[0]
    plain = xmr(SPIKE)
    assert (plain.low, plain.high) == pytest.approx((-3.06, 6.95), abs=5e-3)
    assert not plain.screening


# The first twenty of rnorm with seed 123 in R, which NHSRplotthedots charts in its own tests.
NORMAL = [
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621,
    -1.26506123, -0.68685285, -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272,
    -0.55584113, 1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141,
]  # fmt: skip


def test_the_chart_that_the_nhs_package_tests_itself_on() -> None:
    for screen in (True, False):
        chart = xmr(NORMAL, screen=screen)
        assert (chart.mean, chart.low, chart.high) == pytest.approx(
            (0.1416, -3.0114, 3.2946), abs=5e-5
        )
        assert not chart.any_signal


def test_a_constant_series_has_no_variation_and_no_signals() -> None:
    for screen in (True, False):
        chart = xmr([0.8] * 15, screen=screen)
        assert not chart.any_signal
        assert chart.baselines[0].no_variation
        assert chart.variation == "common_cause"
        assert "No variation" in chart.notes[0]
    for counted in (p_chart([20] * 15, [20] * 15), u_chart([0] * 15, [9] * 15)):
        assert not counted.any_signal
        assert counted.baselines[0].no_variation


def test_one_spike_in_a_flat_series_keeps_the_limits_that_screening_would_take_away() -> None:
    values = [5.0] * 4 + [50.0] + [5.0] * 6
    chart = xmr(values, screen=True)
    assert (chart.mean, chart.low, chart.high) == pytest.approx(
        (100 / 11, 100 / 11 - 23.94, 33.03), abs=0.01
    )
    assert signals(chart) == {4: "above_upper_limit"}
    assert "no moving range was left out" in chart.notes[0]


# A frozen baseline of 0 and 1 by turns: mean 0.5, limits -2.16 and 3.16, near lines -1.273, 2.273.
FLAT = [0.0, 1.0] * 7


def after(*values: float, **asked: Any) -> dict[int, Signal]:  # noqa: ANN401 - settings of a chart
    found = signals(xmr([*FLAT, *values], fix_after_n=len(FLAT), **asked))
    return {place - len(FLAT): signal for place, signal in found.items()}


def test_a_point_on_the_limit_is_inside_and_a_hair_beyond_it_is_out() -> None:
    assert after(3.16, 0.0) == {}
    assert after(3.1601, 0.0) == {0: "above_upper_limit"}
    assert after(-2.1601) == {0: "below_lower_limit"}


def test_seven_points_rising_are_six_steps_and_a_tie_breaks_them() -> None:
    # 0.2 falls from the baseline's last 1, so the seven begin with it.
    assert after(0.2, 0.3, 0.4, 0.45, 0.6, 0.7, 0.8) == dict.fromkeys(range(7), "trend_rising")
    assert after(0.2, 0.3, 0.4, 0.45, 0.6, 0.7) == {}
    assert after(0.2, 0.3, 0.4, 0.4, 0.6, 0.7, 0.8) == {}
    rounded = (0.1, 0.2, 0.3, 0.1 + 0.2, 0.6, 0.7, 0.8)  # the sum is a tie but for its last bit
    assert after(*rounded) == {}


def test_the_point_where_a_trend_turns_belongs_to_the_later_one() -> None:
    up = (0.2, 0.3, 0.4, 0.45, 0.6, 0.7, 0.8)
    down = (0.75, 0.65, 0.55, 0.4, 0.3, 0.25)
    found = after(*up, *down)
    assert found[5] == "trend_rising"
    assert found[6] == "trend_falling"
    assert found[12] == "trend_falling"


def test_two_of_three_near_a_limit_on_one_side_of_the_mean() -> None:
    assert after(2.5, 0.6, 2.5) == {0: "two_of_three_above", 2: "two_of_three_above"}
    assert after(2.5, 2.6, 0.6) == {0: "two_of_three_above", 1: "two_of_three_above"}
    assert after(2.5, 0.4, 2.5) == {}  # the third lies on the other side
    assert after(2.5, 0.5, 2.5) == {}  # or on the mean
    assert after(2.5, 0.6, 0.6, 2.5) == {}
    assert after(-1.5, 0.4, -1.5) == {0: "two_of_three_below", 2: "two_of_three_below"}
    # One beyond the limit is not near it, and two are wanted.
    assert after(9.0, 0.6, 2.5, 0.0) == {0: "above_upper_limit"}
    assert after(9.0, 2.4, 2.5, 0.0) == {
        0: "above_upper_limit",
        1: "two_of_three_above",
        2: "two_of_three_above",
    }


def test_seven_on_one_side_of_the_mean_and_one_on_it_breaks_them() -> None:
    # The baseline's last 1 is above the mean, so the runs here lie below.
    low = [0.1, 0.3, 0.2, 0.4, 0.1, 0.3, 0.2]
    assert after(*low) == dict.fromkeys(range(7), "seven_below_mean")
    assert after(*low, 0.1, 0.9) == dict.fromkeys(range(8), "seven_below_mean")
    assert after(*low[:6], 0.9) == {}
    assert after(*low[:3], 0.5, *low[3:]) == {}


def test_a_point_has_the_first_rule_that_applies() -> None:
    rising = (0.55, 0.6, 0.7, 0.8, 2.4, 2.5, 9.0)
    # From the baseline's 0 would-be start: these seven rise, lie above, two near, one beyond.
    found = signals(xmr([*FLAT, 0.4, *rising], fix_after_n=len(FLAT)))
    assert found[21] == "above_upper_limit"
    assert {found[place] for place in range(14, 21)} == {"trend_rising"}


def test_a_new_baseline_starts_afresh() -> None:
    values = [10.0, 12, 11, 13, 10, 12, 11, 30, 32, 31, 33, 30, 32, 31]
    chart = xmr(values, rebase=[7])
    assert [baseline.mean for baseline in chart.baselines] == pytest.approx([79 / 7, 219 / 7])
    # The step from 11 to 30 is in neither: 2, 1, 2, 3, 2, 1 over six.
    assert [baseline.moving_range for baseline in chart.baselines] == pytest.approx([11 / 6] * 2)
    assert signals(chart) == {}
    assert [point.baseline for point in chart.points] == [1] * 7 + [2] * 7
    assert chart.trial
    assert signals(xmr(values)) != {}


def test_rebasing_by_period_and_by_row_are_the_same() -> None:
    months = [f"2024-{month:02}" for month in range(1, 13)]
    values = [3.0, 4, 5, 4, 3, 4, 9, 8, 9, 10, 9, 8]
    by_row = xmr(values, periods=months, rebase=[6])
    assert by_row == xmr(values, periods=months, rebase=["2024-07"])
    assert by_row == xmr(values, periods=months, rebase=[6, 0])
    assert by_row.baselines[1].starts == "2024-07"


def test_frozen_limits_do_not_move_with_what_comes_after() -> None:
    short = xmr(FLAT, fix_after_n=14)
    long = xmr([*FLAT, 80, 90, 100], fix_after_n=14)
    assert (short.low, short.high) == (long.low, long.high)
    assert long.points[-1].low == short.low


def test_fewer_than_thirteen_points_make_trial_limits() -> None:
    assert xmr([1, 2] * 6).trial
    assert not xmr([*[1, 2] * 6, 1]).trial
    assert xmr([1, 2] * 10, fix_after_n=12).trial
    assert "from 12 points; 13 are wanted" in xmr([1, 2] * 6).notes[0]


def test_one_point_has_no_limits_and_no_points_are_no_chart() -> None:
    alone = xmr([3])
    assert (alone.points[0].mean, alone.mean, alone.points[0].signal) == (None, None, None)
    assert (alone.variation, alone.points[0].judgement) == (None, None)
    assert "2 points or more" in alone.notes[0]
    with pytest.raises(Refused, match="needs points"):
        xmr([])


def test_improvement_turns_signals_into_good_and_bad_news() -> None:
    high = [*FLAT, 9.0]
    assert xmr(high, fix_after_n=14, improvement="up").variation == "improvement_high"
    assert xmr(high, fix_after_n=14, improvement="down").variation == "concern_high"
    assert xmr(high, fix_after_n=14).variation == "neutral_high"
    low = [*FLAT, -9.0]
    assert xmr(low, fix_after_n=14, improvement="increase").variation == "concern_low"
    assert xmr(low, fix_after_n=14, improvement="decrease").variation == "improvement_low"
    assert xmr([*low, None], fix_after_n=14).variation == "neutral_low"
    assert xmr([*low, 0.5], fix_after_n=14, improvement="up").variation == "common_cause"
    with pytest.raises(Refused, match="direction of improvement"):
        xmr(low, improvement="better")


def test_assurance_asks_which_side_of_the_target_the_limits_lie_on() -> None:
    def assured(target: float, improvement: str = "up") -> str | None:
        return xmr(FLAT, target=target, improvement=improvement).assurance

    assert assured(4) == "fail"
    assert assured(-3) == "pass"
    assert assured(4, "down") == "pass"
    assert assured(-3, "down") == "fail"
    assert assured(1) == "inconsistent"
    assert xmr(FLAT, target=xmr(FLAT).high, improvement="up").assurance == "inconsistent"
    assert assured(4, "neutral") is None
    assert xmr(FLAT, improvement="up").assurance is None


ROLLING = ["2024-01/3", "2024-02/3", "2024-03/3"]


@pytest.mark.parametrize(
    "periods",
    [
        ROLLING,
        [read_period(label) for label in ROLLING],
        ["2024-01", "2024-02", "2024-02"],
        [(read_period(label).from_on, read_period(label).to_on) for label in ROLLING],
    ],
)
def test_windows_that_share_days_never_go_on_a_chart(periods: Sequence[Any]) -> None:
    with pytest.raises(Refused, match="share days"):
        xmr([1, 2, 3], periods=periods)
    for chart in CHARTS:
        with pytest.raises(Refused, match="share days"):
            chart([1, 2, 3], [5, 5, 5], periods=periods)


def test_periods_of_different_lengths_are_refused_and_quarters_apart_are_not() -> None:
    with pytest.raises(Refused, match="different lengths"):
        xmr([1, 2], periods=["2024-01", "2024-25Q1"])
    assert len(xmr([1, 2], periods=["2024-01/3", "2024-04/3"]).points) == 2
    assert [point.period for point in xmr([1, 2], periods=["a", "b"]).points] == ["a", "b"]


small = st.lists(
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=3,
    max_size=24,
)
CHARTS = (p_chart, p_prime_chart, u_chart, u_prime_chart)


@given(small, st.integers(0, 24), st.sampled_from(CHARTS))
def test_an_empty_month_is_a_gap_and_changes_nothing_else(
    rows: list[tuple[int, int]],
    place: int,
    chart: Any,  # noqa: ANN401 - any of the four
) -> None:
    some, of = zip(*rows, strict=True)
    at = min(place, len(rows))
    with_gap = chart((*some[:at], 0, *some[at:]), (*of[:at], 0, *of[at:]))
    plain = chart(some, of)
    assert with_gap.points[at].gap
    assert with_gap.points[at].signal is None
    left = [*with_gap.signals[:at], *with_gap.signals[at + 1 :]]
    assert left == list(plain.signals)
    assert with_gap.mean == plain.mean
    assert with_gap.baselines[0].sigma_z == plain.baselines[0].sigma_z


@given(small, st.randoms(use_true_random=False))
def test_rows_in_any_order_make_the_same_chart(rows: list[tuple[int, int]], dice: Any) -> None:  # noqa: ANN401 - a source of chance
    months = [read_period("2024-01", "month")]
    while len(months) < len(rows):
        months.append(months[-1].next())
    turned = list(zip(rows, months, strict=True))
    dice.shuffle(turned)
    plain = p_chart(*zip(*rows, strict=True), periods=months)
    other = p_chart(*zip(*(row for row, _ in turned), strict=True), periods=[m for _, m in turned])
    assert other == plain


OPPOSITE: dict[Signal | None, Signal | None] = {
    None: None,
    "above_upper_limit": "below_lower_limit",
    "trend_rising": "trend_falling",
    "two_of_three_above": "two_of_three_below",
    "seven_above_mean": "seven_below_mean",
}
OPPOSITE |= {other: one for one, other in OPPOSITE.items()}


@given(small)
def test_charting_failures_instead_of_successes_turns_the_chart_upside_down(
    rows: list[tuple[int, int]],
) -> None:
    some, of = zip(*rows, strict=True)
    plain = p_chart(some, of, improvement="up")
    other = p_chart([n - x for x, n in rows], of, improvement="down")
    assert [OPPOSITE[signal] for signal in plain.signals] == list(other.signals)
    assert [p.judgement for p in plain.points] == [p.judgement for p in other.points]


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=30), st.booleans())
def test_reversing_and_moving_a_scale_moves_the_chart_with_it(
    values: list[int], screen: bool
) -> None:
    plain = xmr(values, screen=screen)
    other = xmr([7 - 2 * value for value in values], screen=screen)
    assert [OPPOSITE[signal] for signal in plain.signals] == list(other.signals)
    assert plain.low is not None
    assert other.high == pytest.approx(7 - 2 * plain.low, abs=1e-9)


def test_counts_that_make_no_chart_are_refused_by_row() -> None:
    with pytest.raises(Refused) as refused:
        p_chart([3, -1, 0.5], [2, 5, 5])
    assert len(refused.value.faults) == 3
    with pytest.raises(Refused, match="of no exposure"):
        u_chart([1, 2], [0, 5])
    with pytest.raises(Refused, match="lies within 0 and 1"):
        p_chart([1, 2], [3, 3], target=80)
    with pytest.raises(Refused, match="rows are 0 to 1"):
        xmr([1, 2], rebase=[2])
    with pytest.raises(Refused, match="2 points or more"):
        xmr([1, 2], fix_after_n=1)
    with pytest.raises(Refused, match="target is nan"):
        xmr([1, 2], target=float("nan"))


def test_two_years_in_control_give_a_false_alarm_one_time_in_five_and_rolling_nearly_always() -> (
    None
):
    monthly = rolling = 0
    for seed in range(200):
        dice = np.random.default_rng(seed)
        counted = dice.binomial(100, 0.7, 26)
        monthly += p_chart(counted[2:], [100] * 24).any_signal
        windows = np.convolve(counted, [1, 1, 1], "valid")
        rolling += xmr(windows / 300).any_signal
    assert 0.12 < monthly / 200 < 0.30
    assert rolling / 200 > 0.85
