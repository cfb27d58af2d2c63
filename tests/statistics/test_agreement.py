"""Agreement equals irr, irrCAC and Krippendorff's own example, and says when it cannot be told."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchpoint.errors import Refused
from touchpoint.statistics.agreement import (
    agreement_summary,
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    intraclass_correlation,
    krippendorff_alpha,
    raw_agreement,
)

NO = None
# Krippendorff 2011: four raters, twelve units.
FOUR_RATERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NO, NO, NO],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NO, NO],
    [NO, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NO],
]
# irrCAC, cac.raw4raters as published in the worked examples: twelve cases, three raters.
GWET = [
    [1, NO, 1], [2, 3, 2], [3, 3, 3], [3, 3, 3], [2, 2, 2], [2, 3, 4],
    [4, 4, 4], [1, 2, 1], [2, 2, 2], [5, 5, 5], [NO, 1, 1], [NO, 3, NO],
]  # fmt: skip
# Fleiss 1971, Table 1: how many of six psychiatrists gave each of five diagnoses (irr::diagnoses).
FLEISS = [
    "444444", "222555", "233335", "555555", "222444", "113333", "333355", "113334", "114444",
    "555555", "144444", "124444", "222333", "144444", "224445", "333335", "111455", "111112",
    "224444", "133555", "555555", "244444", "224555", "114444", "144445", "222224", "111155",
    "224444", "133333", "555555",
]  # fmt: skip
# irr::anxiety: three raters of twenty people.
ANXIETY = [
    [3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3],
    [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4],
    [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2],
]


def pairs(both: int, first_only: int, second_only: int, neither: int) -> list[tuple[int, int]]:
    cells = ((1, 1), (1, 0), (0, 1), (0, 0))
    counts = (both, first_only, second_only, neither)
    return [cell for cell, count in zip(cells, counts, strict=True) for _ in range(count)]


@pytest.mark.parametrize(
    ("level", "alpha"),
    [
        ("nominal", 0.74342105263),
        ("ordinal", 0.81538750375),
        ("interval", 0.84910714286),
        ("ratio", 0.79740277471),
    ],
)
def test_alpha_is_that_of_krippendorffs_example(level: str, alpha: float) -> None:
    told = krippendorff_alpha(FOUR_RATERS, level=level, rows="raters", samples=200)  # type: ignore[arg-type]  # one of the levels
    assert told.point == pytest.approx(alpha, rel=1e-9)
    assert told.low is not None
    assert told.high is not None
    assert told.low < alpha <= told.high
    assert (told.cases, told.raters, told.left_out) == (11, 4, 1)


def test_coefficients_with_blanks_are_those_of_irrcac() -> None:
    ac1 = gwet_ac1(GWET, samples=100)
    assert ac1.point == pytest.approx(0.73806, abs=5e-6)
    assert ac1.standard_error == pytest.approx(0.15303, abs=5e-6)
    assert ac1.observed == pytest.approx(0.78787878788)
    assert ac1.expected == pytest.approx(0.19020061728)
    assert krippendorff_alpha(GWET, samples=0).point == pytest.approx(0.71467, abs=5e-6)
    assert fleiss_kappa(GWET, samples=0).point == pytest.approx(0.72119, abs=5e-6)
    assert conger_kappa(GWET, samples=0).point == pytest.approx(0.72685, abs=5e-6)
    assert brennan_prediger(GWET, samples=0).point == pytest.approx(0.73485, abs=5e-6)
    assert raw_agreement(GWET, samples=0).point == pytest.approx(0.78787878788)


def test_fleiss_kappa_of_the_diagnoses_is_that_of_fleiss() -> None:
    told = fleiss_kappa([list(case) for case in FLEISS], samples=100)
    assert told.point == pytest.approx(0.43024452006, rel=1e-9)
    assert told.point is not None
    assert told.standard_error is not None
    assert told.point / told.standard_error == pytest.approx(17.651830583, rel=1e-9)
    assert (told.cases, told.raters) == (30, 6)


def test_cohen_kappa_plain_and_weighted_is_that_of_irr() -> None:
    plain = cohen_kappa(ANXIETY[0], ANXIETY[1], samples=0)
    assert plain.point == pytest.approx(0.11949685535, rel=1e-9)
    assert plain.point is not None
    assert plain.standard_error is not None
    assert plain.point / plain.standard_error == pytest.approx(1.1637622287, rel=1e-9)
    squared = cohen_kappa(ANXIETY[0], ANXIETY[1], weights="squared", samples=0)
    assert squared.point == pytest.approx(0.29676511955, rel=1e-9)
    equal = cohen_kappa(ANXIETY[0], ANXIETY[1], weights="equal", samples=0)
    assert equal.point == pytest.approx(0.18918918919, rel=1e-9)


def test_the_intraclass_correlation_is_that_of_irr() -> None:
    told = intraclass_correlation(ANXIETY, rows="raters")
    assert told.point == pytest.approx(0.19799825936, rel=1e-9)
    assert told.low == pytest.approx(-0.038910626093, rel=1e-9)
    assert told.high == pytest.approx(0.49357394597, rel=1e-9)
    assert intraclass_correlation([[1, 1], [2, 2], [3, 3]]).point == 1
    assert intraclass_correlation([[2, 2], [2, 2]]).point is None


@pytest.mark.parametrize(
    ("cells", "observed", "kappa", "ac1"),
    [
        ((40, 9, 6, 45), 0.85, 0.6995192, 0.7007481),
        ((80, 10, 5, 5), 0.85, 0.3181818, 0.808),
        ((58, 1, 1, 0), 0.9666667, -0.01694915, 0.9655371),
    ],
)
def test_the_paradox_of_kappa_spares_ac1(
    cells: tuple[int, int, int, int], observed: float, kappa: float, ac1: float
) -> None:
    rated = pairs(*cells)
    first, second = zip(*rated, strict=True)
    assert cohen_kappa(first, second, samples=0).point == pytest.approx(kappa, abs=5e-7)
    told = gwet_ac1(rated, samples=0)
    assert told.point == pytest.approx(ac1, abs=5e-7)
    assert told.observed == pytest.approx(observed, abs=5e-7)


def test_one_category_throughout_is_not_estimable_and_agreement_is_whole() -> None:
    rated = pairs(60, 0, 0, 0)
    for told in (
        krippendorff_alpha(rated),
        cohen_kappa([1] * 60, [1] * 60),
        fleiss_kappa(rated),
    ):
        assert told.point is None
        assert (told.low, told.high) == (None, None)
        assert not told.estimable
        assert "not estimable" in (told.not_estimable or "")
        assert told.observed == 1
    assert gwet_ac1(rated).point == 1
    summary = agreement_summary(rated)
    assert summary.judgement == "not estimable"
    assert summary.raw.point == 1


def test_a_summary_shows_all_three_and_says_when_one_category_prevails() -> None:
    summary = agreement_summary(pairs(80, 10, 5, 5), samples=100)
    assert summary.one_category_prevails
    assert summary.prevailing == 1
    assert summary.prevalence == pytest.approx(0.875)
    assert summary.judgement == "do not rely"
    assert summary.ac1.point == pytest.approx(0.808)
    assert agreement_summary(pairs(50, 1, 1, 48), samples=10).judgement == "rely"
    assert agreement_summary(pairs(43, 7, 7, 43), samples=10).judgement == "tentative"


def test_alpha_of_two_raters_worked_by_hand() -> None:
    # 4 cases, 8 ratings, five of them a: 2 pairs differ of 8; by chance 2 * 5 * 3 / (8 * 7).
    told = krippendorff_alpha([["a", "a"], ["a", "b"], ["b", "b"], ["a", "a"]], samples=0)
    assert told.point == pytest.approx(1 - (2 / 8) / (30 / 56))


table = st.lists(
    st.lists(st.sampled_from([1, 2, 3, None]), min_size=3, max_size=3), min_size=4, max_size=15
).filter(lambda rows: sum(sum(x is not None for x in row) > 1 for row in rows) > 1)


@settings(max_examples=40, deadline=None)
@given(table, st.randoms(use_true_random=False))
def test_order_of_cases_and_raters_and_names_of_categories_do_not_matter(
    rows: list[list[int | None]], rng: np.random.Generator
) -> None:
    mixed = [list(row) for row in rows]
    rng.shuffle(mixed)
    for row in mixed:
        rng.shuffle(row)
    renamed = [[{1: "z", 2: "m", 3: "a", None: None}[value] for value in row] for row in rows]
    for method in (krippendorff_alpha, gwet_ac1, fleiss_kappa, raw_agreement):
        told = method(rows, samples=30)
        again = method(mixed, samples=30)
        assert again.point == pytest.approx(told.point, abs=1e-9)
        assert again.low == pytest.approx(told.low, abs=1e-9)
        assert method(renamed, samples=0).point == pytest.approx(told.point, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(table)
def test_a_reversed_scale_and_a_stretched_one_leave_alpha_alone(
    rows: list[list[int | None]],
) -> None:
    for level in ("ordinal", "interval"):
        told = krippendorff_alpha(rows, level=level, samples=0)
        other = [[None if value is None else 10 - 2 * value for value in row] for row in rows]
        turned = krippendorff_alpha(other, level=level, samples=0)
        assert turned.point == pytest.approx(told.point, abs=1e-9)


def test_words_have_no_order_until_one_is_given() -> None:
    graded = [["good", "fair"], ["poor", "poor"], ["good", "good"], ["fair", "poor"]]
    with pytest.raises(Refused, match="needs their order"):
        krippendorff_alpha(graded, level="ordinal")
    order = ["poor", "fair", "good"]
    numbers = [[order.index(value) for value in row] for row in graded]
    told = krippendorff_alpha(graded, level="ordinal", order=order, samples=0)
    assert told.point == krippendorff_alpha(numbers, level="ordinal", samples=0).point
    with pytest.raises(Refused, match="not in the order"):
        krippendorff_alpha(graded, level="ordinal", order=["poor", "good"])


def test_a_frame_has_a_column_for_each_rater_and_nan_is_a_blank() -> None:
    frame = pd.DataFrame(np.array(FOUR_RATERS, dtype=float).T, columns=list("abcd"))
    told = krippendorff_alpha(frame, samples=0)
    assert told.point == pytest.approx(0.74342105263)
    assert krippendorff_alpha(np.array(FOUR_RATERS, float), rows="raters", samples=0) == told


def test_what_cannot_be_compared_is_refused() -> None:
    for wrong in (
        lambda: krippendorff_alpha([[1, None], [None, 2]]),
        lambda: krippendorff_alpha([1, 2, 3]),
        lambda: krippendorff_alpha("yes"),
        lambda: krippendorff_alpha([[1, 2], [1, 2]], level="exact"),  # type: ignore[arg-type]  # no level
        lambda: krippendorff_alpha([["a", "b"], ["a", "a"]], level="ratio", order=["a", "b"]),
        lambda: krippendorff_alpha([[-1, 2], [1, 2]], level="ratio"),
        lambda: krippendorff_alpha([[1, 2], [1]], rows="raters"),
        lambda: cohen_kappa([1, 2], [1]),
        lambda: gwet_ac1([[1, 1]], confidence=95),
        lambda: intraclass_correlation([[1, 2]]),
    ):
        with pytest.raises(Refused):
            wrong()
