"""The picture of a funnel: units by what stands behind them, within or outside their limits."""

from collections.abc import Iterator
from typing import Any, Final

import altair as alt

from touchpoint.papers.charts.drawing.fixed import Fixed, Layer, box, written
from touchpoint.papers.charts.drawing.frames import (
    Part,
    across,
    key,
    layered,
    mark,
    nothing,
    of,
    up,
    whole,
)
from touchpoint.papers.charts.drawing.labelling import Placed, named_beside
from touchpoint.papers.charts.drawing.placing import Ends, apart, ends_of, shortened, width_of
from touchpoint.papers.charts.plain import FunnelChart, LimitsAt, UnitPoint, UnitStanding
from touchpoint.papers.charts.style import (
    BLUE,
    HEIGHT,
    INK,
    LIMITS,
    LINE,
    MISSING,
    ORANGE,
    QUIET,
    SMALL,
    SUPPRESSED,
    WIDTH,
    Look,
)
from touchpoint.papers.charts.wording import axis_format, listed, said

LABELS: Final = 132
HIGH: Final = HEIGHT + 50
NAME: Final = 26
"""How many letters of a unit's name are written."""
MOST_NAMED: Final = 14
LOOKS: Final[dict[UnitStanding, Look]] = {
    "within": Look(shape="circle", ink=QUIET, size=42, words="within the limits of 95%"),
    "above": Look(
        shape="triangle-up", ink=BLUE, size=85, words="outside the limits of 95%, above",
        filled=False,
    ),
    "below": Look(
        shape="triangle-down", ink=ORANGE, size=85, words="outside the limits of 95%, below",
        filled=False,
    ),
    "far above": Look(
        shape="triangle-up", ink=BLUE, size=120, words="outside the limits of 99.8%, above"
    ),
    "far below": Look(
        shape="triangle-down", ink=ORANGE, size=120, words="outside the limits of 99.8%, below"
    ),
}  # fmt: skip


def funnel_spec(chart: FunnelChart) -> dict[str, Any]:
    """The picture of a funnel as a spec."""
    known = [unit for unit in chart.units if unit.status == "shown"]
    if not known or chart.average is None:
        parts = [nothing("No figure can be shown.", WIDTH), key(_not_shown(chart), WIDTH)]
        return whole(parts, chart.title, chart.notes, WIDTH)
    picture = _Picture(chart, known, chart.average)
    standings = {unit.standing for unit in known}
    entries: list[Look | tuple[str, str]] = [
        look for standing, look in LOOKS.items() if standing in standings
    ]
    notes = list(chart.notes)
    if chart.adjusted:
        notes.insert(
            0, "The limits make room for more spread between units than chance alone gives."
        )
    parts = [picture.drawn(), key([*entries, *_not_shown(chart)], WIDTH)]
    return whole(parts, chart.title, notes, WIDTH)


def _not_shown(chart: FunnelChart) -> list[Look | tuple[str, str]]:
    found: list[Look | tuple[str, str]] = []
    for status, sign, words in (
        ("suppressed", SUPPRESSED, "suppressed"),
        ("missing", MISSING, "not available"),
    ):
        names = [shortened(unit.label, NAME) for unit in chart.units if unit.status == status]
        if names:
            found.append((sign, f"{words}: {listed(names, 5)}"))
    return found


def _cleared(placed: Placed, wide: float) -> Fixed:
    """White behind a name, so that it can be read across a line."""
    corners = (placed.x - 1, placed.y - 6, placed.x + wide + 1, placed.y + 6)
    return box(corners, color="white", opacity=0.8)


class _Picture:
    """The lines and points of one funnel, with the scales they share."""

    def __init__(self, chart: FunnelChart, known: list[UnitPoint], average: float) -> None:
        self.chart, self.known, self.average = chart, known, average
        self.wide = WIDTH - LABELS
        most = max([limit.base for limit in chart.limits] + [unit.base or 0 for unit in known])
        self.sides: Ends = (0.0, most)
        lines = [
            value
            for limit in chart.limits
            if limit.base >= min(unit.base or 0 for unit in known)
            for value in (limit.low_998, limit.high_998)
        ]
        told = [unit.value for unit in known]
        self.ends: Ends = ends_of([*told, *lines, average], chart.scale)
        self.below = alt.Axis(
            title=f"number of {chart.behind}", format=",.0f", tickCount=6, grid=False
        )
        self.beside = alt.Axis(
            format=axis_format(chart.scale, self.ends), title=None, tickCount=6, domain=False
        )

    def drawn(self) -> Part:
        layers = [*self._limits(), *self._middle(), *self._names(), *self._marks(), *self._lines()]
        return layered(layers, width=self.wide, height=HIGH)

    def _x(self) -> alt.X:
        return across("at", self.sides, self.below)

    def _y(self) -> alt.Y:
        return up("value", self.ends, self.beside)

    def _limits(self) -> Iterator[Layer]:
        for name in ("low_998", "high_998", "low_95", "high_95"):
            low, high = self.ends
            rows = [
                {"at": limit.base, "value": value}
                for limit in self.chart.limits
                if low <= (value := float(getattr(limit, name))) <= high
            ]
            look: dict[str, Any] = {"color": LINE, "strokeWidth": 1.4}
            if name.endswith("95"):
                look["strokeDash"] = LIMITS
            if rows:
                yield of(rows).mark_line(**look).encode(x=self._x(), y=self._y())

    def _middle(self) -> Iterator[Layer]:
        rule = of([{"value": self.average}]).mark_rule(color=INK, strokeWidth=1.6)
        yield rule.encode(y=self._y())

    def _marks(self) -> Iterator[Layer]:
        for standing, look in LOOKS.items():
            rows = [
                {"at": unit.base, "value": unit.value}
                for unit in self.known
                if unit.standing == standing
            ]
            if rows:
                yield mark(rows, look, self._x(), self._y())

    def _names(self) -> Iterator[Layer]:
        """The names of the units outside the limits, those furthest outside first."""
        far = [unit for unit in self.known if unit.outlier]
        near = [unit for unit in self.known if unit.standing in ("above", "below")]
        named = [*far, *near][:MOST_NAMED]
        names = [(shortened(unit.label, NAME), *self._place(unit)) for unit in named]
        points = [self._place(unit) for unit in self.known]
        for placed in named_beside(names, points, SMALL, (self.wide, HIGH)):
            yield _cleared(placed, width_of(placed.text, SMALL))
            yield written(placed.text, placed.x, placed.y, fontSize=SMALL)

    def _place(self, unit: UnitPoint) -> tuple[float, float]:
        across_, up_ = unit.base or 0, unit.value or 0.0
        return (
            self.wide * (across_ - self.sides[0]) / (self.sides[1] - self.sides[0]),
            self._height(up_),
        )

    def _height(self, value: float) -> float:
        low, high = self.ends
        return HIGH * (high - value) / (high - low)

    def _lines(self) -> Iterator[Layer]:
        """What each line is, right of its end, kept apart."""
        last: LimitsAt = self.chart.limits[-1]
        told = [
            ("Limit of 99.8%", last.high_998),
            ("Limit of 95%", last.high_95),
            (f"{self.chart.average_label} {said(self.average, self.chart.scale)}", self.average),
            ("Limit of 95%", last.low_95),
            ("Limit of 99.8%", last.low_998),
        ]
        heights = apart([self._height(value) for _, value in told], 15, (4, HIGH - 4))
        for (words, _), y in zip(told, heights, strict=True):
            yield written(words, self.wide + 6, y, fontSize=SMALL, clip=False)
