"""How urgent a task is, and why, in a line: the harm of the crime times how late it is.

The weights are a judgement and not a measurement: they only put a list in order, and the line says
what they rest on. Whoever reads the list may order their day otherwise.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from touchpoint.ledger.vocabulary import MARKS

WEIGHTS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "fatal": 5,
        "sexual": 4,
        "domestic_abuse": 4,
        "stalking": 4,
        "high_harm": 4,
        "child": 4,
        "hate_crime": 3,
        "violence": 2,
        "hate_incident": 2,
        "burglary_dwelling": 2,
        "anti_social_behaviour": 2,
    }
)
"""The weight of a mark; a crime weighs as much as the heaviest of its marks, and 1 without any."""

ENHANCED: Final = 2
"""What enhanced rights add."""

LATEST: Final = 10
"""Working days after which being later still makes no difference to the order."""


def weight(marks: Sequence[str], *, enhanced: bool) -> int:
    """How heavily a crime weighs."""
    heaviest = max((WEIGHTS.get(mark, 1) for mark in marks), default=1)
    return heaviest + (ENHANCED if enhanced else 0)


def score(marks: Sequence[str], *, enhanced: bool, days_late: int) -> int:
    """By what a list is ordered: harm times lateness, the highest first."""
    return weight(marks, enhanced=enhanced) * (1 + min(max(days_late, 0), LATEST))


def reason(marks: Sequence[str], *, enhanced: bool) -> str:
    """What makes it weigh, in a few words; nothing where nothing does."""
    known = sorted((m for m in marks if m in WEIGHTS), key=lambda m: (-WEIGHTS[m], m))
    told = [MARKS[mark] for mark in known[:2]]
    if enhanced:
        told.append("enhanced rights")
    words = ", ".join(told)
    return words[:1].upper() + words[1:]
