"""What a chart is drawn from: plain values that hold no more than may be seen.

A figure that is suppressed or missing has no value here at all, so no drawing, text or file made of
it can give it away (house law 3).
"""

from touchpoint.papers.charts.plain.answers import (
    SEVEN_POINTS,
    THREE_POINTS,
    AnswersRow,
    DivergingChart,
)
from touchpoint.papers.charts.plain.control import (
    Assurance,
    ControlChart,
    ControlPoint,
    Reading,
    Side,
)
from touchpoint.papers.charts.plain.figures import (
    Figure,
    Panel,
    PeriodsChart,
    RatesChart,
    SmallMultiples,
)
from touchpoint.papers.charts.plain.funnel import FunnelChart, LimitsAt, UnitPoint, UnitStanding
from touchpoint.papers.charts.plain.roadmap import RoadmapChart, RoadmapPoint
from touchpoint.papers.charts.plain.statuses import Aside, Scale, Status
from touchpoint.papers.charts.plain.weighed import DriversChart, GapChart, GapRow

AnyChart = (
    ControlChart
    | RatesChart
    | DriversChart
    | GapChart
    | SmallMultiples
    | PeriodsChart
    | FunnelChart
    | DivergingChart
    | RoadmapChart
)

__all__ = [
    "SEVEN_POINTS",
    "THREE_POINTS",
    "AnswersRow",
    "AnyChart",
    "Aside",
    "Assurance",
    "ControlChart",
    "ControlPoint",
    "DivergingChart",
    "DriversChart",
    "Figure",
    "FunnelChart",
    "GapChart",
    "GapRow",
    "LimitsAt",
    "Panel",
    "PeriodsChart",
    "RatesChart",
    "Reading",
    "RoadmapChart",
    "RoadmapPoint",
    "Scale",
    "Side",
    "SmallMultiples",
    "Status",
    "UnitPoint",
    "UnitStanding",
]
