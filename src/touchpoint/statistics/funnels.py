"""Funnel plots: which units stand out more than their size explains, with room for overdispersion.

Spiegelhalter 2005 (Statistics in Medicine 24:1185) and 2012, as NHS analysts draw it: arcsine of
the square root for shares, square root or logarithm for standardised ratios, z scores winsorised.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt
from scipy import special

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers, counts, filled, same_length

FEWEST_UNITS: Final = 5
"""With fewer units than this a spread between them cannot be told from chance."""
TRIM: Final = 0.10
Z_95: Final = float(special.ndtri(0.975))
Z_998: Final = float(special.ndtri(0.999))

Kind = Literal["proportion", "ratio_log", "ratio_square_root"]
Standing = Literal["within", "above 95", "below 95", "above 99.8", "below 99.8"]


@dataclass(frozen=True, kw_only=True)
class FunnelUnit:
    """One unit against its own limits; a unit without cases has no value, limits or standing."""

    name: object
    numerator: float
    denominator: float
    value: float | None = None
    low_95: float | None = None
    high_95: float | None = None
    low_998: float | None = None
    high_998: float | None = None
    z_score: float | None = None
    standing: Standing | None = None


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """A funnel: the target, how far units spread beyond chance, and where each one stands."""

    kind: Kind
    target: float
    phi: float
    tau2: float
    overdispersed: bool
    adjusted: bool
    units: tuple[FunnelUnit, ...]

    @property
    def outliers(self) -> tuple[FunnelUnit, ...]:
        """The units outside the limits of 99.8 %."""
        far = ("above 99.8", "below 99.8")
        return tuple(unit for unit in self.units if unit.standing in far)

    def limits_at(self, denominator: float) -> tuple[float, float, float, float]:
        """The limits for a unit of this size: low and high of 95 %, low and high of 99.8 %."""
        shape = _Shape(kind=self.kind, target=self.target)
        tau2 = self.tau2 if self.adjusted else 0.0
        low_95, high_95 = shape.limits(denominator, tau2, Z_95)
        low_998, high_998 = shape.limits(denominator, tau2, Z_998)
        return low_95, high_95, low_998, high_998


def funnel(
    numerators: Iterable[Any],
    denominators: Iterable[Any],
    *,
    names: Sequence[Any] | None = None,
    target: float | None = None,
    adjust: bool = True,
    trim: float = TRIM,
) -> Funnel:
    """Which units' shares lie outside a funnel round the target, allowing for overdispersion.

    Rule: y = arcsine of the root of the share, with standard error 1 / (2 root n); z against the
    target (all units pooled, unless one is given), winsorised at 10 % at each end; phi is the mean
    of z squared; where the units spread more than chance, tau squared (the variance between them)
    is added within the limits of 95 and 99.8 %. Without overdispersion, or with adjust=False, the
    limits are those of chance alone. A unit of denominator 0 has no value and no standing.
    Not for fewer than 5 units, which are refused; not for ranking units within the funnel; not for
    units that differ in their cases (adjust first); not as proof that an outlier does badly.
    """
    some, of, labels = _read(numerators, denominators, names)
    some = counts(some, "numerators")
    if (some > of).any():
        raise Refused(
            "A share cannot be above 1, and some units have more in the numerator than in the "
            "denominator. For observed over expected use funnel_of_ratios."
        )
    held = of > 0
    middle = _target(some, of, target)
    size = 1 / (2 * np.sqrt(of[held]))
    score = (np.arcsin(np.sqrt(some[held] / of[held])) - math.asin(math.sqrt(middle))) / size
    spread = _spread(_winsorised(score, trim), size)
    shape = _Shape(kind="proportion", target=middle)
    return _funnel(shape, (some, of, labels), score, spread, adjust=adjust)


def funnel_of_ratios(
    observed: Iterable[Any],
    expected: Iterable[Any],
    *,
    names: Sequence[Any] | None = None,
    scale: Literal["log", "square_root"] = "log",
    adjust: bool = True,
    trim: float = TRIM,
) -> Funnel:
    """Which units' observed over expected lie outside a funnel round 1, with overdispersion.

    Rule: on the log scale y = log of observed over expected with standard error 1 / root expected,
    and the units ranked in the outer tenths are left out of phi (as for the SHMI of NHS England);
    on the square root scale standard error 1 / (2 root expected), winsorised. Phi and tau squared
    as in funnel. Without overdispersion the limits are exact Poisson.
    Not for expected numbers that no model of the cases gave; not for fewer than 5 units, which are
    refused; on the log scale not for units in which nothing was observed.
    """
    some, of, labels = _read(observed, expected, names)
    kept_some, kept_of = some[of > 0], of[of > 0]
    if scale == "log":
        if (kept_some == 0).any():
            raise Refused(
                "A unit in which nothing was observed has no logarithm. Use scale='square_root'."
            )
        size = 1 / np.sqrt(kept_of)
        score = np.log(kept_some / kept_of) / size
        inner = _inner(score, trim)
        spread = _spread(score[inner], size[inner])
    else:
        size = 1 / (2 * np.sqrt(kept_of))
        score = (np.sqrt(kept_some / kept_of) - 1) / size
        spread = _spread(_winsorised(score, trim), size)
    kind: Kind = "ratio_log" if scale == "log" else "ratio_square_root"
    shape = _Shape(kind=kind, target=1.0)
    return _funnel(shape, (some, of, labels), score, spread, adjust=adjust)


def _read(
    numerators: Iterable[Any], denominators: Iterable[Any], names: Sequence[Any] | None
) -> tuple[Numbers, Numbers, list[Any]]:
    some = filled(numerators, "numerators")
    of = filled(denominators, "denominators")
    labels = list(names) if names is not None else list(range(1, len(of) + 1))
    same_length(numerators=some, denominators=of, names=labels)
    if (some < 0).any() or (of < 0).any():
        raise Refused("Numerators and denominators must be 0 or more; some are not.")
    if (of > 0).sum() < FEWEST_UNITS:
        raise Refused(
            f"{int((of > 0).sum())} units with cases are too few for a funnel, which needs "
            f"{FEWEST_UNITS}. Show each with its interval instead."
        )
    return some, of, labels


def _target(some: Numbers, of: Numbers, target: float | None) -> float:
    middle = float(some.sum() / of.sum()) if target is None else float(target)
    if not 0 < middle < 1:
        raise Refused(
            f"The target is {middle:g}, and a funnel of shares needs one between 0 and 1. When "
            "every case has the same answer there is nothing to compare."
        )
    return middle


def _winsorised(score: Numbers, trim: float) -> Numbers:
    _check_trim(trim)
    return score.clip(*np.quantile(score, [trim, 1 - trim]))


def _inner(score: Numbers, trim: float) -> npt.NDArray[np.bool_]:
    """Which scores are not ranked in the outer parts, by the rule of NHS England's SHMI."""
    _check_trim(trim)
    if trim == 0:
        return np.full(len(score), fill_value=True)
    parts = 1 / trim
    part = np.floor(_ranks(score) * parts / (len(score) + 1))
    inner = (part > 0) & (part < parts - 1)
    return np.asarray(inner if inner.any() else inner | True, dtype=np.bool_)


def _ranks(score: Numbers) -> Numbers:
    """The rank of each score from 1 on; scores that are the same share the middle of theirs."""
    _, place, times = np.unique(score, return_inverse=True, return_counts=True)
    ranks: Numbers = (times.cumsum() - (times - 1) / 2)[place]
    return ranks


def _check_trim(trim: float) -> None:
    if not 0 <= trim < 0.5:  # noqa: PLR2004 - a half at each end leaves nothing
        raise Refused(f"The part trimmed at each end is {trim:g}, and must be from 0 to below 0.5.")


def _spread(score: Numbers, size: Numbers) -> tuple[float, float]:
    """Phi, and the variance between units by the method of moments."""
    number = len(score)
    phi = float((score**2).mean())
    weight = 1 / size**2
    room = float(weight.sum() - (weight**2).sum() / weight.sum())
    beyond = number * phi - (number - 1)
    return phi, max(0.0, beyond / room) if room > 0 else 0.0


@dataclass(frozen=True, kw_only=True)
class _Shape:
    """On what scale a funnel is drawn, and round what; its limits for a unit of any size."""

    kind: Kind
    target: float

    def limits(self, size: float, tau2: float, z: float) -> tuple[float, float]:
        if self.kind == "proportion":
            reach = z * math.sqrt(1 / (4 * size) + tau2)
            middle = math.asin(math.sqrt(self.target))
            low = math.sin(max(middle - reach, 0.0)) ** 2
            return low, math.sin(min(middle + reach, math.pi / 2)) ** 2
        if tau2 == 0:
            tail = float(special.ndtr(-z))
            return (
                float(special.gammaincinv(size, tail)) / size,
                float(special.gammaincinv(size + 1, 1 - tail)) / size,
            )
        if self.kind == "ratio_log":
            reach = z * math.sqrt(1 / size + tau2)
            return math.exp(-reach), math.exp(reach)
        reach = z * math.sqrt(1 / (4 * size) + tau2)
        return max(1 - reach, 0.0) ** 2, (1 + reach) ** 2


def _funnel(
    shape: _Shape,
    data: tuple[Numbers, Numbers, list[Any]],
    score: Numbers,
    spread: tuple[float, float],
    *,
    adjust: bool,
) -> Funnel:
    some, of, labels = data
    phi, tau2 = spread
    adjusted = adjust and phi > 1
    scores = iter(score.tolist())
    units = [
        _unit(shape, (name, one, size), next(scores), tau2 if adjusted else 0.0)
        if size > 0
        else FunnelUnit(name=name, numerator=float(one), denominator=0.0)
        for name, one, size in zip(labels, some.tolist(), of.tolist(), strict=True)
    ]
    return Funnel(
        kind=shape.kind,
        target=shape.target,
        phi=phi,
        tau2=tau2,
        overdispersed=phi > 1,
        adjusted=adjusted,
        units=tuple(units),
    )


def _unit(shape: _Shape, data: tuple[Any, float, float], score: float, tau2: float) -> FunnelUnit:
    name, one, size = data
    low_95, high_95 = shape.limits(size, tau2, Z_95)
    low_998, high_998 = shape.limits(size, tau2, Z_998)
    value = one / size
    return FunnelUnit(
        name=name,
        numerator=one,
        denominator=size,
        value=value,
        low_95=low_95,
        high_95=high_95,
        low_998=low_998,
        high_998=high_998,
        z_score=score,
        standing=_standing(value, (low_998, low_95, high_95, high_998)),
    )


def _standing(value: float, limits: tuple[float, float, float, float]) -> Standing:
    low_998, low_95, high_95, high_998 = limits
    if value > high_998:
        return "above 99.8"
    if value < low_998:
        return "below 99.8"
    if value > high_95:
        return "above 95"
    return "below 95" if value < low_95 else "within"
