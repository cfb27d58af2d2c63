"""Periods as they are written in sentences and at the head of rows and columns."""

from datetime import date
from typing import Final

from touchpoint.calendar import Period
from touchpoint.calendar.known import MONTHS
from touchpoint.calendar.periods import LENGTHS
from touchpoint.papers.description.periods import before

NUMBERS: Final = {3: "three", 6: "six", 12: "twelve"}


def day_in_words(day: date) -> str:
    """A day: 30 June 2024."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def in_words(period: Period) -> str:
    """A period in a sentence: April to June 2024, June 2024, the three months to June 2024."""
    first, last = period.from_on, period.to_on
    if period.kind == "month":
        return _month(first)
    if period.kind.startswith("rolling"):
        return f"the {NUMBERS[LENGTHS[period.kind]]} months to {_month(last)}"
    if first.year == last.year:
        return f"{MONTHS[first.month - 1]} to {_month(last)}"
    return f"{_month(first)} to {_month(last)}"


def heading(period: Period) -> str:
    """A period at the head of a row or a column: Q1 2024/25, Jun 2024, 3 months to Jun 2024."""
    if period.kind == "quarter":
        return f"{period.label[-2:]} {_year(period.label[:-2])}"
    if period.kind == "year":
        return _year(period.label)
    if period.kind == "month":
        return _short(period.from_on)
    return f"{LENGTHS[period.kind]} months to {_short(period.to_on)}"


def when(period: Period, own: Period) -> str:
    """Behind a figure: nothing where it is of the paper's own period."""
    return "" if period == own else f" in {in_words(period)}"


def when_before(period: Period, after: Period) -> str:
    """Behind the figure that another is held against: nothing where it is of the one before."""
    if period == before(after):
        return ""
    if period == after.same_last_year():
        return " a year earlier"
    return f" in {in_words(period)}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _short(day: date) -> str:
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def _year(label: str) -> str:
    return label.replace("-", "/")
