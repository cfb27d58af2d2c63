"""Shares of machine-coded themes are corrected as Rogan and Gladen say, or refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoint.errors import Refused
from touchpoint.statistics.theme_shares import accuracy, corrected_share


def test_being_kept_informed_of_pxtextmining_is_corrected_to_the_true_share() -> None:
    # NHS pxtextmining, support vector machine, 4,007 test comments, "Being kept informed".
    checked = accuracy(83, 58, 100, 3766)
    told = corrected_share(141, 4007, checked)
    assert told.raw == pytest.approx(0.0352, abs=5e-5)
    assert told.point == pytest.approx(183 / 4007)
    assert told.point == pytest.approx(0.0457, abs=5e-5)
    assert checked.f1 == pytest.approx(0.51, abs=5e-3)
    assert not checked.publishable
    assert accuracy(80, 20, 20, 900).publishable
    assert not accuracy(40, 2, 2, 900).publishable


def test_a_share_below_nought_is_clipped_and_says_so() -> None:
    told = corrected_share(1, 1000, accuracy(80, 50, 20, 850))
    assert told.clipped
    assert (told.point, told.low) == (0.0, 0.0)
    assert corrected_share(0, 0, accuracy(8, 5, 2, 85)).point is None


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    held = 0
    for seed in range(300):
        rng = np.random.default_rng(seed)
        with_it, without = rng.binomial(100, 0.8), rng.binomial(400, 0.95)
        coded = rng.binomial(900, 0.2 * 0.8 + 0.8 * 0.05)
        told = corrected_share(coded, 900, accuracy(with_it, 400 - without, 100 - with_it, without))
        held += (told.low or 0.0) <= 0.2 <= (told.high or 1.0)
    assert 0.92 < held / 300 < 0.99


@given(*[st.integers(1, 300)] * 4)
def test_the_checked_sample_itself_is_corrected_to_its_own_truth(
    hit: int, false: int, lost: int, left: int
) -> None:
    checked = accuracy(hit, false, lost, left)
    better = hit / (hit + lost) + left / (left + false) - 1
    if better < 1e-6:
        with pytest.raises(Refused):
            corrected_share(hit + false, hit + false + lost + left, checked)
        return
    told = corrected_share(hit + false, hit + false + lost + left, checked)
    assert told.point == pytest.approx((hit + lost) / (hit + false + lost + left), abs=1e-6)


def test_a_coder_that_guesses_and_a_one_sided_check_are_refused() -> None:
    for wrong in (
        lambda: corrected_share(5, 10, accuracy(5, 5, 5, 5)),
        lambda: corrected_share(5, 10, accuracy(5, 0, 5, 0)),
        lambda: corrected_share(11, 10, accuracy(5, 1, 1, 5)),
        lambda: accuracy(-1, 0, 0, 0),
    ):
        with pytest.raises(Refused):
            wrong()
