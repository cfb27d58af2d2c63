"""The picture of a roadmap: the points of a journey along a line, each with what became of it."""

from collections.abc import Iterator
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
    mark,
    nothing,
    of,
    whole,
)
from touchpoint.papers.charts.drawing.placing import shortened, width_of, wrapped
from touchpoint.papers.charts.drawing.sideways import SHORTHANDS
from touchpoint.papers.charts.drawing.swatches import Fill, key_of_fills
from touchpoint.papers.charts.plain import RoadmapChart, RoadmapPoint
from touchpoint.papers.charts.style import (
    BETTER,
    INK,
    NOT_APPLICABLE,
    ROW,
    SMALL,
    SUPPRESSED,
    WIDTH,
    WORSE,
    Look,
)
from touchpoint.papers.charts.wording import said

HALF: Final = 0.27
START: Final = -0.075
"""Where the line of the journey stands, left of the bars."""
DONE: Final = Fill(ink=BETTER[0])
LATE: Final = Fill(ink=WORSE[1], ruled=True)
NOT_DONE: Final = Fill(ink="#ffffff", outlined=True)
NAME: Final = 168.0
"""How wide the name of a point may be before it goes on in a second line."""
LINES: Final = 2
WIDER: Final = 1.05
"""How much wider than reckoned names may be, on machines with none of the house's fonts."""
LEAST: Final = 24.0
"""How wide a part must be for its shorthand to be written in it."""
STATION: Final = Look(shape="circle", ink=INK, size=70, words="")
UNKNOWN: Final = Look(shape="circle", ink=INK, size=70, words="", filled=False)


def roadmap_spec(chart: RoadmapChart) -> dict[str, Any]:
    """The picture of a roadmap as a spec."""
    if not any(point.status == "shown" for point in chart.points):
        empty = nothing("No figure can be shown.", WIDTH)
        return whole([empty], chart.title, chart.notes, WIDTH)
    road = _Road(chart)
    parts = [road.drawn(), key_of_fills(_key(chart), WIDTH - road.taken)]
    return whole(parts, chart.title, chart.notes, WIDTH)


def _key(chart: RoadmapChart) -> list[tuple[str, Fill | None]]:
    points = chart.points
    entries: list[tuple[str, Fill | None]] = [("done, in time where there is a limit", DONE)]
    if any(isinstance(point.late, float) for point in points):
        entries.append(("done late", LATE))
    entries.append(("not done", NOT_DONE))
    statuses: set[str] = {point.status for point in points if not point.none_owed}
    statuses |= {
        part
        for p in points
        for part in (p.done, p.late, p.missed, p.cannot_tell)
        if isinstance(part, str)
    }
    entries += [
        (f"{sign} {words}", None)
        for status, (sign, words) in SHORTHANDS.items()
        if status in statuses
    ]
    if any(point.none_owed for point in points):
        entries.append((f"{NOT_APPLICABLE} owed to nobody", None))
    if any(point.part for point in points):
        entries.append(("* only partly known", None))
    return entries


class _Road:
    """The line of the journey with its bars, and the numbers at the right."""

    def __init__(self, chart: RoadmapChart) -> None:
        self.points = chart.points
        self.names = [_lines_of(point) for point in chart.points]
        widest = max(width_of(line, SMALL) for lines in self.names for line in lines)
        self.taken = widest * WIDER + 10
        self.columns = _columns(chart)
        self.wide = WIDTH - self.taken - taken_by(self.columns)
        self.ends = (START * 1.6, 1.0)
        self.below = alt.Axis(
            format=".0%", title="share of those owed", values=[0, 0.25, 0.5, 0.75, 1], domain=False
        )
        self.beside = alt.Axis(grid=False, ticks=False, domain=False, labels=False, title=None)

    def drawn(self) -> Part:
        layers = [*self._line(), *self._named(), *self._bars(), *self._not_shown()]
        layers += columns_written(self.columns, self.wide)
        return layered(layers, width=self.wide, height=ROW * len(self.points))

    def _x(self, field: str) -> alt.X:
        return across(field, self.ends, self.below)

    def _y(self, field: str = "row") -> alt.Y:
        return down(field, len(self.points), self.beside)

    def _line(self) -> Iterator[Layer]:
        ends = [{"at": START, "row": 0, "last": len(self.points) - 1}]
        line = of(ends).mark_rule(color=INK, strokeWidth=2)
        yield line.encode(x=self._x("at"), y=self._y(), y2=alt.Y2("last:Q"))
        for look, shown in ((STATION, True), (UNKNOWN, False)):
            rows = [
                {"at": START, "row": place}
                for place, point in enumerate(self.points)
                if (point.done_share is not None) is shown
            ]
            if rows:
                yield mark(rows, look, self._x("at"), self._y())

    def _named(self) -> Iterator[Layer]:
        """The name of each point, in one line or two, with the room that they may take."""
        yield box((-self.taken, 0, 1 - self.taken, 1), color="white", opacity=0)
        for place, lines in enumerate(self.names):
            top = ROW * (place + 0.5) - 6.5 * (len(lines) - 1)
            for number, line in enumerate(lines):
                yield written(line, -4, top + 13 * number, fontSize=SMALL, align="right")

    def _bars(self) -> Iterator[Layer]:
        told = [(place, p, p.done_share) for place, p in enumerate(self.points)]
        shown = [(place, point, done) for place, point, done in told if done is not None]
        yield self._bar(self._outlines(), NOT_DONE)
        yield self._bar([(place, 0.0, done) for place, _, done in shown if done], DONE)
        late = [
            (place, done, done + point.late)
            for place, point, done in shown
            if isinstance(point.late, float) and point.late
        ]
        if late:
            yield self._bar(late, LATE)
            for rule in (-0.12, 0.0, 0.12):
                rows = [{"low": low, "high": high, "row": at + rule} for at, low, high in late]
                lines = of(rows).mark_rule(color="white", strokeWidth=1.2)
                yield lines.encode(x=self._x("low"), x2=alt.X2("high:Q"), y=self._y())
        for place, point, done in shown:
            if point.late == "suppressed":
                yield from self._hidden(place, done, 1.0)

    def _outlines(self) -> list[tuple[int, float, float]]:
        """The whole of each point; of one whose share done is kept back, what was not done."""
        whole = [(n, 0.0, 1.0) for n, p in enumerate(self.points) if p.done_share is not None]
        parts = [
            (n, 1 - p.missed, 1.0)
            for n, p in enumerate(self.points)
            if p.done_share is None and isinstance(p.missed, float)
        ]
        return sorted([*whole, *parts])

    def _hidden(self, place: int, low: float, high: float) -> Iterator[Layer]:
        """The sign of what is kept back, in the part that it would take."""
        if self._across(high - low) > self._across(0) + LEAST:
            at = self._across((low + high) / 2)
            yield written(SUPPRESSED, at, ROW * (place + 0.5), fontSize=SMALL, align="center")

    def _bar(self, parts: list[tuple[int, float, float]], fill: Fill) -> alt.Chart:
        rows = [
            {"low": low, "high": high, "top": place - HALF, "end": place + HALF}
            for place, low, high in parts
        ]
        drawn: alt.Chart = (
            of(rows)
            .mark_rect(**fill.settings())
            .encode(x=self._x("low"), x2=alt.X2("high:Q"), y=self._y("top"), y2=alt.Y2("end:Q"))
        )
        return drawn

    def _not_shown(self) -> Iterator[Layer]:
        for place, point in enumerate(self.points):
            if point.done == "suppressed" and isinstance(point.missed, float):
                yield from self._hidden(place, 0.0, 1 - point.missed)
            elif point.done_share is None:
                sign, words = SHORTHANDS["suppressed" if point.done else point.status]
                if point.none_owed:
                    sign, words = NOT_APPLICABLE, "owed to nobody"
                text = f"{sign} {words}"
                yield written(text, self._across(0.02), ROW * (place + 0.5), fontSize=SMALL)

    def _across(self, value: float) -> float:
        low, high = self.ends
        return self.wide * (value - low) / (high - low)


def _lines_of(point: RoadmapPoint) -> list[str]:
    """The name of a point in lines, with a star where it is only partly known."""
    lines = wrapped(point.label + ("*" if point.part else ""), NAME, SMALL)
    if len(lines) > LINES:
        rest = " ".join(lines[LINES - 1 :])
        lines = [*lines[: LINES - 1], shortened(rest, max(len(line) for line in lines))]
    return lines


def _columns(chart: RoadmapChart) -> list[NumbersColumn]:
    points = chart.points
    columns = [
        NumbersColumn(
            heading=("right",),
            texts=tuple((point.right or "").removeprefix("Right ") for point in points),
        ),
        NumbersColumn(heading=("done",), texts=tuple(_written(point.done) for point in points)),
        NumbersColumn(heading=("late",), texts=tuple(_late(point) for point in points)),
        NumbersColumn(
            heading=("not", "done"), texts=tuple(_written(point.not_done) for point in points)
        ),
        NumbersColumn(
            heading=("owed",),
            texts=tuple(f"{point.base:,}" if point.base is not None else "" for point in points),
        ),
        NumbersColumn(
            heading=("cannot", "tell"),
            texts=tuple(aside_written(point.cannot_tell) for point in points),
        ),
    ]
    return [column for column in columns if any(column.texts)]


def _written(part: float | str | None) -> str:
    """A share of a point, or the sign of one that is kept back."""
    if part is None:
        return ""
    return SUPPRESSED if isinstance(part, str) else said(part, "share")


def _late(point: RoadmapPoint) -> str:
    if point.status == "shown" and point.late is None:
        return "no limit"
    return _written(point.late)
