"""What would be expected of the outcome if a driver moved: a gain with its range.

Least squares slope times the move for a score, mean change of the fitted chance for a yes or no;
the range comes from resampled respondents.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers, is_missing
from touchpoint.statistics.drivers.answers import Answers, complete, given
from touchpoint.statistics.drivers.logistic import fitted
from touchpoint.statistics.drivers.ranking import Model
from touchpoint.statistics.drivers.refusals import (
    EVENTS_PER_DRIVER,
    ROWS_PER_DRIVER,
    check,
    event_faults,
    refuse,
    size_faults,
    structural_faults,
)
from touchpoint.statistics.drivers.resampling import covariances, resampled_weights, settled

ANSWERS_OF_A_UNIT = 30
"""A unit with fewer answers than this is nobody's best unit: its level is luck."""


@dataclass(frozen=True, kw_only=True)
class Gain:
    """How much the outcome would be expected to differ if one driver stood elsewhere."""

    driver: str
    point: float
    low: float | None
    high: float | None
    moved: float
    level: float
    best_unit: object | None
    used: int
    confidence: float

    @property
    def sentence(self) -> str:
        """The gain in words that claim no cause."""
        reach = ""
        if self.low is not None and self.high is not None:
            reach = f"{self.low:+.3f} to {self.high:+.3f}, "
        where = "" if self.best_unit is None else f", the level of {self.best_unit}"
        return (
            f"If {self.driver} stood {self.moved:+.2f} from its level of {self.level:.2f}{where}, "
            f"and all else as it is, the outcome would be expected to differ by {self.point:+.3f} "
            f"({reach}{self.used} answers). "
            f"{self.driver} is associated with the outcome; that moving it would move the outcome "
            "is not shown."
        )


def expected_gain(
    outcome: Iterable[Any] | str,
    drivers: object,
    driver: str,
    *,
    by: float | None = None,
    to: float | None = None,
    units: Iterable[Any] | None = None,
    scale: tuple[float, float] | None = None,
    weights: Iterable[Any] | None = None,
    names: Sequence[str] | None = None,
    model: Model = "auto",
    samples: int = 2_000,
    seed: int = 1,
    confidence: float = 0.95,
    answers_of_a_unit: int = ANSWERS_OF_A_UNIT,
) -> Gain:
    """What is expected of the outcome if one driver moved, with its range.

    The driver moves `by` so many points (one, if nothing is said), or its mean moves `to` a level,
    or, with `units`, to the level of the best unit that has at least 30 answers. With `scale` no
    answer moves past its ends. All other drivers stay. Slope of least squares for a score; for a
    yes or no the mean change of the fitted chance. Percentile range from resampled respondents.

    Not for a promise: the drivers are associated with the outcome, and moving one may move nothing.
    Not for a move beyond what any unit has reached.
    """
    check(samples=samples, confidence=confidence)
    if sum(way is not None for way in (by, to, units)) > 1:
        raise Refused("Say one of: by how much, to what level, or by units; more were given.")
    handed = given(outcome, drivers, weights=weights, names=names, units=units)
    answers = settled(complete(handed, list(handed.drivers), range(handed.rows)))
    column = _column(answers, driver)
    move = _Move(
        by=1.0 if by is None else by,
        to=to,
        best=_best_unit(answers, column, answers_of_a_unit),
        scale=scale,
    )
    change = _changed_chance if _checked(answers, model) else _changed_score
    rng = np.random.default_rng(seed)
    drawn = [
        change(answers, column, move, times)
        for times in resampled_weights(answers.weights, samples, rng)
    ]
    point = float(change(answers, column, move, answers.weights[None, :])[0])
    low, high = None, None
    if drawn:
        ends = [(1 - confidence) / 2, (1 + confidence) / 2]
        low, high = np.quantile(np.concatenate(drawn), ends).tolist()
    return _gain(answers, column, move, (driver, point, low, high, confidence))


def _gain(
    answers: Answers,
    column: int,
    move: "_Move",
    told: tuple[str, float, float | None, float | None, float],
) -> Gain:
    driver, point, low, high, confidence = told
    shift = _shift(answers, column, move, answers.weights[None, :])
    return Gain(
        driver=driver,
        point=point,
        low=low,
        high=high,
        moved=float(np.average(shift[0], weights=answers.weights)),
        level=float(np.average(answers.columns[:, column], weights=answers.weights)),
        best_unit=None if move.best is None else move.best[0],
        used=answers.used,
        confidence=confidence,
    )


@dataclass(frozen=True, kw_only=True)
class _Move:
    by: float
    to: float | None
    best: tuple[object, Numbers] | None
    scale: tuple[float, float] | None


def _column(answers: Answers, driver: str) -> int:
    if driver not in answers.names:
        raise Refused(f"There is no driver {driver!r}: choose {', '.join(answers.names)}.")
    block = answers.blocks[answers.names.index(driver)]
    if len(block) > 1:
        raise Refused(f"{driver} is made of words and cannot move by points. Compare its groups.")
    return block[0]


def _checked(answers: Answers, model: Model) -> bool:
    logistic = model == "logistic" or (
        model == "auto" and bool(np.isin(answers.outcome, (0.0, 1.0)).all())
    )
    faults = size_faults(answers, rows_per_driver=ROWS_PER_DRIVER)
    if logistic:
        faults += event_faults(answers, events_per_driver=EVENTS_PER_DRIVER)
    refuse(faults + structural_faults(answers))
    return logistic


def _best_unit(answers: Answers, column: int, least: int) -> tuple[object, Numbers] | None:
    """The unit with the highest mean, and which rows are its own."""
    if answers.units is None:
        return None
    rows: dict[object, list[int]] = {}
    for row, unit in enumerate(answers.units):
        if not is_missing(unit):
            rows.setdefault(unit, []).append(row)
    large = {unit: places for unit, places in rows.items() if len(places) >= least}
    if not large:
        raise Refused(
            f"No unit has {least} complete answers, so none can be called the best. Pool periods, "
            "or say to what level."
        )
    level = {
        unit: float(np.average(answers.columns[places, column], weights=answers.weights[places]))
        for unit, places in large.items()
    }
    best = max(level, key=lambda unit: (level[unit], str(unit)))
    own = np.zeros(answers.used)
    own[large[best]] = 1.0
    return best, own


def _shift(answers: Answers, column: int, move: _Move, times: Numbers) -> Numbers:
    """How far each answer moves, shape (resamples, rows) or (resamples, 1) if all move alike."""
    values = answers.columns[:, column]
    mean = (times @ values) / times.sum(axis=1)
    if move.best is not None:
        own = times * move.best[1]
        target = (own @ values) / np.where(own.sum(axis=1) > 0, own.sum(axis=1), np.nan)
        step = np.where(np.isnan(target), 0.0, target - mean)
    else:
        step = move.to - mean if move.to is not None else np.full(len(times), move.by)
    moved = values + step[:, None]
    if move.scale is not None:
        moved = moved.clip(min(move.scale), max(move.scale))
    return np.asarray(moved - values, dtype=np.float64)


def _changed_score(answers: Answers, column: int, move: _Move, times: Numbers) -> Numbers:
    matrix = np.moveaxis(covariances(answers.columns, answers.outcome, times), 2, 0)
    inverse = np.linalg.pinv(matrix[:, :-1, :-1], hermitian=True)
    slope = (inverse[:, column, :] * matrix[:, :-1, -1]).sum(axis=1)
    shift = (_shift(answers, column, move, times) * times).sum(axis=1) / times.sum(axis=1)
    return np.asarray(slope * shift, dtype=np.float64)


def _changed_chance(answers: Answers, column: int, move: _Move, times: Numbers) -> Numbers:
    start = fitted(answers.columns, answers.outcome, answers.weights[None, :])[0][0]
    coefficients = fitted(answers.columns, answers.outcome, times, start)[0]
    before = coefficients[:, :1] + coefficients[:, 1:] @ answers.columns.T
    shift = _shift(answers, column, move, times)
    after = before + coefficients[:, 1 + column, None] * shift
    change = 1 / (1 + np.exp(-after)) - 1 / (1 + np.exp(-before))
    return np.asarray((change * times).sum(axis=1) / times.sum(axis=1), dtype=np.float64)
