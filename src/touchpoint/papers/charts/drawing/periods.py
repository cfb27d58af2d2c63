"""The picture of series over periods: points with intervals, and lines that stop at breaks."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import altair as alt

from touchpoint.papers.charts.drawing.fixed import Layer, sign, written
from touchpoint.papers.charts.drawing.frames import (
    Part,
    across,
    key,
    labelled,
    layered,
    mark,
    nothing,
    of,
    whole,
)
from touchpoint.papers.charts.drawing.placing import (
    Ends,
    apart,
    ends_of,
    shortened,
    thinned,
    width_of,
)
from touchpoint.papers.charts.drawing.sideways import SHORTHANDS
from touchpoint.papers.charts.plain import Figure, Panel, PeriodsChart
from touchpoint.papers.charts.style import (
    HEIGHT,
    INK,
    QUIET,
    REBASE,
    SERIES,
    SMALL,
    WIDTH,
    Look,
)
from touchpoint.papers.charts.wording import axis_format, period_in_words, said

NAME: Final = 28
"""How many letters of a series' name are written."""
MOST_VALUED: Final = 12
"""Of how many periods of a single series every figure is written beside its point."""
TEXT_OF_STAR: Final = 13
APART: Final = 0.14
"""How far the points of series of one period stand apart, in periods."""
PARTLY: Final = Look(shape="circle", ink=QUIET, size=60, words="part period (hollow)", filled=False)


def periods_spec(chart: PeriodsChart) -> dict[str, Any]:
    """The picture of series over periods as a spec."""
    every = [figure for panel in chart.series for figure in panel.figures]
    if not any(figure.shown for figure in every):
        empty = nothing("No figure can be shown.", WIDTH)
        return whole([empty], chart.title, chart.notes, WIDTH)
    entries: list[Look | tuple[str, str]] = []
    if len(chart.series) > 1:
        entries += [
            Look(
                shape=look.shape, ink=look.ink, size=look.size, filled=look.filled,
                words=shortened(panel.label, NAME),
            )
            for panel, (look, _) in zip(chart.series, SERIES, strict=False)
        ]  # fmt: skip
    if any(figure.part and figure.shown for figure in every):
        entries.append(("*", "part period"))
    statuses = {figure.status for figure in every}
    entries += [words for status, words in SHORTHANDS.items() if status in statuses]
    parts = [_Picture(chart).drawn(), *([key(entries, WIDTH)] if entries else [])]
    return whole(parts, chart.title, chart.notes, WIDTH)


class _Picture:
    """The series of one chart, with the scales they share."""

    def __init__(self, chart: PeriodsChart) -> None:
        self.chart = chart
        self.periods = [figure.label for figure in chart.series[0].figures]
        every = [figure for panel in chart.series for figure in panel.figures]
        self.last = [_last_of(panel, chart) for panel in chart.series]
        room = max((width_of(text, SMALL) for text, _ in self.last), default=0.0) + 14
        self.wide = WIDTH - room
        self.ends: Ends = ends_of([v for f in every for v in (f.value, f.low, f.high)], chart.scale)
        self.sides: Ends = (-0.6, len(self.periods) - 0.4)
        names = [period_in_words(period) for period in self.periods]
        self.below = alt.Axis(grid=False, **labelled(names, thinned(names, self.wide)))
        self.valued = len(chart.series) == 1 and len(self.periods) <= MOST_VALUED
        self.floor = HEIGHT - 16.0 * sum(
            any(not figure.shown for figure in panel.figures) for panel in chart.series
        )
        self.beside = alt.Axis(
            format=axis_format(chart.scale, self.ends), title=None, tickCount=6, domain=False
        )

    def drawn(self) -> Part:
        layers = [*self._breaks()]
        for place, panel in enumerate(self.chart.series):
            layers += self._series(place, panel)
        layers += self._labels()
        return layered(layers, width=self.wide, height=HEIGHT)

    def _x(self) -> alt.X:
        return across("at", self.sides, self.below)

    def _y(self, field: str = "value") -> alt.Y:
        """Values end above the lines in which the shorthands are written."""
        scale = alt.Scale(domain=list(self.ends), range=[self.floor, 0], nice=False)
        return alt.Y(f"{field}:Q", scale=scale, axis=self.beside)

    def _breaks(self) -> Iterator[Layer]:
        rows = [
            {"at": place - 0.5, "words": "new method"}
            for place, period in enumerate(self.periods)
            if period in self.chart.breaks
        ]
        if rows:
            rule = of(rows).mark_rule(color=INK, strokeDash=REBASE, strokeWidth=1.2)
            yield rule.encode(x=self._x())
            text = of(rows).mark_text(align="left", dx=4, fontSize=SMALL, color=QUIET)
            yield text.encode(x=self._x(), y=alt.value(-7), text=alt.Text("words:N"))

    def _series(self, place: int, panel: Panel) -> Iterator[Layer]:
        look, dash = SERIES[place]
        aside = APART * (place - (len(self.chart.series) - 1) / 2)
        whole_rows = list(self._rows(panel.figures, aside, part=False))
        if whole_rows:
            line = of(whole_rows).mark_line(color=look.ink, strokeWidth=1.5, strokeDash=dash)
            yield line.encode(x=self._x(), y=self._y(), detail=alt.Detail("of:N"))
        every = [*whole_rows, *self._rows(panel.figures, aside, part=True)]
        ruled = [row for row in every if row["low"] is not None]
        if ruled:
            rule = of(ruled).mark_rule(color=look.ink, strokeWidth=1.2)
            yield rule.encode(x=self._x(), y=self._y("low"), y2=alt.Y2("high:Q"))
        if whole_rows:
            yield mark(whole_rows, look, self._x(), self._y())
        parts = [row for row in every if row["part"]]
        if parts:
            hollow = Look(shape=look.shape, ink=look.ink, size=look.size, words="", filled=False)
            yield mark(parts, hollow, self._x(), self._y())
            star = of(parts).mark_text(dx=8, dy=-6, fontSize=TEXT_OF_STAR, color=INK, text="*")
            yield star.encode(x=self._x(), y=self._y())
        yield from self._shorthands(place, panel, look)

    def _rows(
        self, figures: Sequence[Figure], aside: float, *, part: bool
    ) -> Iterator[dict[str, Any]]:
        """The figures that are shown; `of` says which of them one line joins."""
        stretch = 0
        for place, figure in enumerate(figures):
            if figure.label in self.chart.breaks or not figure.shown or figure.part:
                stretch += 1
            if figure.shown and figure.part is part:
                yield {
                    "at": place + aside,
                    "value": figure.value,
                    "low": figure.low,
                    "high": figure.high,
                    "part": part,
                    "of": stretch,
                }

    def _shorthands(self, place: int, panel: Panel, look: Look) -> Iterator[Layer]:
        """The shorthand of each period without a figure, in a line of its series."""
        rows = [
            {"at": at, "words": SHORTHANDS[figure.status][0]}
            for at, figure in enumerate(panel.figures)
            if not figure.shown
        ]
        if not rows:
            return
        before = sum(
            any(not figure.shown for figure in each.figures) for each in self.chart.series[:place]
        )
        y = self.floor + 8 + 16 * before
        text = of(rows).mark_text(fontSize=SMALL, color=INK)
        yield text.encode(x=self._x(), y=alt.value(y), text=alt.Text("words:N"))
        if len(self.chart.series) > 1:
            low, high = self.sides
            for at in [at for at, figure in enumerate(panel.figures) if not figure.shown]:
                x = self.wide * (at - low) / (high - low)
                yield sign(look, x - 16, y, 36)

    def _labels(self) -> Iterator[Layer]:
        """Each series with its last figure at the right, kept apart, or the figures of one."""
        if self.valued:
            yield from self._values()
            return
        low, high = self.ends
        told = [(text, value) for text, value in self.last if text]
        heights = [self.floor * (high - value) / (high - low) for _, value in told]
        for (text, _), y in zip(told, apart(heights, 15, (4, HEIGHT - 4)), strict=True):
            yield written(text, self.wide + 8, y, fontSize=SMALL, clip=False)

    def _values(self) -> Iterator[Layer]:
        """The figure of every point of the only series, where its line does not run."""
        figures = self.chart.series[0].figures
        for at, figure in enumerate(figures):
            if figure.value is not None:
                nearby = [figures[to].value for to in (at - 1, at + 1) if 0 <= to < len(figures)]
                words = said(figure.value, self.chart.scale)
                row = of([{"at": at, "value": figure.value}])
                text = row.mark_text(text=words, **_clear_of(figure.value, nearby, at))
                yield text.encode(x=self._x(), y=self._y())


def _clear_of(value: float, nearby: Sequence[float | None], at: int) -> dict[str, Any]:
    """Where a figure is written beside its point: clear of the line to its neighbours."""
    before = nearby[0] if at else None
    after = nearby[-1] if len(nearby) > (1 if at else 0) else None
    look: dict[str, Any] = {"fontSize": SMALL, "color": INK}
    rises = after is not None and after > value
    if rises and before is not None and before > value:
        return look | {"align": "center", "dy": 16}
    return (
        look | ({"align": "right", "dx": -9} if rises else {"align": "left", "dx": 9}) | {"dy": -9}
    )


def _last_of(panel: Panel, chart: PeriodsChart) -> tuple[str, float]:
    """What is written at the end of a series: its name, and its figure of the last period."""
    known = [figure for figure in panel.figures if figure.shown]
    if not known or known[-1].value is None:
        return ("", 0.0)
    text = shortened(panel.label, NAME) if len(chart.series) > 1 else ""
    if known[-1] is panel.figures[-1]:
        text = f"{text} {said(known[-1].value, chart.scale)}{'*' if known[-1].part else ''}".strip()
    return (text, known[-1].value)
