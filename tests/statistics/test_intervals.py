"""Intervals equal the numbers that R and the papers give, cover as they say, and know no NaN."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoint.errors import Refused
from touchpoint.statistics.intervals import (
    Interval,
    at_least,
    at_most,
    clopper_pearson,
    hypergeometric,
    newcombe,
    newcombe_paired,
    poisson,
    proportion,
    wilson,
)
from touchpoint.statistics.proportions import proportion_many, wilson_many
from touchpoint.statistics.ratios import rate_ratio, risk_ratio

# binom 1.1-1.1 under R 4.2.2; the first four are Newcombe 1998, Table I.
BY_R = [
    (81, 263, 0.25528851988, 0.36620957698, 0.25273674559, 0.3676219226),
    (15, 148, 0.062386399531, 0.16048724172, 0.057844010083, 0.16165049035),
    (0, 20, 0, 0.16112515805, 0, 0.16843347098),
    (1, 29, 0.0061132142928, 0.17175521879, 0.00087264688358, 0.17764429549),
    (20, 20, 0.83887484195, 1, 0.83156652902, 1),
    (29, 29, 0.8830302015, 1, 0.88055513093, 1),
    (1, 1, 0.20654931438, 1, 0.025, 1),
    (0, 1, 0, 0.79345068562, 0, 0.975),
    (5, 5, 0.56551753522, 1, 0.4781762499, 1),
    (4, 5, 0.37553462976, 0.96377589137, 0.28358206388, 0.99494923662),
    (9, 10, 0.5958499732, 0.9821237869, 0.55498388297, 0.99747142146),
    (42, 60, 0.57491292053, 0.80101833861, 0.56791686612, 0.81154855458),
    (60, 60, 0.93982814786, 1, 0.94037050771, 1),
    (655, 2517, 0.24346407621, 0.2777275498, 0.24317779337, 0.27784260276),
    (182, 514, 0.31396385412, 0.39637220058, 0.31271164685, 0.3971486801),
]

# Newcombe 1998 (Statistics in Medicine 17:873), method 10, under R 4.2.2.
TWO_BY_R = [
    (56, 70, 48, 80, 0.05243147, 0.33387265),
    (9, 10, 3, 10, 0.17052272, 0.80901797),
    (6, 7, 2, 7, 0.05822793, 0.80624964),
    (5, 56, 0, 29, -0.03813715, 0.19256001),
    (0, 10, 0, 20, -0.16112516, 0.2775328),
    (0, 10, 0, 10, -0.2775328, 0.2775328),
    (10, 10, 0, 20, 0.67908604, 1),
    (10, 10, 0, 10, 0.60750935, 1),
]

counts = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def ends(interval: Interval) -> tuple[float, float]:
    assert interval.low is not None
    assert interval.high is not None
    return interval.low, interval.high


@pytest.mark.parametrize("published", BY_R)
def test_wilson_and_clopper_pearson_equal_r(published: tuple[float, ...]) -> None:
    x, n = int(published[0]), int(published[1])
    low, high, exact_low, exact_high = published[2:]
    assert ends(wilson(x, n)) == pytest.approx((low, high), abs=1e-10)
    assert ends(clopper_pearson(x, n)) == pytest.approx((exact_low, exact_high), abs=1e-10)
    assert wilson(x, n).point == x / n


@pytest.mark.parametrize("published", TWO_BY_R)
def test_newcombe_equals_r(published: tuple[float, ...]) -> None:
    x1, n1, x2, n2 = (int(count) for count in published[:4])
    low, high = published[4:]
    assert ends(newcombe(x1, n1, x2, n2)) == pytest.approx((low, high), abs=1e-8)


def test_of_nobody_nothing_is_known() -> None:
    nothing = [
        wilson(0, 0),
        clopper_pearson(0, 0),
        at_least(0, 0),
        at_most(0, 0),
        hypergeometric(0, 0, 300),
        proportion(0, 0),
        newcombe(0, 0, 1, 2),
        newcombe(1, 2, 0, 0),
        newcombe_paired(0, 0, 0, 0),
        poisson(0, 0),
        rate_ratio(0, 10, 0, 10),
        rate_ratio(1, 0, 1, 10),
        risk_ratio(0, 0, 1, 2),
    ]
    assert all((i.point, i.low, i.high) == (None, None, None) for i in nothing)
    assert not any(i.available or i.excludes(0) for i in nothing)


def test_dip_samples_of_a_known_population_have_narrower_intervals() -> None:
    assert ends(hypergeometric(41, 60, 300)) == pytest.approx((170 / 300, 235 / 300))
    assert ends(hypergeometric(41, 60, 2500)) == pytest.approx((0.552, 0.796))
    assert ends(hypergeometric(41, 60, 60)) == pytest.approx((41 / 60, 41 / 60))
    assert ends(hypergeometric(0, 60, 300)) == pytest.approx((0, 16 / 300))
    assert ends(wilson(41, 60)) == pytest.approx((0.558, 0.787), abs=5e-4)


def test_the_hypergeometric_limits_are_the_outermost_populations_that_are_not_ruled_out() -> None:
    def at_or_above(seen: int, held: int) -> float:
        ways = [math.comb(held, k) * math.comb(20 - held, 8 - k) for k in range(seen, 9)]
        return sum(ways) / math.comb(20, 8)

    possible = [
        held
        for held in range(3, 16)
        if at_or_above(3, held) > 0.025 and 1 - at_or_above(4, held) > 0.025
    ]
    assert ends(hypergeometric(3, 8, 20)) == (possible[0] / 20, possible[-1] / 20)


def test_the_house_chooses_by_population_then_by_number() -> None:
    assert proportion(41, 60, population=300).method == "hypergeometric"
    assert proportion(41, 60, population=1200).method == "wilson"
    assert proportion(3, 9).method == "clopper_pearson"
    assert proportion(3, 10).method == "wilson"


def test_one_sided_bounds_put_all_doubt_in_one_tail() -> None:
    low, _ = ends(at_least(9, 10))
    _, high = ends(at_most(0, 59))
    assert low == pytest.approx(ends(clopper_pearson(9, 10, 0.9))[0])
    assert high == pytest.approx(1 - 0.05 ** (1 / 59))  # nobody of 59: at most 5 %


def test_paired_intervals_equal_published_ones() -> None:
    # Bentur et al. 2009 and Cavo et al. 2012 as in Fagerland, Lydersen and Laake 2014.
    assert ends(newcombe_paired(1, 1, 7, 12)) == pytest.approx((-0.507, -0.026), abs=5e-4)
    assert ends(newcombe_paired(59, 6, 16, 80)) == pytest.approx((-0.119, -0.005), abs=5e-4)


def test_paired_intervals_take_off_a_positive_correlation_and_keep_a_negative_one() -> None:
    # By hand for 20, 12, 2, 16: p = .64 and .44, Wilson .5014-.7586 and .3116-.5769, and the
    # correlation (320 - 24 - 25) / sqrt(32 * 18 * 22 * 28) = .4550.
    low, high = ends(newcombe_paired(20, 12, 2, 16))
    assert (low, high) == pytest.approx((0.0562, 0.3292), abs=1e-4)


def test_poisson_limits_are_garwoods() -> None:
    assert ends(poisson(5)) == pytest.approx((1.6234864, 11.6683321), abs=1e-6)
    assert ends(poisson(0)) == pytest.approx((0, 3.6888795), abs=1e-6)
    assert ends(poisson(95, 24.991)) == pytest.approx(
        tuple(end / 24.991 for end in ends(poisson(95)))
    )


def test_rate_ratios_by_the_log_and_exactly() -> None:
    assert rate_ratio(95, 24991, 40, 26000).point == pytest.approx(2.47089, abs=1e-5)
    assert ends(rate_ratio(95, 24991, 40, 26000)) == pytest.approx((1.7077, 3.5751), abs=1e-4)
    # R's own example of poisson.test: 11 of 800 against 21 of 3,011.
    exact = rate_ratio(11, 800, 21, 3011, exact=True)
    assert exact.point == pytest.approx(1.971488, abs=1e-6)
    assert ends(exact) == pytest.approx((0.8584264, 4.2772659), abs=1e-6)


def test_a_ratio_to_no_events_has_a_low_end_and_no_high_one() -> None:
    endless = rate_ratio(5, 10, 0, 10)
    assert endless.point is None
    assert endless.low is not None
    assert endless.low > 0
    assert endless.high is None


@given(counts, st.sampled_from([0.8, 0.95, 0.99]))
def test_swapping_successes_and_failures_mirrors_the_interval(
    count: tuple[int, int], confidence: float
) -> None:
    x, n = count
    for method in (wilson, clopper_pearson):
        low, high = ends(method(x, n, confidence))
        mirrored = ends(method(n - x, n, confidence))
        assert (low, high) == pytest.approx((1 - mirrored[1], 1 - mirrored[0]), abs=1e-9)
        assert 0 <= low <= x / n <= high <= 1


@given(counts, counts)
def test_swapping_the_groups_turns_the_difference_round(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    one, other = newcombe(*first, *second), newcombe(*second, *first)
    assert ends(one) == pytest.approx(tuple(-end for end in reversed(ends(other))), abs=1e-12)
    assert -1 <= ends(one)[0] <= ends(one)[1] <= 1


@given(counts, st.integers(0, 200))
def test_the_larger_the_population_the_wider_and_never_beyond_clopper_pearson_by_a_step(
    count: tuple[int, int], more: int
) -> None:
    x, n = count
    low, high = ends(hypergeometric(x, n, n + more))
    exact_low, exact_high = ends(clopper_pearson(x, n))
    step = 1 / (n + more)
    # The share seen may be none that a finite population can have: 1 of 79 out of 80.
    assert exact_low - step <= low <= x / n + step
    assert x / n - step <= high <= exact_high + step


def test_many_wilson_intervals_at_once_are_the_same_as_one_by_one() -> None:
    x, n = [0, 81, 5, 0, 20], [0, 263, 5, 7, 20]
    many = wilson_many(x, n)
    assert many.low.tolist() == pytest.approx([wilson(a, b).low for a, b in zip(x, n, strict=True)])
    assert many.high.tolist()[0] is None
    assert many.point.tolist()[0] is None
    assert many.available.tolist() == [False, True, True, True, True]


def test_many_proportions_at_once_have_the_intervals_that_the_house_chooses_one_by_one() -> None:
    x, n = zip(*((x, n) for n in range(31) for x in range(n + 1)), strict=True)
    many = proportion_many(x, n)
    one_by_one = [proportion(a, b) for a, b in zip(x, n, strict=True)]
    for name in ("point", "low", "high"):
        told = [getattr(one, name) for one in one_by_one]
        assert getattr(many, name).tolist() == pytest.approx(told, abs=1e-12)
    assert many.method.tolist() == [one.method for one in one_by_one]
    assert many.available.tolist() == [trials > 0 for trials in n]


def test_many_shares_of_none_or_of_all_end_exactly_at_0_or_1_and_of_nobody_nowhere() -> None:
    many = proportion_many([0, 0, 9, 0, 10], [0, 9, 9, 10, 10])
    # By hand: 0 of 9 and 9 of 9 leave 1 - 0.025^(1/9) and 0.025^(1/9).
    edge = 0.025 ** (1 / 9)
    assert many.low.tolist()[:4] == [None, 0.0, pytest.approx(edge, abs=1e-12), 0.0]
    assert many.high.tolist()[:3] == [None, pytest.approx(1 - edge, abs=1e-12), 1.0]
    assert many.high.tolist()[4] == 1.0


@pytest.mark.parametrize("published", [row for row in BY_R if row[1] < 10])
def test_many_few_trials_equal_r(published: tuple[float, ...]) -> None:
    many = proportion_many([int(published[0])], [int(published[1])])
    assert (many.low[0], many.high[0]) == pytest.approx(published[4:], abs=1e-10)


def test_wilson_covers_about_as_often_as_it_says_where_wald_would_cover_half() -> None:
    n, p = 20, 0.97
    chance = [math.comb(n, x) * p**x * (1 - p) ** (n - x) for x in range(n + 1)]
    covered = sum(c for x, c in enumerate(chance) if not wilson(x, n).excludes(p))
    assert covered == pytest.approx(0.979, abs=5e-4)


@pytest.mark.parametrize(
    ("x", "n"), [(5, 4), (-1, 4), (0.5, 4), (1, -4), (math.nan, 3), (1, math.inf)]
)
def test_counts_that_make_no_proportion_are_refused(x: float, n: float) -> None:
    for method in (wilson, clopper_pearson, at_least, at_most, proportion):
        with pytest.raises(Refused, match="no proportion"):
            method(x, n)  # type: ignore[arg-type]  # the point of the test
    for many in (wilson_many, proportion_many):
        with pytest.raises(Refused):
            many([x], [n])


def test_a_confidence_is_between_0_and_1_and_a_sample_no_larger_than_its_population() -> None:
    with pytest.raises(Refused, match="confidence is 95"):
        wilson(1, 2, 95)
    with pytest.raises(Refused, match="of a population of 9"):
        hypergeometric(3, 10, 9)


def test_counts_may_be_numpy_numbers() -> None:
    successes, trials = np.array([81, 263])
    assert wilson(successes, trials) == wilson(81, 263)
