"""What charts of drivers, and of the record against the voice, are drawn from."""

from dataclasses import dataclass

from touchpoint.papers.charts.plain.figures import Figure
from touchpoint.papers.charts.plain.statuses import Status, faults_of, refuse, refuse_twice


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
        refuse_twice(self.title, (figure.label for figure in self.figures))


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
        faults = [fault for value in told for fault in faults_of(self.status, (value,))]
        if (self.low is None) != (self.high is None) or (self.gap is None and self.low is not None):
            faults.append("an interval has both ends and a gap between them.")
        if self.status != "shown" and self.low is not None:
            faults.append(f"it is {self.status} and yet has an interval.")
        refuse(self.label, list(dict.fromkeys(faults)))


@dataclass(frozen=True, kw_only=True, slots=True)
class GapChart:
    """The record against the voice, a row for each thing that both speak of."""

    title: str
    rows: tuple[GapRow, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        refuse_twice(self.title, (row.label for row in self.rows))
