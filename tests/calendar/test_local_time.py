"""Holds local dates to the published clock changes, to the microsecond, and to the tz database."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoint.calendar import clock_changes, local_day, local_days, utc_of
from touchpoint.errors import Refused

LONDON = ZoneInfo("Europe/London")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
INSTANTS = st.datetimes(datetime(1970, 1, 1), datetime(2041, 12, 31, 23), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis takes naive bounds

# gov.uk, "When do the clocks change?": forward and back.
PUBLISHED = {
    2020: (date(2020, 3, 29), date(2020, 10, 25)),
    2021: (date(2021, 3, 28), date(2021, 10, 31)),
    2022: (date(2022, 3, 27), date(2022, 10, 30)),
    2023: (date(2023, 3, 26), date(2023, 10, 29)),
    2024: (date(2024, 3, 31), date(2024, 10, 27)),
    2025: (date(2025, 3, 30), date(2025, 10, 26)),
}


def micros(*instants: datetime) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.array([(instant - EPOCH) // TICK for instant in instants], np.int64)


def clock(text: str, fold: int = 0) -> datetime:
    """A time as a clock on the wall shows it."""
    return datetime.fromisoformat(text).replace(fold=fold)


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_clocks_change_at_one_in_the_morning_utc_on_the_published_days(year: int) -> None:
    rows = [row for row in clock_changes().to_pylist() if row["from_at"].year == year]
    forward, back = PUBLISHED[year]
    assert [(row["from_at"].isoformat(), row["offset_minutes"]) for row in rows] == [
        (f"{forward}T01:00:00+00:00", 60),
        (f"{back}T01:00:00+00:00", 0),
    ]


def test_the_table_of_clock_changes_begins_in_british_standard_time() -> None:
    table = clock_changes()
    assert {field.name: str(field.type) for field in table.schema} == {
        "from_at": "timestamp[us, tz=UTC]",
        "offset_minutes": "int32",
    }
    assert [(row["from_at"], row["offset_minutes"]) for row in table.slice(0, 2).to_pylist()] == [
        (EPOCH, 60),
        (datetime(1971, 10, 31, 2, tzinfo=UTC), 0),
    ]


def test_each_row_of_clock_changes_is_the_very_microsecond_at_which_the_offset_changed() -> None:
    for row in clock_changes().to_pylist()[1:]:
        at = row["from_at"].astimezone(UTC)
        offset = timedelta(minutes=row["offset_minutes"])
        assert at.astimezone(LONDON).utcoffset() == offset
        assert (at - TICK).astimezone(LONDON).utcoffset() != offset


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        # Midnight in winter is midnight UTC.
        (datetime(2024, 3, 30, 23, 59, 59, 999999, tzinfo=UTC), date(2024, 3, 30)),
        (datetime(2024, 3, 31, tzinfo=UTC), date(2024, 3, 31)),
        # From the evening of the change in March it is 23:00 UTC.
        (datetime(2024, 3, 31, 22, 59, 59, 999999, tzinfo=UTC), date(2024, 3, 31)),
        (datetime(2024, 3, 31, 23, tzinfo=UTC), date(2024, 4, 1)),
        # The last summer midnight and the first winter one.
        (datetime(2024, 10, 26, 22, 59, 59, 999999, tzinfo=UTC), date(2024, 10, 26)),
        (datetime(2024, 10, 26, 23, tzinfo=UTC), date(2024, 10, 27)),
        (datetime(2024, 10, 27, 23, 59, 59, 999999, tzinfo=UTC), date(2024, 10, 27)),
        (datetime(2024, 10, 28, tzinfo=UTC), date(2024, 10, 28)),
        # British Standard Time: an hour ahead in January too.
        (datetime(1971, 1, 1, 23, tzinfo=UTC), date(1971, 1, 2)),
    ],
)
def test_an_instant_falls_on_its_local_day_to_the_microsecond(instant: datetime, day: date) -> None:
    assert local_day(instant) == day
    assert local_days(micros(instant)).tolist() == [day]


@given(instants=st.lists(INSTANTS, max_size=30))
def test_many_local_days_are_what_the_tz_database_says_of_each(instants: list[datetime]) -> None:
    assert local_days(micros(*instants)).tolist() == [
        instant.astimezone(LONDON).date() for instant in instants
    ]


@given(row=st.sampled_from(clock_changes().to_pylist()), off=st.integers(-90_000, 90_000))
def test_local_days_hold_within_a_day_of_every_clock_change(
    row: dict[str, datetime], off: int
) -> None:
    instant = max(EPOCH, row["from_at"].astimezone(UTC) + timedelta(seconds=off))
    for near in (instant, instant + TICK):
        assert local_days(micros(near)).tolist() == [near.astimezone(LONDON).date()]


def test_local_days_keep_the_shape_and_type_promised_and_take_nothing_at_all() -> None:
    assert local_days(np.array([], np.int64)).dtype == np.dtype("datetime64[D]")
    assert local_days(np.zeros(3, np.int64)).tolist() == [date(1970, 1, 1)] * 3


def test_an_instant_given_in_another_zone_falls_on_the_same_local_day() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert local_day(datetime(2024, 6, 4, 7, 59, tzinfo=tokyo)) == date(2024, 6, 3)
    assert local_day(datetime(2024, 6, 4, 8, 0, tzinfo=tokyo)) == date(2024, 6, 4)


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(Refused, match="2024-06-03T12:00:00 has no time zone"):
        local_day(clock("2024-06-03T12:00"))


@pytest.mark.parametrize(
    "bad", [-1, int(micros(datetime(2042, 1, 1, tzinfo=UTC))[0]), np.iinfo(np.int64).min]
)
def test_instants_outside_the_table_or_missing_are_refused_and_counted(bad: int) -> None:
    with pytest.raises(Refused, match="1 of 2 instants lie outside 1970 to 2041"):
        local_days(np.array([0, bad], np.int64))


def test_the_first_and_last_microseconds_of_the_table_have_local_days() -> None:
    last = datetime(2041, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
    assert local_days(micros(EPOCH, last)).tolist() == [date(1970, 1, 1), date(2041, 12, 31)]


def test_instants_that_are_not_whole_numbers_are_refused() -> None:
    with pytest.raises(Refused, match="float64"):
        local_days(np.array([0.5]))


@pytest.mark.parametrize(
    ("shown", "fold", "instant"),
    [
        ("2024-01-15T09:30", 0, datetime(2024, 1, 15, 9, 30, tzinfo=UTC)),
        ("2024-06-15T09:30", 0, datetime(2024, 6, 15, 8, 30, tzinfo=UTC)),
        ("2024-10-27T01:30", 0, datetime(2024, 10, 27, 0, 30, tzinfo=UTC)),
        ("2024-10-27T01:30", 1, datetime(2024, 10, 27, 1, 30, tzinfo=UTC)),
        ("2024-10-27T00:59:59.999999", 0, datetime(2024, 10, 26, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2024-10-27T02:00", 0, datetime(2024, 10, 27, 2, tzinfo=UTC)),
        ("2024-03-31T00:59:59.999999", 0, datetime(2024, 3, 31, 0, 59, 59, 999999, tzinfo=UTC)),
        ("2024-03-31T02:00", 0, datetime(2024, 3, 31, 1, tzinfo=UTC)),
    ],
)
def test_a_clock_time_is_read_as_the_instant_it_was(
    shown: str, fold: int, instant: datetime
) -> None:
    assert utc_of(clock(shown, fold)) == instant
    assert utc_of(clock(shown, fold)).utcoffset() == timedelta(0)


@pytest.mark.parametrize("shown", ["2024-03-31T01:00", "2024-03-31T01:59:59.999999"])
@pytest.mark.parametrize("fold", [0, 1])
def test_a_time_in_the_hour_that_march_skips_is_refused(shown: str, fold: int) -> None:
    with pytest.raises(Refused, match="No clock in England and Wales showed 2024-03-31 01:"):
        utc_of(clock(shown, fold))


def test_a_clock_time_that_already_has_a_zone_is_refused() -> None:
    with pytest.raises(Refused, match="already carries a time zone"):
        utc_of(datetime(2024, 6, 3, tzinfo=UTC))


@given(instant=INSTANTS)
def test_every_instant_comes_back_from_what_the_clock_showed(instant: datetime) -> None:
    shown = instant.astimezone(LONDON)
    assert utc_of(shown.replace(tzinfo=None)) == instant
