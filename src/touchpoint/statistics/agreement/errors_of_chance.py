"""Standard errors from formulas, as their authors give them."""

import numpy as np

from touchpoint.statistics.agreement.ratings import Ratings
from touchpoint.statistics.columns import Numbers


def ac1_error(read: Ratings) -> float | None:
    """Gwet's standard error of AC1 (Gwet 2014, unconditional on the raters being these)."""
    counts = read.counts
    cases, size = counts.shape
    raters = counts.sum(axis=1)
    paired = raters > 1
    if cases < 2 or size < 2:  # noqa: PLR2004 - no spread in one case, no chance in one category
        return None
    share = (counts / raters[:, None]).mean(axis=0)
    chance = float((share * (1 - share)).sum() / (size - 1))
    pairs = np.where(paired, raters * (raters - 1), 1.0)
    agreed = (counts * (counts - 1)).sum(axis=1) / pairs
    point = (agreed[paired].mean() - chance) / (1 - chance)
    each = cases / paired.sum() * (agreed - chance * paired) / (1 - chance)
    by_case = (counts @ (1 - share)) / raters / (size - 1)
    each = each - 2 * (1 - point) * (by_case - chance) / (1 - chance)
    return float(np.sqrt(((each - point) ** 2).sum() / (cases * (cases - 1))))


def fleiss_error(read: Ratings) -> float | None:
    """Fleiss' standard error of kappa if raters agreed by chance; needs as many ratings a case."""
    counts = read.counts
    raters = counts.sum(axis=1)
    if len(set(raters.tolist())) != 1:
        return None
    number = raters[0]
    share = counts.sum(axis=0) / counts.sum()
    spread = float((share * (1 - share)).sum())
    if spread == 0:
        return None
    odd = float((share * (1 - share) * (1 - 2 * share)).sum())
    variance = 2 * (spread**2 - odd) / (spread**2 * len(counts) * number * (number - 1))
    return float(np.sqrt(variance))


def cohen_error(table: Numbers, apart: Numbers) -> float | None:
    """The standard error of kappa if two raters agreed by chance (Fleiss, Cohen, Everitt 1969)."""
    cells = table / table.sum()
    first, second = cells.sum(axis=1), cells.sum(axis=0)
    weight = 1 - apart / apart.max() if apart.max() > 0 else np.ones_like(apart)
    chance = float(first @ weight @ second)
    if chance >= 1:
        return None
    off = weight - (weight @ second)[:, None] - (first @ weight)[None, :]
    variance = (np.outer(first, second) * off**2).sum() - chance**2
    return float(np.sqrt(variance / table.sum()) / (1 - chance))
