"""What charts of figures with intervals are drawn from: groups side by side, and over periods."""

from dataclasses import dataclass
from typing import Final

from touchpoint.errors import Refused
from touchpoint.papers.charts.plain.statuses import Scale, Status, faults_of, refuse, refuse_twice

MOST_SERIES: Final = 4
"""How many series one picture can hold and still be read without colour."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One figure of a chart with its interval, or why it is not shown.

    `part` says that its period is only partly known; `base` is how many stand behind it.
    """

    label: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    status: Status = "shown"
    part: bool = False
    base: int | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        faults = faults_of(self.status, (self.value, self.low, self.high))
        if (self.low is None) != (self.high is None):
            faults.append("an interval has both ends or neither.")
        if self.low is not None and self.high is not None and self.low > self.high:
            faults.append(f"its interval runs from {self.low:g} to {self.high:g}.")
        refuse(self.label, faults)

    @property
    def shown(self) -> bool:
        """Whether there is a value that may be seen."""
        return self.status == "shown"


@dataclass(frozen=True, kw_only=True, slots=True)
class RatesChart:
    """Figures of groups beside one another, each with its interval."""

    title: str
    scale: Scale
    figures: tuple[Figure, ...]
    reference: float | None = None
    reference_label: str = "All"
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        refuse_twice(self.title, (figure.label for figure in self.figures))


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """The figures of one group over the periods that all groups share."""

    label: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SmallMultiples:
    """The same series for several groups, on one scale, side by side."""

    title: str
    scale: Scale
    panels: tuple[Panel, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _refuse_unlike_panels(self.title, self.panels)


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodsChart:
    """Up to four series over the same periods on one scale, each figure with its interval.

    `breaks` are the periods in which a new method begins: no line is drawn across them.
    """

    title: str
    scale: Scale
    series: tuple[Panel, ...]
    breaks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _refuse_unlike_panels(self.title, self.series)
        faults = []
        if len(self.series) > MOST_SERIES:
            faults.append(
                f"it has {len(self.series)} series, and more than {MOST_SERIES} cannot be told "
                "apart: use small multiples."
            )
        periods = {figure.label for panel in self.series for figure in panel.figures}
        faults += [
            f"a break in {each} is in none of its periods."
            for each in self.breaks
            if each not in periods
        ]
        refuse(self.title, faults)


def _refuse_unlike_panels(title: str, panels: tuple[Panel, ...]) -> None:
    """Refuse panels of one name, of different periods, or of a period twice."""
    refuse_twice(title, (panel.label for panel in panels))
    if len({tuple(figure.label for figure in panel.figures) for panel in panels}) > 1:
        raise Refused(
            f"The panels of {title!r} have different periods. Give each the same ones in "
            "the same order, and a missing figure where there is none."
        )
    for panel in panels:
        refuse_twice(panel.label, (figure.label for figure in panel.figures))
