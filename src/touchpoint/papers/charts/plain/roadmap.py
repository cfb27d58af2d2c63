"""What a roadmap is drawn from: the points of a journey in order, and what became of each."""

import math
from dataclasses import dataclass
from typing import Literal

from touchpoint.papers.charts.plain.statuses import Aside, Status, refuse, refuse_twice

Part = float | Literal["suppressed"] | None
"""A share of a point: known, kept back, or none where there is no such part."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RoadmapPoint:
    """One point of a journey: of those to whom it was owed, the shares done and done late.

    `done` is the share done, in time where there is a limit; `late` the share done after it, None
    where there is no limit. The rest was not done: `missed` says it where it does not follow.
    `base` is to how many it was owed; of how many nobody can tell stands apart and in no share.
    """

    label: str
    done: Part = None
    late: Part = None
    missed: Part = None
    base: int | None = None
    cannot_tell: Aside = None
    right: str | None = None
    status: Status = "shown"
    part: bool = False

    def __post_init__(self) -> None:
        parts = (self.done, self.late, self.missed)
        shares = [each for each in parts if isinstance(each, float | int)]
        faults = []
        if self.status != "shown" and (any(part is not None for part in parts) or self.base):
            faults.append(f"it is {self.status} and yet has a figure.")
        if self.status == "shown" and self.done is None:
            faults.append("it is shown and has no value.")
        if not all(math.isfinite(share) and share >= 0 for share in shares):
            faults.append("its shares must be finite and not below 0.")
        elif sum(shares) > 1 + 1e-9:
            faults.append(f"its shares come to {sum(shares):.3f}, which is more than 1.")
        refuse(self.label, faults)

    @property
    def none_owed(self) -> bool:
        """Whether it was owed to nobody, which is known and is not a missing figure."""
        return self.status == "missing" and self.base == 0

    @property
    def done_share(self) -> float | None:
        """The share done, where it is known."""
        return None if self.done == "suppressed" else self.done

    @property
    def not_done(self) -> Part:
        """The share not done at all; none where nothing is shown."""
        if self.done is None or self.missed is not None:
            return self.missed
        if self.done == "suppressed" or self.late == "suppressed":
            return "suppressed"
        return max(0.0, 1 - self.done - (self.late or 0.0))


@dataclass(frozen=True, kw_only=True, slots=True)
class RoadmapChart:
    """The journey of a victim point by point, from the report to the end of the case."""

    title: str
    points: tuple[RoadmapPoint, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        refuse_twice(self.title, (point.label for point in self.points))
