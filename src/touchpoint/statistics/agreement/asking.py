"""Each coefficient of agreement with its interval, by resampling the cases."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any, Literal

import numpy as np

from touchpoint.errors import Refused
from touchpoint.statistics.agreement import coefficients as of
from touchpoint.statistics.agreement.errors_of_chance import ac1_error, cohen_error, fleiss_error
from touchpoint.statistics.agreement.ratings import Level, Ratings, Rows, read_ratings
from touchpoint.statistics.columns import Numbers
from touchpoint.statistics.counts import within_fault

SAMPLES = 2_000


@dataclass(frozen=True)
class _Draws:
    """How the cases are resampled."""

    samples: int
    seed: int
    confidence: float


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """A coefficient with its interval; `point` is None where none can be estimated, and why."""

    method: str
    point: float | None
    low: float | None
    high: float | None
    confidence: float
    observed: float
    expected: float | None
    standard_error: float | None
    cases: int
    raters: int
    left_out: int
    not_estimable: str | None

    @property
    def estimable(self) -> bool:
        """Whether there is a coefficient at all."""
        return self.point is not None


def krippendorff_alpha(
    ratings: object,
    *,
    level: Level = "nominal",
    rows: Rows = "cases",
    order: Sequence[object] | None = None,
    samples: int = SAMPLES,
    seed: int = 1,
    confidence: float = 0.95,
) -> Agreement:
    """Krippendorff's alpha of any number of raters, blanks allowed, with its interval.

    Rule: 1 less observed over expected disagreement (Krippendorff 2011): nominal for yes and no,
    ordinal for grades, interval or ratio for amounts. `ratings` has a row for each case and in it a
    value for each rater; say rows="raters" if it lies the other way. A case that one person rated
    is left out. Not estimable when every rating is the same. `expected` is the agreement by chance.
    Not for showing alone when one category has above 80 % of the ratings: alpha is then low however
    well raters agree, so show AC1 and raw agreement beside it (agreement_summary).
    """
    read = read_ratings(ratings, rows=rows, level=level, order=order)

    def both(times: Numbers) -> of.Pair:
        seen, chance = of.disagreements(read, level, times)
        return _one_less(seen, chance), 1 - chance

    return _asked(read, f"krippendorff_alpha_{level}", both, _Draws(samples, seed, confidence))


def gwet_ac1(
    ratings: object,
    *,
    rows: Rows = "cases",
    categories: Sequence[object] | None = None,
    samples: int = SAMPLES,
    seed: int = 1,
    confidence: float = 0.95,
) -> Agreement:
    """Gwet's AC1: agreement beyond chance that does not collapse when one category prevails.

    Rule: Gwet 2008 and 2014; chance is the sum of p (1 - p) over the categories, over their number
    less one; blanks allowed. Name `categories` if raters had some that nobody used.
    Not for grades, where a near miss should count for something (krippendorff_alpha, ordinal).
    """
    read = read_ratings(ratings, rows=rows, order=categories)
    found = _beyond(read, "gwet_ac1", of.chance_of_ac1, _Draws(samples, seed, confidence))
    return replace(found, standard_error=ac1_error(read))


def fleiss_kappa(
    ratings: object,
    *,
    rows: Rows = "cases",
    samples: int = SAMPLES,
    seed: int = 1,
    confidence: float = 0.95,
) -> Agreement:
    """Fleiss' kappa of several raters, who need not be the same for every case, with its interval.

    Rule: Fleiss 1971; with blanks the general form of Gwet 2014. The standard error is the one if
    raters agreed by chance, where every case has as many ratings; the point over it is Fleiss' z.
    Not for the same two raters throughout (cohen_kappa), nor where one category prevails.
    """
    read = read_ratings(ratings, rows=rows)
    found = _beyond(read, "fleiss_kappa", of.chance_of_fleiss, _Draws(samples, seed, confidence))
    return replace(found, standard_error=fleiss_error(read))


def conger_kappa(
    ratings: object,
    *,
    rows: Rows = "cases",
    samples: int = SAMPLES,
    seed: int = 1,
    confidence: float = 0.95,
) -> Agreement:
    """Conger's kappa: Cohen's for more than two raters who each have their own habits.

    Rule: Conger 1980; with blanks the general form of Gwet 2014.
    Not for raters who change from case to case (fleiss_kappa), nor where one category prevails.
    """
    read = read_ratings(ratings, rows=rows)
    return _beyond(read, "conger_kappa", of.chance_of_conger, _Draws(samples, seed, confidence))


def brennan_prediger(
    ratings: object,
    *,
    rows: Rows = "cases",
    categories: Sequence[object] | None = None,
    samples: int = SAMPLES,
    seed: int = 1,
    confidence: float = 0.95,
) -> Agreement:
    """Brennan and Prediger's kappa: agreement beyond choosing blindly among the categories.

    Rule: Brennan and Prediger 1981; chance is one over the number of categories.
    Not for categories that raters hardly use: each that is named makes it larger.
    """
    read = read_ratings(ratings, rows=rows, order=categories)
    chance = of.chance_of_equal_shares
    return _beyond(read, "brennan_prediger", chance, _Draws(samples, seed, confidence))


def cohen_kappa(
    first: Iterable[Any],
    second: Iterable[Any],
    *,
    weights: Literal["equal", "squared"] | None = None,
    order: Sequence[object] | None = None,
    samples: int = SAMPLES,
    seed: int = 1,
    confidence: float = 0.95,
) -> Agreement:
    """Cohen's kappa of two raters, weighted for grades if asked, with its interval.

    Rule: Cohen 1960; with weights "equal" or "squared" Cohen 1968, the categories in the order
    given or that of their numbers. A case that either left blank is left out. The standard error is
    the one if they agreed by chance (Fleiss, Cohen and Everitt 1969).
    Not for showing alone when one category has above 80 % of the ratings: kappa is then low
    whatever the raters do (Feinstein and Cicchetti 1990). Show AC1 and raw agreement beside it.
    """
    level: Level = "nominal" if weights is None else "ordinal"
    read = read_ratings(_pairs(first, second), level=level, order=order)
    both = read.counts.sum(axis=1) > 1
    read = replace(read, places=read.places[both])
    steps = np.abs(np.subtract.outer(*[np.arange(float(len(read.categories)))] * 2))
    apart = {None: (steps > 0).astype(float), "equal": steps, "squared": steps**2}[weights]

    def values(times: Numbers) -> of.Pair:
        tables = of.tables_of_two(read, times)
        return of.kappa_of_tables(tables, apart), np.full(len(times), np.nan)

    found = _asked(read, "cohen_kappa", values, _Draws(samples, seed, confidence))
    table = of.tables_of_two(read, np.ones((1, len(read.places))))[0]
    return replace(found, standard_error=cohen_error(table, apart))


def _pairs(first: Iterable[Any], second: Iterable[Any]) -> list[tuple[Any, Any]]:
    one, other = list(first), list(second)
    if len(one) != len(other):
        raise Refused(
            f"Two raters need a rating, or a blank, for each case: the first has {len(one)} and "
            f"the second {len(other)}."
        )
    return list(zip_longest(one, other))


def raw_agreement(
    ratings: object,
    *,
    rows: Rows = "cases",
    samples: int = SAMPLES,
    seed: int = 1,
    confidence: float = 0.95,
) -> Agreement:
    """How often two raters of the same case say the same, with its interval.

    Rule: the mean over cases with two or more ratings of the share of pairs that agree.
    Not for showing alone: raters who always say yes always agree. Show alpha and AC1 beside it.
    """
    read = read_ratings(ratings, rows=rows)

    def values(times: Numbers) -> of.Pair:
        return of.observed(read, times), np.zeros(len(times))

    return _asked(read, "raw_agreement", values, _Draws(samples, seed, confidence))


def _one_less(seen: Numbers, chance: Numbers) -> Numbers:
    return of.beyond_chance(1 - seen, 1 - chance)


def _beyond(
    read: Ratings,
    method: str,
    chance: Callable[[Ratings, Numbers], Numbers],
    draws: _Draws,
) -> Agreement:
    def values(times: Numbers) -> of.Pair:
        expected = chance(read, times)
        return of.beyond_chance(of.observed(read, times), expected), expected

    return _asked(read, method, values, draws)


def _asked(
    read: Ratings,
    method: str,
    values: Callable[[Numbers], of.Pair],
    draws: _Draws,
) -> Agreement:
    fault = within_fault("confidence", draws.confidence, 0, 1)
    if fault or draws.samples < 0:
        raise Refused(fault or f"samples is {draws.samples}, and cannot be less than 0.")
    once = np.ones((1, len(read.places)))
    point, expected = (float(value[0]) for value in values(once))
    known = not np.isnan(point)
    low, high = _interval(read, values, draws) if known else (None, None)
    return Agreement(
        method=method,
        point=point if known else None,
        low=low,
        high=high,
        confidence=draws.confidence,
        observed=float(of.observed(read, once)[0]),
        expected=None if np.isnan(expected) else expected,
        standard_error=None,
        cases=read.paired,
        raters=read.places.shape[1],
        left_out=read.given - read.paired,
        not_estimable=None
        if known
        else "Every rating is the same category, so agreement beyond chance is not estimable.",
    )


def _interval(
    read: Ratings,
    values: Callable[[Numbers], of.Pair],
    draws: _Draws,
) -> tuple[float | None, float | None]:
    """Percentiles over resamples of cases; None when most resamples tell nothing."""
    cases = len(read.places)
    order = np.lexsort([*read.places.T, *np.sort(read.places, axis=1).T])
    rng = np.random.default_rng(draws.seed)
    drawn: list[Numbers] = []
    at_once = max(1, 2_000_000 // (cases * max(len(read.categories) ** 2, 1)))
    for start in range(0, draws.samples, at_once):
        size = min(at_once, draws.samples - start)
        picks = rng.integers(0, cases, size=(size, cases)) + cases * np.arange(size)[:, None]
        times = np.bincount(picks.ravel(), minlength=size * cases).reshape(size, cases)
        settled = np.empty((size, cases))
        settled[:, order] = times
        drawn.append(values(settled)[0])
    told = np.concatenate(drawn) if drawn else np.empty(0)
    told = told[~np.isnan(told)]
    if len(told) * 2 <= draws.samples:
        return None, None
    low, high = np.quantile(told, [(1 - draws.confidence) / 2, (1 + draws.confidence) / 2])
    return float(low), float(high)
