"""The line of a paper's funnel is the figure that the paper gives of all, or says whose it is."""

from dataclasses import replace

import pytest
from released_values import value

from touchpoint.papers.charts import FunnelChart, RatesChart, alternative_text
from touchpoint.papers.description.paper import ChartAsked
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.showing.funnels import funnelled

ASKED = ChartAsked(
    id="teams", kind="funnel", caption="Told in time", measures=("told_in_time",), by="unit:team"
)
FORCE = value(811, 1165, measure="told_in_time")


def teams(*counts: tuple[int, int], hidden: int = 3) -> list[tuple[str, Value]]:
    every = [value(some, of, measure="told_in_time") for some, of in counts]
    every += [value(None, measure="told_in_time", status="suppressed")] * hidden
    return [(f"Team {number}", each) for number, each in enumerate(every, 1)]


SHOWN = teams((30, 50), (35, 50), (40, 60), (20, 40), (33, 50))


def test_the_line_is_the_figure_of_the_force_where_it_was_released() -> None:
    chart = funnelled(ASKED, SHOWN, FORCE, "share")
    assert isinstance(chart, FunnelChart)
    assert (chart.average, chart.average_label) == (811 / 1165, "Force")
    assert "line is Force: 69.6%." in alternative_text(chart)
    assert chart.notes == ()


@pytest.mark.parametrize(
    "whole", [None, value(None, measure="told_in_time", status="suppressed")], ids=str
)
def test_a_line_of_the_shown_alone_says_of_how_many_it_is(whole: Value | None) -> None:
    chart = funnelled(ASKED, SHOWN, whole, "share")
    assert isinstance(chart, FunnelChart)
    assert chart.average == pytest.approx(158 / 250)
    text = alternative_text(chart)
    assert "line is Those shown: 63.2%." in text
    assert text.endswith("The line is of the 5 of 8 teams that are shown, taken together.")


def test_a_target_of_the_paper_is_called_one() -> None:
    chart = funnelled(replace(ASKED, target=0.9), SHOWN, FORCE, "share")
    assert isinstance(chart, FunnelChart)
    assert (chart.average, chart.average_label) == (0.9, "Target")


def test_within_a_group_the_line_is_of_all_of_that_group() -> None:
    of_one = replace(ASKED, group=(("basis", "enhanced"),))
    chart = funnelled(of_one, SHOWN, FORCE, "share")
    assert isinstance(chart, FunnelChart)
    assert chart.average_label == "All"


def test_where_everybody_was_told_in_time_there_are_rates_and_no_refusal() -> None:
    chart = funnelled(
        ASKED, teams(*[(20, 20)] * 6), value(140, 140, measure="told_in_time"), "share"
    )
    assert isinstance(chart, RatesChart)
    assert chart.notes == ("There is no funnel round a line of 0% or 100%.",)
