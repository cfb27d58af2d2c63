"""Weighted figures of survey answers, from sums over alike answers, with the unweighted base said.

The estimate is that of statistics.surveys.estimates.proportion: linearised within the strata of the
period's answers, a group being a domain of them. Here it is made from how many alike answers there
are.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from touchpoint.measures.figuring.figure import Figure
from touchpoint.measures.figuring.store import Group, group_tuples
from touchpoint.statistics.surveys.bases import HIDE_BELOW, UNRELIABLE_BELOW
from touchpoint.statistics.surveys.share_intervals import Share, limits

CONFIDENCE = 0.95
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Answers as engines counted them: alike ones in one row, with how many they are."""

    months: npt.NDArray[np.int64]
    groups: tuple[npt.NDArray[Any], ...]
    """For each dimension, the value of each row."""

    strata: npt.NDArray[Any]
    weights: npt.NDArray[np.float64]
    satisfied: npt.NDArray[np.int64]
    given: npt.NDArray[np.int64]
    drawn: npt.NDArray[np.int64]
    """Of those given, how many the survey drew: an answer in several groups stands in one here."""

    def of_group(self, group: Group, places: Sequence[int]) -> Flags:
        """The rows that have a group's value in some of the dimensions."""
        found = np.ones(len(self.months), dtype=np.bool_)
        for place in places:
            found &= self.groups[place] == group[place]
        return found


def answers_of(rows: pa.Table, parts: tuple[int, int], dimensions: int) -> Answers:
    """The rows of a batch for two of its tallies: those satisfied, and all on the scale."""
    numerator, denominator = parts
    # In one order whatever the engine gave, so that the same answers add up to the same last digit.
    rows = rows.sort_by([(name, "ascending") for name in rows.column_names])
    tuples = group_tuples(rows, dimensions)
    survey, stratum = rows["survey_id"].to_pylist(), rows["stratum"].to_pylist()
    return Answers(
        months=np.array(rows["month"].to_pylist(), dtype=np.int64),
        groups=tuple(
            np.array([group[place] for group in tuples], dtype=object)
            for place in range(dimensions)
        ),
        strata=np.array([f"{one}/{other}" for one, other in zip(survey, stratum, strict=True)]),
        weights=np.array([_weight(w) for w in rows["weight"].to_pylist()], dtype=np.float64),
        satisfied=np.array(rows[f"tally_{numerator}"].to_pylist(), dtype=np.int64),
        given=np.array(rows[f"tally_{denominator}"].to_pylist(), dtype=np.int64),
        drawn=np.array(rows[f"drawn_{denominator}"].to_pylist(), dtype=np.int64),
    )


def _weight(weight: float | None) -> float:
    """A weight, or NaN where it is empty, no number above 0 or has no end: then there is none."""
    return weight if weight is not None and 0 < weight < math.inf else math.nan


def weighted(figure: Figure, answers: Answers, own: Sequence[int]) -> Figure:
    """The figure with its rate and interval weighted, where all its answers have a weight."""
    group = tuple(figure.groups.values())
    within = np.isin(answers.months, figure.months) & answers.of_group(group, own)
    domain = within & answers.of_group(group, range(len(group)))
    domain &= answers.given > 0
    unweighted = int(answers.given[domain & ~(answers.weights > 0)].sum())
    base = int(answers.given[domain].sum())
    few = _told_of(base)
    if unweighted == base:
        return _noted(figure, "Not weighted.", few)
    if unweighted:
        have = "has" if unweighted == 1 else "have"
        told = f"{unweighted:,} of {base:,} answers {have} no weight."
        return _noted(replace(figure, in_counts=told), "Not weighted.", few)
    share = _share(answers, within & (answers.weights > 0), domain)
    low, high = limits(share, CONFIDENCE, "beta")
    plain = float(answers.satisfied[domain].sum() / base)
    told = f"Unweighted it is {plain:.1%}, of a base of {base:,}."
    figure = replace(figure, rate=share.point, low=low, high=high, weighted=True, in_counts=told)
    return _noted(figure, "Weighted; the counts are of answers, unweighted.", few)


def _told_of(base: int) -> str | None:
    """The lowest of the bounds that a base lies below: the one below which papers show nothing."""
    for bound in (HIDE_BELOW, UNRELIABLE_BELOW):
        if base < bound:
            return f"[u] The base is below {bound}."
    return None


def _noted(figure: Figure, *said: str | None) -> Figure:
    return replace(figure, note=" ".join(each for each in (*said, figure.note) if each))


def _share(answers: Answers, design: Flags, domain: Flags) -> Share:
    weights = answers.weights
    given = np.where(domain, answers.given, 0)
    yes = np.where(domain, answers.satisfied, 0)
    whole = float((weights[domain] * given[domain]).sum())
    point = float((weights[domain] * yes[domain]).sum()) / whole
    variance = 0.0
    for stratum in np.unique(answers.strata[domain]):
        here = domain & (answers.strata == stratum)
        rows = int(answers.drawn[design & (answers.strata == stratum)].sum())
        up, down = weights[here] * (1 - point) / whole, -weights[here] * point / whole
        some, rest = yes[here], given[here] - yes[here]
        squares = float((some * up**2 + rest * down**2).sum())
        total = float((some * up + rest * down).sum())
        # A stratum of one answer is held against the whole, whose scores add up to nothing.
        variance += squares if rows == 1 else rows / (rows - 1) * (squares - total**2 / rows)
    squared = float((weights[domain] ** 2 * given[domain]).sum())
    base = int(given.sum())
    return Share(
        point=min(1.0, max(0.0, point)),
        standard_error=math.sqrt(max(0.0, variance)),
        rows=base,
        degrees_of_freedom=base - len(np.unique(answers.strata[domain])),
        effective_base=whole**2 / squared,
        whole=False,
    )
