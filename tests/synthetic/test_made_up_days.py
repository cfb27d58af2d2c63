"""Moments and working days of the made-up force are those of the house's calendar."""

from datetime import UTC, date, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from touchpoint.calendar import add_working_days, is_working_day, local_days, utc_of
from touchpoint.synthetic.drawing.arrays import Moments, ranges
from touchpoint.synthetic.drawing.days import Clock, day_number
from touchpoint.synthetic.drawing.dice import Dice
from touchpoint.synthetic.force.season import at_christmas, needs_chances, report_weights
from touchpoint.synthetic.tables.columns import dates, digits, spell, strings, words

CLOCK = Clock()
DAYS = st.dates(date(2011, 1, 1), date(2039, 12, 31))


def one(*numbers: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.array(numbers, dtype=np.int64)


@given(day=DAYS, second=st.integers(0, 86_399))
def test_an_instant_falls_on_the_day_of_its_moment(day: date, second: int) -> None:
    at = Moments(day=one(day_number(day)), second=one(second))
    assert local_days(CLOCK.instants(at)).tolist() == [day]


def test_half_past_nine_in_summer_is_half_past_eight_in_utc() -> None:
    at = Moments(day=one(day_number(date(2024, 6, 3))), second=one(9 * 3600 + 1800))
    instant = datetime.fromtimestamp(int(CLOCK.instants(at)[0]) / 1_000_000, UTC)
    assert instant == utc_of(datetime(2024, 6, 3, 9, 30))  # noqa: DTZ001 - the clock's own time
    assert instant.hour == 8


@given(day=DAYS, n=st.integers(0, 60))
def test_working_days_are_counted_as_the_calendar_counts_them(day: date, n: int) -> None:
    assert CLOCK.working_after(one(day_number(day)), one(n)).tolist() == [
        day_number(add_working_days(day, n))
    ]


@given(day=DAYS)
def test_a_court_sits_on_the_day_or_on_the_next_working_day(day: date) -> None:
    (sits,) = CLOCK.court_day(one(day_number(day))).tolist()
    expected = day if is_working_day(day) else add_working_days(day, 1)
    assert sits == day_number(expected)


@given(second=st.integers(0, 86_399), gap=st.integers(0, 30), seed=st.integers(0, 50), day=DAYS)
def test_what_follows_never_comes_before(second: int, gap: int, seed: int, day: date) -> None:
    at = Moments(day=one(day_number(day)), second=one(second))
    later = CLOCK.later(Dice(seed, 0), at, one(gap))
    assert later.day[0] == at.day[0] + gap
    assert CLOCK.instants(later)[0] >= CLOCK.instants(at)[0]
    assert 0 <= later.second[0] < 86_400


def test_the_christmas_fortnight_runs_from_20_december_to_2_january() -> None:
    days = [date(2023, 12, 19), date(2023, 12, 20), date(2024, 1, 2), date(2024, 1, 3)]
    found = at_christmas(one(*(day_number(day) for day in days)))
    assert found.tolist() == [False, True, True, False]


def test_a_lower_chance_in_late_december_leaves_the_share_of_the_quarter_as_planted() -> None:
    quarter = (date(2023, 10, 1), date(2023, 12, 31))
    chances, weights = needs_chances(quarter, 0.01), report_weights(quarter)
    whole = sum(c * w for c, w in zip(chances.tolist(), weights, strict=True)) / sum(weights)
    assert abs(whole - 0.01) < 1e-12
    assert chances[-1] == 0.005
    assert chances[0] > 0.01


@given(numbers=st.lists(st.integers(0, 99_999_999), max_size=20))
def test_an_id_spells_its_number(numbers: list[int]) -> None:
    spelled = strings(spell(len(numbers), "J", digits(one(*numbers), 8)))
    assert spelled.to_pylist() == [f"J{number:08}" for number in numbers]


@given(there=st.lists(st.booleans(), max_size=40))
def test_an_empty_cell_is_empty_whatever_stands_around_it(there: list[bool]) -> None:
    numbers = np.arange(len(there), dtype=np.int64)
    column = strings(spell(len(there), digits(numbers, 3)), np.array(there, dtype=np.bool_))
    column.validate(full=True)
    expected = [f"{n:03}" if here else None for n, here in enumerate(there)]
    assert column.to_pylist() == expected


def test_codes_become_words_and_days_become_dates() -> None:
    assert words(one(1, -1, 0), ("a", "b")).to_pylist() == ["b", None, "a"]
    assert dates(one(0, -1, 19_723), -1).to_pylist() == [date(1970, 1, 1), None, date(2024, 1, 1)]


def test_ranges_follow_one_another() -> None:
    assert ranges(one(3, 10, 20), one(2, 0, 3)).tolist() == [3, 4, 20, 21, 22]
    assert ranges(one(), one()).tolist() == []
