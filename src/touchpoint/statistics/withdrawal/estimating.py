"""Estimates of how journeys end.

Aalen and Johansen 1978 for several endings, Kaplan and Meier 1958 for one.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

import numpy as np

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers, filled, is_missing, labels, same_length
from touchpoint.statistics.counts import refuse, within_fault
from touchpoint.statistics.withdrawal.curves import (
    CompetingRisks,
    Curve,
    Risks,
    Scale,
    Settings,
    curve,
)

OPEN: Final = ("open", "censored")
"""Endings that are none: the journey goes on as far as anybody knows."""


def cumulative_incidence(
    days: Iterable[Any],
    endings: Iterable[Any],
    *,
    open_endings: Collection[object] = OPEN,
    confidence: float = 0.95,
    scale: Scale = "log_log",
) -> CompetingRisks:
    """The share of journeys that came to each ending by each day, where endings compete.

    Rule: Aalen and Johansen 1978; standard error by the delta method (Marubini and Valsecchi 1995),
    interval on the log(-log) scale. `endings` names how each journey ended; a blank, "open" or
    "censored" means that it had not by then. On one day ends come before censoring. The shares of
    all endings and of those that go on add up to 1, as those of 1 - Kaplan-Meier do not.
    Not for dropping journeys that are still open: hand them over as open. Not for endings whose
    censoring has to do with what would have come.
    """
    times, causes = _read(days, endings, open_endings)
    refuse("This confidence is none.", [within_fault("confidence", confidence, 0, 1)])
    named = sorted({cause for cause in causes if cause is not None}, key=str)
    risks = _risk_table(times, causes, named)
    settings = Settings(confidence=confidence, scale=scale, followed_to=float(times.max()))
    return CompetingRisks(
        curves=tuple(_incidence(risks, place, name, settings) for place, name in enumerate(named)),
        journeys=len(times),
        censored=sum(cause is None for cause in causes),
    )


def kaplan_meier(
    days: Iterable[Any],
    ended: Iterable[Any],
    *,
    confidence: float = 0.95,
    scale: Scale = "log_log",
) -> Curve:
    """The share of journeys that still go on by each day, when there is one way to end.

    Rule: Kaplan and Meier 1958 with Greenwood's variance, interval on the log(-log) scale. `ended`
    is 1 where the journey ended on that day and 0 where it was last seen going on.
    Not where endings compete: 1 less this counts those who ended otherwise as if they might still
    withdraw, and says too much. Use cumulative_incidence.
    """
    marks = [1 if _truth(mark) else None for mark in ended]
    times, causes = _read(days, marks, ())
    refuse("This confidence is none.", [within_fault("confidence", confidence, 0, 1)])
    risks = _risk_table(times, causes, [1])
    survival = np.asarray(np.cumprod(1 - risks.ended / risks.at_risk), dtype=np.float64)
    left = risks.at_risk - risks.ended
    terms = np.where(left > 0, risks.ended / (risks.at_risk * np.where(left > 0, left, 1)), 0.0)
    errors = np.asarray(survival * np.sqrt(terms.cumsum()), dtype=np.float64)
    settings = Settings(confidence=confidence, scale=scale, followed_to=float(times.max()))
    return curve(1, "kaplan_meier", risks, (survival, errors, risks.ended), settings, start=1.0)


def _truth(mark: object) -> bool:
    if is_missing(mark) or mark not in (0, 1):
        raise Refused("Ended must be 1 where the journey ended and 0 where it was seen going on.")
    return bool(mark)


def _read(
    days: Iterable[Any], endings: Iterable[Any], open_endings: Collection[object]
) -> tuple[Numbers, list[object | None]]:
    times = filled(days, "days")
    causes = [None if is_missing(end) or end in open_endings else end for end in labels(endings)]
    same_length(days=times, endings=causes)
    if not len(times):
        raise Refused("There are no journeys to follow.")
    if (times < 0).any():
        raise Refused(f"Days must be 0 or more: {int((times < 0).sum())} are less.")
    return times, causes


def _risk_table(times: Numbers, causes: Sequence[object | None], named: Sequence[object]) -> Risks:
    place = {name: number for number, name in enumerate(named)}
    which = np.array([-1 if cause is None else place[cause] for cause in causes])
    days = np.unique(times[which >= 0])
    ordered = np.sort(times)
    at_risk = len(times) - np.searchsorted(ordered, days, side="left")
    by_cause = np.zeros((len(days), max(len(named), 1)))
    ends = which >= 0
    np.add.at(by_cause, (np.searchsorted(days, times[ends]), which[ends]), 1.0)
    return Risks(days=days, at_risk=at_risk.astype(np.float64), by_cause=by_cause)


def _incidence(risks: Risks, place: int, name: object, settings: Settings) -> Curve:
    own, everybody, at_risk = risks.by_cause[:, place], risks.ended, risks.at_risk
    survival = np.cumprod(1 - everybody / at_risk)
    before = np.concatenate([[1.0], survival[:-1]])
    share = (before * own / at_risk).cumsum()
    left = at_risk - everybody
    all_terms = np.where(left > 0, everybody / (at_risk * np.where(left > 0, left, 1)), 0.0)
    own_terms = before**2 * own * (at_risk - own) / at_risk**3
    both_terms = before * own / at_risk**2
    # sum over days j up to t of (F(t) - F(j))^2 a_j + c_j - 2 (F(t) - F(j)) b_j, by powers of F(t)
    variance = (
        share**2 * all_terms.cumsum()
        - 2 * share * (share * all_terms + both_terms).cumsum()
        + (share**2 * all_terms + own_terms + 2 * share * both_terms).cumsum()
    )
    errors = np.sqrt(variance.clip(0.0))
    return curve(name, "aalen_johansen", risks, (share, errors, own), settings, start=0.0)
