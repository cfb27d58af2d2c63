"""XmR charts: single values with limits from how much each differs from the one before.

NHS England, Making Data Count; Provost and Murray. The limits are the mean and 2.66 times the mean
moving range either side.
"""

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike

from touchpoint.statistics.charts.building import Drawn, Series, Settings, build
from touchpoint.statistics.charts.points import Chart
from touchpoint.statistics.charts.series import Mark
from touchpoint.statistics.charts.signals import TOLERANCE, Lines
from touchpoint.statistics.columns import Numbers, numbers

LIMIT: Final = 2.66  # mean moving ranges from the mean to a process limit
RANGE_LIMIT: Final = 3.267  # mean moving ranges beyond which a moving range is screened out


def xmr(
    values: ArrayLike | Sequence[float | None],
    *,
    periods: Sequence[Any] | None = None,
    rebase: Sequence[Mark] = (),
    fix_after_n: int | None = None,
    screen: bool = False,
    exclude: Sequence[Mark] = (),
    improvement: str = "neutral",
    target: float | None = None,
) -> Chart:
    """The XmR chart of a series: mean, process limits, signals, variation and assurance.

    Rule: mean +- 2.66 mean moving ranges of the baseline. Missing values are gaps and the points
    beside one are neighbours. `rebase` names the first row (from 0) or period of each new baseline;
    `fix_after_n` keeps the limits of the first n points; `exclude` leaves points out of the limits;
    `screen` drops moving ranges of 3.267 times their mean or more and takes the mean again, unless
    no spread would be left. The spreadsheet of Making Data Count does not screen, the R package of
    the NHS does. Montgomery's Table 6.7 frozen at 20 gives 300.5 (279.78 to 321.22).
    Not for rolling figures (refused), for shares whose denominators vary much (p_chart), or for
    counts of rare events. Below 13 points the limits are trial limits.
    """
    series = Series(values=numbers(np.atleast_1d(np.asarray(values, dtype=object)), "values"))
    settings = Settings(
        kind="xmr",
        periods=periods,
        rebase=rebase,
        fix_after_n=fix_after_n,
        exclude=exclude,
        improvement=improvement,
        target=target,
        screening=screen,
    )
    return build(series, settings, lambda all_of, basis: _drawn(all_of, basis, screen=screen))


def moving_ranges(values: ArrayLike | Sequence[float | None]) -> list[float]:
    """How much each value differs from the one before it, gaps passed over.

    Rule: the absolute difference; there is one fewer than there are values.
    Not for series that were put together from two ways of counting.
    """
    read = numbers(np.atleast_1d(np.asarray(values, dtype=object)), "values")
    return [float(each) for each in np.abs(np.diff(read[~np.isnan(read)]))]


def _drawn(all_of: Series, basis: Series, *, screen: bool) -> Drawn:
    # Summed without loss, the mean of equal values is that value.
    mean = math.fsum(basis.values) / len(basis.values)
    slack = TOLERANCE * max(1.0, abs(mean))
    flat = float(np.max(np.abs(basis.values - mean))) <= slack
    ranges = np.abs(np.diff(basis.values))
    kept = _screened(ranges) if screen else ranges
    notes: tuple[str, ...] = ()
    if screen and not flat and _mean(kept) <= slack:
        kept = ranges
        notes = ("screening would have left no spread, so no moving range was left out.",)
    average = 0.0 if flat else _mean(kept)
    reach = LIMIT * average
    return Drawn(
        lines=_level(mean, reach, len(all_of.values)),
        based_on=len(basis.values),
        moving_range=average,
        screened=len(ranges) - len(kept) if not flat else 0,
        no_variation=flat,
        notes=notes + _screening_note(len(ranges) - len(kept), flat=flat),
    )


def _screened(ranges: Numbers) -> Numbers:
    kept: Numbers = ranges[ranges < RANGE_LIMIT * _mean(ranges)]
    return kept


def _screening_note(dropped: int, *, flat: bool) -> tuple[str, ...]:
    if flat or not dropped:
        return ()
    return (f"screening left {dropped} of the moving ranges out of the limits.",)


def _mean(values: Numbers) -> float:
    return math.fsum(values) / len(values) if len(values) else 0.0


def _level(mean: float, reach: float, points: int) -> Lines:
    return Lines(
        mean=np.full(points, mean),
        low=np.full(points, mean - reach),
        high=np.full(points, mean + reach),
        near_low=np.full(points, mean - reach * 2 / 3),
        near_high=np.full(points, mean + reach * 2 / 3),
    )
