"""Charts of every kind out of made-up figures, for the tests of their pictures and texts."""

from touchpoint.papers.charts import (
    AnswersRow,
    AnyChart,
    ControlChart,
    ControlPoint,
    DivergingChart,
    DriversChart,
    Figure,
    FunnelChart,
    GapChart,
    GapRow,
    LimitsAt,
    Panel,
    PeriodsChart,
    RatesChart,
    RoadmapChart,
    RoadmapPoint,
    SmallMultiples,
    UnitPoint,
)


def points(*values: float | None) -> tuple[ControlPoint, ...]:
    """A month a value, with level lines; None is a month that is not available."""
    return tuple(
        ControlPoint(period=f"2023-{month:02}", status="missing")
        if value is None
        else ControlPoint(period=f"2023-{month:02}", value=value, mean=0.5, low=0.4, high=0.6)
        for month, value in enumerate(values, 1)
    )


def control(*values: float | None) -> ControlChart:
    return ControlChart(
        title="Needs assessed", kind="p", scale="share", points=points(*values), variation="usual"
    )


SHOWN = Figure(label="North", value=0.62, low=0.55, high=0.69, base=193)
HIDDEN = Figure(label="East", status="suppressed")
UNKNOWN = Figure(label="West", status="missing")

LIMITS = tuple(
    LimitsAt(
        base=base, low_95=0.5 - d, high_95=0.5 + d, low_998=0.5 - 1.5 * d, high_998=0.5 + 1.5 * d
    )
    for base, d in ((50, 0.2), (200, 0.1))
)
FUNNEL = FunnelChart(
    title="Needs assessed by area",
    scale="share",
    units=(
        UnitPoint(label="North", value=0.52, base=100),
        UnitPoint(label="South", value=0.9, base=150, standing="far above"),
        UnitPoint(label="Mid", value=0.38, base=180, standing="below"),
        UnitPoint(label="East", status="suppressed"),
        UnitPoint(label="West", status="missing"),
    ),
    limits=LIMITS,
    average=0.5,
    average_label="Force",
)
SEVEN = (0.15, 0.2, 0.262, 0.1, 0.12, 0.09, 0.078)
ANSWERS = DivergingChart(
    title="Five stages",
    rows=(
        AnswersRow(label="Follow-up", shares=SEVEN, base=690, do_not_know=9, not_applicable=51),
        AnswersRow(
            label="Treatment", shares=(0.5, 0.3, 0.1, 0.05, 0.02, None, None), base=400,
            do_not_know="suppressed", not_applicable=0,
        ),
        AnswersRow(label="Actions", status="suppressed"),
        AnswersRow(label="Whole", status="missing"),
    ),
)  # fmt: skip
ROADMAP = RoadmapChart(
    title="The journey of a victim",
    points=(
        RoadmapPoint(label="Crime reported", done=1.0, base=900),
        RoadmapPoint(
            label="Acknowledged", done=0.7, late=0.1, base=890, cannot_tell=12, right="Right 2"
        ),
        RoadmapPoint(label="Told of a charge", done=0.6, late="suppressed", base=80, part=True),
        RoadmapPoint(label="Told of bail", status="suppressed", cannot_tell="suppressed"),
        RoadmapPoint(label="Information", status="missing"),
        RoadmapPoint(label="Told of an appeal", status="missing", base=0),
    ),
)
PERIODS = PeriodsChart(
    title="Statements by source",
    scale="share",
    series=(
        Panel(
            label="Crime system",
            figures=(
                Figure(label="2023-01", value=0.4, low=0.3, high=0.5),
                Figure(label="2023-02", status="missing"),
                Figure(label="2023-03", value=0.6, low=0.5, high=0.7),
            ),
        ),
        Panel(
            label="Closing",
            figures=(
                Figure(label="2023-01", status="suppressed"),
                Figure(label="2023-02", value=0.3),
                Figure(label="2023-03", value=0.2, part=True),
            ),
        ),
    ),
    breaks=("2023-03",),
)

EVERY_KIND: tuple[AnyChart, ...] = (
    control(0.5, 0.52, None, 0.48),
    RatesChart(title="Rates", scale="share", figures=(SHOWN, HIDDEN, UNKNOWN), reference=0.5),
    DriversChart(title="Drivers", outcome="the whole", figures=(SHOWN,), first="North", used=9),
    GapChart(
        title="Gaps",
        rows=(
            GapRow(
                label="Offered", recorded=0.6, remembered=0.4, gap=0.2, low=0.1, high=0.3, pairs=90
            ),
            GapRow(label="Asked", status="suppressed"),
        ),
    ),
    SmallMultiples(
        title="By area",
        scale="share",
        panels=(
            Panel(label="North", figures=(Figure(label="2023-01", value=0.5),)),
            Panel(label="East", figures=(Figure(label="2023-01", status="missing"),)),
        ),
    ),
    FUNNEL,
    ANSWERS,
    ROADMAP,
    PERIODS,
)
NOTHING_SHOWN: tuple[AnyChart, ...] = (
    control(None, None),
    ControlChart(title="No period", kind="p", scale="share", points=()),
    RatesChart(title="Rates", scale="share", figures=()),
    RatesChart(title="Rates", scale="count", figures=(HIDDEN, UNKNOWN)),
    DriversChart(
        title="Drivers", outcome="the whole", figures=(), why_not="Too little is explained."
    ),
    GapChart(title="Gaps", rows=(GapRow(label="Offered", status="missing"),)),
    SmallMultiples(title="By area", scale="share", panels=(Panel(label="North", figures=()),)),
    FunnelChart(title="By area", scale="share", units=FUNNEL.units[3:], limits=(), average=None),
    DivergingChart(title="Five stages", rows=ANSWERS.rows[2:]),
    RoadmapChart(title="The journey", points=ROADMAP.points[3:]),
    PeriodsChart(title="By source", scale="share", series=(Panel(label="North", figures=()),)),
)
