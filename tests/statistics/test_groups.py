"""Groups against a reference: ratios, differences, bands, and what a third thing explains."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoint.errors import Refused
from touchpoint.statistics.groups import (
    compare_groups,
    groups_of,
    mantel_haenszel,
    tables_by_stratum,
)

# Bickel, Hammel and O'Connell 1975: men and women admitted and rejected in six departments.
BERKELEY = [
    [[512, 313], [89, 19]],
    [[353, 207], [17, 8]],
    [[120, 205], [202, 391]],
    [[138, 279], [131, 244]],
    [[53, 138], [94, 299]],
    [[22, 351], [24, 317]],
]


def test_the_berkeley_admissions_are_even_once_departments_are_held_still() -> None:
    told = mantel_haenszel(BERKELEY)
    assert told.crude_odds_ratio == pytest.approx(1.84108, abs=5e-6)
    assert told.odds_ratio.point == pytest.approx(0.9046968, abs=5e-8)
    assert told.odds_ratio.low == pytest.approx(0.7719074, abs=5e-8)
    assert told.odds_ratio.high == pytest.approx(1.0603298, abs=5e-8)
    assert told.statistic == pytest.approx(1.4269, abs=5e-5)  # R mantelhaen.test
    assert told.p_value == pytest.approx(0.2323, abs=5e-5)
    assert told.statistic_uncorrected == pytest.approx(1.5246, abs=5e-5)
    assert told.evenness_p_value == pytest.approx(0.0020714, abs=5e-8)
    assert (told.strata, told.strata_left_out) == (6, 0)


def test_mantel_and_haenszel_agree_with_statsmodels() -> None:
    from statsmodels.stats.contingency_tables import StratifiedTable  # noqa: PLC0415 - slow

    rng = np.random.default_rng(3)
    for _ in range(5):
        tables = rng.integers(1, 40, size=(4, 2, 2))
        told = mantel_haenszel(tables)
        other = StratifiedTable(tables.transpose(1, 2, 0).astype(float))
        assert told.odds_ratio.point == pytest.approx(other.oddsratio_pooled)
        assert (told.odds_ratio.low, told.odds_ratio.high) == pytest.approx(
            other.oddsratio_pooled_confint()
        )
        assert told.risk_ratio.point == pytest.approx(other.riskratio_pooled)
        assert told.statistic_uncorrected == pytest.approx(other.test_null_odds().statistic)
        even = other.test_equal_odds(adjust=True)
        assert told.evenness_p_value == pytest.approx(even.pvalue, abs=1e-9)


def test_one_stratum_is_a_table_and_an_empty_one_tells_nothing() -> None:
    one = mantel_haenszel([[[30, 70], [15, 85]]])
    assert one.odds_ratio.point == pytest.approx(30 * 85 / (70 * 15))
    assert one.risk_ratio.point == pytest.approx(2.0)
    assert one.evenness_p_value is None
    more = mantel_haenszel([[[30, 70], [15, 85]], [[0, 0], [4, 5]], [[0, 3], [0, 4]]])
    assert more.odds_ratio == one.odds_ratio
    assert more.strata_left_out == 2
    none = mantel_haenszel([[[0, 5], [0, 7]]])
    assert none.odds_ratio.point is None
    assert none.statistic is None


def test_a_group_has_its_ratio_and_difference_against_the_reference() -> None:
    told = compare_groups({"A": 48, "B": 56}, {"A": 80, "B": 70}, reference="A", missing=50)
    assert told.missing_share == pytest.approx(0.25)
    group = told["B"]
    assert group.ratio is not None
    assert group.difference is not None
    assert group.ratio.point == pytest.approx(0.8 / 0.6)
    assert group.outside_band
    assert group.difference.low == pytest.approx(0.0524, abs=5e-5)  # Newcombe 1998
    assert group.difference.high == pytest.approx(0.3339, abs=5e-5)
    assert group.p_value == pytest.approx(0.01252113, abs=5e-9)  # Fisher's test in R
    assert told["A"].ratio is None
    assert told["A"].p_value is None


def test_a_zero_cell_has_a_difference_and_no_ratio() -> None:
    told = compare_groups([0, 40], [20, 100], names=["small", "large"], reference="large")
    assert told["small"].ratio is not None
    assert told["small"].ratio.point is None
    assert told["small"].outside_band is None
    assert told["small"].difference is not None
    assert told["small"].difference.point == pytest.approx(-0.4)
    empty = compare_groups([0, 40], [0, 100], reference=2)
    assert empty[1].rate.point is None
    assert empty[1].p_value is None


def test_the_four_fifths_band_holds_its_own_ends() -> None:
    told = compare_groups([40, 50, 39], [100, 100, 100], names=list("abc"), reference="b")
    assert told["a"].outside_band is False
    assert told["c"].outside_band is True


def test_overall_is_everybody_else() -> None:
    told = compare_groups([10, 20, 30], [50, 50, 50], names=list("abc"))
    assert told["a"].difference is not None
    assert told["a"].difference.point == pytest.approx(0.2 - 0.5)


def test_people_without_a_group_are_counted_first_and_prefer_not_to_say_is_a_group() -> None:
    told = groups_of(
        [1, 0, 1, 1, None, 0], ["a", "a", None, "prefer not to say", "a", float("nan")]
    )
    assert (told.missing, told.given) == (2, 5)
    assert [group.name for group in told.groups] == ["a", "prefer not to say"]
    assert all(group.small for group in told.groups)


def test_no_group_is_called_different_where_none_was_planted() -> None:
    pages = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        told = compare_groups(rng.binomial(120, 0.4, 5).tolist(), [120] * 5)
        pages += any(group.differs for group in told.groups)
    assert pages <= 18


def test_tables_by_stratum_count_people() -> None:
    tables = tables_by_stratum(
        [1, 0, 1, 0, 1, None], ["x", "x", "y", "z", "y", "x"], [1, 1, 1, 2, 2, 2],
        first="x", second="y",
    )  # fmt: skip
    assert tables == [[[1, 1], [1, 0]], [[0, 0], [1, 0]]]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=5))
def test_the_order_of_groups_does_not_matter(cells: list[tuple[int, int]]) -> None:
    some = {f"g{place}": yes for place, (yes, _) in enumerate(cells)}
    of = {f"g{place}": yes + no for place, (yes, no) in enumerate(cells)}
    told = compare_groups(some, of)
    other = compare_groups(dict(reversed(some.items())), dict(reversed(of.items())))
    assert {group.name: group for group in told.groups} == {
        group.name: group for group in other.groups
    }


def test_what_makes_no_rates_is_refused_with_every_fault() -> None:
    with pytest.raises(Refused) as refusal:
        compare_groups([5, 7], [4, 6])
    assert len(refusal.value.faults) == 2
    for wrong in (
        lambda: compare_groups([1, 2], [3, 4], reference="nobody"),
        lambda: compare_groups({"a": 1}, {"b": 2}),
        lambda: compare_groups([], []),
        lambda: compare_groups([1, 2], [3, 4], names=["a", "a"]),
        lambda: mantel_haenszel([]),
        lambda: mantel_haenszel([[[1, 2], [3, -4]]]),
        lambda: mantel_haenszel([[1, 2, 3]]),
        lambda: groups_of([2], ["a"]),
    ):
        with pytest.raises(Refused):
            wrong()
