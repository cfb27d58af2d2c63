"""Weights: how many answers they are worth, and cutting the largest, which is always recorded.

Kish 1965 for the effective base.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from touchpoint.errors import Refused
from touchpoint.statistics.columns import filled
from touchpoint.statistics.counts import positive_fault, refuse


@dataclass(frozen=True, kw_only=True, slots=True)
class Trimmed:
    """Weights after the largest were cut, with the record of it that goes beside the figures."""

    weights: tuple[float, ...]
    cap: float
    trimmed: int
    largest_before: float
    effective_base_before: float
    effective_base_after: float


def effective_base(weights: ArrayLike) -> float:
    """How many equally weighted answers unequal weights are worth; 0 of none.

    Rule: Kish: the square of the sum over the sum of the squares. The scale of the weights makes no
    difference. Apistrat's 200 rows are worth 169.
    Not for the base to print, which is the unweighted one; and it knows nothing of strata.
    """
    read = filled(np.atleast_1d(np.asarray(weights)), "weights")
    if (read < 0).any():
        raise Refused("Weights must be 0 or more; some are less.")
    largest = float(read.max()) if len(read) else 0.0
    if largest == 0:
        return 0.0
    scaled = read / largest
    return float(scaled.sum() ** 2 / (scaled**2).sum())


def design_effect_of_weights(weights: ArrayLike) -> float | None:
    """By how much unequal weights multiply the variance: rows over the effective base.

    Rule: Kish; rows of weight 0 are no rows. None when there are none.
    Not for the design effect of one estimate, which its own variance gives (estimates.mean).
    """
    read = filled(np.atleast_1d(np.asarray(weights)), "weights")
    base = effective_base(read)
    return float((read > 0).sum()) / base if base else None


def trim_weights(weights: ArrayLike, cap: float) -> Trimmed:
    """Weights with none above a cap, what was cut being shared among the rest so the sum stays.

    Rule: cut to the cap, raise the others in proportion, and again until none is above it. The
    record says how many were cut. A cap below the mean weight is refused: nothing could give way.
    Not for making an unwelcome answer weigh less: choose the cap before seeing the answers.
    """
    refuse("These settings trim nothing.", [positive_fault("cap", cap)])
    read = filled(np.atleast_1d(np.asarray(weights)), "weights")
    if len(read) == 0 or (read < 0).any() or cap * (read > 0).sum() < read.sum():
        raise Refused(
            f"Weights cannot be cut to {cap:g} and keep their sum. Give weights of 0 or more and a "
            "cap above their mean."
        )
    made, cut = read.copy(), np.zeros(len(read), dtype=np.bool_)
    while (made > cap * (1 + 1e-12)).any():
        cut |= made > cap
        rest = made[~cut].sum()
        made = np.where(cut, cap, made * ((read.sum() - cap * cut.sum()) / rest if rest else 1))
    return Trimmed(
        weights=tuple(float(weight) for weight in made),
        cap=cap,
        trimmed=int(cut.sum()),
        largest_before=float(read.max()),
        effective_base_before=effective_base(read),
        effective_base_after=effective_base(made),
    )
