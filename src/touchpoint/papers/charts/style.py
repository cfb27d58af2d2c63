"""The house style of every chart: sizes, inks, shapes and dashes, in one place.

Whatever a colour says a shape or a dash says too, so that a chart can be read in black and white
and by people who cannot tell red from green, as NHS England's Making Data Count has it.
"""

from dataclasses import dataclass
from typing import Any, Final

from touchpoint.papers.charts.plain import Assurance, Reading

FONT: Final = "Liberation Sans, Arial, Helvetica, Source Sans Pro, sans-serif"
WIDTH: Final = 600
HEIGHT: Final = 290
ROW: Final = 34
"""How high a row of a chart of groups is."""

TITLE: Final = 15
TEXT: Final = 12
SMALL: Final = 11
INK: Final = "#212b32"
QUIET: Final = "#4c6272"
LINE: Final = "#768692"
GRID: Final = "#e8edee"
BLUE: Final = "#005eb8"
ORANGE: Final = "#d5610a"
PURPLE: Final = "#702082"
PAPER: Final = "#ffffff"

LIMITS: Final = [6, 4]
TARGET: Final = [2, 3]
REBASE: Final = [1, 3]


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How a point of one meaning looks: its shape as well as its ink."""

    shape: str
    ink: str
    size: int
    words: str
    filled: bool = True


READINGS: Final[dict[Reading, Look]] = {
    "usual": Look(shape="circle", ink=QUIET, size=45, words="usual variation"),
    "improvement": Look(shape="square", ink=BLUE, size=95, words="improvement"),
    "concern": Look(shape="diamond", ink=ORANGE, size=125, words="concern"),
    "neutral": Look(shape="triangle-up", ink=PURPLE, size=110, words="needs a reason"),
}
PART: Final = Look(
    shape="circle", ink=QUIET, size=60, words="part period, not judged", filled=False
)
ASSURANCES: Final[dict[Assurance, Look]] = {
    "pass": Look(shape="square", ink=BLUE, size=0, words="P"),
    "fail": Look(shape="diamond", ink=ORANGE, size=0, words="F"),
    "inconsistent": Look(shape="circle", ink=QUIET, size=0, words="?"),
}
BETTER: Final = ("#003d7a", "#5b97d4", "#bcd7f0")
"""The shades of the better answers of a scale, the best first."""
WORSE: Final = ("#a8480a", "#e8964d", "#f8d9b8")
"""The shades of the worse answers, the worst first; they are ruled with white lines as well."""
MIDDLE: Final = "#e3e8ea"
SERIES: Final = (
    (Look(shape="circle", ink=BLUE, size=55, words=""), [1, 0]),
    (Look(shape="square", ink=ORANGE, size=55, words=""), [7, 3]),
    (Look(shape="diamond", ink=INK, size=70, words="", filled=False), [2, 3]),
    (Look(shape="triangle-up", ink=PURPLE, size=70, words="", filled=False), [9, 3, 2, 3]),
)
"""How the series of one picture are told apart: by shape and dash as well as by ink."""
MISSING: Final = "[x]"
SUPPRESSED: Final = "[c]"
"""The shorthands of the Government Statistical Service."""
NOT_APPLICABLE: Final = "[z]"


def config() -> dict[str, Any]:
    """The settings of the house, as a chart takes them."""
    return {
        "aria": False,  # the picture is told once, by its title and description
        "background": PAPER,
        "font": FONT,
        "padding": 14,
        "view": {"stroke": None},
        "title": {
            "anchor": "start", "frame": "bounds", "fontSize": TITLE, "fontWeight": "bold",
            "color": INK, "subtitleColor": QUIET, "subtitleFontSize": TEXT, "subtitlePadding": 5,
            "offset": 12, "lineHeight": 19, "subtitleLineHeight": 16,
        },
        "axis": {
            "labelFontSize": SMALL, "titleFontSize": TEXT, "titleFontWeight": "normal",
            "labelColor": INK, "titleColor": INK, "domainColor": LINE, "tickColor": LINE,
            "gridColor": GRID, "labelLimit": 0, "labelFlush": False, "titlePadding": 8,
        },
        "concat": {"spacing": 6},
    }  # fmt: skip
