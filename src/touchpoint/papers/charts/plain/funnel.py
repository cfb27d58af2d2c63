"""What a funnel is drawn from: units by how many stand behind them, and the limits of chance."""

import math
from dataclasses import dataclass
from typing import Literal

from touchpoint.papers.charts.plain.statuses import Scale, Status, faults_of, refuse, refuse_twice

UnitStanding = Literal["within", "above", "below", "far above", "far below"]
"""Within the limits; outside those of 95 %; outside those of 99.8 %."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitPoint:
    """One unit of a funnel: its figure, how many stand behind it, and where it stands."""

    label: str
    value: float | None = None
    base: int | None = None
    standing: UnitStanding = "within"
    status: Status = "shown"

    def __post_init__(self) -> None:
        faults = faults_of(self.status, (self.value, self.base))
        if self.status == "shown" and (self.base is None or self.base <= 0):
            faults.append("it is shown and nothing stands behind it.")
        if self.status != "shown" and self.standing != "within":
            faults.append(f"it is {self.status} and yet is said to be {self.standing} the limits.")
        refuse(self.label, faults)

    @property
    def outlier(self) -> bool:
        """Whether the unit lies outside the limits of 99.8 %."""
        return self.standing in ("far above", "far below")


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitsAt:
    """The limits for a unit behind which so many stand."""

    base: float
    low_95: float
    high_95: float
    low_998: float
    high_998: float

    def __post_init__(self) -> None:
        told = (self.low_998, self.low_95, self.high_95, self.high_998)
        faults = []
        if not all(math.isfinite(value) for value in (self.base, *told)) or self.base <= 0:
            faults.append("its numbers must be finite, and the number behind it above 0.")
        elif list(told) != sorted(told):
            faults.append("the limits of 95 % must lie within those of 99.8 %.")
        refuse(f"Limits at {self.base:g}", faults)


@dataclass(frozen=True, kw_only=True, slots=True)
class FunnelChart:
    """Units against the limits that their size allows, round the average line.

    `behind` says of what the number along the axis is; `adjusted` that the limits make room for
    more spread between units than chance alone gives.
    """

    title: str
    scale: Scale
    units: tuple[UnitPoint, ...]
    limits: tuple[LimitsAt, ...]
    average: float | None
    behind: str = "journeys"
    average_label: str = "All"
    adjusted: bool = False
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        refuse_twice(self.title, (unit.label for unit in self.units))
        bases = [limit.base for limit in self.limits]
        shown = any(unit.status == "shown" for unit in self.units)
        faults = []
        if bases != sorted(set(bases)):
            faults.append("its limits must go from the smallest number to the largest.")
        if shown and (self.average is None or not math.isfinite(self.average)):
            faults.append("units are shown and there is no average to hold them against.")
        if shown and len(bases) < 2:  # noqa: PLR2004 - a line has two ends
            faults.append("units are shown and there are no limits to hold them against.")
        refuse(self.title, faults)
