"""Days, times and durations are said as people say them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchpoint.calendar.local_time import LONDON
from touchpoint.errors import Refused
from touchpoint.service.ui import dates

MONDAY = date(2025, 12, 1)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
LENGTHS = st.timedeltas(timedelta(0), timedelta(days=4000))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (MONDAY, "today"),
        (date(2025, 12, 2), "tomorrow"),
        (date(2025, 11, 30), "yesterday"),
        (date(2025, 12, 25), "Thursday 25 December"),
        (date(2026, 1, 5), "Monday 5 January 2026"),
    ],
)
def test_a_day_is_said_with_no_more_than_is_needed(day: date, said: str) -> None:
    assert dates.spoken(day, MONDAY) == said


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        (time(0, 0), "midnight"),
        (time(0, 5), "12:05am"),
        (time(9, 0), "9am"),
        (time(12, 0), "midday"),
        (time(12, 30), "12:30pm"),
        (time(16, 5), "4:05pm"),
    ],
)
def test_a_time_is_on_the_clock_of_twelve_hours(clock: time, said: str) -> None:
    assert dates.time_in_words(clock) == said


def test_a_moment_is_that_of_london() -> None:
    summer = datetime(2025, 6, 1, 23, 30, tzinfo=UTC)
    assert dates.when(summer) == "2 June 2025 at 12:30am"
    assert dates.when(summer, date(2025, 6, 1)) == "tomorrow at 12:30am"
    assert dates.machine(summer) == "2025-06-01T23:30:00Z"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(Refused, match="without a time zone"):
        dates.when(datetime(2025, 6, 1, 23, 30))  # noqa: DTZ001 - that is the fault


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=40), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(hours=3, minutes=50), "3 hours"),
        (timedelta(days=1200), "1,200 days"),
    ],
)
def test_a_duration_is_said_in_its_largest_whole_unit(length: timedelta, said: str) -> None:
    assert dates.duration(length) == said


def test_a_duration_less_than_nothing_is_refused() -> None:
    with pytest.raises(Refused, match="less than nothing"):
        dates.duration(timedelta(seconds=-1))


@settings(max_examples=50, deadline=None)
@given(DAYS, DAYS)
def test_what_is_said_of_a_day_tells_it_from_every_other(day: date, today: date) -> None:
    said = dates.spoken(day, today)
    around = [day + timedelta(days=n) for n in range(-400, 401, 1) if n]
    assert said not in {dates.spoken(other, today) for other in around}


@settings(max_examples=50, deadline=None)
@given(LENGTHS)
def test_a_duration_never_says_more_than_there_was(length: timedelta) -> None:
    number, _, unit = dates.duration(length).replace(",", "").partition(" ")
    units = {"day": timedelta(days=1), "hour": timedelta(hours=1), "minute": timedelta(minutes=1)}
    if number.isdigit():
        one = units[unit.rstrip("s")]
        assert int(number) * one <= length < (int(number) + 1) * one
    else:
        assert length < timedelta(minutes=1)


@settings(max_examples=50, deadline=None)
@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(LONDON)))  # noqa: DTZ001 - given their zone beside
def test_a_moment_is_the_same_for_people_and_machines(moment: datetime) -> None:
    read = datetime.fromisoformat(dates.machine(moment))
    assert dates.when(read) == dates.when(moment.astimezone(UTC))
