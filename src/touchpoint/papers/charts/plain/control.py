"""What a control chart is drawn from: points in order with the lines they are judged by."""

import math
from dataclasses import dataclass
from typing import Literal

from touchpoint.papers.charts.plain.statuses import Scale, Status, faults_of, refuse, refuse_twice

Reading = Literal["usual", "improvement", "concern", "neutral"]
Side = Literal["high", "low"]
Assurance = Literal["pass", "fail", "inconsistent"]


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
        faults = faults_of(self.status, (self.value,))
        lines = (self.mean, self.low, self.high)
        if any(line is not None and not math.isfinite(line) for line in lines):
            faults.append("its lines must be finite.")
        if self.signal is None and self.reading != "usual":
            faults.append(f"it is called {self.reading} without a signal.")
        refuse(self.period, faults)


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
        refuse_twice(self.title, (point.period for point in self.points))

    @property
    def rebased(self) -> tuple[str, ...]:
        """The periods at which new limits begin."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return tuple(after.period for before, after in pairs if after.baseline != before.baseline)
