"""The journey as a roadmap: what was done at each point, late or not at all, or cannot be told."""

from collections.abc import Mapping
from dataclasses import dataclass

from touchpoint.papers.charts import AnyChart, RoadmapChart, RoadmapPoint
from touchpoint.papers.charts.plain import Aside
from touchpoint.papers.charts.plain.roadmap import Part
from touchpoint.papers.description.paper import ChartAsked, Key
from touchpoint.papers.document import Table
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.showing.chart_keys import ChartKeys
from touchpoint.papers.showing.pictures import plain_table
from touchpoint.papers.wording.numbers import percent
from touchpoint.papers.wording.words import Words

CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, kw_only=True)
class Roadmap:
    """What a roadmap is made with."""

    keys: ChartKeys
    values: Mapping[Key, Value]
    words: Words
    rights: Mapping[str, str]
    """Which right each duty belongs to, in words."""

    def charted(self, asked: ChartAsked) -> tuple[AnyChart, Table]:
        """The chart with its table."""
        points, texts = [], []
        duties = self.keys.duties(asked)
        titles = [self.words.heading("duty", duty).removeprefix(f"{duty} ") for duty in duties]
        for duty, title in zip(duties, titles, strict=True):
            met, late, missed = (self.values[key] for key in self.keys.states(asked, duty))
            alone = titles.count(title) == 1
            label = title if alone else self.words.heading("duty", duty)
            point = _point(label, met, late, missed, right=self.rights.get(duty))
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


def _point(label: str, met: Value, late: Value, missed: Value, right: str | None) -> RoadmapPoint:
    told = met.beside.get(CANNOT_TELL)
    unknown = _aside(told)
    if met.status == "missing":
        if told == 0:
            return RoadmapPoint(label=label, status="missing", base=0, right=right)
        return RoadmapPoint(label=label, status="missing", cannot_tell=unknown, right=right)
    parts = (met, late, missed)
    if met.denominator is None and not any(value.shown for value in parts):
        return RoadmapPoint(label=label, status="suppressed", cannot_tell=unknown, right=right)
    done, after, never = map(_part, parts)
    return RoadmapPoint(
        label=label,
        done=done,
        late=after,
        missed=never,
        base=met.denominator,
        cannot_tell=unknown,
        right=right,
        part=met.part,
    )


def _part(value: Value) -> Part:
    return value.rate if value.shown else "suppressed"


def _aside(count: int | None) -> Aside:
    return "suppressed" if count is None else count
