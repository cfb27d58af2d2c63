"""The picture of diverging bars: the better answers to the right, the worse ones to the left.

The sides are told apart by where they stand and by white rules as well as by their inks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from touchpoint.papers.charts.drawing.columns import (
    NumbersColumn,
    aside_written,
    columns_written,
    taken_by,
)
from touchpoint.papers.charts.drawing.fixed import Layer, box, written
from touchpoint.papers.charts.drawing.frames import (
    Part,
    across,
    down,
    layered,
    nothing,
    of,
    whole,
)
from touchpoint.papers.charts.drawing.placing import Ends, width_of
from touchpoint.papers.charts.drawing.sideways import SHORTHANDS, name_axis, names_of
from touchpoint.papers.charts.drawing.swatches import Fill, key_of_fills
from touchpoint.papers.charts.plain import AnswersRow, DivergingChart
from touchpoint.papers.charts.style import (
    BETTER,
    INK,
    MIDDLE,
    ROW,
    SMALL,
    SUPPRESSED,
    WIDTH,
    WORSE,
)
from touchpoint.papers.charts.wording import said
from touchpoint.statistics.rounding import round_half_up

HALF: Final = 0.33
"""Half the height of a bar, in rows."""
RULES: Final = (-0.22, 0.22)
"""Where the white rules of the worse answers lie within their bar, in rows."""
LEAST: Final = 21.0
"""How wide a part must be for its number to be written in it."""


HIDDEN: Final = Fill(ink="#ffffff", dashed=True)


def answers_spec(chart: DivergingChart) -> dict[str, Any]:
    """The picture of diverging bars as a spec."""
    if not any(row.status == "shown" for row in chart.rows):
        empty = nothing("No figure can be shown.", WIDTH)
        return whole([empty], chart.title, chart.notes, WIDTH)
    fills = fills_of(len(chart.answers))
    bars = _Bars(chart, fills)
    parts = [bars.drawn(), _key(chart, fills, WIDTH - bars.taken)]
    return whole(parts, chart.title, chart.notes, WIDTH)


def fills_of(answers: int) -> list[Fill]:
    """The look of every answer of a scale, the best first."""
    side = answers // 2
    few = {1: (0,), 2: (0, 2)}.get(side, (0, 1, 2))
    better = [Fill(ink=BETTER[place]) for place in few]
    worse = [Fill(ink=WORSE[place], ruled=True) for place in reversed(few)]
    return [*better, *([Fill(ink=MIDDLE)] if answers % 2 else []), *worse]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """A part of a bar, from left to right."""

    row: int
    low: float
    high: float
    fill: Fill
    text: str


def _parts(place: int, row: AnswersRow, fills: Sequence[Fill]) -> list[_Part]:
    """The parts of a bar: the worse answers left of the middle, the better ones right of it."""
    side, odd = len(fills) // 2, len(fills) % 2
    middle = (row.shares[side] or 0.0) if odd else 0.0
    found = []
    edge = middle / 2
    for share, fill in zip(row.shares[side - 1 :: -1], fills[side - 1 :: -1], strict=True):
        if share:
            found.append(_part(place, edge, edge + share, fill))
            edge += share
    right = edge
    edge = -middle / 2
    for share, fill in zip(row.shares[side + odd :], fills[side + odd :], strict=True):
        if share:
            found.append(_part(place, edge - share, edge, fill))
            edge -= share
    if middle:
        found.append(_part(place, -middle / 2, middle / 2, fills[side]))
    if row.hidden is not None:
        start = _start_of_hidden(row, (edge, right), row.hidden)
        found.append(
            _Part(row=place, low=start, high=start + row.hidden, fill=HIDDEN, text=SUPPRESSED)
        )
    return found


def _start_of_hidden(row: AnswersRow, ends: Ends, hidden: float) -> float:
    """Where what is hidden begins: at the end of its side, or apart where it lies on both."""
    side = len(row.shares) // 2
    if None not in row.shares[: side + len(row.shares) % 2]:
        return ends[0] - hidden
    return ends[1] + (0.0 if None not in row.shares[side:] else 0.03)


def _part(place: int, low: float, high: float, fill: Fill) -> _Part:
    text = f"{round_half_up(100 * (high - low), 0)}"
    return _Part(row=place, low=low, high=high, fill=fill, text=text)


class _Bars:
    """The bars of all questions with their numbers at the right."""

    def __init__(self, chart: DivergingChart, fills: Sequence[Fill]) -> None:
        self.chart = chart
        self.names, self.taken = names_of([row.label for row in chart.rows])
        self.columns = _columns(chart)
        self.wide = WIDTH - self.taken - taken_by(self.columns)
        shown = [(at, row) for at, row in enumerate(chart.rows) if row.status == "shown"]
        self.parts = [part for at, row in shown for part in _parts(at, row, fills)]
        low = min(part.low for part in self.parts)
        high = max(part.high for part in self.parts)
        span = high - low
        self.ends: Ends = (min(low, -0.05) - span * 0.03, max(high, 0.05) + span * 0.03)
        self.below = alt.Axis(
            title=None, labelExpr="format(abs(datum.value), '.0%')", tickCount=6, domain=False
        )
        self.beside = name_axis(self.names)

    def drawn(self) -> Part:
        layers = [*self._middle(), *self._fills(), *self._numbers(), *self._not_shown()]
        layers += columns_written(self.columns, self.wide)
        return layered(layers, width=self.wide, height=ROW * len(self.chart.rows))

    def _x(self, field: str) -> alt.X:
        return across(field, self.ends, self.below)

    def _y(self, field: str = "row") -> alt.Y:
        return down(field, len(self.chart.rows), self.beside)

    def _fills(self) -> Iterator[Layer]:
        for fill in dict.fromkeys(part.fill for part in self.parts):
            rows = [
                {"low": part.low, "high": part.high, "top": part.row - HALF, "end": part.row + HALF}
                for part in self.parts
                if part.fill == fill
            ]
            bars = of(rows).mark_rect(**fill.settings())
            yield bars.encode(
                x=self._x("low"), x2=alt.X2("high:Q"), y=self._y("top"), y2=alt.Y2("end:Q")
            )
        worse = [
            {"low": part.low, "high": part.high, "row": part.row + rule}
            for part in self.parts
            if part.fill.ruled
            for rule in RULES
        ]
        if worse:
            rules = of(worse).mark_rule(color="white", strokeWidth=1.3)
            yield rules.encode(x=self._x("low"), x2=alt.X2("high:Q"), y=self._y())

    def _middle(self) -> Iterator[Layer]:
        yield of([{"at": 0}]).mark_rule(color=INK, strokeWidth=1).encode(x=self._x("at"))

    def _numbers(self) -> Iterator[Layer]:
        low, high = self.ends
        for part in self.parts:
            if self.wide * (part.high - part.low) / (high - low) >= LEAST:
                x = self.wide * ((part.low + part.high) / 2 - low) / (high - low)
                yield written(
                    part.text, x, ROW * (part.row + 0.5), fontSize=SMALL, align="center",
                    color="white" if part.fill.ink in (BETTER[0], WORSE[0]) else INK,
                )  # fmt: skip

    def _not_shown(self) -> Iterator[Layer]:
        for place, row in enumerate(self.chart.rows):
            if row.status != "shown":
                words, middle = " ".join(SHORTHANDS[row.status]), ROW * (place + 0.5)
                yield box((4, middle - 7, 8 + width_of(words, SMALL), middle + 7), color="white")
                yield written(words, 6, middle, fontSize=SMALL)


def _columns(chart: DivergingChart) -> list[NumbersColumn]:
    rows = chart.rows
    best = [row.best() for row in rows]
    columns = [
        NumbersColumn(
            heading=(chart.best,),
            texts=tuple(
                said(share, "share") if share is not None else _instead(row)
                for row, share in zip(rows, best, strict=True)
            ),
        ),
        NumbersColumn(
            heading=("answers",),
            texts=tuple(f"{row.base:,}" if row.base is not None else "" for row in rows),
        ),
        NumbersColumn(
            heading=("do not", "know"), texts=tuple(aside_written(row.do_not_know) for row in rows)
        ),
        NumbersColumn(
            heading=("does not", "apply"),
            texts=tuple(aside_written(row.not_applicable) for row in rows),
        ),
    ]
    return [column for column in columns if any(column.texts)]


def _instead(row: AnswersRow) -> str:
    return SUPPRESSED if row.status == "shown" else ""


def _key(chart: DivergingChart, fills: Sequence[Fill], wide: float) -> Part:
    """The answers in the order of the bars, worst first, each with its look."""
    entries: list[tuple[str, Fill | None]] = []
    entries += list(zip(chart.answers, fills, strict=True))[::-1]
    hidden = any(row.hidden is not None for row in chart.rows)
    if hidden:
        entries.append((f"{SUPPRESSED} suppressed", HIDDEN))
    statuses = {row.status for row in chart.rows}
    for count in (c for row in chart.rows for c in (row.do_not_know, row.not_applicable)):
        if isinstance(count, str):
            statuses.add(count)
    for status, (sign, words) in SHORTHANDS.items():
        if status in statuses and not (hidden and sign == SUPPRESSED):
            entries.append((f"{sign} {words}", None))
    return key_of_fills(entries, wide)
