"""Control charts of counts: p for shares, u for events by exposure, c for events, and Laney's.

Montgomery, Introduction to Statistical Quality Control; Laney 2002 for very large counts, whose
spread is more than chance alone would give them.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from numpy.typing import ArrayLike

from touchpoint.errors import Refused
from touchpoint.statistics.charts.building import Drawn, Series, Settings, build
from touchpoint.statistics.charts.points import Chart, Kind
from touchpoint.statistics.charts.series import Mark
from touchpoint.statistics.charts.signals import Lines
from touchpoint.statistics.columns import Numbers, numbers, same_length
from touchpoint.statistics.counts import refuse

SIGMAS: Final = 3
MOVING_RANGE_OF_SIGMA: Final = 1.128  # the mean moving range of points that spread by one

Spread = Callable[[float, Numbers], Numbers]
Column = ArrayLike | Sequence[float | None]


def p_chart(
    successes: Column,
    trials: Column,
    *,
    periods: Sequence[Any] | None = None,
    rebase: Sequence[Mark] = (),
    fix_after_n: int | None = None,
    exclude: Sequence[Mark] = (),
    improvement: str = "neutral",
    target: float | None = None,
) -> Chart:
    """The p chart of shares of known numbers, such as victims satisfied of those asked.

    Rule: the pooled share +- 3 standard errors of each period's own number, within 0 and 1; a
    period of no trials is a gap. Other settings as for xmr.
    Not for tens of thousands of trials, whose limits are too narrow (p_prime_chart), for weighted
    shares (xmr), or for rolling figures (refused).
    """
    settings = Settings(
        kind="p", periods=periods, rebase=rebase, fix_after_n=fix_after_n, exclude=exclude,
        improvement=improvement, target=target,
    )  # fmt: skip
    return _chart(successes, trials, settings)


def p_prime_chart(
    successes: Column,
    trials: Column,
    *,
    periods: Sequence[Any] | None = None,
    rebase: Sequence[Mark] = (),
    fix_after_n: int | None = None,
    exclude: Sequence[Mark] = (),
    improvement: str = "neutral",
    target: float | None = None,
) -> Chart:
    """Laney's p' chart: a p chart whose limits allow for spread beyond chance.

    Rule: Laney 2002: the p chart's standard errors times sigma z, the mean moving range of the
    standardised shares over 1.128.
    Not for small or middling numbers, which a p chart serves; not for rolling figures (refused).
    """
    settings = Settings(
        kind="p_prime", periods=periods, rebase=rebase, fix_after_n=fix_after_n, exclude=exclude,
        improvement=improvement, target=target,
    )  # fmt: skip
    return _chart(successes, trials, settings)


def u_chart(
    events: Column,
    exposure: Column,
    *,
    periods: Sequence[Any] | None = None,
    rebase: Sequence[Mark] = (),
    fix_after_n: int | None = None,
    exclude: Sequence[Mark] = (),
    improvement: str = "neutral",
    target: float | None = None,
) -> Chart:
    """The u chart of events by exposure, such as complaints per 1,000 crimes.

    Rule: the pooled rate +- 3 roots of the rate over each period's exposure, no lower than 0. Give
    the exposure in the units wanted; a period of no exposure is a gap. Other settings as for xmr.
    Not for shares of cases (p_chart), for events that come in clusters (u_prime_chart), or for
    rolling figures (refused).
    """
    settings = Settings(
        kind="u", periods=periods, rebase=rebase, fix_after_n=fix_after_n, exclude=exclude,
        improvement=improvement, target=target,
    )  # fmt: skip
    return _chart(events, exposure, settings)


def u_prime_chart(
    events: Column,
    exposure: Column,
    *,
    periods: Sequence[Any] | None = None,
    rebase: Sequence[Mark] = (),
    fix_after_n: int | None = None,
    exclude: Sequence[Mark] = (),
    improvement: str = "neutral",
    target: float | None = None,
) -> Chart:
    """Laney's u' chart: a u chart whose limits allow for spread beyond chance.

    Rule: Laney 2002: the u chart's standard errors times sigma z, the mean moving range of the
    standardised rates over 1.128.
    Not for small counts, which a u chart serves; not for rolling figures (refused).
    """
    settings = Settings(
        kind="u_prime", periods=periods, rebase=rebase, fix_after_n=fix_after_n, exclude=exclude,
        improvement=improvement, target=target,
    )  # fmt: skip
    return _chart(events, exposure, settings)


def c_chart(
    counts: Column,
    *,
    periods: Sequence[Any] | None = None,
    rebase: Sequence[Mark] = (),
    fix_after_n: int | None = None,
    exclude: Sequence[Mark] = (),
    improvement: str = "neutral",
    target: float | None = None,
) -> Chart:
    """The c chart of events where every period has the same opportunity for them.

    Rule: the mean count +- 3 of its roots, no lower than 0. Other settings as for xmr.
    Not for months of different lengths or volumes of crime (u_chart), nor for rolling figures.
    """
    settings = Settings(
        kind="c", periods=periods, rebase=rebase, fix_after_n=fix_after_n, exclude=exclude,
        improvement=improvement, target=target,
    )  # fmt: skip
    events = _read(counts, "counts")
    return _chart(events, np.ones(len(events)), settings)


def _chart(some: Column, of: Column, settings: Settings) -> Chart:
    shares = settings.kind in {"p", "p_prime"}
    names = ("successes", "trials") if shares else ("events", "exposure")
    if shares and settings.target is not None and not 0 <= settings.target <= 1:
        raise Refused(f"The target is {settings.target:g}, and a share lies within 0 and 1.")
    numerators, denominators = _read(some, names[0]), _read(of, names[1])
    same_length(**{names[0]: numerators, names[1]: denominators})
    _refuse_counts(numerators, denominators, names, settings.kind)
    gap = np.isnan(numerators) | np.isnan(denominators) | (denominators == 0)
    values = np.full(len(gap), np.nan)
    values[~gap] = numerators[~gap] / denominators[~gap]
    series = Series(values=values, numerators=numerators, denominators=denominators)
    return build(series, settings, lambda all_of, basis: _drawn(all_of, basis, settings.kind))


def _read(column: Column, name: str) -> Numbers:
    return numbers(np.atleast_1d(np.asarray(column, dtype=object)), name)


def _refuse_counts(some: Numbers, of: Numbers, names: tuple[str, str], kind: Kind) -> None:
    shares = kind in {"p", "p_prime"}
    wrong = {
        f"{names[0]} is no count": _no_count(some),
        f"{names[1]} is no count" if shares else f"{names[1]} is less than nothing": (
            _no_count(of) if shares else of < 0
        ),
        f"more {names[0]} than {names[1]}" if shares else f"{names[0]} of no {names[1]}": (
            some > of if shares else (of == 0) & (some > 0)
        ),
    }
    faults = [
        f"row {row}: {what} ({some[row]:g} of {of[row]:g})."
        for what, rows in wrong.items()
        for row in np.flatnonzero(rows)
    ]
    refuse("These counts make no chart. Correct the rows named, counted from 0.", faults[:20])


def _no_count(column: Numbers) -> npt.NDArray[np.bool_]:
    wrong: npt.NDArray[np.bool_] = (column < 0) | (~np.isnan(column) & (column != np.floor(column)))
    return wrong


def _drawn(all_of: Series, basis: Series, kind: Kind) -> Drawn:
    if all_of.denominators is None or basis.denominators is None or basis.numerators is None:
        raise Refused("A chart of counts needs the counts themselves.")
    centre = math.fsum(basis.numerators) / math.fsum(basis.denominators)
    ceiling = 1.0 if kind in {"p", "p_prime"} else math.inf
    spread = _share_spread if kind in {"p", "p_prime"} else _event_spread
    sigma_z = None
    if kind in {"p_prime", "u_prime"}:
        sigma_z = _sigma_z(basis.values, centre, spread(centre, basis.denominators))
    reach = SIGMAS * spread(centre, all_of.denominators) * (1.0 if sigma_z is None else sigma_z)
    return Drawn(
        lines=Lines(
            mean=np.full(len(reach), centre),
            low=np.clip(centre - reach, 0, ceiling),
            high=np.clip(centre + reach, 0, ceiling),
            near_low=centre - reach * 2 / 3,
            near_high=centre + reach * 2 / 3,
        ),
        based_on=len(basis.values),
        sigma_z=sigma_z,
        no_variation=not np.any(reach > 0),
    )


def _share_spread(centre: float, trials: Numbers) -> Numbers:
    # A share of all or nothing may come out a hair beyond it.
    return np.sqrt(max(0.0, centre * (1 - centre)) / trials)


def _event_spread(centre: float, exposure: Numbers) -> Numbers:
    return np.sqrt(centre / exposure)


def _sigma_z(values: Numbers, centre: float, spread: Numbers) -> float:
    if not np.all(spread > 0):
        return 0.0
    standardised = (values - centre) / spread
    return float(np.mean(np.abs(np.diff(standardised)))) / MOVING_RANGE_OF_SIGMA
