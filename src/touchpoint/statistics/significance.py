"""Tests of counts: whether proportions differ, rise or fall by more than chance would have it.

A test says how surprising the counts would be if nothing were going on; the interval of the
difference says how much may be going on, and is what the house shows (change).
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers, counts, filled, same_length
from touchpoint.statistics.counts import count_fault, proportion_faults, refuse
from touchpoint.statistics.exact_limits import log_choose

FEW_DISCORDANT: Final = 25  # pairs that disagree: below this McNemar's test is exact
TIE: Final = 1e-7  # tables about as likely as the one seen count as no likelier


@dataclass(frozen=True, kw_only=True, slots=True)
class Significance:
    """A test's statistic, its degrees of freedom and p-value; None where it cannot be done."""

    statistic: float | None
    degrees_of_freedom: int | None
    p_value: float | None
    method: str


@dataclass(frozen=True, kw_only=True, slots=True)
class McNemar:
    """McNemar's test: the p-value to use, and both ways of working it out."""

    statistic: float | None
    p_value: float | None
    exact: bool
    exact_p_value: float | None
    chi_square_p_value: float | None
    first_only: int
    second_only: int


def chi_square(successes: ArrayLike, trials: ArrayLike) -> Significance:
    """Whether several proportions differ at all: Pearson's chi-square, without correction.

    Rule: 83 of 86, 90 of 93, 129 of 136 and 70 of 82 give 12.60 on 3 degrees, p 0.00559. A group
    of no trials is left out; where nobody or everybody succeeded there is no test (None).
    Not for small counts (fisher_exact), for groups that come in an order (trend_test), or for the
    same people asked twice (mcnemar).
    """
    some, of = _groups(successes, trials)
    share = some.sum() / of.sum() if len(of) else 0.0
    if len(of) < 2 or not 0 < share < 1:  # noqa: PLR2004 - one group differs from nothing
        return Significance(
            statistic=None, degrees_of_freedom=None, p_value=None, method="chi_square"
        )
    statistic = float((of * (some / of - share) ** 2).sum() / (share * (1 - share)))
    return _chi_square(statistic, len(of) - 1, "chi_square")


def trend_test(
    successes: ArrayLike, trials: ArrayLike, scores: ArrayLike | None = None
) -> Significance:
    """Whether proportions rise or fall along an order: the chi-square test for trend.

    Rule: Cochran 1954 and Armitage 1955 with scores 1, 2, 3 and so on unless given; 83 of 86, 90 of
    93, 129 of 136 and 70 of 82 give 8.22, p 0.00413.
    Not for groups without an order (chi_square), for rolling windows, or for a rise and a fall that
    cancel.
    """
    some, of = _groups(successes, trials, keep=True)
    order = np.arange(1.0, len(of) + 1) if scores is None else filled(np.asarray(scores), "scores")
    same_length(trials=of, scores=order)
    whole = of.sum()
    share = some.sum() / whole if whole else 0.0
    centred = order - (of * order).sum() / whole if whole else order
    spread = float((of * centred**2).sum())
    if not 0 < share < 1 or spread == 0:
        return Significance(statistic=None, degrees_of_freedom=None, p_value=None, method="trend")
    statistic = float((some * centred).sum() ** 2 / (share * (1 - share) * spread))
    return _chi_square(statistic, 1, "trend")


def fisher_exact(successes_1: int, trials_1: int, successes_2: int, trials_2: int) -> Significance:
    """Whether two proportions differ, exactly, however few the counts.

    Rule: Fisher's test, two-sided: the chances of all tables no likelier than this one. 6 of 7
    against 2 of 7 gives p 0.1026.
    Not for saying how large a difference is (intervals.newcombe), nor for pairs (mcnemar).
    """
    refuse(
        "These counts make no two proportions.",
        [
            *proportion_faults(successes_1, trials_1, "_1"),
            *proportion_faults(successes_2, trials_2, "_2"),
        ],
    )
    if trials_1 == 0 or trials_2 == 0:
        return Significance(statistic=None, degrees_of_freedom=None, p_value=None, method="fisher")
    some, of = successes_1 + successes_2, trials_1 + trials_2
    seen = np.arange(max(0, some - trials_2), min(trials_1, some) + 1)
    logs = log_choose(trials_1, seen) + log_choose(trials_2, some - seen) - log_choose(of, some)
    chances = np.exp(logs)
    here = chances[int(successes_1) - int(seen[0])]
    p_value = min(1.0, float(chances[chances <= here * (1 + TIE)].sum()))
    return Significance(statistic=None, degrees_of_freedom=None, p_value=p_value, method="fisher")


def mcnemar(first_only: int, second_only: int, *, exact: bool | None = None) -> McNemar:
    """Whether the same people said yes more often in one of two places, by those who disagree.

    Rule: McNemar 1947 on the two discordant counts, without correction; the exact binomial test
    below 25 of them, or as asked. 150 against 86 gives 17.36, and exactly p 3.716e-05.
    Not for two separate groups (chi_square), nor without showing both discordant counts.
    """
    refuse(
        "These counts are no discordant pairs.",
        [count_fault("first_only", first_only), count_fault("second_only", second_only)],
    )
    pairs = first_only + second_only
    exactly = pairs < FEW_DISCORDANT if exact is None else exact
    if pairs == 0:
        return McNemar(
            statistic=None, p_value=1.0, exact=True, exact_p_value=1.0, chi_square_p_value=None,
            first_only=first_only, second_only=second_only,
        )  # fmt: skip
    statistic = (first_only - second_only) ** 2 / pairs
    by_binomial = min(1.0, 2 * float(special.bdtr(min(first_only, second_only), pairs, 0.5)))
    by_chi_square = float(special.chdtrc(1, statistic))
    return McNemar(
        statistic=statistic,
        p_value=by_binomial if exactly else by_chi_square,
        exact=exactly,
        exact_p_value=by_binomial,
        chi_square_p_value=by_chi_square,
        first_only=first_only,
        second_only=second_only,
    )


def _chi_square(statistic: float, degrees: int, method: str) -> Significance:
    return Significance(
        statistic=statistic,
        degrees_of_freedom=degrees,
        p_value=float(special.chdtrc(degrees, statistic)),
        method=method,
    )


def _groups(
    successes: ArrayLike, trials: ArrayLike, *, keep: bool = False
) -> tuple[Numbers, Numbers]:
    some = counts(np.atleast_1d(np.asarray(successes)), "successes")
    of = counts(np.atleast_1d(np.asarray(trials)), "trials")
    same_length(successes=some, trials=of)
    if (some > of).any():
        rows = np.flatnonzero(some > of)
        raise Refused(
            "Some groups have more successes than trials.",
            [f"group {row + 1}: {some[row]:g} of {of[row]:g}" for row in rows],
        )
    return (some, of) if keep else (some[of > 0], of[of > 0])


def normal_p_value(z: float) -> float:
    """The two-sided p-value of a standard normal statistic."""
    return math.erfc(abs(z) / math.sqrt(2))
