"""Holds the periods to the forms the command's contract writes and to the laws of a calendar."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoint.calendar import (
    Kind,
    Period,
    month_of,
    periods_between,
    quarter_of,
    read_period,
    rolling,
    year_of,
)
from touchpoint.errors import Refused

KINDS: tuple[Kind, ...] = get_args(Kind)
DAYS = st.dates(date(1905, 1, 1), date(2190, 12, 31))
PERIODS = st.builds(
    lambda kind, day: periods_between(kind, day, day)[0], st.sampled_from(KINDS), DAYS
)


@pytest.mark.parametrize(
    ("text", "kind", "from_on", "to_on"),
    [
        ("2024-06", "month", date(2024, 6, 1), date(2024, 6, 30)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", "month", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-25Q1", "quarter", date(2024, 4, 1), date(2024, 6, 30)),
        ("2024-25Q3", "quarter", date(2024, 10, 1), date(2024, 12, 31)),
        ("2023-24Q4", "quarter", date(2024, 1, 1), date(2024, 3, 31)),
        ("2009-10Q1", "quarter", date(2009, 4, 1), date(2009, 6, 30)),
        ("2024-25", "year", date(2024, 4, 1), date(2025, 3, 31)),
        ("1999-00", "year", date(1999, 4, 1), date(2000, 3, 31)),
        ("1999-00Q4", "quarter", date(2000, 1, 1), date(2000, 3, 31)),
        ("2024-06/3", "rolling3", date(2024, 4, 1), date(2024, 6, 30)),
        ("2024-02/6", "rolling6", date(2023, 9, 1), date(2024, 2, 29)),
        ("2024-03/12", "rolling12", date(2023, 4, 1), date(2024, 3, 31)),
    ],
)
def test_a_written_period_is_read_as_its_days(
    text: str, kind: str, from_on: date, to_on: date
) -> None:
    period = read_period(text)
    assert (period.kind, period.label) == (kind, text)
    assert (period.from_on, period.to_on) == (from_on, to_on)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024-26Q1", "the year that begins in April 2024 is 2024-25"),
        ("2024-24Q1", "the year that begins in April 2024 is 2024-25"),
        ("2024-13", "neither a month"),
        ("2024-00", "neither a month"),
        ("2024-26", "neither a month"),
        ("2024-25Q5", "quarters 1 to 4"),
        ("2024-25Q0", "quarters 1 to 4"),
        ("2024-06/4", "windows are 3, 6 or 12 months"),
        ("2024-06/03", "windows are 3, 6 or 12 months"),
        ("2024-13/3", "months are 01 to 12"),
        ("2024-00/3", "months are 01 to 12"),
        ("", "not a period"),
        ("2024-6", "not a period"),
        ("2024-06 ", "not a period"),
        ("2024-06\n", "not a period"),
        ("2024-25q1", "not a period"),
        ("2024Q1", "not a period"),
        ("June 2024", "not a period"),
        ("\u0662\u0660\u0662\u0664-06", "not a period"),
    ],
)
def test_a_badly_written_period_is_refused_with_the_reason_and_the_forms(
    text: str, reason: str
) -> None:
    with pytest.raises(Refused) as refused:
        read_period(text)
    assert reason in refused.value.sentence
    for form in ("2024-06 (a month)", "2024-25Q1", "2024-25 (a financial year)", "2024-06/3"):
        assert form in refused.value.sentence


def test_a_text_that_names_a_month_and_a_year_is_the_month_unless_a_year_is_wanted() -> None:
    assert read_period("2010-11") == month_of(date(2010, 11, 5))
    assert read_period("2010-11", "year") == year_of(date(2010, 11, 5))
    assert read_period("2011-12", "month") == month_of(date(2011, 12, 5))


@pytest.mark.parametrize(
    ("text", "kind"), [("2024-06", "year"), ("2024-25", "month"), ("2024-25Q1", "month")]
)
def test_a_period_of_another_kind_than_the_one_wanted_is_refused(text: str, kind: Kind) -> None:
    with pytest.raises(Refused, match=f"'{text}' is a .* and a {kind} is wanted"):
        read_period(text, kind)


def test_march_and_april_stand_on_two_sides_of_the_financial_year() -> None:
    march, april = date(2024, 3, 31), date(2024, 4, 1)
    assert (quarter_of(march).label, quarter_of(april).label) == ("2023-24Q4", "2024-25Q1")
    assert (year_of(march).label, year_of(april).label) == ("2023-24", "2024-25")
    assert (month_of(march).label, month_of(april).label) == ("2024-03", "2024-04")


def test_a_rolling_window_ends_with_its_month_given_as_text_or_period() -> None:
    assert rolling("2024-06", 3) == read_period("2024-06/3")
    assert rolling(read_period("2024-06"), 12) == read_period("2024-06/12")
    assert rolling("2010-11", 3).label == "2010-11/3"


def test_a_rolling_window_of_another_length_or_end_is_refused() -> None:
    with pytest.raises(Refused, match="3, 6 or 12 months and not 4"):
        rolling("2024-06", 4)
    with pytest.raises(Refused, match="2024-25Q1 is a quarter"):
        rolling(read_period("2024-25Q1"), 3)


@pytest.mark.parametrize(
    ("text", "following", "last_year"),
    [
        ("2024-12", "2025-01", "2023-12"),
        ("2023-24Q4", "2024-25Q1", "2022-23Q4"),
        ("1999-00", "2000-01", "1998-99"),
        ("2024-12/3", "2025-01/3", "2023-12/3"),
    ],
)
def test_a_period_knows_the_one_after_and_the_one_a_year_before(
    text: str, following: str, last_year: str
) -> None:
    period = read_period(text)
    assert period.next().label == following
    assert period.same_last_year().label == last_year


def test_the_months_of_a_quarter_are_its_three() -> None:
    months = read_period("2023-24Q4").months()
    assert [month.label for month in months] == ["2024-01", "2024-02", "2024-03"]


def test_the_periods_between_two_days_are_all_that_hold_any_of_them() -> None:
    def labels(kind: Kind) -> list[str]:
        days = date(2024, 2, 29), date(2024, 4, 1)
        return [period.label for period in periods_between(kind, *days)]

    assert labels("month") == ["2024-02", "2024-03", "2024-04"]
    assert labels("quarter") == ["2023-24Q4", "2024-25Q1"]
    assert labels("year") == ["2023-24", "2024-25"]
    assert labels("rolling3") == ["2024-02/3", "2024-03/3", "2024-04/3"]


def test_the_last_day_of_a_period_does_not_bring_in_the_next() -> None:
    quarters = periods_between("quarter", date(2024, 4, 1), date(2024, 6, 30))
    assert quarters == [read_period("2024-25Q1")]


def test_periods_between_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(Refused, match="2024-01-01 is before 2024-06-01"):
        periods_between("month", date(2024, 6, 1), date(2024, 1, 1))


def test_an_unknown_kind_is_refused_with_the_kinds_there_are() -> None:
    with pytest.raises(Refused, match=r"'week' is no kind .* month, quarter, year, rolling3"):
        periods_between("week", date(2024, 1, 1), date(2024, 1, 1))  # type: ignore[arg-type]  # as text from a command line may be


@pytest.mark.parametrize(
    "wrong",
    [
        {"label": "2024-25Q2"},
        {"from_on": date(2024, 4, 2)},
        {"from_on": date(2024, 5, 1)},
        {"to_on": date(2024, 7, 1)},
        {"kind": "rolling3"},
        {"kind": "week"},
    ],
)
def test_a_period_cannot_be_built_wrong(wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        replace(read_period("2024-25Q1"), **wrong)  # type: ignore[arg-type]  # wrong on purpose


def test_a_period_of_an_instant_is_refused_because_its_local_date_is_not_its_own() -> None:
    with pytest.raises(Refused, match="Take its local date"):
        month_of(datetime(2024, 6, 30, 23, 30, tzinfo=UTC))


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2200, 1, 1)])
def test_a_period_outside_the_years_held_is_refused(day: date) -> None:
    with pytest.raises(Refused, match="Periods lie within 1900 to 2199"):
        month_of(day)


def test_the_first_and_last_months_held_can_be_named() -> None:
    assert month_of(date(1900, 1, 1)).label == "1900-01"
    assert month_of(date(2199, 12, 31)).label == "2199-12"
    with pytest.raises(Refused, match="Periods lie within 1900 to 2199"):
        read_period("2199-12").next()


@given(period=PERIODS)
def test_what_is_written_reads_back(period: Period) -> None:
    assert read_period(period.label, period.kind) == period


@given(period=PERIODS)
def test_next_and_previous_undo_each_other_and_leave_no_gap(period: Period) -> None:
    assert period.next().previous() == period
    if period.kind in {"month", "quarter", "year"}:
        assert period.next().from_on == period.to_on + timedelta(days=1)
    else:
        assert month_of(period.next().to_on) == month_of(period.to_on).next()


@given(period=PERIODS)
def test_the_months_of_a_period_cover_it_exactly(period: Period) -> None:
    months = period.months()
    assert (months[0].from_on, months[-1].to_on) == (period.from_on, period.to_on)
    assert [month.next() for month in months[:-1]] == months[1:]


@given(kind=st.sampled_from(KINDS), day=DAYS, length=st.integers(0, 900))
def test_every_day_asked_for_is_in_the_periods_between(kind: Kind, day: date, length: int) -> None:
    until = day + timedelta(days=length)
    periods = periods_between(kind, day, until)
    assert day in periods[0]
    assert until in periods[-1]
    assert [period.next() for period in periods[:-1]] == periods[1:]


@given(day=DAYS)
def test_a_day_is_in_its_own_periods_and_not_in_their_neighbours(day: date) -> None:
    for period in (month_of(day), quarter_of(day), year_of(day)):
        assert day in period
        assert day not in period.next()
        assert day not in period.previous()
