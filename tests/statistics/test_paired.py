"""Record against voice: the paired table, its gap and test, and who could not be linked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from touchpoint.errors import Refused
from touchpoint.statistics.paired import linkage, paired_gap, paired_table
from touchpoint.statistics.significance import mcnemar

cell = st.integers(0, 60)


def test_the_approval_table_of_agresti_comes_out() -> None:
    # Agresti, Categorical Data Analysis, Table 10.1: approval in two surveys of the same people.
    assert mcnemar(150, 86).statistic == pytest.approx(17.356, abs=5e-4)
    assert mcnemar(150, 86).p_value == pytest.approx(3.099e-05, rel=1e-3)
    assert mcnemar(150, 86, exact=True).p_value == pytest.approx(3.716e-05, rel=1e-3)
    told = paired_table(794, 150, 86, 570)
    assert told.pairs == 1600
    assert told.gap.point == pytest.approx(0.04)
    assert told.gap.excludes(0)
    assert (told.recorded.point, told.remembered.point) == (0.59, 0.55)


@pytest.mark.parametrize(
    ("cells", "low", "high"),
    [
        # Newcombe 1998 (Statistics in Medicine 17:2635), method 10.
        ((36, 12, 2, 0), 0.0569, 0.3404),
    ],
)
def test_the_interval_of_the_gap_is_newcombes(
    cells: tuple[int, int, int, int], low: float, high: float
) -> None:
    gap = paired_table(*cells).gap
    assert gap.low == pytest.approx(low, abs=2e-4)
    assert gap.high == pytest.approx(high, abs=2e-4)


def test_mcnemar_is_exact_below_25_discordant_pairs_and_not_from_25_on() -> None:
    assert mcnemar(20, 4).exact
    assert mcnemar(20, 4).p_value == pytest.approx(stats.binomtest(20, 24).pvalue)
    assert not mcnemar(20, 5).exact
    assert mcnemar(20, 5).statistic == pytest.approx(9.0)
    assert mcnemar(0, 0).p_value == 1


@given(cell, cell, cell, cell)
def test_the_two_sides_changed_over_turn_the_gap_round(
    both: int, recorded: int, remembered: int, neither: int
) -> None:
    one = paired_table(both, recorded, remembered, neither)
    other = paired_table(both, remembered, recorded, neither)
    assert one.test.p_value == pytest.approx(other.test.p_value)
    if one.pairs:
        assert one.gap.point == pytest.approx(-(other.gap.point or 0.0))
        assert one.gap.low == pytest.approx(-(other.gap.high or 0.0))
        assert one.kappa == pytest.approx(other.kappa)


def test_answers_that_are_not_plain_are_counted_apart_and_taken_is_not_offered() -> None:
    record = ["yes", "yes", "no", "no", "taken", "yes", None, "yes"]
    voice = [True, 0, 1, False, "yes", "don't know", "yes", float("nan")]
    told = paired_gap(record, voice)
    assert (told.both, told.recorded_not_remembered) == (1, 1)
    assert (told.remembered_not_recorded, told.neither) == (1, 1)
    assert (told.unsure, told.blank, told.pairs) == (2, 2, 4)
    assert "Neither side is the truth" in told.sentence
    offered = paired_gap(["offered"], ["offered"], yes=["offered"], no=["not offered"])
    assert offered.both == 1


def test_no_pair_has_no_gap_and_no_nan() -> None:
    told = paired_gap([None], ["yes"])
    assert told.gap.point is None
    assert told.kappa is None
    assert told.agreement is None
    assert "not available" in told.sentence


def test_when_both_always_say_yes_kappa_is_not_estimable_and_agreement_is_whole() -> None:
    told = paired_table(60, 0, 0, 0)
    assert told.kappa is None
    assert (told.agreement, told.ac1) == (1, 1)


def test_linkage_says_how_many_were_linked_and_whether_they_differ() -> None:
    linked = [1] * 80 + [0] * 70
    satisfied = [1] * 48 + [0] * 32 + [1] * 56 + [0] * 14
    told = linkage(linked, satisfied)
    assert (told.linked, told.unlinked) == (80, 70)
    assert told.rate.point == pytest.approx(80 / 150)
    # 56 of 70 against 48 of 80: Newcombe 1998, 0.0524 to 0.3339
    assert told.difference.low == pytest.approx(-0.3339, abs=5e-5)
    assert told.difference.high == pytest.approx(-0.0524, abs=5e-5)
    assert told.differ
    assert linkage([1, 1], [1, None]).differ is None


def test_counts_that_are_none_and_lists_of_two_lengths_are_refused() -> None:
    for wrong in (
        lambda: paired_table(-1, 0, 0, 0),
        lambda: mcnemar(1.5, 2),  # type: ignore[arg-type]  # no count
        lambda: paired_gap(["yes"], []),
        lambda: linkage([1], []),
    ):
        with pytest.raises(Refused):
            wrong()
