"""The charts of a paper, of values that may leave: which values each is of, and its picture."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from touchpoint.calendar import Period
from touchpoint.measures.figuring.figure import Figure as Counted
from touchpoint.papers.asking.answering import Figures
from touchpoint.papers.asking.laid_out import Ordered
from touchpoint.papers.asking.needs import ROADMAP, SCALE
from touchpoint.papers.charts import (
    AnswersRow,
    AnyChart,
    DivergingChart,
    Panel,
    PeriodsChart,
    RatesChart,
    RoadmapChart,
    RoadmapPoint,
    SmallMultiples,
    funnel_chart,
)
from touchpoint.papers.charts.plain import Scale
from touchpoint.papers.description.paper import ChartAsked, Key
from touchpoint.papers.document import Table
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.showing.cells import Marks
from touchpoint.papers.showing.control import Charting
from touchpoint.papers.showing.pictures import Charted, drawn, plain_table, scale_of, table_of
from touchpoint.papers.wording.numbers import percent
from touchpoint.papers.wording.periods import heading
from touchpoint.papers.wording.words import Words
from touchpoint.statistics.funnels import FEWEST_UNITS, funnel

CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, kw_only=True)
class ChartKeys:
    """Which figures a chart is of."""

    figures: Figures
    own: Period
    ordered: Ordered

    def of(self, chart: ChartAsked) -> list[Key]:
        """The keys of a chart, in the order in which it draws them."""
        match chart.kind:
            case "diverging":
                return list(self._diverging(chart))
            case "roadmap":
                return [k for duty in self.duties(chart) for k in self.states(chart, duty)]
            case "drivers" | "gap":
                return []
            case _:
                return list(self._plain(chart))

    def _plain(self, chart: ChartAsked) -> Iterator[Key]:
        periods = self.periods(chart)
        for measure in chart.measures:
            for group in self.groups(chart, measure, periods):
                for period in periods:
                    yield Key(measure=measure, period=period, group=group)

    def periods(self, chart: ChartAsked) -> tuple[Period, ...]:
        """The periods along a chart."""
        if chart.periods is not None:
            return chart.periods.of(self.own)
        return (chart.period.of(self.own),)

    def groups(
        self, chart: ChartAsked, measure: str, periods: Sequence[Period]
    ) -> list[tuple[tuple[str, str], ...]]:
        """The groups that a chart has a part for."""
        if chart.by is None:
            return [chart.group]
        found = list(chart.values)
        if not found:
            seen: dict[str, bool] = {}
            for period in periods:
                given = Key(measure=measure, period=period, group=chart.group)
                for value in self.figures.values(measure, period, given, chart.by):
                    figure = self.figures.at(
                        Key(measure=measure, period=period, group=(*chart.group, (chart.by, value)))
                    )
                    if figure is not None and (figure.numerator or figure.denominator):
                        seen[value] = True
            found = self.ordered(chart.by, list(seen))
        return [(*chart.group, (chart.by, value)) for value in found]

    def duties(self, chart: ChartAsked) -> list[str]:
        """The duties of a roadmap: those named, or every one that was owed."""
        if chart.questions:
            return list(chart.questions)
        period = chart.period.of(self.own)
        given = Key(measure="duty_met", period=period, group=chart.group)
        found = self.figures.values("duty_met", period, given, "duty")
        return self.ordered("duty", found)

    def states(self, chart: ChartAsked, duty: str) -> list[Key]:
        """The keys of one point of a roadmap: met, late, missed."""
        period = chart.period.of(self.own)
        group = (*chart.group, ("duty", duty))
        return [Key(measure=name, period=period, group=group) for name in ROADMAP]

    def answers(self, chart: ChartAsked) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
        """The rows of diverging bars: each question, or each group that was asked it."""
        period = chart.period.of(self.own)
        survey = (("survey", chart.survey),) if chart.survey else ()
        rows = []
        for question in chart.questions:
            group = (*chart.group, *survey, ("question", question))
            if chart.by is None:
                rows.append((question, group))
                continue
            given = Key(measure="answered_1", period=period, group=group)
            found = chart.values or self.ordered(
                chart.by, self.figures.values("answered_1", period, given, chart.by)
            )
            rows += [(question, (*group, (chart.by, value))) for value in found]
        return rows

    def _diverging(self, chart: ChartAsked) -> Iterator[Key]:
        period = chart.period.of(self.own)
        for _, group in self.answers(chart):
            for point in SCALE:
                yield Key(measure=f"answered_{point}", period=period, group=group)


@dataclass(frozen=True, kw_only=True)
class Charts:
    """What charts are made with."""

    keys: ChartKeys
    values: Mapping[Key, Value]
    words: Words
    used: dict[str, str]
    rights: Mapping[str, str]
    """Which right each duty belongs to, in words."""

    def charted(self, asked: ChartAsked) -> Charted:
        """The chart of a description."""
        chart, table = self._made(asked)
        return Charted(
            id=asked.id, caption=asked.caption, chart=chart, table=table, notes=asked.notes
        )

    def _made(self, asked: ChartAsked) -> tuple[AnyChart, Table]:
        match asked.kind:
            case "control":
                return self._control(asked)
            case "multiples":
                return self._multiples(asked)
            case "periods":
                return self._periods(asked)
            case "funnel":
                return self._funnel(asked)
            case "diverging":
                return self._diverging(asked)
            case "roadmap":
                return self._roadmap(asked)
            case _:
                return self._rates(asked)

    def _of(self, asked: ChartAsked) -> list[Value]:
        return [self.values[key] for key in self.keys.of(asked)]

    def _table(self, asked: ChartAsked, stub: str, rows: list[tuple[str, Value]]) -> Table:
        return table_of(asked.id, asked.caption, stub, rows, Marks(used=self.used))

    def _label(self, asked: ChartAsked, value: Value) -> str:
        """What a value is called on a chart: its group, or its measure."""
        if asked.by is not None:
            return self.words.heading(asked.by, dict(value.key.group)[asked.by])
        return self.words.title(value.measure)

    def _scale(self, values: Sequence[Value]) -> Scale:
        scales = {scale_of(value) for value in values}
        return scales.pop() if len(scales) == 1 else "count"

    def _control(self, asked: ChartAsked) -> tuple[AnyChart, Table]:
        values = self._of(asked)
        rows = [(heading(value.key.period), value) for value in values]
        table = self._table(asked, "Month", rows)
        if not any(value.shown for value in values):
            return self._nothing(asked, values), table
        charting = Charting(
            measure=values[0].measure,
            group=", ".join(self.words.heading(*pair) for pair in asked.group),
            figures=[_counted(value) for value in values],
            # Whether a period is known in part was settled when it was released.
            as_at=values[-1].key.period.to_on,
            parts=frozenset(value.key.period.label for value in values if value.part),
            rebase=asked.rebase,
            target=asked.target,
            title_of=self.words.title(values[0].measure),
        )
        return charting.picture(charting.chart()), table

    def _nothing(self, asked: ChartAsked, values: Sequence[Value]) -> AnyChart:
        labels = [heading(value.key.period) for value in values]
        figures = [drawn(value, label) for label, value in zip(labels, values, strict=True)]
        return RatesChart(
            title=asked.caption, scale=self._scale(values), figures=tuple(figures[-1:])
        )

    def _rates(self, asked: ChartAsked) -> tuple[AnyChart, Table]:
        values = self._of(asked)
        rows = [(self._label(asked, value), value) for value in values]
        figures = tuple(drawn(value, label) for label, value in rows)
        chart = RatesChart(title=asked.caption, scale=self._scale(values), figures=figures)
        return chart, self._table(asked, "Group" if asked.by else "Measure", rows)

    def _panels(self, asked: ChartAsked) -> tuple[tuple[Panel, ...], list[tuple[str, Value]]]:
        parts: dict[str, list[Value]] = {}
        for value in self._of(asked):
            parts.setdefault(self._label(asked, value), []).append(value)
        panels = tuple(
            Panel(label=name, figures=tuple(drawn(v, v.key.period.label) for v in some))
            for name, some in parts.items()
        )
        rows = [(f"{n}, {heading(v.key.period)}", v) for n, some in parts.items() for v in some]
        return panels, rows

    def _multiples(self, asked: ChartAsked) -> tuple[AnyChart, Table]:
        panels, rows = self._panels(asked)
        scale = self._scale([value for _, value in rows])
        chart = SmallMultiples(title=asked.caption, scale=scale, panels=panels)
        return chart, self._table(asked, "Group and period", rows)

    def _periods(self, asked: ChartAsked) -> tuple[AnyChart, Table]:
        panels, rows = self._panels(asked)
        scale = self._scale([value for _, value in rows])
        breaks = tuple(
            dict.fromkeys(v.key.period.label for _, v in rows if "[b]" in (v.note or ""))
        )
        chart = PeriodsChart(title=asked.caption, scale=scale, series=panels, breaks=breaks)
        return chart, self._table(asked, "Series and period", rows)

    def _funnel(self, asked: ChartAsked) -> tuple[AnyChart, Table]:
        values = self._of(asked)
        rows = [(self._label(asked, value), value) for value in values]
        table = self._table(asked, "Group", rows)
        shown = [(label, value) for label, value in rows if value.shown and value.denominator]
        if len(shown) < FEWEST_UNITS or self._scale(values) != "share":
            figures = tuple(drawn(value, label) for label, value in rows)
            note = f"A funnel needs {FEWEST_UNITS} groups that may be shown."
            chart: AnyChart = RatesChart(
                title=asked.caption, scale=self._scale(values), figures=figures, notes=(note,)
            )
            return chart, table
        found = funnel(
            [value.numerator for _, value in shown],
            [value.denominator for _, value in shown],
            names=[label for label, _ in shown],
            target=asked.target,
        )
        kept = {label for label, _ in shown}
        hidden = {label: value.status for label, value in rows if label not in kept}
        chart = funnel_chart(
            found,
            title=asked.caption,
            behind=values[0].measure.unit_of_count,
            not_shown={n: "missing" if s == "shown" else s for n, s in hidden.items()},
        )
        return chart, table

    def _diverging(self, asked: ChartAsked) -> tuple[AnyChart, Table]:
        rows, texts = [], []
        period = asked.period.of(self.keys.own)
        for question, group in self.keys.answers(asked):
            values = [
                self.values[Key(measure=f"answered_{point}", period=period, group=group)]
                for point in reversed(SCALE)
            ]
            label = self.words.heading("question", question)
            if asked.by is not None:
                label = f"{self.words.heading(asked.by, dict(group)[asked.by])}: {label}"
            row = _answers(label, values)
            rows.append(row)
            cells = [percent(s) if s is not None else "[c]" for s in row.shares]
            if row.status != "shown":
                cells = ["[c]" if row.status == "suppressed" else "[x]"] * len(values)
            texts.append([label, *cells, f"{row.base:,}" if row.base is not None else "[c]"])
        chart = DivergingChart(title=asked.caption, rows=tuple(rows))
        columns = [*chart.answers, "Answers"]
        return chart, plain_table(asked.id, asked.caption, "Question", columns, texts)

    def _roadmap(self, asked: ChartAsked) -> tuple[AnyChart, Table]:
        points, texts = [], []
        duties = self.keys.duties(asked)
        titles = [self.words.heading("duty", duty).removeprefix(f"{duty} ") for duty in duties]
        for duty, title in zip(duties, titles, strict=True):
            met, late, missed = (self.values[key] for key in self.keys.states(asked, duty))
            alone = titles.count(title) == 1
            label = title if alone else self.words.heading("duty", duty)
            point = _point(label, met, late, right=self.rights.get(duty))
            points.append(point)
            shown = [
                percent(v.rate) if v.shown and v.rate is not None
                else "[c]" if v.status == "suppressed" else "[x]"
                for v in (met, late, missed)
            ]  # fmt: skip
            told = met.beside.get(CANNOT_TELL)
            base = "[c]" if met.denominator is None and met.status == "suppressed" else (
                f"{met.denominator or 0:,}"
            )  # fmt: skip
            texts.append([label, *shown, base, "[c]" if told is None else f"{told:,}"])
        chart = RoadmapChart(title=asked.caption, points=tuple(points))
        columns = ("Met", "Late", "Missed", "Owed", "Cannot tell")
        return chart, plain_table(asked.id, asked.caption, "Duty", columns, texts)


def _answers(label: str, values: Sequence[Value]) -> AnswersRow:
    """The shares of one question's answers, the best first; whole or not at all."""
    missing = all(value.status == "missing" for value in values)
    shares = tuple(value.rate if value.shown else None for value in values)
    hidden = sum(share is None for share in shares)
    weighs = any(value.weighted for value in values)
    total = sum(share for share in shares if share is not None)
    base = next((v.denominator for v in values if v.denominator is not None), None)
    if missing:
        return AnswersRow(label=label, status="missing")
    if hidden == 1 or hidden == len(shares) or (weighs and total > 1):
        return AnswersRow(label=label, status="suppressed")
    return AnswersRow(label=label, shares=shares, base=base)


def _point(label: str, met: Value, late: Value, right: str | None) -> RoadmapPoint:
    told = met.beside.get(CANNOT_TELL)
    if met.status == "missing":
        if told == 0:
            return RoadmapPoint(label=label, status="missing", base=0, right=right)
        return RoadmapPoint(
            label=label,
            status="missing",
            cannot_tell="suppressed" if told is None else told,
            right=right,
        )
    if not met.shown:
        return RoadmapPoint(label=label, status="suppressed", right=right)
    return RoadmapPoint(
        label=label,
        done=met.rate,
        late=late.rate if late.shown else "suppressed",
        base=met.denominator,
        cannot_tell="suppressed" if told is None else told,
        right=right,
        status="shown",
        part=met.part,
    )


def _counted(value: Value) -> Counted:
    """A value as the control charts take figures."""
    return Counted(
        measure=value.measure,
        period=value.key.period,
        groups=dict(value.key.group),
        numerator=value.numerator if value.shown else None,
        denominator=value.denominator if value.shown else None,
        rate=value.rate,
        low=value.low,
        high=value.high,
        status=value.status,
        note=value.note,
        weighted=value.weighted,
    )
