"""Answers on a scale as diverging bars: every point, and beside them who gave it none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from touchpoint.calendar import Period
from touchpoint.papers.asking.needs import ASIDES, SCALE
from touchpoint.papers.charts import AnswersRow, AnyChart, DivergingChart
from touchpoint.papers.charts.plain import Aside
from touchpoint.papers.description.paper import ChartAsked, Group, Key
from touchpoint.papers.document import Table
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.showing.chart_keys import ChartKeys
from touchpoint.papers.showing.pictures import plain_table
from touchpoint.papers.wording.numbers import percent
from touchpoint.papers.wording.words import Words

OFF: Final = 1e-6
"""By how much weighted shares that add up to one may miss it in a computer."""

SIGNS: Final = {"suppressed": "[c]", "missing": "[x]"}
BEHIND: Final = ("Answers", "Do not know", "Does not apply")


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What diverging bars are made with."""

    keys: ChartKeys
    values: Mapping[Key, Value]
    words: Words

    def charted(self, asked: ChartAsked) -> tuple[AnyChart, Table]:
        """The chart with its table."""
        period = asked.period.of(self.keys.own)
        rows = tuple(
            self._row(asked, question, group, period)
            for question, group in self.keys.answers(asked)
        )
        chart = DivergingChart(title=asked.caption, rows=rows)
        columns = (*chart.answers, *BEHIND)
        texts = [_texts(row, len(chart.answers)) for row in rows]
        return chart, plain_table(asked.id, asked.caption, "Question", columns, texts)

    def _row(self, asked: ChartAsked, question: str, group: Group, period: Period) -> AnswersRow:
        label = self.words.heading("question", question)
        if asked.by is not None:
            label = f"{self.words.heading(asked.by, dict(group)[asked.by])}: {label}"

        def value(name: str) -> Value:
            return self.values[Key(measure=name, period=period, group=group)]

        points = [value(f"answered_{point}") for point in reversed(SCALE)]
        return row_of(label, points, [value(name) for name in ASIDES])


def row_of(label: str, points: Sequence[Value], asides: Sequence[Value]) -> AnswersRow:
    """The shares of one question's answers, the best first; whole or not at all."""
    if all(value.status == "missing" for value in points):
        return AnswersRow(label=label, status="missing")
    shares = tuple(value.rate if value.shown else None for value in points)
    hidden = sum(share is None for share in shares)
    total = sum(share for share in shares if share is not None)
    unsure, not_applicable = (_aside(value) for value in asides)
    if hidden in (1, len(shares)) or total > 1 + OFF:
        return AnswersRow(
            label=label, status="suppressed", do_not_know=unsure, not_applicable=not_applicable
        )
    return AnswersRow(
        label=label,
        shares=shares,
        base=next((v.denominator for v in points if v.denominator is not None), None),
        do_not_know=unsure,
        not_applicable=not_applicable,
    )


def _aside(value: Value) -> Aside:
    """A count beside the bars: nobody says it where others answered, unless it is kept back."""
    if value.status == "suppressed":
        return "suppressed"
    return value.numerator or 0


def _texts(row: AnswersRow, points: int) -> list[str]:
    cells = [percent(share) if share is not None else SIGNS["suppressed"] for share in row.shares]
    if row.status != "shown":
        cells = [SIGNS[row.status]] * points
    base = f"{row.base:,}" if row.base is not None else SIGNS.get(row.status, SIGNS["suppressed"])
    asides = [_written(each) for each in (row.do_not_know, row.not_applicable)]
    return [row.label, *cells, base, *asides]


def _written(aside: Aside) -> str:
    if aside is None:
        return SIGNS["missing"]
    return f"{aside:,}" if isinstance(aside, int) else SIGNS[aside]
