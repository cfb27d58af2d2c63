"""The picture of a control chart, after NHS England's Making Data Count.

Limits are dashed and step with each period's numbers; part periods are hollow; what is not shown
has its shorthand where its point would be.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

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
    up,
    whole,
)
from touchpoint.papers.charts.drawing.placing import Ends, apart, ends_of, thinned
from touchpoint.papers.charts.plain import ControlChart, ControlPoint, Reading
from touchpoint.papers.charts.style import (
    ASSURANCES,
    HEIGHT,
    INK,
    LIMITS,
    LINE,
    MISSING,
    ORANGE,
    PART,
    QUIET,
    READINGS,
    REBASE,
    SMALL,
    SUPPRESSED,
    TARGET,
    WIDTH,
    Look,
)
from touchpoint.papers.charts.telling.control import ASSURANCES as ASSURED
from touchpoint.papers.charts.telling.control import variation_in_words
from touchpoint.papers.charts.wording import axis_format, counted, period_in_words, said

LABELS = 128
"""How wide the labels of the lines are, right of the points."""


def control_spec(chart: ControlChart) -> dict[str, Any]:
    """The picture of a control chart as a spec."""
    if all(point.value is None for point in chart.points):
        return whole([nothing("No figure can be shown.", WIDTH)], chart.title, chart.notes, WIDTH)
    picture = _Picture(chart)
    parts = [_icons(chart), picture.drawn(), key(_key(chart), WIDTH)]
    return whole(parts, chart.title, _subtitle(chart), WIDTH)


def _subtitle(chart: ControlChart) -> list[str]:
    told = [f"Control chart ({chart.kind})"]
    if chart.trial is not None:
        told[0] += f". Trial limits, from {counted(chart.trial, 'point')}: 13 are wanted"
    return [*told, *chart.notes]


def _icons(chart: ControlChart) -> Part:
    """The marks of variation and assurance, as shapes with a letter, and what they say."""
    layers: list[Layer] = []
    if chart.variation is not None:
        letter = {"high": "H", "low": "L", None: ""}[chart.side]
        layers += _icon(
            READINGS[chart.variation], "~" if chart.variation == "usual" else letter, 12
        )
    layers.append(written(f"Variation: {variation_in_words(chart)}", 30, 14))
    if chart.assurance is not None:
        half = WIDTH * 0.56
        look = ASSURANCES[chart.assurance]
        layers += _icon(look, look.words, half)
        layers.append(written(f"Target: {ASSURED[chart.assurance]}", half + 18, 14))
    return layered(layers, width=WIDTH, height=28)


def _icon(look: Look, letter: str, x: float) -> list[Layer]:
    size = {"triangle-up": 620, "diamond": 640}.get(look.shape, 420)
    return [
        sign(look, x, 14, size),
        written(letter, x, 14, align="center", color="white", fontWeight="bold", fontSize=13),
    ]


def _key(chart: ControlChart) -> list[Look | tuple[str, str]]:
    found: list[Look | tuple[str, str]] = []
    for reading, look in READINGS.items():
        if any(_judged(point) and point.reading == reading for point in chart.points):
            found.append(look)
    if any(point.part and point.value is not None for point in chart.points):
        found.append(PART)
    statuses = {point.status for point in chart.points}
    if "missing" in statuses:
        found.append((MISSING, "not available"))
    if "suppressed" in statuses:
        found.append((SUPPRESSED, "suppressed"))
    return found


def _judged(point: ControlPoint) -> bool:
    return point.value is not None and not point.part


class _Picture:
    """The points and lines of one chart, with the scales they share."""

    def __init__(self, chart: ControlChart) -> None:
        self.chart = chart
        self.points = chart.points
        self.wide = WIDTH - LABELS
        told = [v for p in self.points for v in (p.value, p.mean, p.low, p.high)]
        self.ends: Ends = ends_of([*told, chart.target], chart.scale)
        self.sides: Ends = (-0.6, len(self.points) - 0.4)
        names = [period_in_words(point.period) for point in self.points]
        places = thinned(names, self.wide)
        self.below = alt.Axis(grid=False, **labelled(names, places))
        self.beside = alt.Axis(
            format=axis_format(chart.scale, self.ends), title=None, tickCount=6, domain=False
        )

    def drawn(self) -> Part:
        layers = [
            *self._rebases(),
            *self._lines(),
            *self._course(),
            *self._marks(),
            *self._shorthands(),
            *self._labels(),
        ]
        return layered(layers, width=self.wide, height=HEIGHT)

    def _x(self) -> alt.X:
        return across("at", self.sides, self.below)

    def _y(self) -> alt.Y:
        return up("value", self.ends, self.beside)

    def _rebases(self) -> Iterator[Layer]:
        places = [
            place
            for place, point in enumerate(self.points)
            if place and point.baseline != self.points[place - 1].baseline
        ]
        if places:
            rows = [{"at": place - 0.5, "words": "new limits"} for place in places]
            rule = of(rows).mark_rule(color=INK, strokeDash=REBASE, strokeWidth=1.2)
            yield rule.encode(x=self._x())
            text = of(rows).mark_text(align="left", dx=4, fontSize=SMALL, color=QUIET)
            yield text.encode(x=self._x(), y=alt.value(-7), text=alt.Text("words:N"))

    def _lines(self) -> Iterator[Layer]:
        yield from self._line(lambda p: p.high, {"strokeDash": LIMITS})
        yield from self._line(lambda p: p.low, {"strokeDash": LIMITS})
        yield from self._line(lambda p: p.mean, {"strokeWidth": 1.6, "color": INK})
        if self.chart.target is not None:
            row = of([{"value": self.chart.target}])
            rule = row.mark_rule(color=ORANGE, strokeDash=TARGET, strokeWidth=2)
            yield rule.encode(y=self._y())

    def _line(
        self, height: Callable[[ControlPoint], float | None], look: dict[str, Any]
    ) -> Iterator[Layer]:
        """A line of each baseline in steps, from the edge of its first period to that of its last.

        Over a period of which nothing is known it runs on as it was.
        """
        told = [
            (place, point.baseline, value)
            for place, point in enumerate(self.points)
            if (value := height(point)) is not None
        ]
        rows = [{"at": place - 0.5, "value": value, "of": of} for place, of, value in told]
        ends = {of: {"at": place + 0.5, "value": value, "of": of} for place, of, value in told}
        rows += ends.values()
        if rows:
            settings: dict[str, Any] = {
                "interpolate": "step-after",
                "color": LINE,
                "strokeWidth": 1.4,
            } | look
            line = of(rows).mark_line(**settings)
            yield line.encode(
                x=self._x(), y=self._y(), detail=alt.Detail("of:N"), order=alt.Order("at:Q")
            )

    def _course(self) -> Iterator[Layer]:
        """The line from point to point, broken where nothing is known and at a part period."""
        rows, stretch = [], 0
        for place, point in enumerate(self.points):
            if _judged(point):
                rows.append({"at": place, "value": point.value, "of": stretch})
            else:
                stretch += 1
        if rows:
            line = of(rows).mark_line(color=QUIET, strokeWidth=1.1)
            yield line.encode(x=self._x(), y=self._y(), detail=alt.Detail("of:N"))

    def _marks(self) -> Iterator[Layer]:
        for reading, look in READINGS.items():
            rows = self._rows({reading})
            if rows:
                yield mark(rows, look, self._x(), self._y())
        parts = [
            {"at": place, "value": point.value}
            for place, point in enumerate(self.points)
            if point.part and point.value is not None
        ]
        if parts:
            yield mark(parts, PART, self._x(), self._y())

    def _rows(self, readings: set[Reading]) -> list[dict[str, Any]]:
        return [
            {"at": place, "value": point.value}
            for place, point in enumerate(self.points)
            if _judged(point) and point.reading in readings
        ]

    def _shorthands(self) -> Iterator[Layer]:
        words = {"missing": MISSING, "suppressed": SUPPRESSED}
        rows = [
            {"at": place, "words": words[point.status]}
            for place, point in enumerate(self.points)
            if point.status in words
        ]
        if rows:
            text = of(rows).mark_text(fontSize=SMALL, color=INK)
            yield text.encode(x=self._x(), y=alt.value(HEIGHT - 8), text=alt.Text("words:N"))

    def _labels(self) -> Iterator[Layer]:
        """The names of the lines with their last heights, right of them, kept apart."""
        told = _named_lines(self.chart)
        low, high = self.ends
        heights = [HEIGHT * (high - value) / (high - low) for _, value in told]
        for (words, _), y in zip(told, apart(heights, 15, (4, HEIGHT - 4)), strict=True):
            yield written(words, self.wide + 6, y, fontSize=SMALL, clip=False)


def _named_lines(chart: ControlChart) -> Sequence[tuple[str, float]]:
    found: list[tuple[str, float | None]] = []
    judged = [point for point in chart.points if point.mean is not None]
    if judged:
        last = judged[-1]
        found = [
            ("Upper limit", last.high),
            ("Mean", last.mean),
            ("Lower limit", last.low),
        ]
    found.append(("Target", chart.target))
    return [
        (f"{name} {said(value, chart.scale)}", value) for name, value in found if value is not None
    ]
