"""Rounding to base 5 instead of hiding: every count by itself, and never nought for a few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_tables import count, outcome, share, table

from touchpoint.disclosure import LOW_MARK, Release, Settings, Shown
from touchpoint.disclosure.rounding import range_of, rounded
from touchpoint.errors import Refused

ROUND = Settings(method="round")


@pytest.mark.parametrize(
    ("number", "text"), [(0, "[low]"), (2, "[low]"), (3, "5"), (7, "5"), (8, "10"), (1748, "1,750")]
)
def test_counts_are_rounded_and_what_rounds_to_nothing_is_low(number: int, text: str) -> None:
    assert str(outcome(Release(figures=(count(number),)).protect(ROUND))) == text


def test_a_rounded_rate_follows_from_the_rounded_counts_and_has_no_interval_of_the_true_ones() -> (
    None
):
    found = outcome(Release(figures=(share(13, 41),)).protect(ROUND))
    assert isinstance(found, Shown)
    assert (found.numerator, found.denominator, found.rate) == (15, 40, 15 / 40)
    assert (found.low, found.high, found.rounded_to) == (None, None, 5)


def test_totals_are_rounded_by_themselves_and_need_not_add_up() -> None:
    figures = (count(7, unit="n"), count(7, unit="s"), count(14))
    told = [str(figure.outcome) for figure in Release(figures=figures).protect(ROUND)]
    assert told == ["5", "5", "15"]


def test_rounding_that_gives_a_count_away_is_refused_with_the_cells_named() -> None:
    figures = (*(count(2, unit=f"u{at}") for at in range(9)), count(18))
    with pytest.raises(Refused, match="undone") as refused:
        Release(figures=figures).protect(ROUND)
    assert len(refused.value.faults) == 10


def test_a_rounded_nought_has_a_mark_in_json_too() -> None:
    found = outcome(Release(figures=(count(1),)).protect(ROUND))
    assert found.as_json()["numerator"] == LOW_MARK


@given(st.integers(0, 10_000), st.integers(2, 50))
def test_a_count_lies_in_the_range_that_its_rounded_value_tells(number: int, base: int) -> None:
    value = rounded(number, base)
    low, high = range_of(value, base)
    assert low <= number <= high
    assert {rounded(low, base), rounded(high, base)} == {value}
    assert rounded(high + 1, base) == value + base


def test_rounded_tables_are_attacked_like_any_other() -> None:
    rows = {"u0": [3, 12, 9], "u1": [8, 14, 2], "u2": [10, 11, 10]}
    released = Release(figures=table(rows)).protect(ROUND)
    assert all(figure.outcome.status == "shown" for figure in released)
