"""The coefficients as sums over cases, for many resamples of the cases at once.

`times` says how often each case was drawn, one row for each resample; every answer has one value
for each of its rows, NaN where a resample holds nothing to tell.
"""

import numpy as np

from touchpoint.statistics.agreement.ratings import Level, Ratings
from touchpoint.statistics.columns import Numbers

Pair = tuple[Numbers, Numbers]


def observed(read: Ratings, times: Numbers) -> Numbers:
    """The mean over cases of the share of pairs of raters that agree."""
    counts = read.counts
    raters = counts.sum(axis=1)
    paired = raters > 1
    each = (counts * (counts - 1)).sum(axis=1)[paired] / (raters * (raters - 1))[paired]
    return _ratio(times[:, paired] @ each, times[:, paired].sum(axis=1))


def shares(read: Ratings, times: Numbers) -> Numbers:
    """The share of each category: the mean over cases of its share of the case's ratings."""
    counts = read.counts
    each = counts / counts.sum(axis=1, keepdims=True)
    return np.asarray((times @ each) / times.sum(axis=1, keepdims=True), dtype=np.float64)


def chance_of_ac1(read: Ratings, times: Numbers) -> Numbers:
    """Gwet's agreement by chance."""
    share = shares(read, times)
    others = max(len(read.categories) - 1, 1)
    return np.asarray((share * (1 - share)).sum(axis=1) / others, dtype=np.float64)


def chance_of_fleiss(read: Ratings, times: Numbers) -> Numbers:
    """Fleiss' agreement by chance."""
    return np.asarray((shares(read, times) ** 2).sum(axis=1), dtype=np.float64)


def chance_of_equal_shares(read: Ratings, times: Numbers) -> Numbers:
    """Brennan and Prediger's agreement by chance: every category is as likely."""
    return np.full(len(times), 1 / len(read.categories))


def chance_of_conger(read: Ratings, times: Numbers) -> Numbers:
    """Conger's agreement by chance: of two different raters, each with their own shares."""
    chosen = read.chosen
    cases, raters, categories = chosen.shape
    totals = (times @ chosen.reshape(cases, -1)).reshape(-1, raters, categories)
    each = _ratio(totals, totals.sum(axis=2, keepdims=True))
    mean = each.mean(axis=1)
    spread = each.var(axis=1, ddof=1) if raters > 1 else np.zeros_like(mean)
    return np.asarray((mean**2 - spread / raters).sum(axis=1), dtype=np.float64)


def beyond_chance(agreed: Numbers, chance: Numbers) -> Numbers:
    """(observed - chance) / (1 - chance)."""
    return _ratio(agreed - chance, 1 - chance)


def disagreements(read: Ratings, level: Level, times: Numbers) -> Pair:
    """Krippendorff's observed and expected disagreement."""
    counts = read.counts
    raters = counts.sum(axis=1)
    paired = raters > 1
    counts, raters, times = counts[paired], raters[paired], times[:, paired]
    size = counts.shape[1]
    products = counts[:, :, None] * counts[:, None, :] / (raters - 1)[:, None, None]
    together = (times @ products.reshape(len(counts), -1)).reshape(-1, size, size)
    margins = times @ counts
    total = margins.sum(axis=1)
    apart = distances(read, level, margins)
    seen = (together * apart).sum(axis=(1, 2))
    by_chance = (margins[:, :, None] * margins[:, None, :] * apart).sum(axis=(1, 2))
    return _ratio(seen, total), _ratio(by_chance, total * (total - 1))


def distances(read: Ratings, level: Level, margins: Numbers) -> Numbers:
    """How far two categories are apart, shape (resamples or 1, categories, categories)."""
    if level == "nominal":
        return 1 - np.eye(len(read.categories))[None]
    if level == "ordinal":
        middle = margins.cumsum(axis=1) - margins / 2
        return np.asarray((middle[:, :, None] - middle[:, None, :]) ** 2, dtype=np.float64)
    values = np.array([float(value) for value in read.categories])
    apart = values[:, None] - values[None, :]
    if level == "ratio":
        apart = _ratio(apart, values[:, None] + values[None, :])
        np.fill_diagonal(apart, 0.0)
    return np.asarray(apart[None] ** 2, dtype=np.float64)


def tables_of_two(read: Ratings, times: Numbers) -> Numbers:
    """The table of the first rater by the second, shape (resamples, categories, categories)."""
    chosen = read.chosen
    size = chosen.shape[2]
    cells = (chosen[:, 0, :, None] * chosen[:, 1, None, :]).reshape(len(chosen), -1)
    return np.asarray((times @ cells).reshape(-1, size, size), dtype=np.float64)


def kappa_of_tables(tables: Numbers, apart: Numbers) -> Numbers:
    """Cohen's kappa of each table, with a distance for each cell."""
    cells = _ratio(tables, tables.sum(axis=(1, 2), keepdims=True))
    chance = cells.sum(axis=2)[:, :, None] * cells.sum(axis=1)[:, None, :]
    return 1 - _ratio((cells * apart).sum(axis=(1, 2)), (chance * apart).sum(axis=(1, 2)))


def _ratio(above: Numbers, below: Numbers) -> Numbers:
    above, below = np.broadcast_arrays(above, below)
    nothing = np.abs(below) < 1e-12  # noqa: PLR2004 - rounding of what is nought
    return np.asarray(
        np.where(nothing, np.nan, above / np.where(nothing, 1.0, below)), dtype=np.float64
    )
