"""The picture of small multiples: a panel for each group, all on one scale."""

from collections.abc import Iterator
from typing import Any

import altair as alt

from touchpoint.papers.charts.drawing.frames import (
    Part,
    across,
    key,
    labelled,
    layered,
    mark,
    nothing,
    of,
    up,
    whole,
)
from touchpoint.papers.charts.drawing.placing import Ends, ends_of, shortened, thinned
from touchpoint.papers.charts.drawing.sideways import SHORTHANDS
from touchpoint.papers.charts.plain import Figure, Panel, SmallMultiples
from touchpoint.papers.charts.style import BLUE, INK, QUIET, SMALL, WIDTH, Look
from touchpoint.papers.charts.wording import axis_format, period_in_words

ACROSS = 3
HIGH = 130
GAP = 46
NAME = 30
"""How many letters of a panel's name are written."""

POINT = Look(shape="circle", ink=BLUE, size=32, words="figure; the band is its interval")
PARTLY = Look(shape="circle", ink=BLUE, size=40, words="part period", filled=False)


def multiples_spec(chart: SmallMultiples) -> dict[str, Any]:
    """The picture of small multiples as a spec."""
    every = [figure for panel in chart.panels for figure in panel.figures]
    if not any(figure.shown for figure in every):
        empty = nothing("No figure can be shown.", WIDTH)
        return whole([empty], chart.title, chart.notes, WIDTH)
    ends = ends_of([v for f in every for v in (f.value, f.low, f.high)], chart.scale)
    columns = min(ACROSS, len(chart.panels))
    wide = (WIDTH - 40 - GAP * (columns - 1)) / columns
    panels = [_Panel(panel, chart, ends, wide).drawn() for panel in chart.panels]
    grid: Part = {"concat": panels, "columns": columns, "spacing": {"row": 14, "column": 14}}
    entries: list[Look | tuple[str, str]] = [POINT]
    if any(figure.part and figure.shown for figure in every):
        entries.append(PARTLY)
    statuses = {figure.status for figure in every}
    entries += [words for status, words in SHORTHANDS.items() if status in statuses]
    return whole([grid, key(entries, WIDTH)], chart.title, chart.notes, WIDTH)


class _Panel:
    """One panel: a band, a line, points, and shorthands where there is none."""

    def __init__(self, panel: Panel, chart: SmallMultiples, ends: Ends, wide: float) -> None:
        self.panel, self.chart, self.ends, self.wide = panel, chart, ends, wide
        self.sides: Ends = (-0.5, len(panel.figures) - 0.5)
        names = [period_in_words(figure.label) for figure in panel.figures] or [""]
        places = thinned(names, wide)
        self.below = alt.Axis(grid=False, **labelled(names, places))
        self.beside = alt.Axis(
            format=axis_format(chart.scale, self.ends), title=None, tickCount=4, domain=False
        )

    def drawn(self) -> Part:
        title = alt.TitleParams(
            text=shortened(self.panel.label, NAME), fontSize=12, offset=4, anchor="start"
        )
        layers = [*self._band(), *self._course(), *self._marks(), *self._words()]
        return layered(layers, width=self.wide, height=HIGH, title=title)

    def _x(self) -> alt.X:
        return across("at", self.sides, self.below)

    def _y(self, field: str = "value") -> alt.Y:
        return up(field, self.ends, self.beside)

    def _rows(self, *, whole: bool = False) -> list[dict[str, Any]]:
        rows, stretch = [], 0
        for place, figure in enumerate(self.panel.figures):
            if figure.shown and not (whole and figure.part):
                rows.append(_row(place, figure) | {"of": stretch})
            else:
                stretch += 1
        return rows

    def _band(self) -> Iterator[alt.Chart]:
        rows = [row for row in self._rows(whole=True) if row["low"] is not None]
        if rows:
            area = of(rows).mark_area(color=BLUE, opacity=0.16)
            yield area.encode(
                x=self._x(), y=self._y("low"), y2=alt.Y2("high:Q"), detail=alt.Detail("of:N")
            )

    def _course(self) -> Iterator[alt.Chart]:
        rows = self._rows(whole=True)
        if rows:
            line = of(rows).mark_line(color=QUIET, strokeWidth=1.1)
            yield line.encode(x=self._x(), y=self._y(), detail=alt.Detail("of:N"))

    def _marks(self) -> Iterator[alt.Chart]:
        for look, part in ((POINT, False), (PARTLY, True)):
            rows = [
                _row(place, figure)
                for place, figure in enumerate(self.panel.figures)
                if figure.shown and figure.part is part
            ]
            if rows:
                yield mark(rows, look, self._x(), self._y())

    def _words(self) -> Iterator[alt.Chart]:
        rows = [
            {"at": place, "words": SHORTHANDS[figure.status][0]}
            for place, figure in enumerate(self.panel.figures)
            if not figure.shown
        ]
        if rows:
            text = of(rows).mark_text(fontSize=SMALL - 1, color=INK)
            yield text.encode(x=self._x(), y=alt.value(HIGH - 7), text=alt.Text("words:N"))


def _row(place: int, figure: Figure) -> dict[str, Any]:
    return {"at": place, "value": figure.value, "low": figure.low, "high": figure.high}
