"""What diverging bars are drawn from: shares of answers from the best to the worst of a scale."""

import math
from dataclasses import dataclass
from typing import Final

from touchpoint.papers.charts.plain.statuses import Aside, Status, refuse, refuse_twice

SEVEN_POINTS: Final = (
    "completely satisfied",
    "very satisfied",
    "fairly satisfied",
    "neither",
    "fairly dissatisfied",
    "very dissatisfied",
    "completely dissatisfied",
)
THREE_POINTS: Final = ("satisfied", "neither", "dissatisfied")
FEWEST_ANSWERS: Final = 2
MOST_ANSWERS: Final = 7
ROUNDING: Final = 0.006
"""By how much shares that were rounded may miss 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswersRow:
    """The answers to one question: a share for each answer of the scale, best first.

    Shares that are None are hidden, and drawn together as one block that is marked so. `base` is
    how many answered on the scale. Those who said that they do not know, or to whom the question
    did not apply, stand beside it and in no share.
    """

    label: str
    shares: tuple[float | None, ...] = ()
    base: int | None = None
    do_not_know: Aside = None
    not_applicable: Aside = None
    status: Status = "shown"

    def __post_init__(self) -> None:
        told = [share for share in self.shares if share is not None]
        faults = []
        if self.status == "shown":
            faults += _faults_of_shares(told, hidden=len(self.shares) - len(told))
        elif self.shares or self.base is not None:
            faults.append(f"it is {self.status} and yet has answers.")
        refuse(self.label, faults)

    @property
    def hidden(self) -> float | None:
        """The share of the answers that are hidden, taken together; none where none is."""
        if self.status != "shown" or None not in self.shares:
            return None
        return max(0.0, 1 - sum(share for share in self.shares if share is not None))

    def best(self) -> float | None:
        """The share of the better half of the scale; none where part of it is hidden."""
        return _whole(self.shares[: len(self.shares) // 2])

    def worst(self) -> float | None:
        """The share of the worse half of the scale; none where part of it is hidden."""
        return _whole(self.shares[(len(self.shares) + 1) // 2 :])


@dataclass(frozen=True, kw_only=True, slots=True)
class DivergingChart:
    """Answers to several questions as bars to both sides of the middle of their scale."""

    title: str
    rows: tuple[AnswersRow, ...]
    answers: tuple[str, ...] = SEVEN_POINTS
    best: str = "satisfied"
    worst: str = "dissatisfied"
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        refuse_twice(self.title, (row.label for row in self.rows))
        refuse_twice(self.title, self.answers)
        faults = []
        if not FEWEST_ANSWERS <= len(self.answers) <= MOST_ANSWERS:
            most = f"from {FEWEST_ANSWERS} to {MOST_ANSWERS}"
            faults.append(f"it has {len(self.answers)} answers: {most} are drawn.")
        faults += [
            f"{row.label!r} has {len(row.shares)} shares for {len(self.answers)} answers."
            for row in self.rows
            if row.status == "shown" and len(row.shares) != len(self.answers)
        ]
        refuse(self.title, faults)


def _faults_of_shares(told: list[float], *, hidden: int) -> list[str]:
    if hidden == 1:
        return ["one answer alone is hidden, and follows from the others: hide another."]
    if not all(math.isfinite(share) and share >= 0 for share in told):
        return ["its shares must be finite and not below 0."]
    total = sum(told)
    if total > 1 + ROUNDING or (not hidden and total < 1 - ROUNDING):
        return [f"its shares come to {total:.3f} and not to 1."]
    return []


def _whole(shares: tuple[float | None, ...]) -> float | None:
    told = [share for share in shares if share is not None]
    return sum(told) if shares and len(told) == len(shares) else None
