"""Which figures each chart of a paper is of, in the order in which it draws them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from touchpoint.calendar import Period
from touchpoint.papers.asking.answering import Figures
from touchpoint.papers.asking.laid_out import Ordered
from touchpoint.papers.asking.needs import ASIDES, ROADMAP, SCALE
from touchpoint.papers.description.paper import ChartAsked, Key


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
            names = (*(f"answered_{point}" for point in SCALE), *ASIDES)
            yield from (Key(measure=name, period=period, group=group) for name in names)
