"""Drivers equal relaimpo's numbers, find what was planted, refuse what cannot be told apart."""

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchpoint.errors import Refused
from touchpoint.statistics.drivers import (
    expected_gain,
    general_dominance,
    johnson,
    key_drivers,
    lmg,
    r_squared,
    variance_inflation,
)

PUBLISHED = json.loads(
    (Path(__file__).parent / "published_drivers.json").read_text(encoding="utf-8")
)
OUTCOMES = {"swiss": "Fertility", "mtcars": "mpg", "attitude": "rating", "iris": "Sepal.Length"}


def published(name: str) -> tuple[list[float], dict[str, list[Any]]]:
    columns = dict(PUBLISHED["data"][name])
    return columns.pop(OUTCOMES[name]), columns


def survey(seed: int, slopes: tuple[float, ...], rows: int = 320) -> tuple[Any, Any]:
    """Answers on a scale of 7 with a mood in common, and a whole that rests on them."""
    rng = np.random.default_rng(seed)
    mood = rng.normal(size=(rows, 1))
    raw = 4.3 + 1.1 * mood + 1.2 * rng.normal(size=(rows, len(slopes)))
    stages = np.clip(np.round(raw), 1, 7)
    whole = stages @ np.array(slopes) + rng.normal(size=rows)
    return whole, stages


@pytest.mark.parametrize("name", ["swiss", "mtcars", "attitude"])
def test_lmg_johnson_and_r_squared_are_those_of_relaimpo(name: str) -> None:
    outcome, drivers = published(name)
    said = PUBLISHED["relaimpo"][name]
    assert list(lmg(outcome, drivers).values()) == pytest.approx(said["lmg"], rel=1e-9)
    assert list(johnson(outcome, drivers).values()) == pytest.approx(said["genizi"], rel=1e-9)
    assert r_squared(outcome, drivers) == pytest.approx(said["R2"], rel=1e-9)


@pytest.mark.parametrize("name", ["swiss", "mtcars", "attitude"])
def test_a_driver_alone_added_last_and_by_share_is_as_relaimpo_says(name: str) -> None:
    outcome, drivers = published(name)
    said = PUBLISHED["relaimpo"][name]
    told = key_drivers(outcome, drivers, samples=0, rows_per_driver=5)
    ordered = [told[driver] for driver in said["regressors"]]
    assert [driver.alone for driver in ordered] == pytest.approx(said["first"], rel=1e-9)
    assert [driver.added_last for driver in ordered] == pytest.approx(said["last"], rel=1e-9)
    assert [driver.share.point for driver in ordered] == pytest.approx(said["lmg_rela"], rel=1e-9)
    spread = np.std(outcome)
    pratt = [
        (driver.coefficient or 0.0) * np.std(drivers[driver.name]) / spread
        * (driver.correlation or 0.0)
        for driver in ordered
    ]  # fmt: skip
    assert pratt == pytest.approx(said["pratt"], rel=1e-9)


def test_a_share_of_pratt_is_below_nought_where_lmg_is_not() -> None:
    outcome, drivers = published("swiss")
    assert PUBLISHED["relaimpo"]["swiss"]["pratt"][0] < 0 < lmg(outcome, drivers)["Agriculture"]


def test_weights_enter_through_the_weighted_covariance() -> None:
    outcome, drivers = published("attitude")
    said = PUBLISHED["relaimpo"]["attitude_weighted"]
    weights = [1, 2, 3] * 10
    assert list(lmg(outcome, drivers, weights=weights).values()) == pytest.approx(said["lmg"])
    assert r_squared(outcome, drivers, weights=weights) == pytest.approx(said["R2"])


def test_words_are_one_driver_and_not_several() -> None:
    outcome, drivers = published("iris")
    said = PUBLISHED["relaimpo"]["iris_factor"]
    assert list(lmg(outcome, drivers).values()) == pytest.approx(said["lmg"], rel=1e-9)
    assert r_squared(outcome, drivers) == pytest.approx(said["R2"], rel=1e-9)
    with pytest.raises(Refused, match="Johnson"):
        johnson(outcome, drivers)


def test_johnson_shares_of_mtcars_are_those_of_the_published_example() -> None:
    outcome, drivers = published("mtcars")
    parts = np.array(list(johnson(outcome, drivers).values()))
    shares = 100 * parts / parts.sum()
    assert shares == pytest.approx([29.3227, 28.5100, 29.7969, 12.3704], abs=5e-5)


def test_variance_inflation_is_that_of_a_regression_on_the_others() -> None:
    outcome, drivers = published("swiss")
    del outcome
    for name, value in variance_inflation(drivers).items():
        others = {other: column for other, column in drivers.items() if other != name}
        assert value == pytest.approx(1 / (1 - r_squared(drivers[name], others)))


def test_general_dominance_adds_up_to_mcfadden_of_the_whole_fit() -> None:
    from statsmodels.api import Logit, add_constant  # noqa: PLC0415 - a second to import

    whole, stages = survey(5, (0.1, 0.5, 0.2))
    yes = (whole > np.median(whole)).astype(float)
    shares = general_dominance(yes, stages)
    fit = Logit(yes, add_constant(stages)).fit(disp=0)
    assert sum(shares.values()) == pytest.approx(float(fit.prsquared), abs=1e-7)
    alone = Logit(yes, add_constant(stages[:, 1])).fit(disp=0).prsquared
    told = key_drivers(yes, stages, samples=0)
    assert told["x2"].alone == pytest.approx(float(alone), abs=1e-7)
    assert told.model == "logistic"
    assert max(shares, key=lambda name: shares[name]) == "x2"


def test_of_independent_drivers_lmg_is_the_squared_correlation() -> None:
    drivers = [[a, b] for a in (1, 2, 3) for b in (1, 2, 3)] * 4
    outcome = [2 * a + b + (row % 4) for row, (a, b) in enumerate(drivers)]
    shares = lmg(outcome, drivers)
    for place, name in enumerate(shares):
        correlation = np.corrcoef(outcome, [row[place] for row in drivers])[0, 1]
        assert shares[name] == pytest.approx(correlation**2)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.permutations(range(4)))
def test_neither_order_nor_a_reversed_scale_nor_the_scale_of_weights_matters(
    seed: int, order: list[int]
) -> None:
    whole, stages = survey(seed, (0.05, 0.3, 0.5, 0.2), rows=90)
    told = key_drivers(whole, stages, names=list("abcd"), samples=100)
    mixed = np.random.default_rng(seed).permutation(len(whole))
    other = key_drivers(
        8 - whole[mixed],
        {"abcd"[place]: 8 - stages[mixed, place] for place in order},
        weights=[0.37] * len(whole),
        samples=100,
    )
    for name in "abcd":
        for one, two in ((told[name].share, other[name].share),):
            assert [one.point, one.low, one.high] == pytest.approx([two.point, two.low, two.high])
        assert told[name].rank_worst == other[name].rank_worst
        assert told[name].coefficient == pytest.approx(other[name].coefficient)


def test_every_answer_twice_is_the_same_as_every_weight_twice() -> None:
    whole, stages = survey(8, (0.2, 0.4, 0.1))
    once = lmg(whole, stages)
    assert lmg(np.tile(whole, 2), np.tile(stages, (2, 1))) == pytest.approx(once)
    weights = np.random.default_rng(1).integers(1, 4, len(whole))
    repeated = lmg(np.repeat(whole, weights), np.repeat(stages, weights, axis=0))
    assert lmg(whole, stages, weights=weights) == pytest.approx(repeated)


def test_lists_arrays_frames_and_named_columns_say_the_same() -> None:
    whole, stages = survey(2, (0.2, 0.5))
    frame = pd.DataFrame(stages, columns=["actions", "follow_up"])
    expected = lmg(whole, frame)
    assert lmg(whole.tolist(), stages.tolist(), names=list(frame.columns)) == expected
    assert lmg("whole", frame.assign(whole=whole)) == expected
    assert lmg(whole, {name: list(frame[name]) for name in frame}) == expected


def test_the_planted_first_driver_is_named_and_the_interval_holds_its_share() -> None:
    whole, stages = survey(4, (0.03, 0.2, 0.5, 0.15))
    told = key_drivers(whole, stages, names=["contact", "actions", "follow_up", "treatment"])
    assert told.first == "follow_up"
    assert [driver.rank for driver in told.drivers] == [1, 2, 3, 4]
    share = told["follow_up"].share
    assert share.low is not None
    assert share.high is not None
    assert share.point is not None
    assert share.low < share.point < share.high
    assert sum(driver.share.point or 0 for driver in told.drivers) == pytest.approx(1)
    assert sum(driver.importance.point or 0 for driver in told.drivers) == pytest.approx(
        told.r_squared
    )
    assert all("is associated with" in sentence for sentence in told.sentences)
    assert not any("cause" in sentence for sentence in told.sentences)


def test_a_hundred_thousand_answers_on_scales_are_weighed_in_seconds() -> None:
    rng = np.random.default_rng(0)
    stages = rng.integers(1, 4, size=(100_000, 3))
    whole = np.clip(np.round(stages @ np.array([0.2, 0.6, 0.4]) + rng.normal(size=100_000)), 1, 7)
    begun = time.process_time()
    told = key_drivers(whole, stages)
    yes = key_drivers((whole >= 3).astype(int), stages, samples=200)
    assert time.process_time() - begun < 5
    assert told.first == yes.first == "x2"
    few = key_drivers(whole[:700], stages[:700], samples=0)
    shares = lmg(whole[:700], stages[:700])
    for name, share in shares.items():
        assert few[name].importance.point == pytest.approx(share)


def test_the_same_seed_gives_the_same_interval_and_another_a_near_one() -> None:
    whole, stages = survey(4, (0.1, 0.4))
    one, same, other = (key_drivers(whole, stages, seed=seed) for seed in (1, 1, 2))
    assert one == same
    assert one["x1"].share != other["x1"].share
    assert one["x1"].share.low == pytest.approx(other["x1"].share.low, abs=0.02)


def test_of_drivers_alike_none_is_named_first_more_often_than_one_in_twenty() -> None:
    named = 0
    for seed in range(200):
        whole, stages = survey(1000 + seed, (0.3, 0.3, 0.3), rows=200)
        named += key_drivers(whole, stages, samples=200).first is not None
    assert named <= 18


def test_noise_is_not_ranked() -> None:
    ranked = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        told = key_drivers(rng.normal(size=200), rng.normal(size=(200, 4)), samples=50)
        ranked += told.ranked
        if not told.ranked:
            assert told.first is None
            assert all(driver.rank is None for driver in told.drivers)
            assert told.sentences == (told.why_not_ranked,)
    assert ranked <= 2


def test_an_interval_of_lmg_holds_the_true_share_about_as_often_as_it_says() -> None:
    held = 0
    slopes = np.array([0.5, 0.3, 0.2])
    truth = slopes**2 / (slopes**2).sum()
    for seed in range(100):
        rng = np.random.default_rng(seed)
        stages = rng.normal(size=(300, 3))
        told = key_drivers(stages @ slopes + 0.6 * rng.normal(size=300), stages, samples=200)
        share = told["x1"].share
        held += (share.low or 0.0) <= truth[0] <= (share.high or 1.0)
    assert held >= 87


def test_a_stage_that_did_not_happen_is_no_blank_and_has_a_model_of_its_own() -> None:
    whole, stages = survey(6, (0.2, 0.3, 0.5), rows=400)
    columns: dict[str, list[Any]] = {
        name: list(stages[:, place]) for place, name in enumerate(("contact", "actions", "follow"))
    }
    columns["follow"][:120] = ["not_applicable"] * 120
    columns["actions"][300:310] = [None] * 10
    told = key_drivers(list(whole), columns, samples=50)
    assert (told.given, told.used, told.blank, told.not_applicable) == (400, 270, 10, 120)
    (without,) = told.where_not_applicable
    assert without.not_applicable == ("follow",)
    assert without.rows == 120
    assert without.model is not None
    assert {driver.name for driver in without.model.drivers} == {"contact", "actions"}
    assert without.model.used == 120


def test_a_group_too_small_for_its_own_model_says_why() -> None:
    whole, stages = survey(6, (0.2, 0.5))
    first = list(stages[:, 0])
    first[:5] = ["not applicable"] * 5
    told = key_drivers(whole, {"a": first, "b": list(stages[:, 1])}, samples=20)
    (without,) = told.where_not_applicable
    assert without.model is None
    assert "5 complete answers are too few" in (without.why_no_model or "")


def test_drivers_that_cannot_be_told_apart_are_refused_with_every_fault() -> None:
    whole, stages = survey(3, (0.2, 0.4))
    with pytest.raises(Refused, match="almost the same"):
        key_drivers(whole, np.column_stack([stages, stages[:, 0] * 2 + 1]))
    with pytest.raises(Refused, match="follows exactly from the others"):
        key_drivers(whole, np.column_stack([stages, stages.sum(axis=1)]))
    with pytest.raises(Refused) as refusal:
        key_drivers(whole, np.column_stack([stages, np.ones(len(whole)), np.zeros(len(whole))]))
    assert len(refusal.value.faults) == 2
    with pytest.raises(Refused, match="Every complete answer on the outcome"):
        key_drivers(np.ones(len(whole)) * 4, stages)


def test_too_few_answers_or_events_for_so_many_drivers_are_refused() -> None:
    whole, stages = survey(3, (0.2, 0.4, 0.1), rows=29)
    with pytest.raises(Refused, match="10 for each are needed, 30 in all"):
        key_drivers(whole, stages)
    whole, stages = survey(3, (0.2, 0.4, 0.1), rows=300)
    rare = (whole >= np.sort(whole)[-29]).astype(float)
    with pytest.raises(Refused, match="given 29 times"):
        key_drivers(rare, stages)


def test_thirteen_drivers_are_refused_and_twelve_are_exact() -> None:
    rng = np.random.default_rng(0)
    stages = rng.normal(size=(300, 13))
    whole = stages.sum(axis=1) + rng.normal(size=300)
    with pytest.raises(Refused, match="at most 12"):
        lmg(whole, stages)
    shares = lmg(whole, stages[:, :12])
    assert sum(shares.values()) == pytest.approx(r_squared(whole, stages[:, :12]))


def test_a_driver_that_foretells_without_error_is_refused() -> None:
    rng = np.random.default_rng(0)
    yes = rng.integers(0, 2, 200)
    with pytest.raises(Refused, match="without one error"):
        key_drivers(yes, np.column_stack([yes + 0.1 * rng.random(200), rng.random(200)]))


def test_a_wrong_column_word_weight_or_setting_is_refused_in_a_sentence() -> None:
    whole, stages = survey(3, (0.2, 0.4))
    for wrong in (
        lambda: lmg("nothing", {"a": [1, 2]}),
        lambda: lmg(whole[:-1], stages),
        lambda: lmg(["good"] * len(whole), stages),
        lambda: lmg(whole, stages, weights=[-1.0] * len(whole)),
        lambda: lmg(whole, stages, names=["a"]),
        lambda: key_drivers(whole, stages, confidence=1.5),
        lambda: key_drivers(whole, stages, samples=-1),
        lambda: key_drivers(whole, stages, model="logistic"),
        lambda: expected_gain(whole, stages, "nothing"),
        lambda: expected_gain(whole, stages, "x1", by=1, to=5),
    ):
        with pytest.raises(Refused):
            wrong()


def test_the_gain_of_a_point_is_the_slope_and_its_range_holds_the_planted_one() -> None:
    whole, stages = survey(9, (0.1, 0.5))
    gain = expected_gain(whole, stages, "x2")
    slopes = np.linalg.lstsq(np.column_stack([np.ones(len(whole)), stages]), whole, rcond=None)[0]
    assert gain.point == pytest.approx(slopes[2])
    assert (gain.low or 0) < 0.5 < (gain.high or 0)
    assert gain.moved == 1
    assert "is associated with" in gain.sentence
    capped = expected_gain(whole, stages, "x2", scale=(1, 7))
    assert 0 < capped.point < gain.point
    to_five = expected_gain(whole, stages, "x2", to=5)
    assert to_five.point == pytest.approx(slopes[2] * (5 - stages[:, 1].mean()))


def test_the_gain_to_the_best_unit_is_the_slope_times_the_way_there() -> None:
    whole, stages = survey(9, (0.1, 0.5))
    units = np.array(["North", "South", "East", "tiny"])[np.arange(len(whole)) % 4]
    units[3::4][5:] = "North"
    stages[units == "South", 1] = np.clip(stages[units == "South", 1] + 1, 1, 7)
    stages[units == "tiny", 1] = 7
    gain = expected_gain(whole, stages, "x2", units=units)
    assert gain.best_unit == "South"
    way = stages[units == "South", 1].mean() - stages[:, 1].mean()
    assert gain.moved == pytest.approx(way)
    assert gain.point == pytest.approx(expected_gain(whole, stages, "x2").point * way)


def test_the_gain_of_a_yes_or_no_is_a_share() -> None:
    whole, stages = survey(9, (0.1, 0.5))
    yes = (whole > np.median(whole)).astype(float)
    gain = expected_gain(yes, stages, "x2", samples=200)
    assert 0 < (gain.low or 0) < gain.point < (gain.high or 1) < 0.5
