"""Holds the counting of working days to hand-worked cases and to the laws that counting obeys."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoint.calendar import (
    FIRST_DAY,
    LAST_DAY,
    CountedDay,
    add_working_days,
    calendar_table,
    count_working_days,
    days_between,
    is_working_day,
    local_day,
)
from touchpoint.errors import Refused

DAYS = st.dates(FIRST_DAY, LAST_DAY)
# Far enough from both ends that 300 working days either way stay inside.
INNER_DAYS = st.dates(date(2012, 1, 1), date(2038, 12, 31))
RANGE = "2010-01-01 to 2040-12-31"


@pytest.mark.parametrize(
    ("day", "n", "due"),
    [
        # Easter 2024: Good Friday 29 March, Easter Monday 1 April.
        (date(2024, 3, 28), 1, date(2024, 4, 2)),
        (date(2024, 3, 28), 5, date(2024, 4, 8)),
        (date(2024, 3, 29), 1, date(2024, 4, 2)),
        (date(2024, 3, 31), 1, date(2024, 4, 2)),
        (date(2024, 4, 2), -1, date(2024, 3, 28)),
        (date(2024, 3, 31), -1, date(2024, 3, 28)),
        (date(2024, 3, 31), -2, date(2024, 3, 27)),
        # Christmas 2020, with Boxing Day moved to Monday the 28th, and New Year's Day a Friday.
        (date(2020, 12, 24), 1, date(2020, 12, 29)),
        (date(2020, 12, 24), 5, date(2021, 1, 5)),
        (date(2020, 12, 31), 1, date(2021, 1, 4)),
        # Christmas 2021: both days moved, and New Year's Day moved to Monday 3 January.
        (date(2021, 12, 24), 1, date(2021, 12, 29)),
        (date(2021, 12, 24), 5, date(2022, 1, 5)),
        # The Platinum Jubilee, the State Funeral and the coronation.
        (date(2022, 6, 1), 1, date(2022, 6, 6)),
        (date(2022, 9, 16), 1, date(2022, 9, 20)),
        (date(2023, 5, 5), 1, date(2023, 5, 9)),
        # The moved May bank holiday of 2020: Monday the 4th was worked, Friday the 8th was not.
        (date(2020, 5, 1), 1, date(2020, 5, 4)),
        (date(2020, 5, 7), 1, date(2020, 5, 11)),
        # Nothing in the way.
        (date(2024, 6, 3), 5, date(2024, 6, 10)),
        (date(2024, 6, 7), 1, date(2024, 6, 10)),
        (date(2024, 6, 8), 1, date(2024, 6, 10)),
        (date(2024, 6, 8), 5, date(2024, 6, 14)),
    ],
)
def test_the_nth_working_day_is_the_one_worked_out_by_hand(day: date, n: int, due: date) -> None:
    assert add_working_days(day, n) == due


def test_a_report_on_good_friday_is_due_one_working_day_later_on_the_tuesday() -> None:
    assert not is_working_day(date(2024, 3, 29))
    assert add_working_days(date(2024, 3, 29), 1) == date(2024, 4, 2)


@pytest.mark.parametrize("day", [date(2024, 6, 3), date(2024, 6, 8), date(2024, 3, 29)])
def test_no_working_days_after_a_day_is_the_day_itself_even_when_none_is_worked(day: date) -> None:
    assert add_working_days(day, 0) == day


def test_2024_and_2025_have_the_working_days_that_remain_after_weekends_and_holidays() -> None:
    # 2024: 366 days less 104 weekend days and 8 bank holidays; 2025: 365 less 104 and 8.
    assert count_working_days(date(2023, 12, 31), date(2024, 12, 31)) == 254
    assert count_working_days(date(2024, 12, 31), date(2025, 12, 31)) == 253


def test_a_count_leaves_out_its_first_day_and_includes_its_last() -> None:
    assert count_working_days(date(2024, 6, 3), date(2024, 6, 4)) == 1
    assert count_working_days(date(2024, 6, 3), date(2024, 6, 3)) == 0
    assert count_working_days(date(2024, 6, 4), date(2024, 6, 3)) == -1


def test_the_days_over_easter_are_told_one_by_one_with_the_reason_for_each_left_out() -> None:
    def told(day: date, number: int, why_not: str | None = None) -> CountedDay:
        return CountedDay(day=day, counts=why_not is None, number=number, why_not=why_not)

    assert days_between(date(2024, 3, 27), date(2024, 4, 2)) == [
        told(date(2024, 3, 28), 1),
        told(date(2024, 3, 29), 1, "Good Friday"),
        told(date(2024, 3, 30), 1, "weekend"),
        told(date(2024, 3, 31), 1, "weekend"),
        told(date(2024, 4, 1), 1, "Easter Monday"),
        told(date(2024, 4, 2), 2),
    ]


def test_there_are_no_days_between_a_day_and_itself_or_an_earlier_one() -> None:
    assert days_between(date(2024, 6, 3), date(2024, 6, 3)) == []
    assert days_between(date(2024, 6, 3), date(2024, 6, 1)) == []


@given(day=INNER_DAYS, n=st.integers(0, 300))
def test_counting_to_the_nth_working_day_gives_n(day: date, n: int) -> None:
    assert count_working_days(day, add_working_days(day, n)) == n


@given(day=INNER_DAYS, n=st.integers(1, 300))
def test_from_n_working_days_before_n_working_days_on_is_the_first_working_day_from_the_day(
    day: date, n: int
) -> None:
    back = add_working_days(add_working_days(day, -n), n)
    assert back == (day if is_working_day(day) else add_working_days(day, 1))


@given(day=INNER_DAYS, n=st.integers(-300, 300).filter(bool))
def test_adding_any_working_days_lands_on_a_working_day_on_the_right_side(
    day: date, n: int
) -> None:
    due = add_working_days(day, n)
    assert is_working_day(due)
    assert (due > day) == (n > 0)


@given(day=INNER_DAYS, n=st.integers(-40, 40))
def test_adding_agrees_with_walking_a_day_at_a_time(day: date, n: int) -> None:
    step = timedelta(days=1 if n > 0 else -1)
    walked, left = day, abs(n)
    while left:
        walked += step
        left -= is_working_day(walked)
    assert add_working_days(day, n) == walked


@given(a=DAYS, b=DAYS, c=DAYS)
def test_counts_add_up_and_turn_round(a: date, b: date, c: date) -> None:
    assert count_working_days(a, b) == -count_working_days(b, a)
    assert count_working_days(a, b) + count_working_days(b, c) == count_working_days(a, c)


@given(after=DAYS, length=st.integers(0, 60))
def test_the_days_told_one_by_one_end_at_the_count(after: date, length: int) -> None:
    until = min(after + timedelta(days=length), LAST_DAY)
    told = days_between(after, until)
    assert len(told) == (until - after).days
    assert [day.counts for day in told] == [is_working_day(day.day) for day in told]
    assert (told[-1].number if told else 0) == count_working_days(after, until)


def test_the_calendar_table_has_a_row_for_every_day_and_the_types_promised() -> None:
    table = calendar_table()
    assert {field.name: str(field.type) for field in table.schema} == {
        "day": "date32[day]",
        "is_working": "bool",
        "holiday": "string",
        "working_number": "int32",
        "day_number": "int32",
        "ends_at": "timestamp[us, tz=UTC]",
    }
    days = table["day"].to_pylist()
    assert (days[0], days[-1], len(days)) == (FIRST_DAY, LAST_DAY, 11_323)
    assert days == sorted(set(days))


def test_the_calendar_table_says_of_every_day_what_the_functions_say() -> None:
    number = 0
    for row in calendar_table().to_pylist():
        working = is_working_day(row["day"])
        number += working
        assert (row["is_working"], row["working_number"]) == (working, number)
        weekday = row["day"].weekday() < 5
        assert (row["holiday"] is not None) == (weekday and not working)


def test_a_day_of_the_calendar_table_ends_at_the_instant_at_which_the_next_begins() -> None:
    for number, row in enumerate(calendar_table().to_pylist()):
        assert row["day_number"] == number
        assert local_day(row["ends_at"] - timedelta(microseconds=1)) == row["day"]
        assert local_day(row["ends_at"]) == row["day"] + timedelta(days=1)


def test_joining_the_calendar_table_on_working_number_adds_working_days() -> None:
    rows = calendar_table().to_pylist()
    due_days: dict[int, list[date]] = {}
    for row in rows:
        if row["is_working"]:
            due_days.setdefault(row["working_number"], []).append(row["day"])
    last = rows[-1]["working_number"]
    for n in (1, 2, 5, 10, 28):
        for row in rows:
            if row["working_number"] + n <= last:
                due = due_days[row["working_number"] + n]
                assert due == [add_working_days(row["day"], n)]


@pytest.mark.parametrize("day", [date(2009, 12, 31), date(2041, 1, 1)])
@pytest.mark.parametrize(
    "ask",
    [
        is_working_day,
        lambda day: add_working_days(day, 0),
        lambda day: add_working_days(day, 1),
        lambda day: count_working_days(day, date(2024, 6, 3)),
        lambda day: count_working_days(date(2024, 6, 3), day),
        lambda day: days_between(day, date(2024, 6, 3)),
        lambda day: days_between(date(2024, 6, 3), day),
    ],
)
def test_a_day_outside_the_calendar_is_refused_by_name_with_the_range(
    day: date, ask: Callable[[date], object]
) -> None:
    with pytest.raises(Refused, match=f"{day} is outside .* {RANGE}"):
        ask(day)


@pytest.mark.parametrize(
    ("day", "n"),
    [(LAST_DAY, 1), (FIRST_DAY, -1), (date(2010, 1, 4), -1), (date(2024, 6, 3), 10_000)],
)
def test_a_due_day_outside_the_calendar_is_refused_by_name_with_the_range(
    day: date, n: int
) -> None:
    with pytest.raises(Refused, match=f"{n} working days from {day} .* {RANGE}"):
        add_working_days(day, n)


def test_the_first_and_last_working_days_of_the_calendar_can_be_reached() -> None:
    assert add_working_days(FIRST_DAY, 1) == date(2010, 1, 4)
    assert add_working_days(date(2010, 1, 5), -1) == date(2010, 1, 4)
    assert add_working_days(date(2040, 12, 28), 1) == LAST_DAY


def test_an_instant_is_refused_because_its_local_date_is_not_its_own() -> None:
    late = datetime(2024, 6, 3, 23, 30, tzinfo=UTC)
    for ask in (is_working_day, lambda day: add_working_days(day, 1)):
        with pytest.raises(Refused, match="Take its local date first"):
            ask(late)
