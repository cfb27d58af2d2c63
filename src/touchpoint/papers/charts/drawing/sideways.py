"""The pictures with a row for each thing: rates of groups, drivers, and record against voice."""

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from touchpoint.papers.charts.drawing.fixed import Layer, written
from touchpoint.papers.charts.drawing.frames import (
    Part,
    across,
    down,
    key,
    labelled,
    layered,
    mark,
    nothing,
    of,
    whole,
)
from touchpoint.papers.charts.drawing.placing import Ends, ends_of, shortened, width_of
from touchpoint.papers.charts.plain import DriversChart, Figure, GapChart, GapRow, RatesChart, Scale
from touchpoint.papers.charts.style import (
    BLUE,
    INK,
    LINE,
    MISSING,
    ORANGE,
    QUIET,
    ROW,
    SMALL,
    SUPPRESSED,
    TARGET,
    WIDTH,
    Look,
)
from touchpoint.papers.charts.wording import axis_format, between, points, said

NAMES = 34
"""How many letters of a row's name are written."""

NAME_GAP = 8
"""How far a name stands from its row, so that a point at nought does not cover it."""

FIGURE = Look(shape="circle", ink=BLUE, size=80, words="figure, with its interval")
PARTLY = Look(shape="circle", ink=BLUE, size=80, words="part period", filled=False)
FIRST = Look(shape="diamond", ink=BLUE, size=150, words="first throughout its interval of ranks")
DRIVER = Look(shape="circle", ink=QUIET, size=70, words="share, with its interval")
RECORD = Look(shape="square", ink=BLUE, size=95, words="what the record says")
VOICE = Look(shape="circle", ink=ORANGE, size=95, words="what victims say", filled=False)
DIFFERENCE = Look(shape="diamond", ink=INK, size=70, words="difference, with its interval")
SHORTHANDS = {"missing": (MISSING, "not available"), "suppressed": (SUPPRESSED, "suppressed")}

Words = list[tuple[str, float]]


def rates_spec(chart: RatesChart) -> dict[str, Any]:
    """The picture of groups side by side as a spec."""
    if not any(figure.shown for figure in chart.figures):
        return _nothing(chart.title, chart.notes)
    looks = [FIGURE, *([PARTLY] if any(f.part and f.shown for f in chart.figures) else [])]
    rows = _FigureRows(chart.figures, chart.scale, (chart.reference, chart.reference_label))
    entries = [*looks, *_shorthands(figure.status for figure in chart.figures)]
    return whole([rows.drawn(), key(entries, WIDTH - rows.taken)], chart.title, chart.notes, WIDTH)


def drivers_spec(chart: DriversChart) -> dict[str, Any]:
    """The picture of drivers as a spec; where nothing is ranked it says so and shows no order."""
    notes = list(chart.notes)
    if chart.r_squared is not None:
        told = f"R squared {chart.r_squared:.2f}, from {chart.used:,} answers. "
        notes.insert(0, f"{told}Shares of what is explained; associated with, not causes.")
    if chart.why_not is not None or not any(figure.shown for figure in chart.figures):
        words = chart.why_not or "No figure can be shown."
        return whole([nothing("Nothing is ranked.", WIDTH)], chart.title, [words, *notes], WIDTH)
    rows = _FigureRows(chart.figures, "share", (None, ""), first=chart.first, plain=DRIVER)
    entries: list[Look | tuple[str, str]] = [DRIVER]
    if chart.first is not None:
        entries.insert(0, FIRST)
    parts = [rows.drawn(), key(entries, WIDTH - rows.taken)]
    return whole(parts, chart.title, notes, WIDTH)


def _nothing(title: str, notes: Sequence[str]) -> dict[str, Any]:
    return whole([nothing("No figure can be shown.", WIDTH)], title, notes, WIDTH)


def _shorthands(statuses: Any) -> Words | list[Any]:  # noqa: ANN401 - any iterable of words
    found = set(statuses)
    return [words for status, words in SHORTHANDS.items() if status in found]


def names_of(labels: Sequence[str]) -> tuple[list[str], float]:
    """Names of rows short enough to write, and how wide they are."""
    short = [shortened(label, NAMES) for label in labels]
    return short, max(width_of(name, SMALL) for name in short) + NAME_GAP + 8


def name_axis(names: Sequence[str]) -> alt.Axis:
    """The axis that writes names of rows."""
    return alt.Axis(
        grid=False,
        ticks=False,
        domain=False,
        labelPadding=NAME_GAP,
        **labelled(names, range(len(names))),
    )


class _FigureRows:
    """Dots with their intervals, a row each, with the figures written at the right."""

    def __init__(
        self,
        figures: Sequence[Figure],
        scale: Scale,
        reference: tuple[float | None, str],
        *,
        first: str | None = None,
        plain: Look = FIGURE,
    ) -> None:
        self.figures, self.scale, self.reference = figures, scale, reference
        self.first, self.plain = first, plain
        self.names, self.taken = names_of([figure.label for figure in figures])
        self.texts = [self._text(figure) for figure in figures]
        self.wide = WIDTH - self.taken - max(width_of(text, SMALL) for text in self.texts) - 10
        told = [v for figure in figures for v in (figure.value, figure.low, figure.high)]
        self.ends: Ends = ends_of([*told, reference[0]], scale, from_zero=plain is DRIVER)
        self.below = alt.Axis(format=axis_format(scale, self.ends), title=None, tickCount=5)
        self.beside = name_axis(self.names)

    def _text(self, figure: Figure) -> str:
        if not figure.shown:
            return ""
        text = said(figure.value or 0.0, self.scale)
        if figure.low is not None and figure.high is not None:
            text += f" ({between(figure.low, figure.high, self.scale)})"
        return f"{text}, of {figure.base:,}" if figure.base is not None else text

    def drawn(self) -> Part:
        height = ROW * len(self.figures)
        layers = [*self._reference(), *self._intervals(), *self._marks()]
        for place, (figure, text) in enumerate(zip(self.figures, self.texts, strict=True)):
            y = ROW * (place + 0.5)
            if figure.shown:
                layers.append(written(text, self.wide + 8, y, fontSize=SMALL))
            else:
                layers.append(written(SHORTHANDS[figure.status][0], 6, y, fontSize=SMALL))
        return layered(layers, width=self.wide, height=height)

    def _x(self, field: str = "value") -> alt.X:
        return across(field, self.ends, self.below)

    def _y(self) -> alt.Y:
        return down("row", len(self.figures), self.beside)

    def _reference(self) -> Iterator[Layer]:
        value, label = self.reference
        if value is not None:
            rows = [{"value": value, "words": f"{label} {said(value, self.scale)}"}]
            rule = of(rows).mark_rule(color=ORANGE, strokeDash=TARGET, strokeWidth=2)
            yield rule.encode(x=self._x())
            text = of(rows).mark_text(fontSize=SMALL, color=INK, baseline="bottom")
            yield text.encode(x=self._x(), y=alt.value(-3), text=alt.Text("words:N"))

    def _intervals(self) -> Iterator[Layer]:
        rows = [
            {"row": row, "low": figure.low, "high": figure.high}
            for row, figure in enumerate(self.figures)
            if figure.low is not None
        ]
        if rows:
            rule = of(rows).mark_rule(color=self.plain.ink, strokeWidth=2)
            yield rule.encode(x=self._x("low"), x2=alt.X2("high:Q"), y=self._y())
            for end in ("low", "high"):
                tick = of(rows).mark_tick(color=self.plain.ink, thickness=2, size=11, opacity=1)
                yield tick.encode(x=self._x(end), y=self._y())

    def _marks(self) -> Iterator[Layer]:
        sorts: dict[str, tuple[Look, list[dict[str, Any]]]] = {
            "first": (FIRST, []), "part": (PARTLY, []), "plain": (self.plain, []),
        }  # fmt: skip
        for row, figure in enumerate(self.figures):
            if figure.shown:
                sort = "first" if figure.label == self.first else "part" if figure.part else "plain"
                sorts[sort][1].append({"row": row, "value": figure.value})
        for look, rows in sorts.values():
            if rows:
                yield mark(rows, look, self._x(), self._y())


def gap_spec(chart: GapChart) -> dict[str, Any]:
    """The picture of record against voice: both shares, and beside them their difference."""
    if not any(row.status == "shown" for row in chart.rows):
        return _nothing(chart.title, chart.notes)
    names, taken = names_of([row.label for row in chart.rows])
    texts = [_gap_text(row) for row in chart.rows]
    written_wide = max(width_of(text, SMALL) for text in texts) + 10
    room = WIDTH - taken - written_wide - 30
    both = _both_sides(chart.rows, names, room * 0.55)
    beside = _difference(chart.rows, texts, room * 0.45)
    sides: Part = {"hconcat": [both, beside], "spacing": 30}
    entries = [RECORD, VOICE, DIFFERENCE, *_shorthands(row.status for row in chart.rows)]
    return whole([sides, key(entries, WIDTH - taken)], chart.title, chart.notes, WIDTH)


def _gap_text(row: GapRow) -> str:
    if row.gap is None:
        return SHORTHANDS[row.status][0]
    text = points(row.gap)
    if row.low is not None and row.high is not None:
        text += f" ({points(row.low)} to {points(row.high)})"
    return f"{text}, {row.pairs:,} pairs"


def _both_sides(rows: Sequence[GapRow], names: Sequence[str], wide: float) -> Part:
    shown = [(place, row) for place, row in enumerate(rows) if row.gap is not None]
    recorded = [{"row": place, "value": row.recorded} for place, row in shown]
    remembered = [{"row": place, "value": row.remembered} for place, row in shown]
    lines = [{"row": place, "from": row.recorded, "value": row.remembered} for place, row in shown]
    ends = (0.0, 1.0)
    x_axis = alt.Axis(format=".0%", title="share of yes", values=[0, 0.25, 0.5, 0.75, 1])
    y = down("row", len(rows), name_axis(names))
    line = of(lines).mark_rule(color=LINE, strokeWidth=2)
    layers = [
        line.encode(x=across("from", ends, x_axis), x2=alt.X2("value:Q"), y=y),
        mark(recorded, RECORD, across("value", ends, x_axis), y),
        mark(remembered, VOICE, across("value", ends, x_axis), y),
    ]
    return layered(layers, width=wide, height=ROW * len(rows))


def _difference(rows: Sequence[GapRow], texts: Sequence[str], wide: float) -> Part:
    shown = [
        {"row": place, "value": row.gap, "low": row.low, "high": row.high}
        for place, row in enumerate(rows)
        if row.gap is not None
    ]
    furthest = max(
        abs(value) for row in rows for value in (row.gap, row.low, row.high) if value is not None
    )
    ends = (-(furthest or 0.1) * 1.1, (furthest or 0.1) * 1.1)
    axis = alt.Axis(
        title="record less voice, points", tickCount=5, labelExpr="round(datum.value * 100)"
    )
    y = down(
        "row", len(rows), alt.Axis(labels=False, ticks=False, domain=False, grid=False, title=None)
    )
    ruled = [row for row in shown if row["low"] is not None]
    zero = of([{"value": 0}]).mark_rule(color=INK, strokeWidth=1)
    layers = [
        zero.encode(x=across("value", ends, axis)),
        of(ruled)
        .mark_rule(color=INK, strokeWidth=2)
        .encode(x=across("low", ends, axis), x2=alt.X2("high:Q"), y=y),
        mark(shown, DIFFERENCE, across("value", ends, axis), y),
    ]
    layers += [
        written(text, wide + 8, ROW * (place + 0.5), fontSize=SMALL)
        for place, text in enumerate(texts)
    ]
    return layered(layers, width=wide, height=ROW * len(rows))
