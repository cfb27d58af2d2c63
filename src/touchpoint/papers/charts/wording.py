"""How figures, periods and lists are written on charts and in their alternative texts.

Rounded once, here, half up (statistics.rounding); months and quarters in words a board reads.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from touchpoint.calendar import read_period
from touchpoint.errors import Refused
from touchpoint.papers.charts.plain import Scale
from touchpoint.statistics.rounding import round_half_up

NAMED: Final = 6
"""How many things a sentence names before it only counts the rest."""

_PLACES: Final[dict[Scale, int]] = {"share": 1, "per_1000": 2, "count": 0, "score": 2}
_AXES: Final[dict[Scale, str]] = {
    "share": ".0%",
    "per_1000": ",.2~f",
    "count": ",.2~f",
    "score": ".1f",
}


NARROW: Final = 0.06
"""Below which span of a share whole per cents would stand on an axis more than once."""


def axis_format(scale: Scale, ends: tuple[float, float]) -> str:
    """How the numbers of an axis are written."""
    narrow = scale == "share" and ends[1] - ends[0] < NARROW
    return ".1%" if narrow else _AXES[scale]


def said(value: float, scale: Scale) -> str:
    """A value as it is read: 62.0%, 3.80, 1,234."""
    if scale == "share":
        return f"{round_half_up(100 * value, 1):,}%"
    places = 1 if scale == "count" and value != round(value) else _PLACES[scale]
    return f"{round_half_up(value, places):,}"


def between(low: float, high: float, scale: Scale) -> str:
    """An interval as it is read: 55.0% to 69.0%."""
    return f"{said(low, scale)} to {said(high, scale)}"


def points(value: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    rounded = round_half_up(100 * value, 1) or 0
    return f"{rounded:+}" if rounded else "0.0"


def period_in_words(label: str) -> str:
    """A period as a board reads it: Jun 2024, Q1 2024-25; anything else as it is."""
    try:
        period = read_period(label)
    except Refused:
        return label
    if period.kind == "month":
        return _month(period.from_on)
    if period.kind == "quarter":
        return f"{label[-2:]} {label[:-2]}"
    return label


def _month(day: date) -> str:
    return f"{day:%b %Y}"


def listed(names: Sequence[str], most: int = NAMED) -> str:
    """Names in a sentence; only the first of many, with how many more there are."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    if len(shown) == 1:
        return shown[0]
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: no point, 1 point, 2 points."""
    amount = "no" if number == 0 else f"{number:,}"
    return f"{amount} {one if number in (0, 1) else many or one + 's'}"


def sentences(parts: Iterable[str | None]) -> str:
    """Sentences as one text: each begins with a capital and ends with a full stop."""
    told = (part.strip() for part in parts if part and part.strip())
    return " ".join(
        text[0].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
        for text in told
    )
