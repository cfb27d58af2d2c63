"""Survey estimates equal R's on the schools of California; raking fits or says why not."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoint.errors import Refused
from touchpoint.statistics.intervals import clopper_pearson
from touchpoint.statistics.surveys.association import rao_scott
from touchpoint.statistics.surveys.bases import base_display
from touchpoint.statistics.surveys.calibration import Calibrated, calibrate, poststratify, rake
from touchpoint.statistics.surveys.design import Design, design
from touchpoint.statistics.surveys.estimates import (
    SurveyEstimate,
    by_domain,
    difference,
    difference_of_samples,
    mean,
    proportion,
    ratio,
    total,
)
from touchpoint.statistics.surveys.share_intervals import Method
from touchpoint.statistics.surveys.weights import (
    design_effect_of_weights,
    effective_base,
    trim_weights,
)

# apistrat, a stratified sample of California's schools; R survey 4.1-1 under R 4.2.2.
SCHOOLS = list(csv.DictReader((Path(__file__).parent / "apistrat.csv").read_text().splitlines()))


def words(column: str) -> list[str]:
    return [school[column] for school in SCHOOLS]


def amounts(column: str) -> list[float]:
    return [float(school[column]) for school in SCHOOLS]


def yes(column: str) -> list[bool]:
    return [word == "Yes" for word in words(column)]


def schools(*, finite: bool = True, times: float = 1) -> Design:
    weights = [weight * times for weight in amounts("pw")]
    return design(weights, words("stype"), amounts("fpc") if finite else None)


def numbers(estimate: SurveyEstimate) -> tuple[float, float]:
    assert estimate.point is not None
    assert estimate.standard_error is not None
    return estimate.point, estimate.standard_error


def ends(estimate: SurveyEstimate) -> tuple[float, float]:
    assert estimate.low is not None
    assert estimate.high is not None
    return estimate.low, estimate.high


def test_means_totals_and_ratios_equal_r() -> None:
    whole = mean(amounts("api00"), schools())
    assert numbers(whole) == pytest.approx((662.2873631593, 9.4089408028), rel=1e-10)
    assert whole.design_effect == pytest.approx(1.2044572685, rel=1e-9)
    assert (whole.base, whole.degrees_of_freedom) == (200, 197)
    assert whole.effective_base == pytest.approx(168.5813312808)
    endless = mean(amounts("api00"), schools(finite=False))
    assert numbers(endless) == pytest.approx((662.2873631593, 9.5361322969), rel=1e-10)
    enrolled = total(amounts("enroll"), schools())
    assert numbers(enrolled) == pytest.approx((3687177.53243828, 114641.71610078), rel=1e-10)
    tested = ratio(amounts("api.stu"), amounts("enroll"), schools())
    assert numbers(tested) == pytest.approx((0.83695688694, 0.0077571031666), rel=1e-9)


def test_domains_equal_r() -> None:
    by_type = by_domain(amounts("api00"), words("stype"), schools())
    assert {name: numbers(each) for name, each in by_type.items()} == {
        "E": pytest.approx((674.43, 12.3824797939)),
        "H": pytest.approx((625.82, 14.9371291854)),
        "M": pytest.approx((636.6, 16.2147073082)),
    }
    by_target = by_domain(amounts("api00"), words("sch.wide"), schools())
    assert numbers(by_target["No"]) == pytest.approx((593.7468582146, 18.6191675056))
    assert numbers(by_target["Yes"]) == pytest.approx((676.5304436568, 10.5203892001))
    improved = mean(amounts("api00"), schools(), domain=yes("comp.imp"))
    assert numbers(improved) == pytest.approx((676.4022860673, 11.7146787699))


def test_dropping_the_rows_outside_a_domain_would_be_another_answer() -> None:
    inside = [school for school in SCHOOLS if school["comp.imp"] == "Yes"]
    dropped = design(
        [float(school["pw"]) for school in inside], [school["stype"] for school in inside]
    )
    kept = mean(amounts("api00"), schools(finite=False), domain=yes("comp.imp"))
    other = mean([float(school["api00"]) for school in inside], dropped)
    assert kept.point == pytest.approx(other.point)
    assert kept.standard_error != pytest.approx(other.standard_error, rel=1e-4)


@pytest.mark.parametrize(
    ("method", "target_ends", "improved_ends", "near"),
    [
        ("logit", (0.77453965435, 0.87081485454), (0.58646713432, 0.71880640167), 1e-9),
        ("beta", (0.7741713286, 0.87343159262), (0.5850754863, 0.72149350585), 1e-9),
        ("asin", (0.77741790823, 0.87317883415), (0.58783433994, 0.72041908744), 1e-9),
        ("mean", (0.77993818097, 0.87595784186), (0.58913966878, 0.72215835511), 1e-9),
        # R reads its likelihood limits off a curve through a few points.
        ("likelihood", (0.77641185343, 0.87241586605), (0.58725405456, 0.71998483643), 5e-6),
    ],
)
def test_intervals_of_shares_equal_r(
    method: Method,
    target_ends: tuple[float, float],
    improved_ends: tuple[float, float],
    near: float,
) -> None:
    target = proportion(yes("sch.wide"), schools(), method=method)
    assert numbers(target) == pytest.approx((0.82794801142, 0.024344780113), rel=1e-9)
    assert ends(target) == pytest.approx(target_ends, abs=near)
    improved = proportion(yes("comp.imp"), schools(), method=method)
    assert improved.point == pytest.approx(0.65564901194)
    assert ends(improved) == pytest.approx(improved_ends, abs=near)


def test_rao_scott_equals_r() -> None:
    by_type = rao_scott(words("sch.wide"), words("stype"), schools())
    assert by_type.statistic == pytest.approx(17.2474439639)
    assert by_type.degrees_of_freedom == pytest.approx((1.8286715042, 360.2482863202))
    assert by_type.p_value == pytest.approx(2.0350463595e-07)
    improved = rao_scott(words("comp.imp"), words("sch.wide"), schools())
    assert improved.statistic == pytest.approx(47.3177329993)
    assert improved.p_value == pytest.approx(7.8220406522e-11)
    assert rao_scott(["a"] * 200, words("stype"), schools()).p_value is None


def test_the_effective_base_is_kishs() -> None:
    assert effective_base(amounts("pw")) == pytest.approx(168.5813312808)
    assert design_effect_of_weights(amounts("pw")) == pytest.approx(1.1863709847)
    assert effective_base([3, 3, 3, 0]) == pytest.approx(3)
    assert effective_base([]) == 0
    assert design_effect_of_weights([0, 0]) is None


@given(st.permutations(range(200)), st.floats(0.001, 1000))
def test_row_order_the_scale_of_weights_and_names_of_strata_change_no_mean(
    order: list[int], times: float
) -> None:
    plain = proportion(yes("sch.wide"), schools(finite=False))
    turned = [SCHOOLS[place] for place in order]
    made = design(
        [float(school["pw"]) * times for school in turned],
        [{"E": 2, "H": "x", "M": 1}[school["stype"]] for school in turned],
    )
    other = proportion([school["sch.wide"] == "Yes" for school in turned], made)
    assert numbers(other) == pytest.approx(numbers(plain), rel=1e-9)
    assert ends(other) == pytest.approx(ends(plain), rel=1e-9)
    assert other.effective_base == pytest.approx(plain.effective_base)


def test_reversing_a_scale_reverses_the_estimate() -> None:
    plain = proportion(yes("sch.wide"), schools())
    other = proportion([not answer for answer in yes("sch.wide")], schools())
    assert ends(other) == pytest.approx(tuple(1 - end for end in reversed(ends(plain))))


def test_a_simple_sample_by_hand() -> None:
    found = mean([2, 4, 6, 8], design([1, 1, 1, 1], population_sizes=10))
    # Variance of the mean: (1 - 4/10) * (20/3) / 4 = 1.
    assert numbers(found) == pytest.approx((5, 1))
    assert ends(found) == pytest.approx((5 - 3.182446, 5 + 3.182446), abs=1e-5)
    known = mean([2, 4, 6, 8], design([1, 1, 1, 1], population_sizes=4))
    assert (known.standard_error, known.low, known.high) == (0, 5, 5)


def test_blank_answers_are_outside_and_a_total_will_not_leave_them_out() -> None:
    made = design([2, 1, 1, 1])
    assert mean([1, 0, None, float("nan")], made).point == pytest.approx(2 / 3)
    assert mean([1, 0, None, None], made).base == 2
    with pytest.raises(Refused, match="2 rows have no answer"):
        total([1, 0, None, None], made)
    assert total([1, 0, None, None], made, domain=[1, 1, 0, 0]).point == 2


def test_nobody_in_a_domain_is_not_available_and_one_has_no_interval() -> None:
    made = design([2, 1, 1, 1])
    nobody = proportion([1, 0, 1, 0], made, domain=[False] * 4)
    assert (nobody.point, nobody.low, nobody.base) == (None, None, 0)
    one = mean([1, 0, 1, 0], made, domain=[True, False, False, False])
    assert (one.point, one.low, one.base) == (1, None, 1)


def test_where_all_said_yes_the_interval_is_clopper_and_pearsons_on_the_effective_base() -> None:
    found = proportion([True] * 30, design([2] * 30))
    exact = clopper_pearson(30, 30)
    assert ends(found) == pytest.approx((exact.low, exact.high))
    census = proportion([True] * 30, design([1] * 30, population_sizes=30))
    assert ends(census) == (1, 1)


def test_a_stratum_of_one_row_is_refused_unless_it_is_said_how_to_take_it() -> None:
    weights, strata = [1.0, 1, 1, 5], ["a", "a", "a", "b"]
    with pytest.raises(Refused, match="Stratum b has a single row"):
        design(weights, strata)
    certain = mean([1, 2, 3, 9], design(weights, strata, single_units="certainty"))
    adjusted = mean([1, 2, 3, 9], design(weights, strata, single_units="adjust"))
    assert numbers(certain)[1] < numbers(adjusted)[1]
    whole = design(weights, strata, population_sizes={"a": 30, "b": 1})
    assert mean([1, 2, 3, 9], whole).standard_error is not None


def test_designs_that_cannot_be_are_refused_with_every_fault() -> None:
    with pytest.raises(Refused) as refused:
        design([1.0, 1, 1], ["a", "a", "b"], {"a": 1, "b": 9})
    assert len(refused.value.faults) == 2
    with pytest.raises(Refused, match="no stratum"):
        design([1.0, 1], ["a", None])
    with pytest.raises(Refused, match="blank"):
        design([1.0, float("nan")])


def test_differences_within_a_survey_and_between_two() -> None:
    high, middle = [w == "H" for w in words("stype")], [w == "M" for w in words("stype")]
    within = difference(amounts("api00"), schools(), high, middle)
    # Strata are drawn apart, so here both ways agree.
    by_type = by_domain(amounts("api00"), words("stype"), schools())
    between = difference_of_samples(by_type["H"], by_type["M"])
    assert numbers(within) == pytest.approx(numbers(between))
    assert numbers(within)[0] == pytest.approx(625.82 - 636.6)
    nobody = mean([1, 2], design([1, 1]), domain=[False, False])
    assert difference_of_samples(by_type["H"], nobody).point is None


def test_how_many_stand_behind_a_figure_decides_whether_it_is_shown() -> None:
    assert [base_display(base).state for base in (0, 49, 50, 99, 100)] == [
        "hidden",
        "hidden",
        "unreliable",
        "unreliable",
        "shown",
    ]
    assert base_display(60).mark == "[u]"
    assert base_display(60, hide_below=10, unreliable_below=30).state == "shown"


def test_trimming_keeps_the_sum_and_says_what_it_cut() -> None:
    found = trim_weights([1, 1, 1, 9], cap=6)
    assert found.weights == pytest.approx((2, 2, 2, 6))
    assert (found.trimmed, found.largest_before) == (1, 9)
    assert found.effective_base_after > found.effective_base_before
    again = trim_weights([1, 4, 5], cap=4.5)  # what is cut from one lifts another to the cap
    assert again.weights == pytest.approx((1.1, 4.4, 4.5))
    with pytest.raises(Refused, match="keep their sum"):
        trim_weights([1, 9], cap=4)


# Kalton and Flores-Cervantes 2003, as in the tests of R's survey: factors under R 4.2.2.
SAMPLE = [[20, 40, 40], [50, 140, 310], [100, 50, 50], [30, 100, 70]]
POPULATION = np.array([[80, 40, 55], [60, 150, 340], [170, 60, 200], [55, 165, 125]])
ROWS = [(a, b) for a in range(4) for b in range(3) for _ in range(SAMPLE[a][b])]
ONES = [1.0] * len(ROWS)
MARGINS = {"a": [a for a, _ in ROWS], "b": [b for _, b in ROWS]}
TOTALS = {
    "a": dict(enumerate(POPULATION.sum(axis=1).tolist())),
    "b": dict(enumerate(POPULATION.sum(axis=0).tolist())),
}
RAKED = [
    [1.810805, 1.452822, 2.016776],
    [1.083564, 0.869352, 1.206815],
    [2.196089, 1.761938, 2.445884],
    [1.833226, 1.47081, 2.041746],
]
KALTON: list[tuple[Callable[[], Calibrated], list[list[float]]]] = [
    (lambda: rake(ONES, MARGINS, TOTALS), RAKED),
    (lambda: calibrate(ONES, MARGINS, TOTALS, distance="raking"), RAKED),
    (
        lambda: poststratify(
            ONES, ROWS, {(a, b): POPULATION[a, b] for a in range(4) for b in range(3)}
        ),
        [[4, 1, 1.375], [1.2, 1.071429, 1.096774], [1.7, 1.2, 4], [1.833333, 1.65, 1.785714]],
    ),
    (
        lambda: calibrate(ONES, MARGINS, TOTALS),
        [
            [1.815311, 1.502182, 1.965163],
            [1.094768, 0.781639, 1.24462],
            [2.190819, 1.87769, 2.340671],
            [1.829116, 1.515987, 1.978968],
        ],
    ),
    (
        lambda: calibrate(ONES, MARGINS, TOTALS, distance="logit", bounds=(0.5, 2.2)),
        [
            [1.874506, 1.460714, 1.977033],
            [1.084442, 0.736027, 1.266884],
            [2.16521, 2.091924, 2.177657],
            [1.892227, 1.489315, 1.990024],
        ],
    ),
    (
        lambda: calibrate(ONES, MARGINS, TOTALS, distance="truncated", bounds=(0.5, 2.2)),
        [
            [1.809186, 1.483244, 1.987163],
            [1.080918, 0.754976, 1.258895],
            [2.2, 2, 2.2],
            [1.825679, 1.499737, 2.003656],
        ],
    ),
    (
        lambda: calibrate(
            ONES,
            amounts={"all": ONES, "a": MARGINS["a"], "b": MARGINS["b"]},
            amount_totals={
                "all": 1500,
                "a": float(POPULATION.sum(axis=1) @ range(4)),
                "b": float(POPULATION.sum(axis=0) @ range(3)),
            },
        ),
        [
            [1.210805, 1.173959, 1.137112],
            [1.434798, 1.397952, 1.361106],
            [1.658791, 1.621945, 1.585099],
            [1.882784, 1.845938, 1.809092],
        ],
    ),
]


@pytest.mark.parametrize(("ask", "published"), KALTON)
def test_kaltons_example_comes_out_in_every_way(
    ask: Callable[[], Calibrated], published: list[list[float]]
) -> None:
    found = ask()
    factors = dict(zip(ROWS, found.factors, strict=True))
    ours = [[factors[a, b] for b in range(3)] for a in range(4)]
    assert np.array(ours) == pytest.approx(np.array(published), abs=6e-7)
    assert found.furthest <= 1e-10


def test_raked_weights_add_up_to_every_margin() -> None:
    found = rake(ONES, MARGINS, TOTALS)
    for name, answers in MARGINS.items():
        for category, wanted in TOTALS[name].items():
            rows = zip(found.weights, answers, strict=True)
            assert sum(w for w, answer in rows if answer == category) == pytest.approx(wanted)


def test_margins_that_do_not_fit_the_sample_are_refused_with_every_fault() -> None:
    margins: dict[str, list[str | None]] = {
        "sex": ["f", "m", None, "f"],
        "age": ["old", "old", "young", "other"],
    }
    totals = {"sex": {"f": 50, "m": 50}, "age": {"old": 60, "young": 20, "child": 20}}
    with pytest.raises(Refused) as refused:
        rake([1, 1, 1, 1], margins, totals)
    assert refused.value.faults == (
        "sex: 1 rows are blank",
        "age: child is in the population (20) and has no row",
        "age: other has rows and no total in the population",
    )
    with pytest.raises(Refused, match="do not fit") as refused:
        rake(
            [1, 1],
            {"a": ["x", "y"], "b": ["x", "y"]},
            {"a": {"x": 1, "y": 1}, "b": {"x": 1, "y": 2}},
        )
    assert refused.value.faults == ("a adds up to 2", "b adds up to 3")


def test_raking_and_calibration_that_cannot_come_out_fail_loudly() -> None:
    # Everybody who is x is also p, so 3 of x and 1 of p cannot both be.
    margins = {"a": ["x", "y"], "b": ["p", "q"]}
    totals = {"a": {"x": 3, "y": 1}, "b": {"p": 1, "q": 3}}
    with pytest.raises(Refused, match="in 100 rounds"):
        rake([1, 1], margins, totals)
    with pytest.raises(Refused, match="No linear weights"):
        calibrate([1, 1], margins, totals)
    with pytest.raises(Refused, match=r"within 0.9 to 1.1"):
        calibrate(ONES, MARGINS, TOTALS, distance="logit", bounds=(0.9, 1.1))
    with pytest.raises(Refused, match="no way to calibrate"):
        calibrate(ONES, MARGINS, TOTALS, distance="logit")


def test_weighted_intervals_cover_about_as_often_as_they_say() -> None:
    dice = np.random.default_rng(5)
    covered = 0
    strata = ["volume"] * 120 + ["hate"] * 60
    weights = [10.0] * 120 + [1.0] * 60
    truth = (1200 * 0.7 + 60 * 0.4) / 1260
    for _ in range(400):
        answers = np.concatenate([dice.random(120) < 0.7, dice.random(60) < 0.4])
        low, high = ends(proportion(answers.tolist(), design(weights, strata)))
        covered += low <= truth <= high
    assert 0.92 < covered / 400 < 0.985
