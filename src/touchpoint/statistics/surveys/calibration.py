"""Weights that make a sample add up to what is known of its population, or a refusal.

Deville and Sarndal 1992; Kalton and Flores-Cervantes 2003, whose example every way reproduces.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers, filled, labels, same_length
from touchpoint.statistics.surveys.weights import effective_base

Margins = Mapping[str, Sequence[Any]]
Totals = Mapping[str, Mapping[Any, float]]
Distance = Literal["linear", "raking", "logit", "truncated"]
ONE_WHOLE: Final = 1e-6  # margins this near, of their sum, are of one population
Step = Callable[[Numbers], tuple[Numbers, Numbers]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Calibrated:
    """Weights that add up to the population, what each was multiplied by, and how it was done."""

    weights: tuple[float, ...]
    factors: tuple[float, ...]
    iterations: int
    furthest: float
    effective_base: float
    method: str


def rake(
    weights: ArrayLike,
    margins: Margins,
    totals: Totals,
    tolerance: float = 1e-10,
    max_iterations: int = 100,
) -> Calibrated:
    """Weights raked to several margins, each known by itself.

    Rule: iterative proportional fitting until every margin is within the tolerance of its total;
    refused after 100 rounds, and for a blank, a category of the population without a row or the
    other way round, and margins that do not add up to the same population. Kalton's cell (1,1)
    gets 1.8108, (3,3) 2.4459.
    Not for margins so fine that a category has a handful of rows: collapse it first.
    """
    start, columns = _read(weights, margins, totals)
    made, rounds = start.copy(), 0
    while _furthest(made, columns) > tolerance:
        if rounds == max_iterations:
            raise Refused(
                f"Raking did not reach the margins in {max_iterations} rounds: the furthest is "
                f"still {_furthest(made, columns):.2g} of its total away. Collapse categories, or "
                "look for combinations that nobody answered."
            )
        for flags, wanted in columns:
            held = flags.T @ made
            made = made * (flags @ (wanted / held))
        rounds += 1
    return _calibrated(start, made, rounds, columns, "rake")


def poststratify(
    weights: ArrayLike, cells: Sequence[Any], totals: Mapping[Any, float]
) -> Calibrated:
    """Weights that make every cell add up to its known total.

    Rule: total over weighted count in each cell; a cell of the population without a row, a row of
    no cell of it, and a blank are refused.
    Not for margins known each by itself (rake).
    """
    start, columns = _read(weights, {"cells": cells}, {"cells": totals})
    flags, wanted = columns[0]
    made = start * (flags @ (wanted / (flags.T @ start)))
    return _calibrated(start, made, 1, columns, "poststratify")


def calibrate(
    weights: ArrayLike,
    margins: Margins | None = None,
    totals: Totals | None = None,
    *,
    amounts: Mapping[str, ArrayLike] | None = None,
    amount_totals: Mapping[str, float] | None = None,
    distance: Distance = "linear",
    bounds: tuple[float, float] | None = None,
    tolerance: float = 1e-10,
    max_iterations: int = 100,
) -> Calibrated:
    """Weights as near as may be to those given that add up to margins and totals of amounts.

    Rule: Deville and Sarndal 1992, by Newton's method: linear, raking, and within bounds (as
    multiples of the weights given) logit or truncated. Refused when it does not come out, as when
    no weights within the bounds add up.
    Not for linear calibration whose weights fall below 0: ask for bounds.
    """
    start, columns = _read(weights, margins or {}, totals or {})
    amount, wanted_amounts = _amounts(amounts or {}, amount_totals or {}, len(start))
    known = np.hstack([*(flags for flags, _ in columns), amount])
    wanted = np.concatenate([*(total for _, total in columns), wanted_amounts])
    if known.shape[1] == 0:
        raise Refused("Calibration needs margins or amounts to add up to.")
    step = _step(distance, bounds)
    size = np.where(wanted == 0, 1.0, np.abs(wanted))
    dual = np.zeros(known.shape[1])
    for rounds in range(max_iterations + 1):
        factor, slope = step(known @ dual)
        away = wanted - known.T @ (start * factor)
        if not np.isfinite(away).all():
            break
        if np.max(np.abs(away) / size) <= tolerance:
            everything = [(known, wanted)]
            return _calibrated(start, start * factor, rounds, everything, distance)
        curve = known.T @ (known * (start * slope)[:, None])
        dual = dual + np.linalg.lstsq(curve, away, rcond=1e-12)[0]
    raise Refused(
        f"No {distance} weights were found that add up"
        + (f" within {bounds[0]:g} to {bounds[1]:g} times those given" if bounds else "")
        + ". Widen the bounds, or collapse categories."
    )


def _read(
    weights: ArrayLike, margins: Margins, totals: Totals
) -> tuple[Numbers, list[tuple[Numbers, Numbers]]]:
    start = filled(np.atleast_1d(np.asarray(weights)), "weights")
    if len(start) == 0 or (start <= 0).any():
        raise Refused("Weights to start from must all be more than 0.")
    if set(margins) != set(totals):
        raise Refused(
            "Every margin needs its totals, and no other.",
            [f"{name} is only in one of the two" for name in sorted(set(margins) ^ set(totals))],
        )
    faults: list[str] = []
    columns: list[tuple[Numbers, Numbers]] = []
    for name, answers in margins.items():
        of = labels(answers)
        same_length(weights=start, margin=of)
        wrong = _margin_faults(name, of, totals[name])
        faults += wrong
        if not wrong:
            columns.append(_indicators(of, totals[name]))
    faults = faults or _whole_faults(totals)
    if faults:
        raise Refused("The margins do not fit the sample. Collapse, correct or leave out.", faults)
    return start, columns


def _whole_faults(totals: Totals) -> list[str]:
    """What is wrong with margins that are not all of the same population."""
    wholes = {name: float(sum(total.values())) for name, total in totals.items()}
    if not wholes or max(wholes.values()) - min(wholes.values()) <= ONE_WHOLE * max(
        wholes.values()
    ):
        return []
    return [f"{name} adds up to {whole:g}" for name, whole in wholes.items()]


def _margin_faults(name: str, answers: Sequence[object], total: Mapping[Any, float]) -> list[str]:
    blank = sum(answer is None for answer in answers)
    found = {answer for answer in answers if answer is not None}
    faults = [f"{name}: {blank} rows are blank"] if blank else []
    faults += [
        f"{name}: {category} is in the population ({size:g}) and has no row"
        for category, size in total.items()
        if size > 0 and category not in found
    ]
    faults += [
        f"{name}: {category} has rows and no total in the population"
        for category in sorted(found, key=str)
        if not total.get(category, 0) > 0
    ]
    return faults


def _indicators(answers: Sequence[object], total: Mapping[Any, float]) -> tuple[Numbers, Numbers]:
    names = sorted({answer for answer in answers if answer is not None}, key=str)
    flags = np.array([[float(answer == name) for name in names] for answer in answers])
    return flags, np.array([float(total[name]) for name in names])


def _amounts(
    amounts: Mapping[str, ArrayLike], totals: Mapping[str, float], rows: int
) -> tuple[Numbers, Numbers]:
    if set(amounts) != set(totals):
        raise Refused("Every amount needs its total, and no other.")
    columns = [filled(np.asarray(amounts[name]), name) for name in amounts]
    for name, column in zip(amounts, columns, strict=True):
        same_length(**{"weights": np.empty(rows), name: column})
    known = np.column_stack(columns) if columns else np.empty((rows, 0))
    return known, np.array([float(totals[name]) for name in amounts])


def _step(distance: Distance, bounds: tuple[float, float] | None) -> Step:
    """What a weight is multiplied by for each value of the dual, and how steeply."""
    if distance == "linear" and bounds is None:
        return lambda u: (1 + u, np.ones_like(u))
    if distance == "raking" and bounds is None:
        return lambda u: (np.exp(np.minimum(u, 700)), np.exp(np.minimum(u, 700)))
    if distance not in {"logit", "truncated"} or bounds is None or not bounds[0] < 1 < bounds[1]:
        raise Refused(
            f"{distance} with bounds {bounds} is no way to calibrate: linear and raking take none, "
            "logit and truncated take one below 1 and one above."
        )
    low, high = bounds
    if distance == "truncated":
        return lambda u: (
            np.clip(1 + u, low, high),
            ((1 + u > low) & (1 + u < high)).astype(np.float64),
        )
    pace = (high - low) / ((1 - low) * (high - 1))
    middle = np.log((1 - low) / (high - 1))

    def bent(u: Numbers) -> tuple[Numbers, Numbers]:
        share = special.expit(pace * u + middle)
        return low + (high - low) * share, (high - low) * pace * share * (1 - share)

    return bent


def _furthest(weights: Numbers, columns: Sequence[tuple[Numbers, Numbers]]) -> float:
    """How far the margin furthest from its total is, as a share of the total."""
    gaps = [
        float(np.max(np.abs(flags.T @ weights - wanted) / np.where(wanted == 0, 1, abs(wanted))))
        for flags, wanted in columns
    ]
    return max(gaps, default=0.0)


def _calibrated(
    start: Numbers,
    made: Numbers,
    rounds: int,
    columns: Sequence[tuple[Numbers, Numbers]],
    method: str,
) -> Calibrated:
    return Calibrated(
        weights=tuple(float(weight) for weight in made),
        factors=tuple(float(factor) for factor in made / start),
        iterations=rounds,
        furthest=_furthest(made, columns),
        effective_base=effective_base(np.maximum(made, 0)),
        method=method,
    )
