"""Charts for papers, pages and the command: plain values in, SVG or PNG and alternative text out.

Altair and vl-convert are imported when a picture is drawn, and not before.
"""

from touchpoint.papers.charts.drawn import (
    Drawing,
    alternative_text,
    drawing_of,
    ending_of_picture,
    write_chart,
)
from touchpoint.papers.charts.plain import (
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

__all__ = [
    "AnyChart",
    "ControlChart",
    "ControlPoint",
    "Drawing",
    "DriversChart",
    "Figure",
    "GapChart",
    "GapRow",
    "Panel",
    "RatesChart",
    "SmallMultiples",
    "alternative_text",
    "drawing_of",
    "ending_of_picture",
    "write_chart",
]
