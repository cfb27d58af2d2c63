"""Control charts with hidden months: the others are judged by only where they tell of all."""

from datetime import date

import pytest

from touchpoint.calendar import read_period
from touchpoint.measures.catalogue import measure_asked
from touchpoint.measures.figuring.figure import Figure
from touchpoint.papers.charts import ControlChart
from touchpoint.papers.charts.telling.control import of_control_chart
from touchpoint.papers.showing.control import Charting

MONTHS = [f"{2022 + n // 12}-{n % 12 + 1:02}" for n in range(24)]


def picture(hidden: set[int], missing: int = 0, high: int | None = None) -> ControlChart:
    """Two years of 10 in 100 or so; one month may be 60."""
    figures = []
    for place, month in enumerate(MONTHS):
        status = "missing" if place < missing else "suppressed" if place in hidden else "shown"
        some = 60 if place == high else 10 + place % 3
        figures.append(
            Figure(
                measure=measure_asked("needs_assessed"),
                period=read_period(month),
                groups={},
                numerator=some if status == "shown" else None,
                denominator=100 if status == "shown" else None,
                rate=some / 100 if status == "shown" else None,
                status=status,
            )
        )
    charting = Charting(
        measure=figures[0].measure, group="", figures=figures, as_at=date(2023, 12, 31),
        parts=frozenset(),
    )  # fmt: skip
    return charting.picture(charting.chart())


def test_the_few_months_that_are_not_kept_back_have_no_mean_and_no_limits() -> None:
    chart = picture(set(range(24)) - {5, 20}, high=20)
    assert [point.period for point in chart.points if point.value is not None] == [
        "2022-06",
        "2023-09",
    ]
    assert {(p.mean, p.low, p.high, p.signal) for p in chart.points} == {(None, None, None, None)}
    assert (chart.variation, chart.trial) == (None, None)
    told = of_control_chart(chart)
    assert "no limits and no rule is asked, for 22 of 24 periods are kept back." in told
    assert "no point needs a reason" not in told
    assert "usual" not in told


@pytest.mark.parametrize(("hidden", "judged"), [(8, True), (9, False)])
def test_two_of_three_months_must_be_shown_for_limits(hidden: int, judged: bool) -> None:
    chart = picture(set(range(0, 2 * hidden, 2)))
    assert (chart.points[-1].mean is not None) == judged


def test_eleven_months_that_are_shown_are_too_few_for_limits_where_another_is_hidden() -> None:
    assert all(point.mean is None for point in picture({23}, missing=12).points)
    assert picture({23}, missing=11).points[5].mean is not None


def test_what_a_hidden_month_means_for_mean_and_limits_is_said() -> None:
    told = of_control_chart(picture({4}))
    assert "1 of 24 periods is kept back and counted in no mean, limit or run of points." in told
    assert "kept back" not in of_control_chart(picture(set()))


def test_a_month_that_is_hidden_is_available_though_nobody_may_read_it() -> None:
    told = of_control_chart(picture({2, 7}, missing=2))
    assert "Nothing is available before Mar 2022" in told
    assert "2 periods are suppressed: Mar 2022 and Aug 2022" in told


def test_events_of_a_month_without_crimes_are_a_gap_of_the_chart_and_not_a_point_of_it() -> None:
    measure = measure_asked("dissatisfied_no_update")
    figures = [
        Figure(
            measure=measure,
            period=read_period(month),
            groups={},
            numerator=4 + place % 3,
            denominator=0 if place == 7 else 100,
        )
        for place, month in enumerate(MONTHS)
    ]
    charting = Charting(
        measure=measure, group="", figures=figures, as_at=date(2023, 12, 31), parts=frozenset()
    )
    points = {p.period: p for p in charting.picture(charting.chart()).points}
    assert (points["2022-08"].value, points["2022-08"].status) == (None, "missing")
    assert points["2022-09"].value == 60
