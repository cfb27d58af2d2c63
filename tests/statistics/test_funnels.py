"""Funnels equal FunnelPlotR, hold what chance alone makes, and show the unit that stands out."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from touchpoint.errors import Refused
from touchpoint.statistics.funnels import funnel, funnel_of_ratios

Ask = Callable[[], object]
# The data of FunnelPlotR's own tests (NHS-R Community, version 0.6.0).
OBSERVED = [100, 150, 180, 80, 120, 225]
EXPECTED = [108, 112, 165, 95, 100, 220]


def test_phi_of_the_package_test_is_that_of_funnelplotr() -> None:
    told = funnel_of_ratios(OBSERVED, EXPECTED, names=list("abcdef"))
    assert told.phi == pytest.approx(2.948033, abs=5e-7)
    assert told.overdispersed
    assert told.adjusted
    weights = np.array(EXPECTED, float)
    room = weights.sum() - (weights**2).sum() / weights.sum()
    assert told.tau2 == pytest.approx((6 * told.phi - 5) / room)
    low, high = told.limits_at(112)[:2]
    assert high == pytest.approx(math.exp(1.959964 * math.sqrt(1 / 112 + told.tau2)), rel=1e-6)
    assert low == pytest.approx(1 / high)


def test_limits_of_chance_alone_are_the_exact_poisson_ones_of_funnelplotr() -> None:
    told = funnel_of_ratios([15] * 5, [15] * 5)
    assert not told.adjusted
    low_95, high_95, low_998, high_998 = zip(
        *(told.limits_at(size) for size in (15, 20, 30)), strict=True
    )
    assert low_95 == pytest.approx([0.5596924, 0.6108260, 0.6746958], abs=5e-8)
    assert high_95 == pytest.approx([1.649348, 1.544419, 1.427562], abs=5e-7)
    assert low_998 == pytest.approx([0.3862650, 0.4479107, 0.5289724], abs=5e-8)
    assert high_998 == pytest.approx([2.082907, 1.902094, 1.702771], abs=5e-7)


def test_a_funnel_of_shares_worked_by_hand() -> None:
    # Five units of 100 with shares .5 and one of 400 with .65, round a target of .5, untrimmed.
    told = funnel([50] * 5 + [260], [100] * 5 + [400], target=0.5, trim=0)
    z = (math.asin(math.sqrt(0.65)) - math.pi / 4) * 40
    assert told.units[-1].z_score == pytest.approx(z)
    assert told.phi == pytest.approx(z**2 / 6)
    weights = np.array([400.0] * 5 + [1600.0])
    room = weights.sum() - (weights**2).sum() / weights.sum()
    assert told.tau2 == pytest.approx((z**2 - 5) / room)
    reach = stats.norm.ppf(0.999) * math.sqrt(1 / 1600 + told.tau2)
    assert told.units[-1].high_998 == pytest.approx(math.sin(math.pi / 4 + reach) ** 2)


def test_winsorising_pulls_in_the_outer_tenths_at_each_end() -> None:
    rng = np.random.default_rng(2)
    of = np.full(40, 200)
    some = rng.binomial(of, 0.7)
    some[0] = 60
    raw, trimmed = funnel(some, of, trim=0), funnel(some, of)
    scores = np.array([unit.z_score for unit in raw.units])
    inside = scores.clip(*np.quantile(scores, [0.1, 0.9]))
    assert trimmed.phi == pytest.approx((inside**2).mean())
    assert trimmed.phi < raw.phi
    assert trimmed.units[0].standing == "below 99.8"
    assert [unit.name for unit in trimmed.outliers] == [1]


def test_what_chance_alone_makes_stays_inside_as_often_as_it_should() -> None:
    outside_95 = outside_998 = units = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        of = rng.integers(80, 400, 30)
        told = funnel(rng.binomial(of, 0.7), of, adjust=False)
        units += 30
        outside_95 += sum(unit.standing != "within" for unit in told.units)
        outside_998 += len(told.outliers)
    assert 0.04 < outside_95 / units < 0.06
    assert outside_998 / units < 0.005


def test_overdispersed_units_flood_a_funnel_of_chance_and_not_the_adjusted_one() -> None:
    rng = np.random.default_rng(11)
    of = rng.integers(300, 3000, 40)
    some = rng.binomial(of, rng.normal(0.7, 0.05, 40))
    assert len(funnel(some, of, adjust=False).outliers) > 10
    assert len(funnel(some, of).outliers) <= 2


def test_a_unit_without_cases_has_no_value_and_limits_never_leave_nought_to_one() -> None:
    told = funnel([3, 4, 5, 3, 0, 4], [4, 5, 5, 4, 0, 5])
    assert told.units[4].value is None
    assert told.units[4].standing is None
    for unit in told.units:
        if unit.low_998 is not None and unit.high_998 is not None:
            assert 0 <= unit.low_998 <= unit.high_998 <= 1
    assert told.limits_at(1)[2:] == (0.0, 1.0)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), min_size=5, max_size=12),
    st.randoms(use_true_random=False),
)
def test_the_order_of_units_does_not_matter_and_no_turns_yes_round(
    cells: list[tuple[int, int]], rng: np.random.Generator
) -> None:
    cells = [*cells, (1, 1)]
    some, of = [yes for yes, _ in cells], [yes + no for yes, no in cells]
    told = funnel(some, of)
    order = list(range(len(cells)))
    rng.shuffle(order)
    mixed = funnel([some[place] for place in order], [of[place] for place in order], names=order)
    assert mixed.tau2 == pytest.approx(told.tau2, abs=1e-12)
    refused = funnel([no for _, no in cells], of)
    assert refused.phi == pytest.approx(told.phi)
    for unit, other in zip(told.units, refused.units, strict=True):
        assert unit.low_95 is not None
        assert other.high_95 is not None
        assert unit.low_95 == pytest.approx(1 - other.high_95, abs=1e-9)


def test_the_square_root_scale_takes_a_unit_in_which_nothing_was_observed() -> None:
    observed, expected = [0, 12, 9, 11, 8, 40], [6, 10, 10, 10, 10, 12]
    told = funnel_of_ratios(observed, expected, scale="square_root")
    assert told.units[0].value == 0
    assert told.units[5].z_score == pytest.approx((math.sqrt(40 / 12) - 1) * 2 * math.sqrt(12))
    with pytest.raises(Refused, match="no logarithm"):
        funnel_of_ratios(observed, expected)


def test_few_units_impossible_shares_and_targets_are_refused() -> None:
    cases: list[Ask] = [
        lambda: funnel([1, 2, 3, 4], [5, 5, 5, 5]),
        lambda: funnel([1, 2, 3, 4, 0], [5, 5, 5, 5, 0]),
        lambda: funnel([6, 2, 3, 4, 1], [5, 5, 5, 5, 5]),
        lambda: funnel([5] * 5, [5] * 5),
        lambda: funnel([1] * 5, [5] * 5, target=1.2),
        lambda: funnel([1] * 5, [5] * 5, trim=0.5),
        lambda: funnel([1.5] * 5, [5] * 5),
        lambda: funnel([1] * 5, [5] * 4),
        lambda: funnel_of_ratios([-1] * 5, [5] * 5),
    ]
    for wrong in cases:
        with pytest.raises(Refused):
            wrong()
