"""Two groups compared within strata: what remains of a difference when a third thing is held still.

Mantel and Haenszel 1959; intervals of Robins, Breslow and Greenland 1986 and of Greenland and
Robins 1985; evenness by Breslow and Day 1980 with Tarone's correction 1985.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers, is_missing, number_of, same_length
from touchpoint.statistics.counts import refuse, within_fault
from touchpoint.statistics.intervals import Interval, normal_quantile


@dataclass(frozen=True, kw_only=True)
class MantelHaenszel:
    """Two groups compared within strata: pooled ratios, crude ratio, test, and evenness."""

    odds_ratio: Interval
    risk_ratio: Interval
    crude_odds_ratio: float | None
    statistic: float | None
    p_value: float | None
    statistic_uncorrected: float | None
    p_value_uncorrected: float | None
    evenness_p_value: float | None
    strata: int
    strata_left_out: int


def mantel_haenszel(tables: Iterable[Any], *, confidence: float = 0.95) -> MantelHaenszel:
    """Two groups compared within strata (crime types, say), pooled into one ratio with its test.

    Rule: each table is [yes, no] of the first group and [yes, no] of the second. Odds ratio of
    Mantel and Haenszel 1959 with the interval of Robins, Breslow and Greenland 1986; risk ratio
    with that of Greenland and Robins 1985; the test with and without the continuity correction;
    evenness of the odds ratios over strata by Breslow and Day with Tarone's correction. A stratum
    without both groups or without both answers tells nothing and is left out.
    Not for strata whose ratios point different ways (a small evenness p): show them one by one.
    Not for adjusting by something that the group itself decides.
    """
    cells = _strata(tables)
    refuse("This confidence is none.", [within_fault("confidence", confidence, 0, 1)])
    both = cells[(cells.sum(axis=2) > 0).all(axis=1)]
    kept = both[(both.sum(axis=1) > 0).all(axis=1)]
    odds = _odds(kept, confidence)
    corrected, plain = _test(kept)
    return MantelHaenszel(
        odds_ratio=odds,
        risk_ratio=_risks(both, confidence),
        crude_odds_ratio=_crude(cells.sum(axis=0)),
        statistic=corrected,
        p_value=None if corrected is None else float(special.chdtrc(1, corrected)),
        statistic_uncorrected=plain,
        p_value_uncorrected=None if plain is None else float(special.chdtrc(1, plain)),
        evenness_p_value=_evenness(kept, odds.point),
        strata=len(kept),
        strata_left_out=len(cells) - len(kept),
    )


def _strata(tables: Iterable[Any]) -> Numbers:
    read = [np.asarray(table, dtype=np.float64) for table in tables]
    if not read or any(table.shape != (2, 2) for table in read):
        raise Refused(
            "Give one table of two rows and two columns for each stratum: yes and no of the first "
            "group, then yes and no of the second."
        )
    cells = np.array(read)
    if np.isnan(cells).any() or (cells < 0).any() or (cells != np.floor(cells)).any():
        raise Refused("The tables must hold counts, whole numbers from 0; some do not.")
    return cells


def tables_by_stratum(
    outcome: Iterable[Any],
    group: Iterable[Any],
    stratum: Iterable[Any],
    *,
    first: object,
    second: object,
) -> list[list[list[int]]]:
    """The table of two groups by yes and no in every stratum, for mantel_haenszel.

    Rule: from one outcome (1 or 0), group and stratum for each person; a blank in any of them
    leaves the person out, as does another group.
    Not for more than two groups at a time: hold each against the same second one.
    """
    columns = [list(outcome), list(group), list(stratum)]
    same_length(outcome=columns[0], group=columns[1], stratum=columns[2])
    found: dict[Any, list[list[int]]] = {}
    for value, name, place in zip(*columns, strict=True):
        if is_missing(value) or is_missing(place) or name not in (first, second):
            continue
        number = number_of(value)
        if number not in (0.0, 1.0):
            raise Refused("An outcome must be 1 for yes, 0 for no or blank; some are not.")
        table = found.setdefault(place, [[0, 0], [0, 0]])
        table[0 if name == first else 1][0 if number else 1] += 1
    return [found[place] for place in sorted(found, key=str)]


def _odds(cells: Numbers, confidence: float) -> Interval:
    method = "mantel_haenszel_odds_ratio"
    (a, b), (c, d) = np.moveaxis(cells, 0, 2)
    size = a + b + c + d
    up, down = a * d / size, b * c / size
    above, below = float(up.sum()), float(down.sum())
    if above == 0 or below == 0:
        point = 0.0 if above == 0 and below > 0 else None
        return Interval(point=point, low=None, high=None, confidence=confidence, method=method)
    agree, differ = (a + d) / size, (b + c) / size
    variance = (
        (agree * up).sum() / (2 * above**2)
        + (agree * down + differ * up).sum() / (2 * above * below)
        + (differ * down).sum() / (2 * below**2)
    )
    return _on_log_scale(above / below, float(variance), confidence, method)


def _risks(cells: Numbers, confidence: float) -> Interval:
    method = "mantel_haenszel_risk_ratio"
    (a, b), (c, d) = np.moveaxis(cells, 0, 2)
    size = a + b + c + d
    above, below = float((a * (c + d) / size).sum()), float((c * (a + b) / size).sum())
    if above == 0 or below == 0:
        point = 0.0 if above == 0 and below > 0 else None
        return Interval(point=point, low=None, high=None, confidence=confidence, method=method)
    spread = ((a + b) * (c + d) * (a + c) - a * c * size) / size**2
    return _on_log_scale(above / below, float(spread.sum()) / (above * below), confidence, method)


def _on_log_scale(point: float, variance: float, confidence: float, method: str) -> Interval:
    reach = math.exp(normal_quantile(confidence) * math.sqrt(variance))
    return Interval(
        point=point, low=point / reach, high=point * reach, confidence=confidence, method=method
    )


def _crude(cells: Numbers) -> float | None:
    (a, b), (c, d) = cells
    return float(a * d / (b * c)) if b * c > 0 else None


def _test(cells: Numbers) -> tuple[float | None, float | None]:
    """The statistic with and without the continuity correction, on one degree of freedom."""
    size = cells.sum(axis=(1, 2))
    large = size > 1
    cells, size = cells[large], size[large]
    if not len(cells):
        return None, None
    rows, columns = cells.sum(axis=2), cells.sum(axis=1)
    expected = rows[:, 0] * columns[:, 0] / size
    variance = float((rows.prod(axis=1) * columns.prod(axis=1) / (size**2 * (size - 1))).sum())
    if variance == 0:
        return None, None
    off = abs(float((cells[:, 0, 0] - expected).sum()))
    correction = 0.5 if off >= 0.5 else 0.0  # noqa: PLR2004 - half a person
    return (off - correction) ** 2 / variance, off**2 / variance


def _evenness(cells: Numbers, odds: float | None) -> float | None:
    """The p value of Breslow and Day's test that the odds ratio is the same in every stratum."""
    if odds is None or odds == 0 or len(cells) < 2:  # noqa: PLR2004 - one stratum is even
        return None
    first, second = cells.sum(axis=2).T
    yes = cells[:, :, 0].sum(axis=1)
    expected = _expected(first, second, yes, odds)
    variance = 1 / (
        1 / expected + 1 / (first - expected) + 1 / (yes - expected)
        + 1 / (second - yes + expected)
    )  # fmt: skip
    off = cells[:, 0, 0] - expected
    statistic = float((off**2 / variance).sum() - off.sum() ** 2 / variance.sum())
    return float(special.chdtrc(len(cells) - 1, max(statistic, 0.0)))


def _expected(first: Numbers, second: Numbers, yes: Numbers, odds: float) -> Numbers:
    """The first cell that has these margins and this odds ratio."""
    if abs(odds - 1) < 1e-12:  # noqa: PLR2004 - rounding of one
        return np.asarray(first * yes / (first + second), dtype=np.float64)
    # (odds - 1) x^2 - half x + product = 0; the root within the margins, in its stable form
    half = odds * (first + yes) + second - yes
    product = odds * first * yes
    root = np.sqrt(half**2 - 4 * (odds - 1) * product)
    return np.asarray(2 * product / (half + root), dtype=np.float64)
