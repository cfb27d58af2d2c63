"""The share of comments with a theme when a machine did the coding: corrected for its errors.

Rogan and Gladen 1978 (American Journal of Epidemiology 107:71), with sensitivity and specificity
from a random sample that people coded.
"""

import math
from dataclasses import dataclass
from typing import Final

from touchpoint.errors import Refused
from touchpoint.statistics.counts import count_fault, proportion_faults, refuse, within_fault
from touchpoint.statistics.intervals import normal_quantile

LEAST_F1: Final = 0.6
LEAST_POSITIVES: Final = 50


@dataclass(frozen=True, kw_only=True)
class Accuracy:
    """How well a machine finds a theme that people found too; None where there was nothing."""

    sensitivity: float | None
    specificity: float | None
    precision: float | None
    f1: float | None
    positives: int
    negatives: int

    @property
    def publishable(self) -> bool:
        """Whether the raw share may be published: F1 of .6, on 50 comments with the theme."""
        return self.f1 is not None and self.f1 >= LEAST_F1 and self.positives >= LEAST_POSITIVES


@dataclass(frozen=True, kw_only=True)
class CorrectedShare:
    """A share as the machine counts it, and as it is once its errors are allowed for."""

    raw: float | None
    point: float | None
    low: float | None
    high: float | None
    confidence: float
    clipped: bool
    accuracy: Accuracy


def accuracy(
    true_positives: int, false_positives: int, false_negatives: int, true_negatives: int
) -> Accuracy:
    """How well a machine's coding of one theme agrees with people's: sensitivity, F1 and the rest.

    Rule: of a random sample that people coded; F1 is 2 TP / (2 TP + FP + FN).
    Not from comments that the machine chose, nor before people agree among themselves (alpha).
    """
    cells = {
        "true_positives": true_positives,
        "false_positives": false_positives,
        "false_negatives": false_negatives,
        "true_negatives": true_negatives,
    }
    refuse("These counts make no check of a coder.", [count_fault(*cell) for cell in cells.items()])
    positives = true_positives + false_negatives
    negatives = true_negatives + false_positives
    found = true_positives + false_positives
    either = found + positives
    return Accuracy(
        sensitivity=true_positives / positives if positives else None,
        specificity=true_negatives / negatives if negatives else None,
        precision=true_positives / found if found else None,
        f1=2 * true_positives / either if either else None,
        positives=positives,
        negatives=negatives,
    )


def corrected_share(
    coded: int, comments: int, checked: Accuracy, *, confidence: float = 0.95
) -> CorrectedShare:
    """The share of comments with a theme, corrected for the machine's errors, with its interval.

    Rule: (raw + specificity - 1) / (sensitivity + specificity - 1) (Rogan and Gladen 1978); the
    interval by the delta method, for the comments coded and for the sample that was checked. Below
    0 or above 1 it is clipped, and says so. Of no comments nothing is known.
    Not for a machine that does no better than guessing (sensitivity and specificity add up to 1 or
    less), which is refused; not for another period or supplier than the one that was checked.
    """
    refuse(
        "These counts make no share.",
        [*proportion_faults(coded, comments), within_fault("confidence", confidence, 0, 1)],
    )
    finds, leaves = checked.sensitivity, checked.specificity
    if finds is None or leaves is None:
        raise Refused("The checked sample must hold comments with the theme and without it.")
    better = finds + leaves - 1
    if better <= 0:
        raise Refused(
            f"Sensitivity {finds:.3f} and specificity {leaves:.3f} are no better than guessing: "
            "the share cannot be corrected. Have people code the comments."
        )
    if comments == 0:
        return CorrectedShare(
            raw=None, point=None, low=None, high=None, confidence=confidence, clipped=False,
            accuracy=checked,
        )  # fmt: skip
    raw = coded / comments
    point = (raw + leaves - 1) / better
    variance = (
        raw * (1 - raw) / comments
        + point**2 * finds * (1 - finds) / checked.positives
        + (1 - point) ** 2 * leaves * (1 - leaves) / checked.negatives
    ) / better**2
    reach = normal_quantile(confidence) * math.sqrt(variance)
    return CorrectedShare(
        raw=raw,
        point=_clip(point),
        low=_clip(point - reach),
        high=_clip(point + reach),
        confidence=confidence,
        clipped=not 0 <= point <= 1,
        accuracy=checked,
    )


def _clip(share: float) -> float:
    return min(max(share, 0.0), 1.0)
