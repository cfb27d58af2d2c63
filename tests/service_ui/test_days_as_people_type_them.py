"""Days and times are taken as people type them."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from touchpoint.service.ui import typed
from touchpoint.service.ui.dates import day_in_words, time_in_words
from touchpoint.service.ui.fields import TimeField

TODAY = date(2025, 12, 1)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), ("01", 1), ("1st", 1), ("22nd", 22), ("", None), ("first", None), ("123", None)],
)
def test_a_day_may_be_ordinal(text: str, number: int | None) -> None:
    assert typed.day_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("Dec", 12),
        ("december", 12),
        (" JUN ", 6),
        ("Sept.", 9),
        ("de", None),
        ("smarch", None),
        ("٣", None),
    ],
)
def test_a_month_may_be_a_word(text: str, number: int | None) -> None:
    assert typed.month_number(text) == number


@pytest.mark.parametrize(
    ("text", "latest", "year"),
    [
        ("2025", None, 2025),
        ("25", 2025, 2025),
        ("26", 2025, 1926),
        ("25", None, None),
        ("205", 2025, None),
        ("next", 2025, None),
    ],
)
def test_a_year_of_two_digits_is_the_last_there_was(
    text: str, latest: int | None, year: int | None
) -> None:
    assert typed.year_number(text, latest) == year


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1/12/2025", ("1", "12", "2025")),
        ("1.12.25", ("1", "12", "25")),
        ("1st December 2025", ("1", "december", "2025")),
        ("2025-12-01", ("01", "12", "2025")),
        ("today", ("1", "12", "2025")),
        ("Yesterday", ("30", "11", "2025")),
        ("12", None),
        ("next week", None),
    ],
)
def test_a_whole_date_may_stand_in_one_box(text: str, parts: tuple[str, str, str] | None) -> None:
    assert typed.parts_of(text, TODAY) == parts


def test_nobody_knows_today_unless_told() -> None:
    assert typed.parts_of("today", None) is None


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("4:05pm", time(16, 5)),
        ("4.05 pm", time(16, 5)),
        ("4 p.m.", time(16)),
        ("16:05", time(16, 5)),
        ("1605", time(16, 5)),
        ("905", time(9, 5)),
        ("12am", time(0)),
        ("noon", time(12)),
        ("0:30", time(0, 30)),
        ("0930hrs", time(9, 30)),
        ("0930 hours", time(9, 30)),
        ("09:30hrs.", time(9, 30)),
        ("16h05", time(16, 5)),
        ("9h", time(9)),
        ("09", time(9)),
        ("16", time(16)),
        ("00", time(0)),
        ("4", None),
        ("13pm", None),
        ("0am", None),
        ("12", None),
        ("24", None),
        ("24:00", None),
        ("9pm hrs", None),
        ("12:60", None),
        ("soon", None),
    ],
)
def test_a_time_may_be_on_either_clock(text: str, clock: time | None) -> None:
    assert typed.clock(text) == clock


@pytest.mark.parametrize(
    ("text", "must"),
    [
        ("9", "say which half of the day: 9am or 9pm"),
        ("12", "say which half of the day: midday or midnight"),
        ("24:00", "be 00:00 on the day after, if it was midnight"),
        ("2400hrs", "be 00:00 on the day after, if it was midnight"),
        ("12:60", "be a time, like 9:30am or 16:05"),
        ("0am", "be a time, like 9:30am or 16:05"),
        ("soon", "be a time, like 9:30am or 16:05"),
    ],
)
def test_whoever_types_a_time_that_could_be_two_is_told_what_to_type(text: str, must: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        TimeField().clean(text)
    assert refusal.value.messages == [f"Time must {must}"]


@settings(max_examples=50, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_that_is_said_can_be_typed_back(day: date) -> None:
    parts = typed.parts_of(day_in_words(day), None)
    assert parts is not None
    numbers = (
        typed.year_number(parts[2], None),
        typed.month_number(parts[1]),
        typed.day_number(parts[0]),
    )
    assert numbers == (day.year, day.month, day.day)


@settings(max_examples=50, deadline=None)
@given(st.times().map(lambda one: one.replace(second=0, microsecond=0)))
def test_a_time_that_is_said_can_be_typed_back(clock: time) -> None:
    assert typed.clock(time_in_words(clock)) == clock


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=20))
def test_whatever_is_typed_is_read_or_not_but_never_breaks(text: str) -> None:
    typed.day_number(text)
    typed.month_number(text)
    typed.year_number(text, 2025)
    typed.parts_of(text, TODAY)
    typed.clock(text)
    typed.must_be(text)
