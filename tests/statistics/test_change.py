"""Change between periods: points with intervals, one rule for changed, no page of false news."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoint.calendar import read_period
from touchpoint.errors import Refused
from touchpoint.statistics.change import (
    change,
    change_in_events,
    change_in_pairs,
    change_of_rates,
    changes_on_page,
)
from touchpoint.statistics.false_discovery import benjamini_hochberg, bonferroni, holm
from touchpoint.statistics.intervals import newcombe
from touchpoint.statistics.rates import Rate
from touchpoint.statistics.significance import chi_square, fisher_exact, mcnemar, trend_test

# Benjamini and Hochberg 1995, section 4.1.
FIFTEEN = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
    0.6528, 0.7590, 1.0,
]  # fmt: skip

counts = st.integers(1, 80).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_a_year_of_referrals_fell_by_eleven_and_a_half_points() -> None:
    found = change(2880, 13936, 1441, 15917)
    assert found.points == pytest.approx(-11.61, abs=5e-3)
    assert found.low is not None
    assert found.high is not None
    assert (100 * found.low, 100 * found.high) == pytest.approx((-12.42, -10.81), abs=5e-3)
    assert found.changed
    assert found.direction == "down"
    assert found.relative == pytest.approx(-0.5619, abs=1e-4)


def test_no_change_is_shown_unless_the_interval_excludes_nothing() -> None:
    found = change(41, 60, 47, 60)
    assert found.changed is False
    assert found.direction == "no change shown"
    assert found.detectable is not None
    assert found.detectable.rise == pytest.approx(0.2042, abs=1e-4)


def test_intervals_that_overlap_do_not_stop_a_change_from_being_one() -> None:
    # 60 % and 80 % of 70 and 80 overlap by Wilson; their difference excludes nothing.
    assert change(48, 80, 56, 70).changed


def test_a_change_from_or_to_nobody_is_not_available() -> None:
    found = change(0, 0, 5, 9)
    assert (found.point, found.changed, found.p_value, found.relative) == (None, None, None, None)
    assert found.direction == "not available"


def test_all_or_none_in_both_periods_is_no_change() -> None:
    for found in (change(0, 10, 0, 20), change(10, 10, 20, 20)):
        assert (found.point, found.changed, found.p_value) == (0, False, 1)


@given(counts, counts, st.sampled_from([0.9, 0.95, 0.99]))
def test_the_p_value_and_the_interval_never_disagree(
    before: tuple[int, int], after: tuple[int, int], confidence: float
) -> None:
    found = change(*before, *after, confidence)
    assert found.p_value is not None
    if abs(found.p_value - (1 - confidence)) > 1e-9:
        assert found.changed == (found.p_value < 1 - confidence)
        assert found.changed == newcombe(*after, *before, confidence).excludes(0)


@given(counts, counts)
def test_counting_the_dissatisfied_instead_turns_the_change_round(
    before: tuple[int, int], after: tuple[int, int]
) -> None:
    found = change(*before, *after)
    other = change(before[1] - before[0], before[1], after[1] - after[0], after[1])
    assert found.point == pytest.approx(-(other.point or 0), abs=1e-12)
    assert found.p_value == pytest.approx(other.p_value, abs=1e-9)


def test_windows_that_share_months_are_refused_with_what_to_compare_instead() -> None:
    with pytest.raises(Refused, match=r"entered \(2024-04\) with those that left \(2024-01\)"):
        change(57, 72, 60, 72, before_period="2024-03/3", after_period="2024-04/3")
    apart = change(57, 72, 60, 72, before_period="2024-03/3", after_period=read_period("2024-06/3"))
    assert apart.point is not None


def test_a_change_of_method_between_the_periods_is_refused() -> None:
    with pytest.raises(Refused, match="It changed on 2024-03-01"):
        change(
            1, 2, 2, 3, before_period="2024-02", after_period="2024-03", breaks=[date(2024, 3, 1)]
        )
    with pytest.raises(Refused, match="without both periods"):
        change(1, 2, 2, 3, breaks=[date(2024, 3, 1)])


def test_rates_on_different_bases_are_not_compared() -> None:
    one = Rate(numerator=1, denominator=2, basis="reported", source="niche")
    other = Rate(numerator=1, denominator=2, basis="closed", source="athena")
    with pytest.raises(Refused) as refused:
        change_of_rates(one, other)
    assert len(refused.value.faults) == 2


def test_complaints_of_no_contact_rose_two_and_a_half_times() -> None:
    found = change_in_events(40, 26000, 95, 24991, per=1000)
    assert found.before.point == pytest.approx(1.54, abs=5e-3)
    assert found.after.point == pytest.approx(3.80, abs=5e-3)
    assert found.ratio.point == pytest.approx(2.47, abs=5e-3)
    assert (found.ratio.low, found.ratio.high) == pytest.approx((1.7077, 3.5751), abs=1e-4)
    assert found.changed
    assert found.direction == "up"


def test_events_that_begin_or_stop_are_judged_exactly() -> None:
    begun = change_in_events(0, 1000, 8, 1000)
    assert (begun.changed, begun.direction) == (True, "up")
    assert begun.p_value == pytest.approx(2 * 0.5**8)
    stopped = change_in_events(8, 1000, 0, 1000)
    assert (stopped.changed, stopped.direction) == (True, "down")
    assert change_in_events(0, 1000, 3, 1000).changed is False
    assert change_in_events(0, 1000, 0, 1000).changed is None


def test_the_same_people_asked_twice() -> None:
    found = change_in_pairs(794, 150, 86, 570)  # approval, Agresti; after less before
    assert found.point == pytest.approx(-0.04)
    assert found.changed
    assert found.mcnemar.statistic == pytest.approx(17.356, abs=5e-4)
    assert found.mcnemar.exact_p_value == pytest.approx(3.716e-05, abs=5e-9)
    assert not found.mcnemar.exact


def test_mcnemar_is_exact_when_few_disagree() -> None:
    few = mcnemar(1, 7)
    assert few.exact
    assert few.p_value == pytest.approx(2 * 9 / 256)
    assert mcnemar(12, 12).exact
    assert not mcnemar(12, 13).exact
    assert mcnemar(0, 0).p_value == 1


@pytest.mark.parametrize(
    ("counts", "exact", "score"),
    [
        ((56, 70, 48, 80), 0.01252113, 0.00804508),
        ((9, 10, 3, 10), 0.01976661, 0.0061699),
        ((6, 7, 2, 7), 0.1025641, 0.03075356),
        ((5, 56, 0, 29), 0.16062144, 0.09718657),
        ((0, 10, 0, 20), 1, None),
        ((10, 10, 0, 20), 3.32833916e-08, 4.32046306e-08),
        ((10, 10, 0, 10), 1.08250882e-05, 7.74421643e-06),
    ],
)
def test_fisher_and_chi_square_equal_r(
    counts: tuple[int, int, int, int], exact: float, score: float | None
) -> None:
    x1, n1, x2, n2 = counts
    assert fisher_exact(x1, n1, x2, n2).p_value == pytest.approx(exact, rel=1e-4)
    assert chi_square([x1, x2], [n1, n2]).p_value == (
        None if score is None else pytest.approx(score, rel=1e-5)
    )


def test_smokers_among_lung_patients_differ_and_fall_along_their_order() -> None:
    # Fleiss 1981, as in R's prop.test and prop.trend.test.
    smokers, patients = [83, 90, 129, 70], [86, 93, 136, 82]
    overall = chi_square(smokers, patients)
    assert overall.statistic == pytest.approx(12.6004, abs=1e-4)
    assert overall.degrees_of_freedom == 3
    assert overall.p_value == pytest.approx(0.005585, abs=1e-6)
    trend = trend_test(smokers, patients)
    assert trend.statistic == pytest.approx(8.2249, abs=1e-4)
    assert trend.p_value == pytest.approx(0.004132, abs=1e-6)
    shifted = trend_test(smokers, patients, scores=[10, 20, 30, 40])
    assert shifted.p_value == pytest.approx(trend.p_value)
    assert trend_test([0, 0], [3, 4]).p_value is None


def test_four_of_the_fifteen_stand_and_three_by_bonferroni() -> None:
    assert benjamini_hochberg(FIFTEEN).rejected == (True,) * 4 + (False,) * 11
    assert sum(bonferroni(FIFTEEN).rejected) == 3
    assert sum(holm(FIFTEEN).rejected) == 3
    # R: p.adjust(p, "BH") and "holm" of the first five.
    assert benjamini_hochberg(FIFTEEN).p_values[:5] == pytest.approx(
        (0.0015, 0.003, 0.0095, 0.035625, 0.0603), abs=1e-6
    )
    assert holm(FIFTEEN).p_values[:5] == pytest.approx((0.0015, 0.0056, 0.0247, 0.114, 0.2211))


@given(st.lists(st.none() | st.floats(0, 1), max_size=20))
def test_the_order_of_tests_and_tests_not_done_change_nothing(
    p_values: list[float | None],
) -> None:
    for method in (benjamini_hochberg, holm, bonferroni):
        found = method(p_values)
        assert found.tests == sum(p is not None for p in p_values)
        turned = method([None, *reversed(p_values)])
        assert turned.p_values[1:] == tuple(reversed(found.p_values))
        assert all(
            a is None if p is None else a is not None and a >= p - 1e-15
            for p, a in zip(p_values, found.p_values, strict=True)
        )


def test_a_page_of_changes_is_judged_as_one_family() -> None:
    page = [change(48, 80, 56, 70), change(41, 60, 42, 60), change(0, 0, 1, 2)]
    alone = [one.changed for one in page]
    together = [one.changed for one in changes_on_page(page)]
    assert alone == [True, False, None]
    assert together == [True, False, None]
    crowded = changes_on_page([page[0]] + [page[1]] * 20)
    assert not crowded[0].changed
    assert crowded[0].adjusted_p_value == pytest.approx(21 * (page[0].p_value or 0))


def test_false_alarms_come_at_their_nominal_rate_and_hardly_ever_on_a_page() -> None:
    alarms = pages = 0
    for seed in range(200):
        dice = np.random.default_rng(seed)
        before, after = dice.binomial(150, 0.68, (2, 20))
        page = [change(int(b), 150, int(a), 150) for b, a in zip(before, after, strict=True)]
        alarms += sum(bool(one.changed) for one in page)
        pages += any(one.changed for one in changes_on_page(page))
    assert 0.04 < alarms / 4000 < 0.06
    assert pages / 200 < 0.09


def test_p_values_that_are_none_are_refused() -> None:
    with pytest.raises(Refused, match="within 0 and 1"):
        benjamini_hochberg([0.5, 1.2])
