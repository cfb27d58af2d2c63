"""Columns of numbers written right of a picture, row by row, under short headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from touchpoint.papers.charts.drawing.fixed import Layer, written
from touchpoint.papers.charts.drawing.placing import width_of
from touchpoint.papers.charts.plain import Aside
from touchpoint.papers.charts.style import MISSING, QUIET, ROW, SMALL, SUPPRESSED

BETWEEN: Final = 14.0
HEADING_LINE: Final = 13.0


@dataclass(frozen=True, kw_only=True, slots=True)
class NumbersColumn:
    """A heading, in one or two lines, with a text for every row."""

    heading: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def wide(self) -> float:
        """How wide the column is."""
        return max(width_of(text, SMALL) for text in (*self.heading, *self.texts)) + BETWEEN


def taken_by(columns: Sequence[NumbersColumn]) -> float:
    """How wide all columns are together."""
    return sum(column.wide for column in columns)


def columns_written(columns: Sequence[NumbersColumn], left: float) -> Iterator[Layer]:
    """The columns from left to right, each flush with its right edge."""
    for column in columns:
        left += column.wide
        for line, heading in enumerate(reversed(column.heading)):
            y = -9 - HEADING_LINE * line
            yield written(heading, left, y, fontSize=SMALL, color=QUIET, align="right")
        for row, text in enumerate(column.texts):
            yield written(text, left, ROW * (row + 0.5), fontSize=SMALL, align="right")


def aside_written(count: Aside) -> str:
    """A count of a column, or its shorthand."""
    if isinstance(count, int):
        return f"{count:,}"
    return {"suppressed": SUPPRESSED, "missing": MISSING, None: ""}[count]
