"""The three things a figure that leaves may be: shown, suppressed or missing (house law 3).

Only `Release.protect` makes them. What leaves of a suppressed figure is that it is suppressed:
whether it was small itself, or hidden for the sake of another, would tell that a small one lies
below the threshold.
"""

from dataclasses import InitVar, dataclass, field
from typing import Final, Literal

from touchpoint.errors import Refused

Why = Literal["small", "class", "complement", "secondary"]
Json = dict[str, str | int | float | None]

SUPPRESSED_MARK: Final = "[c]"
MISSING_MARK: Final = "[x]"
LOW_MARK: Final = "[low]"
"""Shorthand of the Analysis Function, statistics.md section 1."""

MAKER: Final = object()
"""Held by this room: without it no figure that leaves can be made."""


def only_here(made_by: object) -> None:
    """Refuse a figure that did not come through `Release.protect`."""
    if made_by is not MAKER:
        raise Refused(
            "A figure that leaves is made by Release.protect and by nothing else. Put the figure "
            "into a Release and protect it."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A figure that may be read; a rate carries its numerator, denominator and interval."""

    numerator: int
    denominator: int | None = None
    low: float | None = None
    high: float | None = None
    rounded_to: int | None = None
    note: str | None = None
    made_by: InitVar[object] = None

    def __post_init__(self, made_by: object) -> None:
        only_here(made_by)

    @property
    def rate(self) -> float | None:
        """The share, which follows from the counts beside it; none of nobody."""
        if not self.denominator or (self.rounded_to and self.numerator > self.denominator):
            return None
        return self.numerator / self.denominator

    @property
    def status(self) -> str:
        return "shown"

    def count_text(self, count: int | None) -> str:
        """A count as it is printed: what rounds to nothing is not said to be nothing."""
        if count is None:
            return MISSING_MARK
        return LOW_MARK if self.rounded_to and count == 0 else f"{count:,}"

    def __str__(self) -> str:
        if self.denominator is None:
            return self.count_text(self.numerator)
        return f"{self.count_text(self.numerator)} of {self.count_text(self.denominator)}"

    def as_json(self) -> Json:
        """The figure as an object of JSON; what rounds to nothing stands as its mark."""
        return {
            "status": self.status,
            "numerator": self._json(self.numerator),
            "denominator": self._json(self.denominator),
            "rate": self.rate,
            "low": self.low,
            "high": self.high,
            "note": self.note,
        }

    def _json(self, count: int | None) -> int | str | None:
        return LOW_MARK if self.rounded_to and count == 0 else count


@dataclass(frozen=True, kw_only=True, slots=True)
class Suppressed:
    """A figure that is kept back; whichever of its two counts may be read stands beside it."""

    why: Why = field(repr=False)
    """For those who may see the audit; in no text and no JSON, where it would say too much."""

    numerator: int | None = None
    denominator: int | None = None
    is_rate: bool = True
    note: str | None = None
    made_by: InitVar[object] = None

    def __post_init__(self, made_by: object) -> None:
        only_here(made_by)

    @property
    def rate(self) -> None:
        """A suppressed figure has no rate."""
        return

    @property
    def status(self) -> str:
        return "suppressed"

    def __str__(self) -> str:
        if not self.is_rate:
            return SUPPRESSED_MARK
        return f"{_or_mark(self.numerator)} of {_or_mark(self.denominator)}"

    def as_json(self) -> Json:
        """The figure as an object of JSON: what is kept back is marked, nothing is blank."""
        rate = SUPPRESSED_MARK if self.is_rate else None
        return {
            "status": self.status,
            "numerator": _json_or_mark(self.numerator),
            "denominator": _json_or_mark(self.denominator) if self.is_rate else None,
            "rate": rate,
            "low": rate,
            "high": rate,
            "note": self.note,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """A figure that nobody has, and why: not nought, and not kept back."""

    why: str
    note: str | None = None
    made_by: InitVar[object] = None

    def __post_init__(self, made_by: object) -> None:
        only_here(made_by)

    @property
    def rate(self) -> None:
        """A missing figure has no rate."""
        return

    @property
    def status(self) -> str:
        return "missing"

    def __str__(self) -> str:
        return MISSING_MARK

    def as_json(self) -> Json:
        """The figure as an object of JSON, every part marked as missing."""
        parts = dict.fromkeys(("numerator", "denominator", "rate", "low", "high"), MISSING_MARK)
        return {"status": self.status, **parts, "why": self.why, "note": self.note}


Outcome = Shown | Suppressed | Missing


def _or_mark(count: int | None) -> str:
    return SUPPRESSED_MARK if count is None else f"{count:,}"


def _json_or_mark(count: int | None) -> int | str:
    return SUPPRESSED_MARK if count is None else count
