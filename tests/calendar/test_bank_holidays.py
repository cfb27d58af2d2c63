"""Holds the bank holidays to the dates gov.uk published, and later years to the Act's own rule."""

from datetime import date, timedelta

import holidays
import pytest
from tools.bank_holidays import bank_holidays_as_published

from touchpoint.calendar import FIRST_DAY, LAST_DAY, bank_holidays
from touchpoint.calendar.bank_holidays import FILE

# gov.uk, bank holidays in England and Wales, as published for each year: month and day.
PUBLISHED = {
    2010: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2011: "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27",
    2012: "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",
    2013: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2014: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2015: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2016: "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
    2017: "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}

# Years in which a proclamation moved a day or added one.
PROCLAIMED = {2011, 2012, 2020, 2022, 2023}


@pytest.mark.parametrize("year", PUBLISHED)
def test_each_year_has_exactly_the_bank_holidays_that_gov_uk_published(year: int) -> None:
    found = [f"{day:%m-%d}" for day in bank_holidays() if day.year == year]
    assert found == PUBLISHED[year].split()


@pytest.mark.parametrize("year", sorted(set(range(2010, 2041)) - PROCLAIMED))
def test_a_year_without_a_proclamation_follows_the_rule_of_the_act(year: int) -> None:
    assert {day for day in bank_holidays() if day.year == year} == _by_the_act(year)


def test_the_list_is_what_the_package_of_holidays_publishes_today() -> None:
    assert FILE.read_text(encoding="utf-8") == bank_holidays_as_published()


def test_wales_has_the_same_bank_holidays_as_england() -> None:
    years = range(FIRST_DAY.year, LAST_DAY.year + 1)
    wales = holidays.country_holidays("GB", subdiv="WLS", years=years, language="en_GB")
    assert {day for day in wales if day.weekday() < 5} == set(bank_holidays())


def test_every_bank_holiday_is_a_weekday_and_they_stand_in_order() -> None:
    days = list(bank_holidays())
    assert all(day.weekday() < 5 for day in days)
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2011, 4, 29), "Royal wedding"),
        (date(2012, 6, 4), "Spring bank holiday"),
        (date(2012, 6, 5), "Queen's Diamond Jubilee"),
        (date(2020, 5, 8), "Early May bank holiday"),
        (date(2020, 12, 28), "Boxing Day (substitute day)"),
        (date(2022, 1, 3), "New Year's Day (substitute day)"),
        (date(2022, 6, 2), "Spring bank holiday"),
        (date(2022, 6, 3), "Platinum Jubilee bank holiday"),
        (date(2022, 9, 19), "Bank holiday for the State Funeral of Queen Elizabeth II"),
        (date(2022, 12, 26), "Boxing Day"),
        (date(2022, 12, 27), "Christmas Day (substitute day)"),
        (date(2023, 5, 8), "Bank holiday for the coronation of King Charles III"),
        (date(2024, 8, 26), "Summer bank holiday"),
    ],
)
def test_a_bank_holiday_carries_its_plain_english_name(day: date, name: str) -> None:
    assert bank_holidays()[day] == name


def test_no_name_keeps_a_mark_of_the_package_it_came_from() -> None:
    assert not [name for name in bank_holidays().values() if "observed" in name]


def test_a_holiday_at_the_weekend_is_not_a_bank_holiday_itself() -> None:
    assert date(2021, 12, 25) not in bank_holidays()
    assert date(2022, 1, 1) not in bank_holidays()


def test_days_moved_by_proclamation_are_ordinary_again() -> None:
    moved_from = [date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)]
    assert not [day for day in moved_from if day in bank_holidays()]


def _by_the_act(year: int) -> set[date]:
    """Schedule 1 of the 1971 Act with the two days proclaimed every year, worked by hand."""
    easter = _easter(year)
    fixed = {
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        _monday_from(date(year, 5, 1)),
        _monday_from(date(year, 5, 25)),
        _monday_from(date(year, 8, 25)),
    }
    new_year = date(year, 1, 1)
    if new_year.weekday() >= 5:
        new_year = _monday_from(new_year)
    christmas = {
        5: {date(year, 12, 27), date(year, 12, 28)},  # Christmas Day on a Saturday
        6: {date(year, 12, 26), date(year, 12, 27)},
        4: {date(year, 12, 25), date(year, 12, 28)},
    }.get(date(year, 12, 25).weekday(), {date(year, 12, 25), date(year, 12, 26)})
    return fixed | {new_year} | christmas


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _easter(year: int) -> date:
    """The Gregorian Easter by Gauss's method, with its two exceptions, for 1900 to 2099."""
    moon = (19 * (year % 19) + 24) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    after = moon + sunday
    if (moon, sunday) == (29, 6) or ((moon, sunday) == (28, 6) and year % 19 > 10):
        after -= 7
    return date(year, 3, 22) + timedelta(days=after)
