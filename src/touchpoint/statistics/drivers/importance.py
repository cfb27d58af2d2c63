"""The shares of the drivers by each method, for whoever wants one method alone.

LMG (Lindeman, Merenda and Gold 1980; Groemping 2006), Johnson's relative weights, general dominance
on McFadden's R squared, and the measure of how far the drivers repeat one another.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers, columns_of
from touchpoint.statistics.drivers.answers import Answers, complete, given
from touchpoint.statistics.drivers.logistic import mcfadden, yes_or_no
from touchpoint.statistics.drivers.refusals import refuse, structural_faults
from touchpoint.statistics.drivers.relative_weights import relative_weights
from touchpoint.statistics.drivers.resampling import covariances
from touchpoint.statistics.drivers.subsets import explained, shapley


def lmg(
    outcome: Iterable[Any] | str,
    drivers: object,
    *,
    weights: Iterable[Any] | None = None,
    names: Sequence[str] | None = None,
) -> dict[str, float]:
    """The part of R squared that each driver is fairly credited with (LMG), by name.

    Averages what a driver adds to R squared over every order in which drivers can enter an ordinary
    least squares fit: Shapley's value, exact up to 12 drivers. The parts add up to R squared. Rows
    with a blank are left out. Weights enter through the weighted covariance.

    Not for saying what causes what, nor for ranking when R squared is below 0.1: `key_drivers`
    looks at that, and gives the intervals.
    """
    answers = read(outcome, drivers, weights, names)
    return dict(zip(answers.names, of_r_squared(answers).tolist(), strict=True))


def johnson(
    outcome: Iterable[Any] | str,
    drivers: object,
    *,
    weights: Iterable[Any] | None = None,
    names: Sequence[str] | None = None,
) -> dict[str, float]:
    """The part of R squared that each driver has by Johnson's relative weights, by name.

    Johnson 2000; equal to Genizi 1993. Close to LMG where the drivers are not tangled, so it is the
    check on it.

    Not for a categorical driver, which has no single column; and not as the headline: show LMG.
    """
    answers = read(outcome, drivers, weights, names)
    if any(len(block) > 1 for block in answers.blocks):
        raise Refused(
            "Johnson's weights need drivers that are numbers, and one of them has words. Use lmg."
        )
    return dict(zip(answers.names, relative_weights(covariance(answers)).tolist(), strict=True))


def general_dominance(
    outcome: Iterable[Any] | str,
    drivers: object,
    *,
    weights: Iterable[Any] | None = None,
    names: Sequence[str] | None = None,
) -> dict[str, float]:
    """The part of McFadden's R squared that each driver has, for a yes or no, by name.

    Azen and Traxel 2009: Shapley's value of McFadden's R squared over every subset of the drivers
    in a logistic fit. The outcome is 1 for yes (satisfied) and 0 for no.

    Not for a score on a scale (use `lmg`), nor for comparing its parts with those of a linear fit.
    """
    answers = read(outcome, drivers, weights, names)
    yes_or_no(answers.outcome)
    return dict(zip(answers.names, of_mcfadden(answers).tolist(), strict=True))


def r_squared(
    outcome: Iterable[Any] | str,
    drivers: object,
    *,
    weights: Iterable[Any] | None = None,
    names: Sequence[str] | None = None,
) -> float:
    """How much of the variance of the outcome all drivers together explain, from 0 to 1.

    Ordinary least squares with the weights given; unadjusted for the number of drivers.

    Not for a yes or no: there it understates, and McFadden's is used instead.
    """
    answers = read(outcome, drivers, weights, names)
    return float(explained(covariance(answers)[:, :, None], answers.blocks)[-1, 0])


def variance_inflation(
    drivers: object,
    *,
    weights: Iterable[Any] | None = None,
    names: Sequence[str] | None = None,
) -> dict[str, float]:
    """How much the variance of each driver's coefficient is inflated by the other drivers (VIF).

    1 / (1 - R squared of the driver on the others); for a categorical driver the generalised form
    of Fox and Monette 1992. 1 is none, 5 is much.

    Not for judging a driver by itself: a high value says that two drivers tell the same story.
    """
    table = given([0.0] * _rows(drivers, names), drivers, weights=weights, names=names)
    answers = complete(table, list(table.drivers), range(table.rows))
    refuse(structural_faults(answers, outcome_varies=False))
    return dict(zip(answers.names, inflation(answers), strict=True))


def _rows(drivers: object, names: Sequence[str] | None) -> int:
    return len(next(iter(columns_of(drivers, "drivers", names).values())))


def read(
    outcome: Iterable[Any] | str,
    drivers: object,
    weights: Iterable[Any] | None,
    names: Sequence[str] | None,
) -> Answers:
    """Complete answers, or a refusal where no method can share out what they explain."""
    handed = given(outcome, drivers, weights=weights, names=names)
    answers = complete(handed, list(handed.drivers), range(handed.rows))
    refuse(structural_faults(answers))
    return answers


def covariance(answers: Answers) -> Numbers:
    """The weighted covariance of the drivers' columns and, last, the outcome."""
    return covariances(answers.columns, answers.outcome, answers.weights[None, :])[:, :, 0]


def of_r_squared(answers: Answers) -> Numbers:
    """Each driver's LMG."""
    values = explained(covariance(answers)[:, :, None], answers.blocks)
    return shapley(values, len(answers.blocks))[:, 0]


def of_mcfadden(answers: Answers) -> Numbers:
    """Each driver's general dominance."""
    values = mcfadden(answers.columns, answers.blocks, answers.outcome, answers.weights[None, :])
    return shapley(values, len(answers.blocks))[:, 0]


def inflation(answers: Answers) -> list[float]:
    """The variance inflation of each driver."""
    matrix = covariance(answers)[:-1, :-1]
    scale = np.sqrt(np.diag(matrix))
    correlation = matrix / np.outer(scale, scale)
    everything = list(range(len(correlation)))
    whole = np.linalg.det(correlation)
    found = []
    for block in answers.blocks:
        rest = [place for place in everything if place not in block]
        own = np.linalg.det(correlation[np.ix_(list(block), list(block))])
        others = np.linalg.det(correlation[np.ix_(rest, rest)]) if rest else 1.0
        found.append(float(max(own * others / whole, 1.0)))
    return found
