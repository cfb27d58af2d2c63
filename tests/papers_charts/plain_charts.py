"""Charts of every kind out of made-up figures, for the tests of their pictures and texts."""

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
)
