"""What a control chart is once worked out: points, the baselines they are judged by, and notes.

Whoever draws it clips what lies beyond the scale; nothing here is rounded or clipped for display.
"""

from dataclasses import dataclass
from typing import Literal

Signal = Literal[
    "above_upper_limit",
    "below_lower_limit",
    "trend_rising",
    "trend_falling",
    "two_of_three_above",
    "two_of_three_below",
    "seven_above_mean",
    "seven_below_mean",
]
Judgement = Literal["common_cause", "improvement", "concern", "neutral_high", "neutral_low"]
Variation = Literal[
    "common_cause",
    "improvement_high",
    "improvement_low",
    "concern_high",
    "concern_low",
    "neutral_high",
    "neutral_low",
]
Assurance = Literal["pass", "fail", "inconsistent"]
Improvement = Literal["up", "down", "neutral"]
Kind = Literal["xmr", "p", "p_prime", "u", "u_prime", "c"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One period of a chart; a gap has no value and no signal, and is in no baseline's counts.

    `low` and `high` are the process limits and `near_low` and `near_high` the lines two thirds of
    the way to them; all are None where no limits can be worked out.
    """

    place: int
    period: object
    value: float | None
    numerator: float | None
    denominator: float | None
    mean: float | None
    low: float | None
    high: float | None
    near_low: float | None
    near_high: float | None
    signal: Signal | None
    judgement: Judgement | None
    baseline: int

    @property
    def gap(self) -> bool:
        """Whether nothing is known of the period."""
        return self.value is None

    @property
    def outside_limits(self) -> bool:
        """Whether it lies beyond a process limit."""
        return self.signal in {"above_upper_limit", "below_lower_limit"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Baseline:
    """One stretch of a chart with its own mean and limits.

    `based_on` is how many points the limits come from; with fewer than 13 they are trial limits.
    `low` and `high` are None where each point has its own. `moving_range` is the mean moving range
    used and `moving_range_limit` 3.267 times it; `screened` counts the moving ranges left out.
    """

    number: int
    starts: object
    ends: object
    points: int
    based_on: int
    mean: float | None
    low: float | None
    high: float | None
    moving_range: float | None
    moving_range_limit: float | None
    screened: int
    sigma_z: float | None
    trial: bool
    no_variation: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A control chart: its points in order, its baselines, its two icons and what to say beside it.

    `variation` is the last point's; `assurance` says whether the target is passed, failed or hit
    and missed by chance, and is None without a target or a better direction.
    """

    kind: Kind
    points: tuple[Point, ...]
    baselines: tuple[Baseline, ...]
    improvement: Improvement
    target: float | None
    variation: Variation | None
    assurance: Assurance | None
    screening: bool
    notes: tuple[str, ...]

    @property
    def mean(self) -> float | None:
        """The mean of the last baseline."""
        return self.baselines[-1].mean

    @property
    def low(self) -> float | None:
        """The lower process limit of the last baseline; None where each point has its own."""
        return self.baselines[-1].low

    @property
    def high(self) -> float | None:
        """The upper process limit of the last baseline; None where each point has its own."""
        return self.baselines[-1].high

    @property
    def signals(self) -> tuple[Signal | None, ...]:
        """The signal of every point, in order."""
        return tuple(point.signal for point in self.points)

    @property
    def any_signal(self) -> bool:
        """Whether any point needs a reason."""
        return any(point.signal is not None for point in self.points)

    @property
    def trial(self) -> bool:
        """Whether any of its limits are trial limits."""
        return any(baseline.trial for baseline in self.baselines)
