"""Days and times as people type them: 1 12 25, 1/12/2025, Dec, yesterday, 4.05pm, 1605."""

import re
from datetime import date, time, timedelta
from typing import Final

from touchpoint.calendar.periods import MONTHS

_ORDINAL: Final = re.compile(r"^(\d{1,2})(st|nd|rd|th)?$")
_WHOLE: Final = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[\s./-]+([a-z]+|\d{1,2})[\s./,-]+(\d{2,4})$")
_ISO: Final = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_CLOCK: Final = re.compile(
    r"^(\d{1,2})(?:[:.\sh]?(\d{2}))?\s*(?:(am|pm|a\.m\.|p\.m\.)|(h|hrs?|hours?)\.?)?$"
)
_END_OF_DAY: Final = re.compile(r"^24[:.\sh]?(00)?\s*(h|hrs?|hours?)?\.?$")
_SHORTEST_MONTH: Final = 3
_CENTURY: Final = 100
_HALF_DAY: Final = 12
_LAST_HOUR: Final = 23


def day_number(text: str) -> int | None:
    """The day of a month: 1, 01 or 1st."""
    found = _ORDINAL.match(_plain(text))
    return int(found[1]) if found else None


def month_number(text: str) -> int | None:
    """The month of a year: 12, Dec or December."""
    word = _plain(text).rstrip(".")
    if word.isascii() and word.isdigit():
        return int(word)
    if len(word) < _SHORTEST_MONTH:
        return None
    return next((n for n, name in enumerate(MONTHS, 1) if name.startswith(word)), None)


def year_number(text: str, latest: int | None) -> int | None:
    """A year of four digits, or of two when it is known which century is meant.

    Of two digits it is the last such year that is not after `latest`.
    """
    word = _plain(text)
    if not (word.isascii() and word.isdigit()):
        return None
    if len(word) == 4:  # noqa: PLR2004 - a year as it is written
        return int(word)
    if len(word) == 2 and latest is not None:  # noqa: PLR2004 - the same without its century
        year = latest - latest % _CENTURY + int(word)
        return year if year <= latest else year - _CENTURY
    return None


def parts_of(text: str, today: date | None) -> tuple[str, str, str] | None:
    """The day, month and year of a whole date that was typed or pasted into one box."""
    word = _plain(text)
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(word)
    if near is not None and today is not None:
        day = today + timedelta(days=near)
        return str(day.day), str(day.month), str(day.year)
    if found := _ISO.match(word):
        return found[3], found[2], found[1]
    if found := _WHOLE.match(word):
        return found[1], found[2], found[3]
    return None


def clock(text: str) -> time | None:
    """A time of day, on the 24-hour or the 12-hour clock."""
    word = _plain(text)
    if word in {"midday", "noon", "midnight"}:
        return time(0 if word == "midnight" else _HALF_DAY)
    found = _CLOCK.match(word)
    if not found or _of_either_half(found):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    if half:
        if not 1 <= hour <= _HALF_DAY:
            return None
        hour = hour % _HALF_DAY + (_HALF_DAY if half == "pm" else 0)
    return time(hour, minute) if hour <= _LAST_HOUR and minute < 60 else None  # noqa: PLR2004 - an hour


def must_be(text: str) -> str:
    """What a text that is no time of day must be to be one, in words that complete "it must …"."""
    word = _plain(text)
    found = _CLOCK.match(word)
    if _END_OF_DAY.match(word):
        return "be 00:00 on the day after, if it was midnight"
    if found and _of_either_half(found):
        hour = found[1]
        either = "midday or midnight" if int(hour) == _HALF_DAY else f"{hour}am or {hour}pm"
        return f"say which half of the day: {either}"
    return "be a time, like 9:30am or 16:05"


def _of_either_half(found: re.Match[str]) -> bool:
    """Whether it is an hour alone that each half of the day has: 9, but neither 09 nor 21."""
    hour, *others = found.groups()
    return not any(others) and not hour.startswith("0") and int(hour) <= _HALF_DAY


def _plain(text: str) -> str:
    return " ".join(text.strip().lower().split())
