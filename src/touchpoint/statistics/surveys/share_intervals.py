"""Intervals of a weighted share that stay within 0 and 1.

Korn and Graubard 1998 (beta), the logit and arcsine scales, Rao and Scott's scaled likelihood: the
ways of `svyciprop` in R.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from scipy import special

from touchpoint.errors import Refused

Method = Literal["beta", "logit", "likelihood", "asin", "mean"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """A weighted share with what its interval needs; `whole` when everybody was asked."""

    point: float
    standard_error: float
    rows: int
    degrees_of_freedom: int
    effective_base: float
    whole: bool


def limits(share: Share, confidence: float, method: Method) -> tuple[float | None, float | None]:
    """The limits of a weighted share; None and None where too few rows say how sure it is.

    Rule: where the standard error is 0 because all or none said yes, Clopper-Pearson on the
    effective base; where it is 0 because everybody was asked, the share itself.
    Not for unweighted counts (intervals). "mean" may pass 0 or 1 and is for comparison.
    """
    if method not in METHODS:
        raise Refused(f"{method!r} is no interval of a share. Ask for {', '.join(METHODS)}.")
    if share.whole:
        return share.point, share.point
    if share.standard_error == 0 or not 0 < share.point < 1:
        return clopper_on(share.point, share.effective_base, confidence)
    if share.degrees_of_freedom < 1:
        return None, None
    return METHODS[method](share, confidence)


def clopper_on(point: float, base: float, confidence: float) -> tuple[float, float]:
    """Clopper and Pearson's limits of a share of a base that need be no whole number."""
    tail, yes = (1 - confidence) / 2, point * base
    low = float(special.betaincinv(yes, base - yes + 1, tail)) if yes > 0 else 0.0
    high = float(special.betaincinv(yes + 1, base - yes, 1 - tail)) if yes < base else 1.0
    return low, high


def _t(confidence: float, degrees: int) -> float:
    return float(special.stdtrit(degrees, (1 + confidence) / 2))


def _beta(share: Share, confidence: float) -> tuple[float, float]:
    base = share.point * (1 - share.point) / share.standard_error**2
    if share.rows > 1:
        times = _t(confidence, share.rows - 1) / _t(confidence, share.degrees_of_freedom)
        base *= times**2
    return clopper_on(share.point, base, confidence)


def _logit(share: Share, confidence: float) -> tuple[float, float]:
    spread = share.point * (1 - share.point)
    reach = _t(confidence, share.degrees_of_freedom) * share.standard_error / spread
    middle = math.log(share.point / (1 - share.point))
    return float(special.expit(middle - reach)), float(special.expit(middle + reach))


def _asin(share: Share, confidence: float) -> tuple[float, float]:
    root = math.sqrt(share.point * (1 - share.point))
    reach = _t(confidence, share.degrees_of_freedom) * share.standard_error / (2 * root)
    middle = math.asin(math.sqrt(share.point))
    low, high = max(0.0, middle - reach), min(math.pi / 2, middle + reach)
    return math.sin(low) ** 2, math.sin(high) ** 2


def _mean(share: Share, confidence: float) -> tuple[float, float]:
    reach = _t(confidence, share.degrees_of_freedom) * share.standard_error
    return share.point - reach, share.point + reach


def _likelihood(share: Share, confidence: float) -> tuple[float, float]:
    """Where twice the fall of the log-likelihood, on the effective base, reaches t squared.

    The fall is held to R's dispersion as well, which divides by one row fewer.
    """
    p, base = share.point, share.point * (1 - share.point) / share.standard_error**2
    drop = _t(confidence, share.degrees_of_freedom) ** 2 * share.rows / max(1, share.rows - 1)

    def fallen(value: float) -> bool:
        here = p * math.log(p / value) + (1 - p) * math.log((1 - p) / (1 - value))
        return 2 * base * here > drop

    return _edge(0.0, p, fallen), _edge(1.0, p, fallen)


def _edge(far: float, near: float, fallen: Callable[[float], bool]) -> float:
    for _ in range(80):
        middle = (far + near) / 2
        if middle in {0.0, 1.0} or fallen(middle):
            far = middle
        else:
            near = middle
    return near


METHODS: Final[dict[Method, Callable[[Share, float], tuple[float, float]]]] = {
    "beta": _beta,
    "logit": _logit,
    "likelihood": _likelihood,
    "asin": _asin,
    "mean": _mean,
}
