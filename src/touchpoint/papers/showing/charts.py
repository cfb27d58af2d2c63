"""The charts of a paper, of values that may leave: its picture and the table beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from touchpoint.measures.figuring.figure import Figure as Counted
from touchpoint.papers.charts import (
    AnyChart,
    Panel,
    PeriodsChart,
    RatesChart,
    SmallMultiples,
)
from touchpoint.papers.charts.plain import Scale
from touchpoint.papers.description.paper import ChartAsked, Key
from touchpoint.papers.document import Table
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.showing.answers import Answers
from touchpoint.papers.showing.cells import Marks
from touchpoint.papers.showing.chart_keys import ChartKeys
from touchpoint.papers.showing.control import Charting
from touchpoint.papers.showing.funnels import funnelled
from touchpoint.papers.showing.pictures import Charted, drawn, scale_of, table_of
from touchpoint.papers.showing.roadmaps import Roadmap
from touchpoint.papers.wording.periods import heading
from touchpoint.papers.wording.words import Words


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
                return Answers(keys=self.keys, values=self.values, words=self.words).charted(asked)
            case "roadmap":
                return Roadmap(
                    keys=self.keys, values=self.values, words=self.words, rights=self.rights
                ).charted(asked)
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
        whole = Key(
            measure=asked.measures[0], period=asked.period.of(self.keys.own), group=asked.group
        )
        chart = funnelled(asked, rows, self.values.get(whole), self._scale(values))
        return chart, table


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
