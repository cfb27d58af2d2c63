"""Concentration equals ineq and Bernasco and Steenbeek; few events are not concentration."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoint.errors import Refused
from touchpoint.statistics.concentration import (
    concentration,
    gini,
    gini_adjusted,
    lorenz,
    share_of_top,
)

# The example of R's ineq (help page of Gini): incomes of ten.
INCOMES = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
events = st.lists(st.integers(0, 20), min_size=2, max_size=30).filter(lambda of: sum(of) > 1)


def test_gini_is_that_of_ineq() -> None:
    assert gini(INCOMES) == pytest.approx(0.46209, abs=5e-6)
    assert gini(INCOMES, unbiased=True) == pytest.approx(0.51343, abs=5e-6)


@pytest.mark.parametrize(
    ("listed", "raw", "adjusted"),
    [([10, 8, 2], 0.78, 0.78), ([5, 2, 1], 0.80, 0.75), ([10], 0.9, 0.9)],
)
def test_fewer_events_than_units_are_allowed_for(
    listed: list[int], raw: float, adjusted: float
) -> None:
    told = concentration(listed, units=10)
    assert told.gini == pytest.approx(raw)
    assert told.gini_adjusted == pytest.approx(adjusted)
    assert told.units == 10
    assert concentration(listed + [0] * (10 - len(listed))) == told


def test_all_events_on_one_unit_are_as_concentrated_as_can_be() -> None:
    assert gini_adjusted([10] + [0] * 9, unbiased=True) == pytest.approx(1)
    assert gini_adjusted([3] + [0] * 99, unbiased=True) == pytest.approx(1)


def test_each_event_on_a_unit_of_its_own_is_no_concentration_however_few() -> None:
    assert gini([1, 1] + [0] * 98) == pytest.approx(0.98)
    assert gini_adjusted([1, 1] + [0] * 98) == pytest.approx(0)
    assert gini_adjusted([4, 4, 4]) == pytest.approx(0)


def test_what_is_not_defined_is_none() -> None:
    told = concentration([0, 0, 0], described="residents")
    assert (told.gini, told.gini_adjusted, told.gini_unbiased, told.top_tenth_share) == (None,) * 4
    assert told.lorenz == ()
    assert "nothing is concentrated" in told.sentence
    assert gini_adjusted([1, 0, 0], unbiased=True) is None
    assert gini([]) is None
    assert gini([3], unbiased=True) is None


def test_the_lorenz_curve_worked_by_hand() -> None:
    curve = lorenz([3, 1, 0, 0])
    assert [point.share_of_units for point in curve] == [0, 0.25, 0.5, 0.75, 1]
    assert [point.share_of_events for point in curve] == [0, 0, 0, 0.25, 1]
    assert share_of_top([3, 1, 0, 0], top=0.25) == pytest.approx(0.75)
    assert share_of_top([3, 1], top=0.5, units=4) == pytest.approx(1)
    assert share_of_top([3, 1, 0, 0]) == pytest.approx(0.3)


@given(events, st.randoms(use_true_random=False))
def test_gini_is_twice_the_area_above_the_curve_whatever_the_order(
    of: list[int], rng: np.random.Generator
) -> None:
    curve = lorenz(of)
    below = np.trapezoid(
        [point.share_of_events for point in curve], [point.share_of_units for point in curve]
    )
    assert gini(of) == pytest.approx(1 - 2 * below, abs=1e-9)
    mixed = list(of)
    rng.shuffle(mixed)
    assert gini(mixed) == pytest.approx(gini(of))
    assert gini([3.5 * value for value in of]) == pytest.approx(gini(of))
    assert gini(of * 2) == pytest.approx(gini(of))


@given(events)
def test_the_adjusted_index_lies_between_nought_and_gini(of: list[int]) -> None:
    adjusted, raw = gini_adjusted(of), gini(of)
    assert adjusted is not None
    assert raw is not None
    assert -1e-9 <= adjusted <= raw + 1e-9


def test_the_sentence_says_of_what() -> None:
    sentence = concentration([5, 2, 1], units=10, described="registered victims").sentence
    assert "3 of 10 registered victims have all 8 events" in sentence


def test_what_no_share_can_be_made_of_is_refused() -> None:
    for wrong in (
        lambda: gini([1, -1]),
        lambda: gini([1, None]),
        lambda: gini_adjusted([1.5, 2]),
        lambda: concentration([1, 2, 3], units=2),
        lambda: share_of_top([1, 2], top=0),
    ):
        with pytest.raises(Refused):
            wrong()
