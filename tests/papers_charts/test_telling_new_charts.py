"""Funnels, diverging bars, roadmaps and series are told in sentences that hold at their edges."""

from dataclasses import replace

import pytest

from papers_charts.plain_charts import ANSWERS, FUNNEL, PERIODS, ROADMAP, SEVEN
from touchpoint.papers.charts import (
    THREE_POINTS,
    AnswersRow,
    DivergingChart,
    PeriodsChart,
    RoadmapChart,
    RoadmapPoint,
    alternative_text,
)


def test_a_funnel_is_told_from_its_average_to_who_is_not_shown() -> None:
    assert alternative_text(FUNNEL) == (
        "Funnel of Needs assessed by area: 5 units, by the number of journeys behind each. The "
        "line is Force: 50.0%. 1 unit lies above the limits of 99.8%: South (90.0% of "
        "150). 1 unit lies below the limits of 95%, within those of 99.8%: Mid (38.0% of 180). "
        "The other one lies within the limits of 95%. Figures that are shown run from 38.0% in "
        "Mid to 90.0% in South. East is suppressed. West is not available."
    )


def test_a_funnel_without_outliers_says_so_and_says_when_its_limits_make_room() -> None:
    usual = replace(FUNNEL, units=FUNNEL.units[:1], adjusted=True)
    text = alternative_text(usual)
    assert "Every unit that is shown lies within the limits of 95%." in text
    assert "make room for more spread" in text
    assert " run from " not in text


def test_diverging_bars_tell_both_sides_their_base_and_what_stands_apart() -> None:
    text = alternative_text(ANSWERS)
    assert (
        "Follow-up: 61.2% satisfied, 10.0% neither, 28.8% dissatisfied, of 690 answers, "
        "do not know 9, does not apply 51." in text
    )
    assert "Of those shown, most satisfied: Treatment, 90.0%." in text
    assert "Of those shown, least satisfied: Follow-up, 61.2%." in text
    assert "Actions is suppressed. Whole is not available." in text


def test_hidden_answers_are_said_and_their_side_is_not() -> None:
    text = alternative_text(ANSWERS)
    told = text[text.index("Treatment: ") :]
    assert told.startswith("Treatment: 90.0% satisfied, 5.0% neither, answers that few gave are")
    assert "dissatisfied" not in told.partition(".  ")[0].partition("Actions")[0]
    assert "do not know suppressed, does not apply 0" in text


def test_bars_that_are_all_shown_name_the_most_of_all_of_them() -> None:
    text = alternative_text(replace(ANSWERS, rows=ANSWERS.rows[:2]))
    assert " Most satisfied: Treatment, 90.0%. Least satisfied: Follow-up, 61.2%." in text


def test_equal_rows_are_told_once_and_one_row_is_not_compared() -> None:
    row = AnswersRow(label="Follow-up", shares=SEVEN, base=690)
    two = DivergingChart(title="Stages", rows=(row, replace(row, label="Actions")))
    assert "All 2 are equal: 61.2% satisfied." in alternative_text(two)
    one = alternative_text(replace(two, rows=(row,)))
    assert "Most" not in one
    assert "answers to 1 question" in one


def test_three_answers_are_told_in_their_own_words() -> None:
    row = AnswersRow(label="Police are fair", shares=(0.9, 0.06, 0.04), base=1)
    chart = DivergingChart(title="Views", answers=THREE_POINTS, rows=(row,))
    assert "Police are fair: 90.0% satisfied, 6.0% neither, 4.0% dissatisfied, of 1 answer." in (
        alternative_text(chart)
    )


def test_a_roadmap_tells_every_point_in_its_order() -> None:
    text = alternative_text(ROADMAP)
    places = [text.index(f"{point.label}: ") for point in ROADMAP.points]
    assert places == sorted(places)
    assert (
        "Acknowledged: 70.0% done in time, 10.0% late, 20.0% not done, of 890 owed, nobody can "
        "tell of 12 more." in text
    )
    assert "Crime reported: 100.0% done, 0.0% not done, of 900 owed." in text


@pytest.mark.parametrize(
    ("point", "sentence"),
    [
        (ROADMAP.points[2], "Told of a charge: 60.0% done in time, late and not done suppressed"),
        (ROADMAP.points[3], "Told of bail: suppressed, of how many nobody can tell is suppressed"),
        (ROADMAP.points[4], "Information: not available."),
        (ROADMAP.points[5], "Told of an appeal: owed to nobody."),
    ],
)
def test_points_that_are_not_wholly_shown_say_why(point: RoadmapPoint, sentence: str) -> None:
    assert sentence in alternative_text(RoadmapChart(title="The journey", points=(point,)))


def test_series_are_told_one_by_one_with_their_breaks() -> None:
    assert alternative_text(PERIODS) == (
        "Statements by source: 2 series, with intervals, Jan 2023 to Mar 2023. Crime system: from "
        "40.0% in Jan 2023 to 60.0% in Mar 2023, between 40.0% and 60.0%; not available in Feb "
        "2023. Closing: from 30.0% in Feb 2023 to 20.0% in Mar 2023, between 20.0% and 30.0%; "
        "suppressed in Jan 2023; only partly known in Mar 2023. A new method begins in Mar 2023, "
        "and no line is drawn across it."
    )
    one = PeriodsChart(title="Statements", scale="share", series=PERIODS.series[:1])
    assert alternative_text(one).startswith("Statements, with intervals, Jan 2023 to Mar 2023.")


def test_a_roadmap_names_its_ends_of_the_points_that_are_shown() -> None:
    points = (
        RoadmapPoint(label="Told", done=0.5, late=0.3),
        RoadmapPoint(label="Asked", done=0.9, late=0.1),
        RoadmapPoint(label="Offered", done=0.7),
    )
    whole = alternative_text(RoadmapChart(title="The journey", points=points))
    assert "Most often done in time: Asked" in whole
    assert "Most often late: Told" in whole
    hidden = (*points, RoadmapPoint(label="Sent", status="suppressed"))
    text = alternative_text(RoadmapChart(title="The journey", points=hidden))
    assert "Of those shown, most often done in time: Asked" in text
    assert "Of those shown, least often done in time: Told" in text
    assert "Of those shown, most often late: Told" in text
