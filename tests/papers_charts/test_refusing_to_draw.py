"""Charts refuse what cannot be drawn, and whatever would give away what is suppressed."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from papers_charts.plain_charts import ANSWERS, FUNNEL, LIMITS, PERIODS, SEVEN
from touchpoint.errors import Refused
from touchpoint.papers.charts import (
    AnswersRow,
    DivergingChart,
    LimitsAt,
    PeriodsChart,
    RoadmapChart,
    RoadmapPoint,
    UnitPoint,
    funnel_chart,
)
from touchpoint.statistics.funnels import funnel

REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: UnitPoint(label="North", value=0.5), "nothing stands behind it"),
    (lambda: UnitPoint(label="North", base=5, status="suppressed"), "suppressed and yet has"),
    (
        lambda: UnitPoint(label="North", status="suppressed", standing="above"),
        "yet is said to be above",
    ),
    (
        lambda: LimitsAt(base=9, low_95=0.4, high_95=0.6, low_998=0.45, high_998=0.7),
        "must lie within those of 99.8 %",
    ),
    (lambda: replace(FUNNEL, limits=LIMITS[::-1]), "from the smallest number"),
    (lambda: replace(FUNNEL, average=None), "no average"),
    (lambda: replace(FUNNEL, limits=()), "no limits"),
    (lambda: replace(FUNNEL, units=FUNNEL.units[:1] * 2), "more than once"),
    (lambda: AnswersRow(label="Actions", shares=(0.5, 0.2)), "come to 0.700"),
    (lambda: AnswersRow(label="Actions", shares=(0.5, 0.4, None)), "follows from the others"),
    (lambda: AnswersRow(label="Actions", shares=(1.2, -0.2)), "not below 0"),
    (lambda: AnswersRow(label="Actions", base=9, status="suppressed"), "yet has answers"),
    (lambda: replace(ANSWERS, answers=("yes", "no")), "7 shares for 2 answers"),
    (lambda: DivergingChart(title="One", rows=(), answers=("yes",)), "it has 1 answers"),
    (lambda: RoadmapPoint(label="Told", done=0.7, late=0.5), "more than 1"),
    (lambda: RoadmapPoint(label="Told"), "no value"),
    (lambda: RoadmapPoint(label="Told", late="suppressed", status="missing"), "yet has a figure"),
    (lambda: RoadmapPoint(label="Told", base=4, status="suppressed"), "yet has a figure"),
    (
        lambda: RoadmapChart(title="One", points=(RoadmapPoint(label="Told", done=1.0),) * 2),
        "more than once",
    ),
    (lambda: replace(PERIODS, breaks=("2030-01",)), "in none of its periods"),
    (
        lambda: PeriodsChart(
            title="Many",
            scale="share",
            series=tuple(replace(PERIODS.series[0], label=str(place)) for place in range(5)),
        ),
        "use small multiples",
    ),
]


@pytest.mark.parametrize(("made", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_what_cannot_be_drawn_is_refused(made: Callable[[], object], why: str) -> None:
    with pytest.raises(Refused) as refused:
        made()
    assert why in " ".join([str(refused.value), *refused.value.faults])


def test_shares_that_were_rounded_and_miss_a_whole_by_little_are_drawn() -> None:
    row = AnswersRow(label="Actions", shares=(0.333, 0.333, 0.333))
    assert row.hidden is None
    assert row.best() == 0.333


def test_sides_of_a_scale_are_known_only_where_nothing_of_them_is_hidden() -> None:
    row = AnswersRow(label="Actions", shares=SEVEN, base=9)
    assert (round(row.best() or 0, 3), round(row.worst() or 0, 3)) == (0.612, 0.288)
    hidden = replace(row, shares=(*SEVEN[:5], None, None))
    assert (round(hidden.best() or 0, 3), hidden.worst()) == (0.612, None)
    assert round(hidden.hidden or 0, 3) == 0.168


def test_a_funnel_of_statistics_is_drawn_with_its_limits_and_standings() -> None:
    names = ["A", "B", "C", "D", "E", "Empty"]
    worked = funnel(
        [50, 52, 49, 90, 20, 0], [100, 100, 100, 100, 200, 0], names=names, adjust=False
    )
    chart = funnel_chart(worked, title="Asked", not_shown={"Hidden": "suppressed"})
    found = {unit.label: (unit.standing, unit.status) for unit in chart.units}
    assert found["D"] == ("far above", "shown")
    assert found["E"] == ("far below", "shown")
    assert found["Empty"] == ("within", "missing")
    assert found["Hidden"] == ("within", "suppressed")
    assert chart.average == pytest.approx(261 / 600)
    at = chart.limits[-1]
    assert (at.low_95, at.high_95, at.low_998, at.high_998) == worked.limits_at(at.base)
    assert not chart.adjusted
