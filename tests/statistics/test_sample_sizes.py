"""Sample sizes and power equal the published tables; samples can be drawn again."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoint.errors import Refused
from touchpoint.statistics.dip_samples import dip_sample_interval, draw_sample
from touchpoint.statistics.sample_sizes import (
    allocate,
    krejcie_morgan,
    minimum_detectable_change,
    power_of_change,
    sample_size,
    sample_size_for_change,
)


@pytest.mark.parametrize(
    ("population", "size"), [(100, 80), (500, 217), (1000, 278), (2000, 322), (10000, 370)]
)
def test_krejcie_and_morgans_table_comes_out(population: int, size: int) -> None:
    assert krejcie_morgan(population) == size
    assert 0 <= sample_size(0.05, population=population) - size <= 1  # ours rounds up


def test_sizes_are_rounded_up_and_never_more_than_there_are() -> None:
    assert sample_size(0.05) == 385  # 384.1
    assert sample_size(0.05, population=500) == 218  # 217.5
    assert sample_size(0.05, population=7) == 7
    assert sample_size(0.05, population=0) == 0
    assert sample_size(0.03, proportion=0.68) == 929  # 1.959964^2 * .68 * .32 / .0009 = 928.8


def test_the_power_of_a_change_in_satisfaction() -> None:
    assert sample_size_for_change(0.68, 0.78) == 308
    assert sample_size_for_change(0.68, 0.73) == 1304
    assert power_of_change(0.68, 0.78, 60) == pytest.approx(0.236, abs=5e-5)
    assert power_of_change(0.68, 0.68, 60) == pytest.approx(0.05)


def test_what_is_just_detectable_is_found_just_so_often() -> None:
    found = minimum_detectable_change(0.68, 308, 250, power=0.9)
    assert found.rise is not None
    assert found.fall is not None
    assert power_of_change(0.68, 0.68 + found.rise, 308, 250) == pytest.approx(0.9)
    assert power_of_change(0.68, 0.68 - found.fall, 308, 250) == pytest.approx(0.9)
    assert minimum_detectable_change(0.95, 10).rise is None


def test_a_sample_is_shared_out_in_proportion_with_a_floor() -> None:
    assert allocate(60, {"volume": 200, "hate": 20, "domestic": 80}) == {
        "volume": 40,
        "hate": 4,
        "domestic": 16,
    }
    assert allocate(60, {"volume": 200, "hate": 20, "domestic": 80}, floor=10) == {
        "volume": 36,
        "hate": 10,
        "domestic": 14,
    }
    assert allocate(3, {"a": 5, "b": 0}, floor=2) == {"a": 3, "b": 0}
    with pytest.raises(Refused, match="cannot be shared out"):
        allocate(10, {"a": 5, "b": 4})


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 90), min_size=1),
    st.integers(0, 12),
    st.data(),
)
def test_an_allocation_adds_up_keeps_within_its_strata_and_knows_no_order(
    strata: dict[str, int], floor: int, data: st.DataObject
) -> None:
    least = {name: min(floor, size) for name, size in strata.items()}
    sample = data.draw(st.integers(sum(least.values()), sum(strata.values())))
    shares = allocate(sample, strata, floor)
    assert sum(shares.values()) == sample
    assert all(least[name] <= shares[name] <= strata[name] for name in strata)
    assert allocate(sample, dict(reversed(strata.items())), floor) == shares


def test_the_same_seed_draws_the_same_sample_whatever_the_order_of_the_frame() -> None:
    frame = [f"I{number:03}" for number in range(300)]
    first = draw_sample(frame, 60, seed=7, replacements=5, exclude=["I000", "I001"])
    assert first == draw_sample(reversed(frame), 60, seed=7, replacements=5, exclude=frame[:2])
    assert first != draw_sample(frame, 60, seed=8, replacements=5, exclude=frame[:2])
    assert len({*first.drawn, *first.replacements}) == 65
    assert not {"I000", "I001"} & {*first.drawn, *first.replacements}
    assert (first.frame_size, first.excluded) == (300, ("I000", "I001"))


def test_a_systematic_sample_steps_evenly_through_the_sorted_frame() -> None:
    drawn = draw_sample([f"{n:03}" for n in range(100)], 20, seed=1, drawing="systematic").drawn
    steps = {int(b) - int(a) for a, b in pairwise(drawn)}
    assert len(drawn) == 20
    assert steps <= {4, 5, 6}


def test_every_case_is_drawn_about_as_often_as_every_other() -> None:
    frame = [f"{n:02}" for n in range(10)]
    for drawing in ("simple", "systematic"):
        drawn = [
            case
            for seed in range(1000)
            for case in draw_sample(frame, 3, seed=seed, drawing=drawing).drawn
        ]
        assert all(240 < drawn.count(case) < 360 for case in frame)


def test_frames_that_would_mislead_are_refused() -> None:
    with pytest.raises(Refused, match="more than once"):
        draw_sample(["a", "a"], 1, seed=1)
    with pytest.raises(Refused, match="asked of 2"):
        draw_sample(["a", "b"], 2, seed=1, replacements=1)


def test_cases_that_somebody_picked_stand_for_nothing_but_themselves() -> None:
    picked = dip_sample_interval(41, 60, 300, picked=True)
    assert (picked.point, picked.low, picked.high) == (41 / 60, None, None)
    assert dip_sample_interval(41, 60, 300).low == pytest.approx(170 / 300)
