"""Alternative texts hold at one figure, none, equal ones, and those that are not shown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_charts.plain_charts import EVERY_KIND, HIDDEN, NOTHING_SHOWN, SHOWN, UNKNOWN, control
from touchpoint.papers.charts import (
    AnyChart,
    ControlChart,
    ControlPoint,
    DriversChart,
    Figure,
    GapChart,
    GapRow,
    Panel,
    RatesChart,
    SmallMultiples,
    alternative_text,
)
from touchpoint.papers.charts.wording import (
    axis_format,
    counted,
    listed,
    period_in_words,
    points,
    said,
)


def rates(*figures: Figure) -> str:
    return alternative_text(RatesChart(title="Offered", scale="share", figures=figures))


def test_a_control_chart_is_told_from_its_span_to_its_gaps() -> None:
    last = ControlPoint(
        period="2023-03", value=0.65, mean=0.5, low=0.4, high=0.6,
        signal="above the upper limit", reading="improvement",
    )  # fmt: skip
    chart = replace(control(0.5, None), points=(*control(0.5, None).points, last))
    chart = replace(chart, variation="improvement", side="high", target=0.8, assurance="fail")
    assert alternative_text(chart) == (
        "Control chart (p) of Needs assessed: 3 periods from Jan 2023 to Mar 2023. The last "
        "figure, Mar 2023, is 65.0%. The mean is 50.0% and its limits are 40.0% to 60.0%. "
        "Variation: improvement, high. 1 point needs a reason: Mar 2023 (above the upper limit, "
        "improvement). The target is 80.0%, not reached as things are. 1 period is not "
        "available: Feb 2023."
    )


def test_one_point_is_not_told_as_a_span() -> None:
    text = alternative_text(control(0.5))
    assert "one period, Jan 2023. One figure is shown: 50.0% in Jan 2023." in text


def test_no_point_is_told_as_none() -> None:
    empty = ControlChart(title="Offered", kind="p", scale="share", points=())
    assert alternative_text(empty) == (
        "Control chart (p) of Offered: no period. No figure can be shown."
    )


def test_equal_points_are_told_once() -> None:
    assert "All 3 figures are 50.0%." in alternative_text(control(0.5, 0.5, 0.5))


def test_a_part_period_is_not_the_last_figure_that_is_told() -> None:
    part = ControlPoint(period="2023-03", value=0.9, part=True)
    chart = replace(control(0.5, 0.4), points=(*control(0.5, 0.4).points, part))
    text = alternative_text(chart)
    assert "The last whole period, Feb 2023, is 40.0%." in text
    assert "1 period is only partly known and not judged: Mar 2023." in text


def test_figures_side_by_side_name_the_highest_and_the_lowest() -> None:
    text = rates(SHOWN, Figure(label="South", value=0.4))
    assert "Highest is North with 62.0%. Lowest is South with 40.0%." in text


def test_where_a_figure_is_not_shown_the_highest_is_said_to_be_of_those_shown() -> None:
    text = rates(SHOWN, HIDDEN, Figure(label="South", value=0.4))
    assert "Of those shown, highest is North with 62.0%. Of those shown, lowest is South" in text
    equal = rates(SHOWN, UNKNOWN, replace(SHOWN, label="South"))
    assert "Both figures that are shown are 62.0%" in equal


def test_equal_highest_are_both_named() -> None:
    text = rates(SHOWN, replace(SHOWN, label="South"), Figure(label="Mid", value=0.1))
    assert "Highest are North and South, equal at 62.0%." in text


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        ((), "no group. No figure can be shown."),
        ((SHOWN,), "1 group. One figure is shown: North 62.0% (55.0% to 69.0%)."),
        ((SHOWN, replace(SHOWN, label="South")), "Both figures are 62.0%: North and South."),
        ((HIDDEN, UNKNOWN), "No figure can be shown. East is suppressed. West is not available."),
        ((SHOWN, HIDDEN), "One figure is shown: North 62.0% (55.0% to 69.0%). East is suppressed."),
    ],
)
def test_figures_at_their_edges(figures: tuple[Figure, ...], sentence: str) -> None:
    assert rates(*figures).endswith(sentence)


def test_drivers_claim_no_cause_and_say_when_none_is_first() -> None:
    chart = DriversChart(
        title="Drivers", outcome="the whole", figures=(SHOWN,), r_squared=0.4, used=80
    )
    text = alternative_text(chart)
    assert "associated with" in text
    assert "cause" not in text
    assert "No driver is first throughout its interval of ranks." in text
    assert "North is first" in alternative_text(replace(chart, first="North"))


def test_no_gap_is_told_as_no_gap() -> None:
    row = GapRow(
        label="Offered", recorded=0.5, remembered=0.5, gap=0.0, low=-0.1, high=0.1, pairs=1
    )
    text = alternative_text(GapChart(title="Gaps", rows=(row,)))
    assert (
        "Offered: recorded 50.0%, said by victims 50.0%, no gap (-10.0 to +10.0), from 1 pair."
        in text
    )


def test_small_multiples_tell_each_course_and_what_is_not_shown() -> None:
    figures = (
        Figure(label="2023-01", value=0.5),
        Figure(label="2023-02", status="suppressed"),
        Figure(label="2023-03", value=0.7),
    )
    text = alternative_text(
        SmallMultiples(
            title="By area", scale="share", panels=(Panel(label="North", figures=figures),)
        )
    )
    assert text == (
        "By area: 1 group on one scale, Jan 2023 to Mar 2023. North: from 50.0% in Jan 2023 to "
        "70.0% in Mar 2023, between 50.0% and 70.0%; suppressed in Feb 2023."
    )


@pytest.mark.parametrize("chart", [*EVERY_KIND, *NOTHING_SHOWN], ids=lambda c: type(c).__name__)
def test_every_text_is_made_of_whole_sentences(chart: AnyChart) -> None:
    text = alternative_text(chart)
    assert text[0].isupper()
    assert text.endswith(".")
    for wrong in ("None", "nan", "..", "  ", " ,", "0 point", "1 points", "1 periods", "1 groups"):
        assert wrong not in text


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=8))
def test_a_series_of_any_length_is_told_without_a_number_that_is_not_in_it(
    values: list[float | None],
) -> None:
    text = alternative_text(control(*values))
    missing = sum(value is None for value in values)
    assert ("not available" in text) == (missing > 0)
    assert ("No figure can be shown" in text) == (missing == len(values))


def test_words_for_numbers_periods_and_lists() -> None:
    assert said(0.625, "share") == "62.5%"
    assert axis_format("share", (0.2, 0.4)) == ".0%"
    assert axis_format("share", (0.02, 0.05)) == ".1%"  # or 3% would stand there twice
    assert said(0.0005, "share") == "0.1%"  # half up
    assert said(1234, "count") == "1,234"
    assert said(2.345, "per_1000") == "2.35"
    assert points(0.1) == "+10.0"
    assert points(-0.0004) == "0.0"
    assert period_in_words("2024-25Q1") == "Q1 2024-25"
    assert period_in_words("2024-25") == "2024-25"
    assert period_in_words("North") == "North"
    assert counted(0, "point") == "no point"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(list("abcdefgh")) == "a, b, c, d, e, f and 2 more"
