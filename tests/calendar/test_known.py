"""Holds what is said of a period known in part: how many days and months, and the paper's note."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoint.calendar import Known, quarter_of, read_period
from touchpoint.errors import Refused

QUARTER = read_period("2024-25Q1")


def test_a_quarter_recorded_from_20_may_is_known_in_part_and_says_so() -> None:
    assert QUARTER.known(date(2024, 5, 20), None) == Known(
        state="part",
        from_on=date(2024, 5, 20),
        to_on=date(2024, 6, 30),
        days_known=42,
        days_expected=91,
        months_known=1,
        months_expected=3,
        note="from 20 May 2024 to 30 June 2024 only",
    )


@pytest.mark.parametrize("to_on", [None, date(2024, 6, 30), date(2025, 1, 1)])
def test_a_quarter_recorded_throughout_is_whole_and_needs_no_note(to_on: date | None) -> None:
    known = QUARTER.known(date(2024, 4, 1), to_on)
    assert (known.state, known.note) == ("whole", "")
    assert (known.days_known, known.months_known) == (91, 3)


@pytest.mark.parametrize(
    ("from_on", "to_on"),
    [(date(2024, 7, 1), None), (date(2020, 1, 1), date(2024, 3, 31))],
)
def test_a_quarter_recorded_not_at_all_says_that_nothing_is_known(
    from_on: date, to_on: date | None
) -> None:
    assert QUARTER.known(from_on, to_on) == Known(
        state="none",
        from_on=None,
        to_on=None,
        days_known=0,
        days_expected=91,
        months_known=0,
        months_expected=3,
        note="nothing is known from 1 April 2024 to 30 June 2024",
    )


@pytest.mark.parametrize(
    ("from_on", "to_on", "months"),
    [
        (date(2024, 4, 1), date(2024, 6, 29), 2),
        (date(2024, 4, 2), date(2024, 6, 30), 2),
        (date(2024, 4, 2), date(2024, 6, 29), 1),
        (date(2024, 4, 2), date(2024, 4, 29), 0),
        (date(2024, 5, 1), date(2024, 5, 31), 1),
        (date(2024, 4, 2), date(2024, 5, 1), 0),
    ],
)
def test_a_month_is_known_only_when_all_its_days_are(
    from_on: date, to_on: date, months: int
) -> None:
    assert QUARTER.known(from_on, to_on).months_known == months


def test_a_single_day_known_is_noted_as_that_day() -> None:
    assert QUARTER.known(date(2024, 6, 30), None).note == "on 30 June 2024 only"


def test_records_that_end_before_they_begin_are_refused() -> None:
    with pytest.raises(Refused, match="from 2024-06-02 to 2024-06-01, which is earlier"):
        QUARTER.known(date(2024, 6, 2), date(2024, 6, 1))


@given(
    day=st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    start=st.integers(-150, 150),
    length=st.integers(0, 200),
)
def test_what_is_known_is_what_a_walk_through_the_days_finds(
    day: date, start: int, length: int
) -> None:
    period = quarter_of(day)
    from_on = day + timedelta(days=start)
    to_on = from_on + timedelta(days=length)
    known = period.known(from_on, to_on)
    days = {from_on + timedelta(days=n) for n in range(length + 1)}
    inside = sorted(day for day in days if day in period)
    assert known.days_known == len(inside)
    assert (known.from_on, known.to_on) == ((inside[0], inside[-1]) if inside else (None, None))
    assert known.months_known == sum(
        month.from_on in days and month.to_on in days for month in period.months()
    )
    assert (known.state == "whole") == (known.note == "")
