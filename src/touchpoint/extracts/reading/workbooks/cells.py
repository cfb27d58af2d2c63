"""The cells of a workbook as text, the way a person reads them, whatever the machine displayed."""

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal

Value = int | float | str | bool | time | date | datetime | timedelta | None
_LARGEST_PLAIN = 1e21
_SMALLEST_PLAIN = 1e-7


def text_of(value: Value) -> str:
    """A cell as text: ISO dates, whole numbers without .0, durations past 24 hours as 27:15:00."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return str(value)
        case float():
            return number(value)
        case datetime() | time():
            return _without_noughts(value)
        case timedelta():
            return duration(value)
        case date():
            return value.isoformat()
        case None:
            return ""


def _without_noughts(value: datetime | time) -> str:
    """A moment to the second, a fraction only where there is one; midnight is the day alone."""
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date().isoformat()
    whole = value.replace(microsecond=0, tzinfo=None)
    text = whole.isoformat(sep=" ") if isinstance(whole, datetime) else whole.isoformat()
    return f"{text}.{value.microsecond:06d}".rstrip("0") if value.microsecond else text


def number(value: float) -> str:
    """The shortest text that reads back as the same number; plain digits for ordinary sizes."""
    if not math.isfinite(value):
        return ""
    if value.is_integer() and abs(value) < _LARGEST_PLAIN:
        return str(int(value))
    shortest = repr(value)
    if "e" in shortest and _SMALLEST_PLAIN <= abs(value) < _LARGEST_PLAIN:
        return format(Decimal(shortest), "f")
    return shortest


def percentage(value: float) -> str:
    """A share as the percentage that the cell shows, without the noise of binary fractions."""
    shown = Decimal(f"{value:.15g}") * 100
    text = format(shown.normalize(), "f")
    return f"{text}%"


def padded(value: float, digits: int) -> str:
    """A number with the noughts before it that the cell shows."""
    return f"{int(value):0{digits}d}" if value.is_integer() and value >= 0 else number(value)


def duration(value: timedelta) -> str:
    """Hours, minutes and seconds, however many hours."""
    sign = "-" if value < timedelta(0) else ""
    value = abs(value)
    seconds, rest = divmod(value.microseconds, 1_000_000)
    seconds += value.days * 86400 + value.seconds
    hours, seconds = divmod(seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    fraction = f".{rest:06d}".rstrip("0") if rest else ""
    return f"{sign}{hours:02d}:{minutes:02d}:{seconds:02d}{fraction}"
