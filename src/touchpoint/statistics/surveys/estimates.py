"""Means, totals, shares and ratios from a survey, with how sure they are and on what base.

Standard errors are linearised within strata (Taylor series), as in R's `survey`; a domain keeps the
rows outside it at weight 0.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers
from touchpoint.statistics.counts import refuse, within_fault
from touchpoint.statistics.surveys import share_intervals
from touchpoint.statistics.surveys.design import Design, Flags, answers_of, domain_of
from touchpoint.statistics.surveys.weights import effective_base

FEWEST: Final = 2  # rows that can differ from one another


@dataclass(frozen=True, kw_only=True, slots=True)
class SurveyEstimate:
    """A weighted figure with its standard error, interval and unweighted base.

    Point and interval are None when nobody in the domain answered; the interval alone is None where
    too few did. `base` is how many rows stand behind it, `effective_base` Kish's, and
    `design_effect` how many times a simple random sample's variance it has.
    """

    point: float | None
    standard_error: float | None
    low: float | None
    high: float | None
    confidence: float
    degrees_of_freedom: int
    base: int
    effective_base: float
    design_effect: float | None
    method: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """Of whom an estimate is made, and how sure its interval is to be."""

    design: Design
    among: Flags
    confidence: float
    method: str


def mean(
    values: ArrayLike | Sequence[Any],
    design: Design,
    domain: Sequence[Any] | ArrayLike | None = None,
    confidence: float = 0.95,
) -> SurveyEstimate:
    """The weighted mean of a domain, or of all, with its standard error and interval.

    Rule: linearised: u = w(y - mean)/sum of w, V = the sum over strata of (1 - n/N) n/(n - 1) times
    the squares about the stratum's mean; Student's t on rows less strata. Blank answers are outside
    the domain. Lumley's apistrat: api00 662.2874, standard error 9.40894.
    Not for shares of yes and no near 0 or 1 (proportion), or scales with no distances.
    """
    answers, among = _answered(values, design, domain, confidence)
    asked = _Asked(design=design, among=among, confidence=confidence, method="mean")
    return _ratio(answers, np.ones(design.rows), asked)


def ratio(
    numerators: ArrayLike | Sequence[Any],
    denominators: ArrayLike | Sequence[Any],
    design: Design,
    domain: Sequence[Any] | ArrayLike | None = None,
    confidence: float = 0.95,
) -> SurveyEstimate:
    """The ratio of two weighted totals, such as contacts per crime, with its interval.

    Rule: linearised: u = w(y - ratio x)/sum of wx. Apistrat: tested by enrolled 0.836957, standard
    error 0.0077571.
    Not for the mean of each row's own ratio, which is another figure.
    """
    above, among = _answered(numerators, design, domain, confidence)
    below = answers_of(design, denominators, "denominators")
    among &= ~np.isnan(below)
    asked = _Asked(design=design, among=among, confidence=confidence, method="ratio")
    return _ratio(above, below, asked)


def total(
    values: ArrayLike | Sequence[Any],
    design: Design,
    domain: Sequence[Any] | ArrayLike | None = None,
    confidence: float = 0.95,
) -> SurveyEstimate:
    """The weighted total of a domain, or of all, with its standard error and interval.

    Rule: u = wy. Blank answers are refused: a total without them would be too small and not say so.
    Apistrat: enrolled 3,687,177.53, standard error 114,641.72.
    Not for weights only scaled to the sample: they must add up to the population.
    """
    _refuse_confidence(confidence)
    answers, among = answers_of(design, values, "values"), domain_of(design, domain)
    blank = int(np.isnan(answers[among]).sum())
    if blank:
        raise Refused(
            f"{blank} rows have no answer, and a total cannot leave them out unsaid. Give the "
            "answers, or make them a domain of their own."
        )
    scores = design.weights * np.where(among, answers, 0)
    error = math.sqrt(max(0.0, float(design.variance(scores)[0, 0])))
    asked = _Asked(design=design, among=among, confidence=confidence, method="total")
    return _estimate(math.fsum(scores), error, asked)


def proportion(
    answers: ArrayLike | Sequence[Any],
    design: Design,
    domain: Sequence[Any] | ArrayLike | None = None,
    confidence: float = 0.95,
    method: share_intervals.Method = "beta",
) -> SurveyEstimate:
    """The weighted share of those who answered yes (True or 1), with an interval within 0 and 1.

    Rule: as mean, with Korn and Graubard's beta interval or another of `share_intervals`; where
    everybody or nobody said yes, Clopper-Pearson on Kish's base. Apistrat, school-wide target met:
    0.827948, beta 0.774171 to 0.873432, logit 0.774540 to 0.870815.
    Not for unweighted counts (intervals.wilson), nor for "don't know" counted as no.
    """
    read, among = _answered(answers, design, domain, confidence)
    if not np.isin(read[among], (0, 1)).all():
        raise Refused("A share is of answers that are yes or no: True, False, 1, 0 or blank.")
    asked = _Asked(design=design, among=among, confidence=confidence, method=method)
    plain = _ratio(read, np.ones(design.rows), asked)
    if plain.point is None or plain.standard_error is None:
        return plain
    share = share_intervals.Share(
        point=plain.point,
        standard_error=plain.standard_error,
        rows=plain.base,
        degrees_of_freedom=plain.degrees_of_freedom,
        effective_base=plain.effective_base,
        whole=design.census(among),
    )
    low, high = share_intervals.limits(share, confidence, method)
    return replace(plain, low=low, high=high)


def by_domain(
    values: ArrayLike | Sequence[Any],
    groups: Sequence[Any],
    design: Design,
    confidence: float = 0.95,
) -> dict[Any, SurveyEstimate]:
    """The weighted mean of every group, each as a domain of the whole survey.

    Rule: rows of other groups stay at weight 0; rows of no group are in none.
    Not for ranking the groups, nor for a test between two (difference).
    """
    names = sorted({group for group in groups if group is not None}, key=str)
    return {
        name: mean(values, design, [group == name for group in groups], confidence)
        for name in names
    }


def difference(
    values: ArrayLike | Sequence[Any],
    design: Design,
    first: Sequence[Any] | ArrayLike,
    second: Sequence[Any] | ArrayLike,
    confidence: float = 0.95,
) -> SurveyEstimate:
    """The mean of one domain less that of another of the same survey, with its interval.

    Rule: the linearised scores of both, subtracted row by row, so rows in both count once.
    Not for two surveys drawn apart (difference_of_samples); changed only if it excludes 0.
    """
    one, in_one = _answered(values, design, first, confidence)
    _, in_other = _answered(values, design, second, confidence)
    asked = _Asked(
        design=design, among=in_one | in_other, confidence=confidence, method="difference"
    )
    if not (_any_weight(design, in_one) and _any_weight(design, in_other)):
        return _nothing(asked)
    ones = np.ones(design.rows)
    mean_1, scores_1 = _scores(one, ones, design, in_one)
    mean_2, scores_2 = _scores(one, ones, design, in_other)
    error = math.sqrt(max(0.0, float(design.variance(scores_1 - scores_2)[0, 0])))
    found = _estimate(mean_1 - mean_2, error, asked)
    if min(in_one.sum(), in_other.sum()) < FEWEST and not design.census(asked.among):
        return replace(found, low=None, high=None)
    return found


def difference_of_samples(
    first: SurveyEstimate, second: SurveyEstimate, confidence: float = 0.95
) -> SurveyEstimate:
    """The difference of two estimates from surveys drawn apart, first less second.

    Rule: squared standard errors add; degrees of freedom by Welch and Satterthwaite.
    Not for two domains of one survey (difference), nor for rolling windows that share months.
    """
    _refuse_confidence(confidence)
    base = first.base + second.base
    effective = first.effective_base + second.effective_base
    one, other = first.standard_error, second.standard_error
    if first.point is None or second.point is None or one is None or other is None:
        return SurveyEstimate(
            point=None, standard_error=None, low=None, high=None, confidence=confidence,
            degrees_of_freedom=0, base=base, effective_base=effective, design_effect=None,
            method="difference",
        )  # fmt: skip
    error = math.hypot(one, other)
    degrees = _joint_degrees(first, second)
    reach = t_quantile(confidence, degrees) * error if degrees else None
    point = first.point - second.point
    return SurveyEstimate(
        point=point,
        standard_error=error,
        low=None if reach is None else point - reach,
        high=None if reach is None else point + reach,
        confidence=confidence,
        degrees_of_freedom=degrees,
        base=base,
        effective_base=effective,
        design_effect=None,
        method="difference",
    )


def t_quantile(confidence: float, degrees: float) -> float:
    """How many standard errors a two-sided interval on Student's t reaches."""
    return float(special.stdtrit(degrees, (1 + confidence) / 2))


def _answered(
    values: ArrayLike | Sequence[Any],
    design: Design,
    domain: Sequence[Any] | ArrayLike | None,
    confidence: float,
) -> tuple[Numbers, Flags]:
    _refuse_confidence(confidence)
    answers = answers_of(design, values, "values")
    return answers, domain_of(design, domain) & ~np.isnan(answers)


def _refuse_confidence(confidence: float) -> None:
    refuse("This confidence is none.", [within_fault("confidence", confidence, 0, 1)])


def _any_weight(design: Design, among: Flags) -> bool:
    return bool((design.weights[among] > 0).any())


def _scores(above: Numbers, below: Numbers, design: Design, among: Flags) -> tuple[float, Numbers]:
    """A ratio of totals, and how much each row moves it."""
    weights = np.where(among, design.weights, 0)
    y, x = np.where(among, above, 0), np.where(among, below, 0)
    whole = math.fsum(weights * x)
    point = math.fsum(weights * y) / whole
    return point, weights * (y - point * x) / whole


def _ratio(above: Numbers, below: Numbers, asked: _Asked) -> SurveyEstimate:
    design, among = asked.design, asked.among
    weights = np.where(among, design.weights, 0)
    if not _any_weight(design, among) or (weights * np.where(among, below, 0)).sum() == 0:
        return _nothing(asked)
    point, scores = _scores(above, below, design, among)
    variance = max(0.0, float(design.variance(scores)[0, 0]))
    effect = _design_effect(above, design, among, variance) if asked.method != "ratio" else None
    return _estimate(point, math.sqrt(variance), asked, effect)


def _design_effect(values: Numbers, design: Design, among: Flags, variance: float) -> float | None:
    """The variance over that of a simple random sample as large, without replacement.

    Weights that add up to no more than the rows say nothing of the population: then with it.
    """
    weights, rows = design.weights[among], int(among.sum())
    whole = float(weights.sum())
    if rows < FEWEST:
        return None
    about = values[among] - float(np.average(values[among], weights=weights))
    spread = float(np.average(about**2, weights=weights)) * rows / (rows - 1)
    simple = spread / rows * ((whole - rows) / whole if whole > rows else 1)
    return variance / simple if simple > 0 else None


def _estimate(
    point: float, error: float, asked: _Asked, effect: float | None = None
) -> SurveyEstimate:
    design, among, confidence = asked.design, asked.among, asked.confidence
    degrees = design.degrees(among)
    reach = t_quantile(confidence, degrees) * error if degrees > 0 else None
    if error == 0 and design.census(among):
        reach = 0.0
    return SurveyEstimate(
        point=point,
        standard_error=error,
        low=None if reach is None else point - reach,
        high=None if reach is None else point + reach,
        confidence=confidence,
        degrees_of_freedom=degrees,
        base=int(among.sum()),
        effective_base=effective_base(design.weights[among]),
        design_effect=effect,
        method=asked.method,
    )


def _nothing(asked: _Asked) -> SurveyEstimate:
    return SurveyEstimate(
        point=None, standard_error=None, low=None, high=None, confidence=asked.confidence,
        degrees_of_freedom=asked.design.degrees(asked.among), base=int(asked.among.sum()),
        effective_base=0.0, design_effect=None, method=asked.method,
    )  # fmt: skip


def _joint_degrees(first: SurveyEstimate, second: SurveyEstimate) -> int:
    parts = [((each.standard_error or 0) ** 2, each.degrees_of_freedom) for each in (first, second)]
    if any(degrees < 1 for _, degrees in parts):
        return 0
    below = sum(variance**2 / degrees for variance, degrees in parts)
    if below == 0:
        return sum(degrees for _, degrees in parts)
    return max(1, math.floor(sum(variance for variance, _ in parts) ** 2 / below))
