"""The periods that figures are given for: months, financial quarters and years, rolling windows.

Written as the command's contract says: 2024-06; 2024-25Q1 for April to June 2024; 2024-25 for the
year from 1 April 2024; 2024-06/3 for the three months that end with June 2024.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from touchpoint.calendar.known import Known, known_of
from touchpoint.errors import Refused

Kind = Literal["month", "quarter", "year", "rolling3", "rolling6", "rolling12"]

ROLLING: Final[dict[int, Kind]] = {3: "rolling3", 6: "rolling6", 12: "rolling12"}
LENGTHS: Final[dict[Kind, int]] = {
    "month": 1,
    "quarter": 3,
    "year": 12,
    "rolling3": 3,
    "rolling6": 6,
    "rolling12": 12,
}

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
"""The names of the months, in small letters, as they are read."""

FORMS: Final = (
    "Periods are written 2024-06 (a month), 2024-25Q1 (a financial quarter: April to June 2024), "
    "2024-25 (a financial year) or 2024-06/3 (3, 6 or 12 months ending with June 2024)."
)
WRITTEN: Final = re.compile(r"([0-9]{4})-([0-9]{2})(?:Q([0-9])|/([0-9]{1,2}))?")

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
APRIL: Final = 3  # months after January: where the financial year begins
DECEMBER: Final = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """A stretch of whole calendar months with its written form; both ends are in it."""

    kind: Kind
    label: str
    from_on: date
    to_on: date

    def __post_init__(self) -> None:
        spelled = _spelled(self.kind, _start(self.kind, _number(self.from_on)))
        if (self.label, self.from_on, self.to_on) != spelled:
            label, from_on, to_on = spelled
            raise Refused(
                f"The {self.kind} {self.label!r} from {self.from_on} to {self.to_on} does not "
                f"hang together: {label} runs from {from_on} to {to_on}. {FORMS}"
            )

    def __contains__(self, day: date) -> bool:
        return self.from_on <= day <= self.to_on

    def next(self) -> "Period":
        """The period after: a rolling window moves on by one month."""
        return self._moved(_step(self.kind))

    def previous(self) -> "Period":
        """The period before: a rolling window moves back by one month."""
        return self._moved(-_step(self.kind))

    def same_last_year(self) -> "Period":
        """The same months a year earlier."""
        return self._moved(-12)

    def months(self) -> list["Period"]:
        """The calendar months it is made of, in order."""
        first = _number(self.from_on)
        return [_period("month", first + n) for n in range(LENGTHS[self.kind])]

    def known(self, from_on: date, to_on: date | None) -> Known:
        """How much of it is known when records run from one day to another (None: they run on)."""
        return known_of((self.from_on, self.to_on), from_on, to_on)

    def _moved(self, months: int) -> "Period":
        return _period(self.kind, _number(self.from_on) + months)


def read_period(text: str, kind: Kind | None = None) -> Period:
    """The period that a text names, of the kind given if one is.

    For twelve years of a century the same text names a month and a financial year (2010-11 is
    November 2010 and April 2010 to March 2011): it is read as the month unless kind says year.
    """
    found = WRITTEN.fullmatch(text)
    if found is None:
        raise Refused(f"{text!r} is not a period. {FORMS}")
    year, second = int(found[1]), int(found[2])
    if found[3] is not None:
        period = _read_quarter(text, year, second, int(found[3]))
    elif found[4] is not None:
        period = _read_rolling(text, year, second, found[4])
    else:
        period = _read_plain(text, year, second, kind)
    if kind is not None and period.kind != kind:
        raise Refused(f"{text!r} is a {period.kind} and a {kind} is wanted. {FORMS}")
    return period


def month_of(day: date) -> Period:
    """The calendar month that a day falls in."""
    return _period("month", _number(day))


def quarter_of(day: date) -> Period:
    """The financial quarter, which is also a calendar quarter, that a day falls in."""
    return _period("quarter", _start("quarter", _number(day)))


def year_of(day: date) -> Period:
    """The financial year, from 1 April, that a day falls in."""
    return _period("year", _start("year", _number(day)))


def rolling(month: str | Period, months: int) -> Period:
    """The 3, 6 or 12 months that end with a month."""
    last = read_period(month, "month") if isinstance(month, str) else month
    if last.kind != "month":
        raise Refused(
            f"A rolling window ends with a month, and {last.label} is a {last.kind}. {FORMS}"
        )
    if months not in ROLLING:
        raise Refused(f"A rolling window is 3, 6 or 12 months and not {months}. {FORMS}")
    return _period(ROLLING[months], _number(last.to_on) - months + 1)


def periods_between(kind: Kind, from_on: date, to_on: date) -> list[Period]:
    """Every period of a kind that holds any of the days from one to another, in order.

    A rolling window belongs to the month it ends with: there is one for each month touched.
    """
    if to_on < from_on:
        raise Refused(f"{to_on} is before {from_on}. Give the first day and then the last.")
    number = _number(from_on)
    if kind in ROLLING.values():
        number -= LENGTHS[kind] - 1
    period = _period(kind, _start(kind, number))
    found = [period]
    while period.to_on < to_on:
        period = period.next()
        found.append(period)
    return found


def _read_quarter(text: str, year: int, second: int, quarter: int) -> Period:
    _refuse_years_apart(text, year, second)
    if quarter not in range(1, 5):
        raise Refused(f"{text!r} names quarter {quarter}, and a year has quarters 1 to 4. {FORMS}")
    return _period("quarter", year * 12 + APRIL + 3 * (quarter - 1))


def _read_rolling(text: str, year: int, month: int, window: str) -> Period:
    if window not in {str(months) for months in ROLLING}:
        raise Refused(f"{text!r} asks for {window} months: windows are 3, 6 or 12 months. {FORMS}")
    if not 1 <= month <= DECEMBER:
        raise Refused(f"{text!r} names month {month:02}, and months are 01 to 12. {FORMS}")
    months = int(window)
    return _period(ROLLING[months], year * 12 + month - months)


def _read_plain(text: str, year: int, second: int, kind: Kind | None) -> Period:
    follows = second == (year + 1) % 100
    if follows and (kind == "year" or not 1 <= second <= DECEMBER):
        return _period("year", year * 12 + APRIL)
    if not 1 <= second <= DECEMBER:
        raise Refused(
            f"{text!r} is neither a month, since months are 01 to 12, nor a financial year, since "
            f"{year} is followed by {(year + 1) % 100:02}. {FORMS}"
        )
    return _period("month", year * 12 + second - 1)


def _refuse_years_apart(text: str, year: int, second: int) -> None:
    if second != (year + 1) % 100:
        raise Refused(
            f"{text!r} names a financial year from {year} to {second:02}, and the year that "
            f"begins in April {year} is {_year_label(year)}. {FORMS}"
        )


def _period(kind: Kind, first: int) -> Period:
    """The period of a kind whose first month has a number."""
    label, from_on, to_on = _spelled(kind, first)
    return Period(kind=kind, label=label, from_on=from_on, to_on=to_on)


def _spelled(kind: Kind, first: int) -> tuple[str, date, date]:
    """The written form, first day and last day of a period by the number of its first month."""
    after = first + _length(kind)
    if not (first >= FIRST_YEAR * 12 and after <= (LAST_YEAR + 1) * 12):
        raise Refused(
            f"Periods lie within {FIRST_YEAR} to {LAST_YEAR}, and this {kind} runs from "
            f"{_month_label(first)} to {_month_label(after - 1)}. Check the date."
        )
    return _label(kind, first), _first_day(first), _first_day(after) - timedelta(days=1)


def _label(kind: Kind, first: int) -> str:
    if kind == "month":
        return _month_label(first)
    if kind in {"quarter", "year"}:
        year, months_in = divmod(first - APRIL, 12)
        return _year_label(year) + (f"Q{months_in // 3 + 1}" if kind == "quarter" else "")
    return f"{_month_label(first + LENGTHS[kind] - 1)}/{LENGTHS[kind]}"


def _month_label(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _year_label(year: int) -> str:
    return f"{year:04}-{(year + 1) % 100:02}"


def _length(kind: Kind) -> int:
    if kind not in LENGTHS:
        raise Refused(f"{kind!r} is no kind of period. It is one of {', '.join(LENGTHS)}.")
    return LENGTHS[kind]


def _start(kind: Kind, number: int) -> int:
    """The number of the month in which the period of a kind that begins by a month begins."""
    step = _step(kind)
    return (number - APRIL) // step * step + APRIL


def _step(kind: Kind) -> int:
    """How many months on the next period of a kind begins."""
    return 1 if kind in ROLLING.values() else _length(kind)


def _number(day: date) -> int:
    """The number of a day's month, counted from the year 0 so that months add up."""
    if isinstance(day, datetime):
        # An instant in UTC late on the last of a summer month is already in the next one here.
        raise Refused(
            f"Periods hold dates, and {day.isoformat()} has a time of day. Take its local date "
            "first."
        )
    return day.year * 12 + day.month - 1


def _first_day(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
