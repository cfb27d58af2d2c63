"""What statistics works out is what is drawn; what cannot be drawn is refused with every fault."""

import math

import pytest

from touchpoint.errors import Refused
from touchpoint.papers.charts import (
    ControlChart,
    ControlPoint,
    Figure,
    GapRow,
    Panel,
    RatesChart,
    SmallMultiples,
)
from touchpoint.papers.charts.worked_out import control_chart
from touchpoint.statistics.charts.counted import p_chart
from touchpoint.statistics.charts.xmr import xmr

MONTHS = [f"2023-{month:02}" for month in range(1, 13)]


def test_a_chart_keeps_its_points_signals_baselines_and_marks() -> None:
    some = [50, 52, 49, 51, 50, 48, 80, 81, 79, 80, 82, None]
    chart = p_chart(
        some, [100] * 12, periods=MONTHS, rebase=["2023-07"], improvement="up", target=0.9
    )
    drawn = control_chart(
        chart, title="Offered", scale="share",
        statuses={"2023-12": "suppressed"}, notes=chart.notes,
    )  # fmt: skip
    assert drawn.rebased == ("2023-07",)
    assert [point.status for point in drawn.points[-2:]] == ["shown", "suppressed"]
    assert (drawn.variation, drawn.side, drawn.assurance) == ("usual", None, "inconsistent")
    assert drawn.trial == 5
    assert drawn.notes == ("Baseline 1: trial limits, from 6 points; 13 are wanted.",)


def test_a_part_period_is_drawn_and_not_judged() -> None:
    chart = p_chart([50, 52, 49, None], [100, 100, 100, None], periods=MONTHS[:4])
    drawn = control_chart(chart, title="Offered", scale="share", parts={"2023-04": 0.9})
    last = drawn.points[-1]
    assert (last.value, last.part, last.mean, last.reading) == (0.9, True, None, "usual")


def test_limits_are_drawn_no_further_than_a_share_can_go() -> None:
    chart = xmr([0.5, 0.9, 0.4, 0.95, 0.3], periods=MONTHS[:5])
    assert (chart.high or 0) > 1
    drawn = control_chart(chart, title="Offered", scale="share")
    assert {point.high for point in drawn.points} == {1.0}
    assert {point.low for point in drawn.points} == {0.0}


def test_signals_are_said_in_words_and_read_by_the_better_direction() -> None:
    chart = p_chart([50] * 11 + [90], [100] * 12, periods=MONTHS, improvement="down")
    last = control_chart(chart, title="Late", scale="share").points[-1]
    assert (last.signal, last.reading) == ("above the upper limit", "concern")


@pytest.mark.parametrize("value", [None, math.nan, math.inf])
def test_a_shown_figure_has_a_value_that_can_be_drawn(value: float | None) -> None:
    with pytest.raises(Refused, match="cannot be drawn"):
        Figure(label="North", value=value)


def test_what_is_suppressed_has_no_value_and_no_interval() -> None:
    with pytest.raises(Refused, match="suppressed and yet has a value"):
        Figure(label="North", value=0.5, status="suppressed")
    with pytest.raises(Refused, match="missing and yet has a value"):
        ControlPoint(period="2023-01", value=0.5, status="missing")
    with pytest.raises(Refused, match="suppressed and yet has"):
        GapRow(label="Offered", low=0.1, high=0.2, status="suppressed")


def test_an_interval_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(Refused, match=r"from 0\.7 to 0\.2"):
        Figure(label="North", value=0.5, low=0.7, high=0.2)


def test_labels_that_stand_twice_are_refused() -> None:
    figure = Figure(label="North", value=0.5)
    with pytest.raises(Refused, match="'North' stands there more than once"):
        RatesChart(title="Rates", scale="share", figures=(figure, figure))
    point = ControlPoint(period="2023-01", value=0.5)
    with pytest.raises(Refused, match="'2023-01'"):
        ControlChart(title="Offered", kind="p", scale="share", points=(point, point))


def test_panels_of_different_periods_are_refused() -> None:
    one = Panel(label="North", figures=(Figure(label="2023-01", value=0.5),))
    other = Panel(label="South", figures=(Figure(label="2023-02", value=0.5),))
    with pytest.raises(Refused, match="different periods"):
        SmallMultiples(title="By area", scale="share", panels=(one, other))
