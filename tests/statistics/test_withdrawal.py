"""Endings that compete add up, equal the published curves, and never count the young as safe."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoint.errors import Refused
from touchpoint.statistics.withdrawal import (
    cumulative_incidence,
    days_to_ending,
    incidence_by_cohort,
    kaplan_meier,
)

# Acute myelogenous leukaemia, maintained group (Miller 1997; survival::aml): weeks, 1 is relapse.
AML_WEEKS = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161]
AML_ENDED = [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]

journeys = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from(["withdrawn", "charged", "filed", None])),
    min_size=1,
    max_size=40,
)


def test_kaplan_meier_of_aml_is_the_published_curve() -> None:
    curve = kaplan_meier(AML_WEEKS, AML_ENDED)
    shown = [round(step.point, 3) for step in curve.steps]
    assert shown == [0.909, 0.818, 0.716, 0.614, 0.491, 0.368, 0.184]
    assert [step.at_risk for step in curve.steps] == [11, 10, 8, 7, 5, 4, 2]


def test_the_interval_on_the_log_scale_is_that_of_r() -> None:
    # summary(survfit(Surv(time, status) ~ x, aml)), maintained: printed limits.
    curve = kaplan_meier(AML_WEEKS, AML_ENDED, scale="log")
    lows = [round(step.low or 0.0, 4) for step in curve.steps]
    assert lows == [0.7541, 0.6192, 0.4884, 0.3769, 0.2549, 0.1549, 0.0359]
    assert [round(step.high or 0.0, 3) for step in curve.steps][3:] == [0.999, 0.946, 0.875, 0.944]


def test_two_endings_worked_by_hand() -> None:
    # 5 at risk: one withdraws (1/5); of 4 one is charged (4/5 * 1/4); one is lost to sight;
    # of 2 one withdraws (3/5 * 1/2).
    risks = cumulative_incidence(
        [1, 2, 3, 4, 9], ["withdrawn", "charged", "open", "withdrawn", None]
    )
    assert risks["withdrawn"].at(4).point == pytest.approx(0.2 + 0.3)
    assert risks["charged"].at(4).point == pytest.approx(0.2)
    assert risks["withdrawn"].at(0).point == 0
    assert risks["withdrawn"].at(3.5).point == pytest.approx(0.2)
    assert (risks.journeys, risks.censored) == (5, 2)


def test_curve_and_standard_error_equal_those_of_statsmodels() -> None:
    from statsmodels.duration.survfunc import CumIncidenceRight  # noqa: PLC0415 - slow

    rng = np.random.default_rng(7)
    days = np.ceil(rng.exponential(90, 150))
    codes = rng.integers(0, 3, 150)
    days[-1], codes[-1] = 999, 0
    told = cumulative_incidence(days, np.array([None, "a", "b"])[codes], scale="plain")
    other = CumIncidenceRight(days, codes)
    for place, name in enumerate("ab"):
        at = np.searchsorted(other.times, [step.day for step in told[name].steps])
        points = [step.point for step in told[name].steps]
        assert points == pytest.approx(other.cinc[place][at])
        reach = [(step.high or 0.0) - step.point for step in told[name].steps]
        assert reach == pytest.approx(1.959964 * other.cinc_se[place][at], rel=1e-5)


def test_one_less_kaplan_meier_says_too_much_of_each_ending() -> None:
    rng = np.random.default_rng(1)
    days = rng.integers(1, 200, 300)
    endings = np.array(["withdrawn", "charged", None])[rng.integers(0, 3, 300)]
    risks = cumulative_incidence(days, endings)
    for name in ("withdrawn", "charged"):
        wrong = 1 - (kaplan_meier(days, [int(end == name) for end in endings]).at(180).point or 0)
        assert wrong > (risks[name].at(180).point or 0) + 0.02


@given(journeys)
def test_the_endings_and_those_that_go_on_add_up_to_one(
    rows: list[tuple[int, str | None]],
) -> None:
    days, endings = zip(*rows, strict=True)
    risks = cumulative_incidence(days, endings)
    going = kaplan_meier(days, [int(end is not None) for end in endings])
    for day in set(days):
        ended = sum(interval.point or 0.0 for interval in risks.at(day).values())
        assert ended + (going.at(day).point or 0.0) == pytest.approx(1)
    for curve in risks.curves:
        for step in curve.steps:
            assert step.low is None or step.low <= step.point + 1e-12
            assert step.high is None or step.high >= step.point - 1e-12


@given(journeys)
def test_with_nobody_censored_it_is_a_plain_share_and_order_does_not_matter(
    rows: list[tuple[int, str | None]],
) -> None:
    known = [(day, end) for day, end in rows if end is not None]
    if not known:
        return
    days, endings = zip(*known, strict=True)
    risks = cumulative_incidence(days, endings)
    for name in risks.endings:
        share = sum(end == name and day <= 30 for day, end in known) / len(known)
        assert risks[name].at(30).point == pytest.approx(share)
    turned = cumulative_incidence(days[::-1], endings[::-1])
    assert turned == risks


def test_everybody_is_everybody_though_the_shares_of_the_days_do_not_add_up_to_one_exactly() -> (
    None
):
    risks = cumulative_incidence([1, 1, 1, 2, 2, 3, 5], ["withdrawn"] * 7)
    last = risks["withdrawn"].at(5)
    assert last.point == pytest.approx(1)
    assert (last.low, last.high) == (None, 1.0)


def test_what_lies_beyond_the_last_day_of_anybody_is_not_available() -> None:
    risks = cumulative_incidence([10, 20, 30], ["withdrawn", None, None])
    assert risks["withdrawn"].at(30).point == pytest.approx(1 / 3)
    assert risks["withdrawn"].at(31).point is None
    over = cumulative_incidence([10, 20], ["withdrawn", "charged"])
    assert over["withdrawn"].at(400).point == pytest.approx(0.5)


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    held = 0
    truth = 0.5 * (1 - np.exp(-1.0))
    for seed in range(200):
        rng = np.random.default_rng(seed)
        end, lost = rng.exponential(100, 150), rng.uniform(0, 300, 150)
        kind = np.array(["withdrawn", "charged"])[rng.integers(0, 2, 150)]
        seen = [
            name if day <= gone else None for name, day, gone in zip(kind, end, lost, strict=True)
        ]
        at = cumulative_incidence(np.minimum(end, lost), seen)["withdrawn"].at(100)
        held += (at.low or 0.0) <= truth <= (at.high or 1.0)
    assert 180 <= held <= 199


def test_a_journey_still_open_is_censored_on_the_day_of_asking() -> None:
    begun = [date(2024, 1, 1), date(2024, 1, 1), date(2024, 3, 1)]
    ended = [date(2024, 1, 31), date(2024, 6, 1), None]
    days, endings = days_to_ending(
        begun, ended, ["withdrawn", "charged", None], as_at=date(2024, 3, 31)
    )
    assert days == [30, 90, 30]
    assert endings == ["withdrawn", None, None]


def test_a_young_cohort_is_marked_and_its_open_journeys_are_not_counted_as_safe() -> None:
    start = date(2024, 1, 1)
    old = [start + timedelta(days=day) for day in range(40)]
    young = [start + timedelta(days=200 + day) for day in range(40)]
    as_at = start + timedelta(days=260)
    ended = [
        day + timedelta(days=50) if place % 2 else None for place, day in enumerate(old + young)
    ]
    endings = ["withdrawn" if place % 2 else None for place in range(80)]
    mature, immature = incidence_by_cohort(
        ["old"] * 40 + ["young"] * 40, old + young, ended, endings, as_at=as_at, horizon=100
    )
    assert mature.mature
    assert mature.incidence["withdrawn"].point == pytest.approx(0.5)
    assert not immature.mature
    assert immature.incidence["withdrawn"].point is None
    assert immature.censored > 20


def test_days_that_cannot_be_are_refused_with_every_fault() -> None:
    with pytest.raises(Refused) as refusal:
        days_to_ending(
            [date(2024, 2, 1), date(2024, 9, 1), date(2024, 1, 1)],
            [date(2024, 1, 1), None, None],
            ["withdrawn", None, "charged"],
            as_at=date(2024, 3, 1),
        )
    assert len(refusal.value.faults) == 3
    for wrong in (
        lambda: cumulative_incidence([], []),
        lambda: cumulative_incidence([-1], ["withdrawn"]),
        lambda: cumulative_incidence([1, None], ["withdrawn", None]),
        lambda: cumulative_incidence([1], ["withdrawn", None]),
        lambda: cumulative_incidence([1], ["withdrawn"])["charged"],
        lambda: kaplan_meier([1, 2], [1, 7]),
    ):
        with pytest.raises(Refused):
            wrong()
