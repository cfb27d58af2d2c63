"""Charts for papers, pages and the command: plain values in, SVG or PNG and alternative text out.

Altair and vl-convert are imported when a picture is drawn, and not before.
"""

from touchpoint.papers.charts.drawn import (
    Drawing,
    alternative_text,
    begin_to_draw,
    drawing_of,
    ending_of_picture,
    refuse_no_folder,
    write_chart,
)
from touchpoint.papers.charts.funnelled import funnel_chart
from touchpoint.papers.charts.plain import (
    SEVEN_POINTS,
    THREE_POINTS,
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

__all__ = [
    "SEVEN_POINTS",
    "THREE_POINTS",
    "AnswersRow",
    "AnyChart",
    "ControlChart",
    "ControlPoint",
    "DivergingChart",
    "Drawing",
    "DriversChart",
    "Figure",
    "FunnelChart",
    "GapChart",
    "GapRow",
    "LimitsAt",
    "Panel",
    "PeriodsChart",
    "RatesChart",
    "RoadmapChart",
    "RoadmapPoint",
    "SmallMultiples",
    "UnitPoint",
    "alternative_text",
    "begin_to_draw",
    "drawing_of",
    "ending_of_picture",
    "funnel_chart",
    "refuse_no_folder",
    "write_chart",
]
