"""A claim after its test: what came of it, on which values, how surely, or why nothing is said."""

from dataclasses import dataclass
from typing import Literal

from touchpoint.papers.description.paper import ClaimAsked
from touchpoint.papers.releasing.values import Value

Finding = Literal["supported", "opposite", "not_shown", "stated", "cannot_tell"]
Reason = Literal["missing", "suppressed", "part", "break", "too_few", "no_model", "immature"]


@dataclass(frozen=True, kw_only=True)
class Unsaid:
    """Why a claim cannot be tested: the value that stands in the way, or what else does."""

    reason: Reason
    value: Value | None = None
    said: str | None = None


@dataclass(frozen=True, kw_only=True)
class Between:
    """A difference with its interval: in shares, or as a ratio of how often."""

    point: float
    low: float
    high: float | None
    ratio: bool = False


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """What drives an outcome, as far as it is known."""

    outcome: str
    first: str | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    why_not: str | None = None
    readable: bool = True
    """Whether the number of answers it rests upon may be read."""


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """How many groups a claim that compares groups is not about, and why not."""

    kept_back: int = 0
    without_figure: int = 0
    too_small: int = 0

    def __bool__(self) -> bool:
        return self.number > 0

    @property
    def number(self) -> int:
        return self.kept_back + self.without_figure + self.too_small


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One claim before the page is looked at as a whole."""

    claim: ClaimAsked
    value: Value | None = None
    before: Value | None = None
    others: tuple[Value, ...] = ()
    between: Between | None = None
    p_value: float | None = None
    holds: bool = False
    """Whether it holds by its own interval."""

    turns: Finding = "supported"
    """What it is found to be if it stands: what was claimed, or the opposite."""

    unsaid: Unsaid | None = None
    method: str = ""
    left_out: LeftOut = LeftOut()
    """The groups that the others are not held against."""

    ranked: Ranked | None = None
    aged: bool = False
    """Whether it was tested a second time, with both periods followed for equally long."""


@dataclass(frozen=True, kw_only=True)
class Tested:
    """One claim, seen with every other of the page."""

    trial: Trial
    finding: Finding
    adjusted: float | None = None

    @property
    def claim(self) -> ClaimAsked:
        return self.trial.claim
