"""Which driver the outcome goes with most: shares, intervals, bounded ranks, and their refusals.

LMG on ordinary least squares is the headline and Johnson's weights the check; a yes or no is shared
out by general dominance on McFadden's R squared. The words are "is associated with", never causes.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers
from touchpoint.statistics.drivers.answers import (
    NOT_APPLICABLE,
    Answers,
    Given,
    applicability,
    complete,
    given,
)
from touchpoint.statistics.drivers.importance import covariance, inflation
from touchpoint.statistics.drivers.logistic import PERFECT, fitted, mcfadden, yes_or_no
from touchpoint.statistics.drivers.refusals import (
    EVENTS_PER_DRIVER,
    LEAST_EXPLAINED,
    ROWS_PER_DRIVER,
    check,
    event_faults,
    refuse,
    size_faults,
    structural_faults,
)
from touchpoint.statistics.drivers.relative_weights import relative_weights
from touchpoint.statistics.drivers.resampling import (
    covariances,
    gathered,
    resampled_weights,
    settled,
)
from touchpoint.statistics.drivers.subsets import explained, shapley
from touchpoint.statistics.intervals import Interval

Model = Literal["auto", "linear", "logistic"]
SAMPLES = 2_000
SAMPLES_OF_MANY = 400
FEW_DRIVERS = 5
"""A logistic model of more drivers than this is fitted to fewer resamples, for it is slow."""


@dataclass(frozen=True, kw_only=True)
class Driver:
    """One driver: what it is credited with, how sure that is, and where it may stand."""

    name: str
    importance: Interval
    share: Interval
    johnson: float | None
    rank: int | None
    rank_best: int | None
    rank_worst: int | None
    coefficient: float | None
    correlation: float | None
    alone: float
    added_last: float
    variance_inflation: float


@dataclass(frozen=True, kw_only=True)
class KeyDrivers:
    """The drivers in order of what they are credited with, and what the order rests on."""

    model: Literal["linear", "logistic"]
    r_squared: float
    drivers: tuple[Driver, ...]
    ranked: bool
    why_not_ranked: str | None
    given: int
    used: int
    blank: int
    not_applicable: int
    where_not_applicable: "tuple[WhereNotApplicable, ...]"
    samples: int
    seed: int

    @property
    def first(self) -> str | None:
        """The driver that is first throughout its interval of ranks; None if none is."""
        sure = [driver.name for driver in self.drivers if driver.rank_worst == 1]
        return sure[0] if sure else None

    def __getitem__(self, name: str) -> Driver:
        return next(driver for driver in self.drivers if driver.name == name)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What may be said of the drivers, in words that claim no cause."""
        if self.why_not_ranked is not None:
            return (self.why_not_ranked,)
        kind = "R squared" if self.model == "linear" else "McFadden's R squared"
        return tuple(
            f"{driver.name} is associated with {_percent(driver.share.point)} of what is explained "
            f"({_percent(driver.share.low)} to {_percent(driver.share.high)}; {kind} "
            f"{self.r_squared:.2f}, {self.used} answers), rank {driver.rank} "
            f"({driver.rank_best} to {driver.rank_worst})."
            for driver in self.drivers
        )


@dataclass(frozen=True, kw_only=True)
class WhereNotApplicable:
    """Victims to whom some drivers do not apply: a model of their own, or why there is none."""

    not_applicable: tuple[str, ...]
    rows: int
    model: KeyDrivers | None
    why_no_model: str | None


def _percent(share: float | None) -> str:
    return "not available" if share is None else f"{100 * share:.1f}%"


def key_drivers(
    outcome: Iterable[Any] | str,
    drivers: object,
    *,
    weights: Iterable[Any] | None = None,
    names: Sequence[str] | None = None,
    model: Model = "auto",
    samples: int | None = None,
    seed: int = 1,
    confidence: float = 0.95,
    not_applicable: Collection[object] = NOT_APPLICABLE,
    rows_per_driver: int = ROWS_PER_DRIVER,
    events_per_driver: int = EVENTS_PER_DRIVER,
) -> KeyDrivers:
    """Which drivers the outcome is associated with most, with intervals and bounded ranks.

    LMG on least squares for a score (higher is better), general dominance on McFadden's R squared
    for 0 and 1; percentile intervals from 2,000 resamples of the respondents (400 for a logistic
    model of more than 5 drivers). Rows with a blank are left out and
    counted. Where a driver does not apply (`not_applicable`), that is no blank: those victims get a
    model of their own without it. Refuses drivers correlated above .95, without variance, or with
    fewer than 10 answers (or 10 of the rarer answer) each; ranks nothing if R squared is below .1.

    Not for saying what causes satisfaction: one good contact colours every answer (halo). Not for
    drivers answered after the outcome was known, nor for a rank that its interval does not bound.
    """
    handed = given(outcome, drivers, weights=weights, names=names)
    marks = [mark for mark in not_applicable if mark is not None]
    kinds = applicability(handed, marks)
    kind = _kind(handed, model)
    if samples is None:
        many = kind == "logistic" and len(handed.drivers) > FEW_DRIVERS
        samples = SAMPLES_OF_MANY if many else SAMPLES
    check(samples=samples, confidence=confidence)
    settings = _Settings(
        model=kind,
        samples=samples,
        seed=seed,
        confidence=confidence,
        rows_per_driver=rows_per_driver,
        events_per_driver=events_per_driver,
    )
    elsewhere = tuple(
        _without(handed, absent, rows, settings) for absent, rows in sorted(kinds.items()) if absent
    )
    return _model(handed, list(handed.drivers), kinds[()], settings, elsewhere)


@dataclass(frozen=True, kw_only=True)
class _Settings:
    model: Literal["linear", "logistic"]
    samples: int
    seed: int
    confidence: float
    rows_per_driver: int
    events_per_driver: int


def _kind(handed: Given, model: Model) -> Literal["linear", "logistic"]:
    answered = handed.outcome[~np.isnan(handed.outcome)]
    if model == "auto":
        return "logistic" if len(answered) and np.isin(answered, (0.0, 1.0)).all() else "linear"
    if model == "logistic":
        yes_or_no(answered)
    return model


def _without(
    handed: Given, absent: tuple[str, ...], rows: list[int], settings: _Settings
) -> WhereNotApplicable:
    kept = [name for name in handed.drivers if name not in absent]
    found, why = None, None
    try:
        if not kept:
            raise Refused("No driver applies to these victims.")  # noqa: TRY301 - one way out
        found = _model(handed, kept, rows, settings, ())
    except Refused as refusal:
        why = str(refusal)
    return WhereNotApplicable(not_applicable=absent, rows=len(rows), model=found, why_no_model=why)


def _model(
    handed: Given,
    names: Sequence[str],
    rows: Sequence[int],
    settings: _Settings,
    elsewhere: tuple[WhereNotApplicable, ...],
) -> KeyDrivers:
    answers = complete(handed, names, rows)
    _refuse(answers, settings)
    point, resampled = _subset_values(answers, settings)
    whole = float(point[-1, 0])
    ranked = whole >= LEAST_EXPLAINED
    return KeyDrivers(
        model=settings.model,
        r_squared=whole,
        drivers=_drivers(answers, point, resampled, settings, ranked=ranked),
        ranked=ranked,
        why_not_ranked=None
        if ranked
        else f"The drivers explain {100 * whole:.1f}% of the outcome, less than "
        f"{100 * LEAST_EXPLAINED:.0f}%: they are not ranked, for the order would be noise.",
        given=sum(part.rows for part in elsewhere) + len(rows),
        used=answers.used,
        blank=answers.blank,
        not_applicable=sum(part.rows for part in elsewhere),
        where_not_applicable=elsewhere,
        samples=settings.samples,
        seed=settings.seed,
    )


def _refuse(answers: Answers, settings: _Settings) -> None:
    small = size_faults(answers, rows_per_driver=settings.rows_per_driver)
    if settings.model == "logistic":
        small += event_faults(answers, events_per_driver=settings.events_per_driver)
    refuse(small + structural_faults(answers))
    if settings.model == "logistic":
        likelihood = fitted(answers.columns, answers.outcome, answers.weights[None, :])[1][0]
        if likelihood > -PERFECT:
            raise Refused(
                "The drivers foretell the outcome without one error, so a logistic fit has no "
                "answer. Look for a driver that is the outcome in other words."
            )


def _subset_values(answers: Answers, settings: _Settings) -> tuple[Numbers, Numbers]:
    """R squared of every subset of drivers, of the answers and of every resample."""
    rows, times = gathered(settled(answers))

    def values(weights: Numbers) -> Numbers:
        if settings.model == "logistic":
            return mcfadden(rows.columns, rows.blocks, rows.outcome, weights)
        return explained(covariances(rows.columns, rows.outcome, weights), rows.blocks)

    rng = np.random.default_rng(settings.seed)
    resamples = resampled_weights(rows.weights, settings.samples, rng, times)
    drawn = [values(weights) for weights in resamples]
    empty = np.empty((2 ** len(answers.blocks), 0))
    point = values((times * rows.weights)[None, :])
    return point, np.concatenate(drawn, axis=1) if drawn else empty


def _drivers(
    answers: Answers, point: Numbers, resampled: Numbers, settings: _Settings, *, ranked: bool
) -> tuple[Driver, ...]:
    players = len(answers.blocks)
    credit = shapley(point, players)[:, 0]
    drawn = shapley(resampled[:, resampled[-1] > 0], players)
    shares = drawn / drawn.sum(axis=0)
    ranks = 1 + np.argsort(np.argsort(-drawn, axis=0, kind="stable"), axis=0)
    alone = _by_column(answers, settings)
    found = []
    for rank, place in enumerate(np.argsort(-credit, kind="stable"), 1):
        best, worst = _bounds(ranks[place], settings.confidence)
        share = credit[place] / credit.sum() if credit.sum() > 0 else 0.0
        found.append(
            Driver(
                name=answers.names[place],
                importance=_estimate(credit[place], drawn[place], settings.confidence),
                share=_estimate(share, shares[place], settings.confidence),
                rank=rank if ranked else None,
                rank_best=best if ranked else None,
                rank_worst=worst if ranked else None,
                alone=float(point[1 << place, 0]),
                added_last=float(point[-1, 0] - point[len(point) - 1 - (1 << place), 0]),
                **alone[place],
            )
        )
    return tuple(found)


def _by_column(answers: Answers, settings: _Settings) -> list[dict[str, Any]]:
    """What only a driver with one column has: its slope, correlation and Johnson's weight."""
    matrix = covariance(answers)
    linear = settings.model == "linear"
    single = all(len(block) == 1 for block in answers.blocks)
    checks = relative_weights(matrix) if single and linear else None
    slopes = _slopes(answers, linear=linear)
    found: list[dict[str, Any]] = []
    for block, inflated in zip(answers.blocks, inflation(answers), strict=True):
        column = block[0] if len(block) == 1 else None
        found.append(
            {
                "johnson": None if checks is None else float(checks[block[0]]),
                "coefficient": None if column is None else float(slopes[column]),
                "correlation": None if column is None else _correlation(matrix, column),
                "variance_inflation": inflated,
            }
        )
    return found


def _slopes(answers: Answers, *, linear: bool) -> Numbers:
    if linear:
        matrix = covariance(answers)
        return np.asarray(np.linalg.solve(matrix[:-1, :-1], matrix[:-1, -1]), dtype=np.float64)
    return fitted(answers.columns, answers.outcome, answers.weights[None, :])[0][0, 1:]


def _correlation(matrix: Numbers, column: int) -> float:
    return float(matrix[column, -1] / np.sqrt(matrix[column, column] * matrix[-1, -1]))


def _estimate(point: float, resampled: Numbers, confidence: float) -> Interval:
    low, high = None, None
    if len(resampled):
        ends = np.quantile(resampled, [(1 - confidence) / 2, (1 + confidence) / 2])
        low, high = float(ends[0]), float(ends[1])
    return Interval(
        point=float(point), low=low, high=high, confidence=confidence, method="bootstrap_percentile"
    )


def _bounds(ranks: Numbers, confidence: float) -> tuple[int | None, int | None]:
    if not len(ranks):
        return None, None
    ends = [(1 - confidence) / 2, (1 + confidence) / 2]
    best, worst = np.quantile(ranks, ends, method="inverted_cdf")
    return int(best), int(worst)
