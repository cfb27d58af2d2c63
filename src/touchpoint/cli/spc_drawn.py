"""The rows of `touchpoint spc` as a terminal shows them: rounded, with fewer columns."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from touchpoint.papers.charts.plain import Scale
from touchpoint.papers.charts.wording import said

DRAWN = (
    "period", "numerator", "denominator", "value", "mean", "lower", "upper", "signal", "judgement",
    "note",
)  # fmt: skip
ROUNDED = ("value", "mean", "lower", "upper")


def drawn_rows(rows: Sequence[Mapping[str, Any]], scale: Scale) -> list[dict[str, Any]]:
    """The rows with their values as they are read; limits stay within what can be."""
    ends = (0.0, 1.0 if scale == "share" else math.inf)

    def read(value: float | None) -> str | None:
        return None if value is None else said(_within(value, ends), scale)

    return [{**row, **{name: read(row[name]) for name in ROUNDED}} for row in rows]


def _within(value: float, ends: tuple[float, float]) -> float:
    return min(max(value, ends[0]), ends[1])
