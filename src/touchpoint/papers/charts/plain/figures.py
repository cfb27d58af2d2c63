"""What a chart is drawn from: plain values that hold no more than may be seen.

A figure that is suppressed or missing has no value here at all, so no drawing, text or file made of
it can give it away (house law 3).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from touchpoint.errors import Refused

Status = Literal["shown", "suppressed", "missing"]
Scale = Literal["share", "per_1000", "count", "score"]
Reading = Literal["usual", "improvement", "concern", "neutral"]
Side = Literal["high", "low"]
Assurance = Literal["pass", "fail", "inconsistent"]


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
        faults = _faults(self.status, (self.value, self.low, self.high))
        if (self.low is None) != (self.high is None):
            faults.append("an interval has both ends or neither.")
        if self.low is not None and self.high is not None and self.low > self.high:
            faults.append(f"its interval runs from {self.low:g} to {self.high:g}.")
        _refuse(self.label, faults)

    @property
    def shown(self) -> bool:
        """Whether there is a value that may be seen."""
        return self.status == "shown"


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlPoint:
    """One period of a control chart with the lines it is judged by, and what is said of it.

    `signal` says in words why it needs a reason ("above the upper limit"); a part period is drawn
    and not judged.
    """

    period: str
    value: float | None = None
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    signal: str | None = None
    reading: Reading = "usual"
    baseline: int = 1
    status: Status = "shown"
    part: bool = False

    def __post_init__(self) -> None:
        faults = _faults(self.status, (self.value,))
        lines = (self.mean, self.low, self.high)
        if any(line is not None and not math.isfinite(line) for line in lines):
            faults.append("its lines must be finite.")
        if self.signal is None and self.reading != "usual":
            faults.append(f"it is called {self.reading} without a signal.")
        _refuse(self.period, faults)


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlChart:
    """A control chart, worked out elsewhere: its points in order, its two marks, and its notes."""

    title: str
    kind: str
    scale: Scale
    points: tuple[ControlPoint, ...]
    variation: Reading | None = None
    side: Side | None = None
    assurance: Assurance | None = None
    target: float | None = None
    trial: int | None = None
    """From how many points the last limits come, where so few make them trial limits."""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _refuse_twice(self.title, (point.period for point in self.points))

    @property
    def rebased(self) -> tuple[str, ...]:
        """The periods at which new limits begin."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return tuple(after.period for before, after in pairs if after.baseline != before.baseline)


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
        _refuse_twice(self.title, (figure.label for figure in self.figures))


@dataclass(frozen=True, kw_only=True, slots=True)
class DriversChart:
    """Drivers of an outcome with their shares of what is explained.

    `first` is the driver that is first throughout its interval of ranks, if one is; `why_not`
    says why nothing is ranked.
    """

    title: str
    outcome: str
    figures: tuple[Figure, ...]
    first: str | None = None
    r_squared: float | None = None
    used: int = 0
    why_not: str | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _refuse_twice(self.title, (figure.label for figure in self.figures))


@dataclass(frozen=True, kw_only=True, slots=True)
class GapRow:
    """What the record says and what victims say of one thing, and the difference between them."""

    label: str
    recorded: float | None = None
    remembered: float | None = None
    gap: float | None = None
    low: float | None = None
    high: float | None = None
    pairs: int = 0
    status: Status = "shown"

    def __post_init__(self) -> None:
        told = (self.recorded, self.remembered, self.gap)
        faults = [fault for value in told for fault in _faults(self.status, (value,))]
        if (self.low is None) != (self.high is None) or (self.gap is None and self.low is not None):
            faults.append("an interval has both ends and a gap between them.")
        if self.status != "shown" and self.low is not None:
            faults.append(f"it is {self.status} and yet has an interval.")
        _refuse(self.label, list(dict.fromkeys(faults)))


@dataclass(frozen=True, kw_only=True, slots=True)
class GapChart:
    """The record against the voice, a row for each thing that both speak of."""

    title: str
    rows: tuple[GapRow, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _refuse_twice(self.title, (row.label for row in self.rows))


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
        _refuse_twice(self.title, (panel.label for panel in self.panels))
        periods = {tuple(figure.label for figure in panel.figures) for panel in self.panels}
        if len(periods) > 1:
            raise Refused(
                f"The panels of {self.title!r} have different periods. Give each the same ones in "
                "the same order, and a missing figure where there is none."
            )
        for panel in self.panels:
            _refuse_twice(panel.label, (figure.label for figure in panel.figures))


AnyChart = ControlChart | RatesChart | DriversChart | GapChart | SmallMultiples


def _faults(status: Status, values: tuple[float | None, ...]) -> list[str]:
    """What is wrong between a status and the values (the first is the figure) it comes with."""
    faults = []
    if status == "shown" and values[0] is None:
        faults.append("it is shown and has no value.")
    if status != "shown" and any(value is not None for value in values):
        faults.append(f"it is {status} and yet has a value.")
    if any(value is not None and not math.isfinite(value) for value in values):
        faults.append("its values must be finite.")
    return faults


def _refuse(label: str, faults: list[str]) -> None:
    if faults:
        raise Refused(f"{label!r} cannot be drawn.", faults)


def _refuse_twice(title: str, labels: Iterable[str]) -> None:
    listed = list(labels)
    twice = sorted({label for label in listed if listed.count(label) > 1})
    if twice:
        raise Refused(
            f"{title!r} cannot be drawn: give each of its rows a label of its own.",
            [f"{label!r} stands there more than once." for label in twice],
        )
