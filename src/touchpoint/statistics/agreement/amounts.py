"""How far raters agree on amounts: the intraclass correlation (Shrout and Fleiss 1979)."""

import numpy as np
from scipy import special

from touchpoint.errors import Refused
from touchpoint.statistics.agreement.ratings import Rows, read_ratings
from touchpoint.statistics.intervals import Interval


def intraclass_correlation(
    ratings: object, *, rows: Rows = "cases", confidence: float = 0.95
) -> Interval:
    """How far single ratings of amounts by raters drawn from many agree, with its interval.

    Rule: ICC(2,1), two-way, absolute agreement (Shrout and Fleiss 1979; McGraw and Wong 1996). Only
    cases that every rater rated are used. Not available when all amounts are the same.
    Not for grades or yes and no (krippendorff_alpha), nor for few cases that hardly differ.
    """
    read = read_ratings(ratings, rows=rows, level="interval")
    whole = (read.places >= 0).all(axis=1)
    values = np.array([float(value) for value in read.categories])[read.places[whole]]
    cases, raters = values.shape
    if cases < 2 or raters < 2:  # noqa: PLR2004 - variance between needs two of each
        raise Refused("An intraclass correlation needs two raters and two cases that both rated.")
    grand = values.mean()
    by_case = raters * ((values.mean(axis=1) - grand) ** 2).sum() / (cases - 1)
    by_rater = cases * ((values.mean(axis=0) - grand) ** 2).sum() / (raters - 1)
    off = values - values.mean(axis=1, keepdims=True) - values.mean(axis=0) + grand
    left = (off**2).sum() / ((cases - 1) * (raters - 1))
    below = by_case + (raters - 1) * left + raters / cases * (by_rater - left)
    if below <= 0:
        return Interval(point=None, low=None, high=None, confidence=confidence, method="icc_2_1")
    point = float((by_case - left) / below)
    low, high = _ends(point, (by_case, by_rater, left), (cases, raters), confidence)
    return Interval(point=point, low=low, high=high, confidence=confidence, method="icc_2_1")


def _ends(
    point: float,
    squares: tuple[float, float, float],
    size: tuple[int, int],
    confidence: float,
) -> tuple[float | None, float | None]:
    (by_case, by_rater, left), (cases, raters) = squares, size
    if point >= 1:
        return 1.0, 1.0
    one = raters * point / (cases * (1 - point))
    other = 1 + raters * point * (cases - 1) / (cases * (1 - point))
    freedom = (one * by_rater + other * left) ** 2 / (
        (one * by_rater) ** 2 / (raters - 1) + (other * left) ** 2 / ((cases - 1) * (raters - 1))
    )
    tail = (1 + confidence) / 2
    down = special.fdtri(cases - 1, freedom, tail)
    up = special.fdtri(freedom, cases - 1, tail)
    among = raters * by_rater + (raters * cases - raters - cases) * left
    low = cases * (by_case - down * left) / (down * among + cases * by_case)
    high = cases * (up * by_case - left) / (among + cases * up * by_case)
    return float(low), float(high)
