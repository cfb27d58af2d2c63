"""Rounding and rates: half-up once, percentages that follow from their counts, and none of none."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoint.errors import Refused
from touchpoint.statistics.rates import Rate, pooled
from touchpoint.statistics.rounding import follows, percentage, round_half_up
from touchpoint.statistics.windows import (
    months_that_changed,
    overlap,
    rolling_rate,
    window_rate,
)


def rate(numerator: int, denominator: int, basis: str | None = None) -> Rate:
    return Rate(numerator=numerator, denominator=denominator, basis=basis)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (0.125, 2, "0.13"),
        (0.285, 2, "0.29"),
        (1.005, 2, "1.01"),
        (1250, -2, "1300"),
        (-0.004, 2, "0.00"),
        (Decimal("0.05"), 1, "0.1"),
        (1e22, 1, "10000000000000000000000.0"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: float | Decimal, places: int, shown: str) -> None:
    rounded = round_half_up(value, places)
    assert rounded is not None
    assert f"{rounded:f}" == shown


def test_what_is_not_available_stays_so_when_rounded() -> None:
    assert round_half_up(None, 1) is None
    assert percentage(0, 0) is None
    with pytest.raises(Refused, match="not available"):
        round_half_up(float("nan"))


def test_published_percentages_follow_from_their_counts_or_do_not() -> None:
    assert percentage(1750, 14809) == Decimal("11.8")
    assert not follows(11.9, 1750, 14809)
    assert follows(11.8, 1750, 14809)
    assert follows(26, 655, 2517, places=0)
    assert follows(35, 182, 514, places=0)
    assert percentage(2880, 13936) == Decimal("20.7")
    assert percentage(1441, 15917) == Decimal("9.1")
    assert percentage(4743, 24991) == Decimal("19.0")
    assert percentage(6483, 24991) == Decimal("25.9")


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.integers(0, 4))
def test_a_percentage_is_the_nearest_and_the_higher_of_two_as_near(
    numerator: int, denominator: int, places: int
) -> None:
    shown = percentage(numerator, denominator, places)
    assert shown is not None
    exact = Fraction(100 * numerator, denominator)
    gap = Fraction(shown) - exact
    half = Fraction(1, 2 * 10**places)
    assert -half < gap <= half


def test_a_rate_of_none_is_not_available() -> None:
    assert rate(0, 0).value is None
    assert not rate(0, 0).available
    assert rate(0, 0).per(1000) is None
    assert rate(0, 5).value == 0
    assert rate(95, 24991).per(1000) == pytest.approx(3.801368, abs=1e-6)


def test_counts_that_make_no_rate_are_refused_all_at_once() -> None:
    with pytest.raises(Refused) as refused:
        rate(-1, -2)
    assert len(refused.value.faults) == 2


MONTHS = {"2024-01": rate(57, 72), "2024-02": rate(1, 2), "2024-03": rate(0, 0)}


def test_a_window_pools_its_counts_and_never_means_its_months() -> None:
    window = rolling_rate(MONTHS, "2024-03", 3)
    assert window.state == "whole"
    assert window.rate is not None
    assert (window.rate.numerator, window.rate.denominator) == (58, 74)
    assert window.note == ""


def test_a_window_with_a_month_missing_is_marked_and_with_two_missing_not_shown() -> None:
    marked = rolling_rate({"2024-01": rate(5, 9), "2024-02": rate(4, 9)}, "2024-03", 3)
    assert (marked.state, marked.months_with_data, marked.missing) == ("part", 2, ("2024-03",))
    assert marked.note == "2 of 3 months have data; missing: 2024-03."
    bare = rolling_rate({"2024-03": rate(57, 72), "2024-02": None}, "2024-03", 3)
    assert (bare.state, bare.rate, bare.months_with_data) == ("too_few", None, 1)


def test_a_month_with_nothing_to_count_is_not_a_missing_month() -> None:
    assert rolling_rate(MONTHS, "2024-03", 3).missing == ()


def test_no_window_reaches_across_a_change_of_method() -> None:
    day = date(2024, 2, 1)
    assert rolling_rate(MONTHS, "2024-03", 3, breaks=[day]).state == "broken"
    assert rolling_rate(MONTHS, "2024-03", 3, breaks=[date(2024, 1, 1)]).state == "whole"


def test_the_last_financial_quarter_is_january_to_march() -> None:
    assert window_rate(MONTHS, "2023-24Q4").rate == rate(58, 74)


def test_windows_that_share_a_month_say_which_months_to_compare_instead() -> None:
    assert overlap("2024-03/3", "2024-05/3")
    assert not overlap("2024-03/3", "2024-06/3")
    assert months_that_changed("2024-03/3", "2024-04/3") == (["2024-01"], ["2024-04"])


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=12),
    st.data(),
)
def test_splitting_a_month_in_two_leaves_the_pooled_rate_as_it_was(
    pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    rates = [rate(min(pair), max(pair)) for pair in pairs]
    first = rates[0]
    part = rate(
        data.draw(st.integers(0, first.numerator)), data.draw(st.integers(0, first.denominator))
    )
    rest = rate(first.numerator - part.numerator, first.denominator - part.denominator)
    assert pooled([part, rest, rate(0, 0), *reversed(rates[1:])]) == pooled(rates)


def test_rates_by_different_dates_are_not_pooled() -> None:
    with pytest.raises(Refused, match="different dates"):
        pooled([rate(1, 2, "reported"), rate(1, 2, "interviewed")])
