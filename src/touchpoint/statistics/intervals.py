"""Intervals: how far a figure may lie from the truth behind it.

For one proportion Wilson is the default and Clopper-Pearson the choice below 10 trials, and for two
it is Newcombe's method 10 (Newcombe 1998; Brown, Cai and DasGupta 2001). Of no trials nothing is
known, and then point, low and high are None.
"""

import math
from dataclasses import dataclass
from typing import Final

from scipy import special

from touchpoint.statistics.counts import (
    amount_fault,
    check_proportion,
    count_fault,
    proportion_faults,
    refuse,
    within_fault,
)
from touchpoint.statistics.exact_limits import (
    binomial_limits,
    garwood_limits,
    hypergeometric_limits,
)

FEW_TRIALS: Final = 10  # below this the house asks Clopper-Pearson
LARGE_SHARE: Final = 0.05  # of a population in a sample: from here on it is not endless


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """A figure with its interval; all three are None when nothing is known of it."""

    point: float | None
    low: float | None
    high: float | None
    confidence: float
    method: str

    @property
    def available(self) -> bool:
        """Whether there is a figure at all."""
        return self.point is not None

    def excludes(self, value: float) -> bool:
        """Whether a value lies outside the interval; False when there is none."""
        return self.low is not None and self.high is not None and not self.low <= value <= self.high


def normal_quantile(confidence: float) -> float:
    """How many standard errors a two-sided interval reaches: 1.959964 for 95 %."""
    return float(special.ndtri((1 + confidence) / 2))


def wilson(successes: int, trials: int, confidence: float = 0.95) -> Interval:
    """The Wilson score interval of a proportion: the default of the house from 10 trials on.

    Rule: Wilson 1927, without continuity correction; 81 of 263 gives 0.2553 to 0.3662. The ends
    are exactly 0 and 1 at no successes and at nothing but successes.
    Not for fewer than 10 trials (clopper_pearson), "at least" or "at most" statements (at_least,
    at_most), weighted surveys (surveys), or where a large part of a small population was looked at
    (hypergeometric).
    """
    check_proportion(successes, trials, confidence)
    if trials == 0:
        return _unknown(confidence, "wilson")
    low, high = _wilson_limits(successes, trials, normal_quantile(confidence))
    return Interval(
        point=successes / trials, low=low, high=high, confidence=confidence, method="wilson"
    )


def clopper_pearson(successes: int, trials: int, confidence: float = 0.95) -> Interval:
    """The exact interval of a proportion: never less sure than it says, and so wider.

    Rule: Clopper and Pearson 1934, by the beta distribution; the house's choice for fewer than 10
    trials. 0 of 20 gives 0 to 0.1684.
    Not for comparing two groups (newcombe), nor where Wilson's evenness matters more than a
    guarantee.
    """
    check_proportion(successes, trials, confidence)
    if trials == 0:
        return _unknown(confidence, "clopper_pearson")
    tail = (1 - confidence) / 2
    low, high = binomial_limits(successes, trials, tail)
    return Interval(
        point=successes / trials, low=low, high=high, confidence=confidence,
        method="clopper_pearson",
    )  # fmt: skip


def at_least(successes: int, trials: int, confidence: float = 0.95) -> Interval:
    """The share that a proportion is at least, so sure: a one-sided exact bound, high being 1.

    Rule: the lower Clopper-Pearson bound with the whole doubt in one tail.
    Not for a two-sided statement, which needs half the doubt at each end (clopper_pearson).
    """
    check_proportion(successes, trials, confidence)
    if trials == 0:
        return _unknown(confidence, "at_least")
    low, _ = binomial_limits(successes, trials, 1 - confidence)
    return Interval(
        point=successes / trials, low=low, high=1.0, confidence=confidence, method="at_least"
    )


def at_most(successes: int, trials: int, confidence: float = 0.95) -> Interval:
    """The share that a proportion is at most, so sure: a one-sided exact bound, low being 0.

    Rule: the upper Clopper-Pearson bound with the whole doubt in one tail.
    Not for a two-sided statement, which needs half the doubt at each end (clopper_pearson).
    """
    check_proportion(successes, trials, confidence)
    if trials == 0:
        return _unknown(confidence, "at_most")
    _, high = binomial_limits(successes, trials, 1 - confidence)
    return Interval(
        point=successes / trials, low=0.0, high=high, confidence=confidence, method="at_most"
    )


def hypergeometric(
    successes: int, sample: int, population: int, confidence: float = 0.95
) -> Interval:
    """The exact interval of a share of a population of which a known part was looked at.

    Rule: the numbers of successes in the population whose upper and lower tails both exceed half
    the doubt, over the population; of the whole population it is the share itself. 41 of 60 out
    of 300 gives 0.5667 to 0.7833.
    Not for statements about a process or the months to come, whose population has no end (wilson),
    nor for cases that somebody picked.
    """
    faults = [*proportion_faults(successes, sample), count_fault("population", population)]
    if not any(faults) and sample > population:
        faults.append(f"sample is {sample} of a population of {population}, which is fewer.")
    refuse(
        "These counts are no sample of a population.",
        [*faults, within_fault("confidence", confidence, 0, 1)],
    )
    if sample == 0:
        return _unknown(confidence, "hypergeometric")
    low, high = hypergeometric_limits(
        int(successes), int(sample), int(population), (1 - confidence) / 2
    )
    return Interval(
        point=successes / sample, low=low / population, high=high / population,
        confidence=confidence, method="hypergeometric",
    )  # fmt: skip


def proportion(
    successes: int, trials: int, confidence: float = 0.95, population: int | None = None
) -> Interval:
    """The interval that the house chooses for one proportion; its method says which.

    Rule: exact hypergeometric where the trials are more than 5 % of a stated population,
    Clopper-Pearson below 10 trials, Wilson otherwise.
    Not for weighted figures (surveys) or for a choice made after seeing the answer.
    """
    refuse(
        "These counts make no proportion of a population.",
        [
            *proportion_faults(successes, trials),
            "" if population is None else count_fault("population", population),
        ],
    )
    if population is not None and trials > LARGE_SHARE * population:
        return hypergeometric(successes, trials, population, confidence)
    if 0 < trials < FEW_TRIALS:
        return clopper_pearson(successes, trials, confidence)
    return wilson(successes, trials, confidence)


def newcombe(
    successes_1: int, trials_1: int, successes_2: int, trials_2: int, confidence: float = 0.95
) -> Interval:
    """The difference of two separate proportions, first less second, with its interval.

    Rule: Newcombe 1998 (Statistics in Medicine 17:873), method 10, which adds the squared reaches
    of two Wilson intervals; 56 of 70 against 48 of 80 gives 0.2 (0.0524 to 0.3339).
    Not for the same people asked twice (newcombe_paired), nor for windows that share months.
    """
    refuse(
        "These counts make no two proportions.",
        [
            *proportion_faults(successes_1, trials_1, "_1"),
            *proportion_faults(successes_2, trials_2, "_2"),
            within_fault("confidence", confidence, 0, 1),
        ],
    )
    if trials_1 == 0 or trials_2 == 0:
        return _unknown(confidence, "newcombe")
    z = normal_quantile(confidence)
    low, high = newcombe_limits((successes_1, trials_1), (successes_2, trials_2), z)
    return Interval(
        point=successes_1 / trials_1 - successes_2 / trials_2, low=low, high=high,
        confidence=confidence, method="newcombe",
    )  # fmt: skip


def newcombe_limits(
    first: tuple[float, float], second: tuple[float, float], z: float
) -> tuple[float, float]:
    """The limits of a difference of two (successes, trials), so many standard errors out."""
    return _square_and_add(_with_limits(*first, z), _with_limits(*second, z), 0.0)


def newcombe_paired(
    both: int, first_only: int, second_only: int, neither: int, confidence: float = 0.95
) -> Interval:
    """The difference of two proportions of the same people, first less second, with its interval.

    Rule: Newcombe 1998 (Statistics in Medicine 17:2635), method 10: Wilson intervals joined with
    the correlation of the pairs, which is taken a little smaller when it is positive.
    Not for two separate groups (newcombe), nor for pairs of which one half is missing.
    """
    cells = {
        "both": both, "first_only": first_only, "second_only": second_only, "neither": neither,
    }  # fmt: skip
    refuse(
        "These counts make no table of pairs.",
        [
            *(count_fault(name, value) for name, value in cells.items()),
            within_fault("confidence", confidence, 0, 1),
        ],
    )
    pairs = sum(cells.values())
    if pairs == 0:
        return _unknown(confidence, "newcombe_paired")
    z = normal_quantile(confidence)
    low, high = _square_and_add(
        _with_limits(both + first_only, pairs, z),
        _with_limits(both + second_only, pairs, z),
        _pair_correlation(both, first_only, second_only, neither),
    )
    return Interval(
        point=(first_only - second_only) / pairs, low=low, high=high,
        confidence=confidence, method="newcombe_paired",
    )  # fmt: skip


def poisson(events: int, exposure: float = 1, confidence: float = 0.95) -> Interval:
    """The rate of events for one unit of exposure, with its exact interval.

    Rule: Garwood 1936; 5 events give 1.6235 to 11.6683, none give 0 to 3.6889. Give the exposure
    in the units wanted: 24.991 for events per 1,000 of 24,991 crimes.
    Not for a share of cases that either did or did not (wilson), nor for events that come in
    clusters, whose interval is wider than this.
    """
    refuse(
        "These events make no rate.",
        [
            count_fault("events", events),
            amount_fault("exposure", exposure),
            within_fault("confidence", confidence, 0, 1),
        ],
    )
    if exposure == 0:
        return _unknown(confidence, "garwood")
    low, high = garwood_limits(events, confidence)
    return Interval(
        point=events / exposure, low=low / exposure, high=high / exposure,
        confidence=confidence, method="garwood",
    )  # fmt: skip


def _unknown(confidence: float, method: str) -> Interval:
    return Interval(point=None, low=None, high=None, confidence=confidence, method=method)


def _wilson_limits(successes: float, trials: float, z: float) -> tuple[float, float]:
    share = successes / trials
    centre = share + z * z / (2 * trials)
    reach = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    whole = 1 + z * z / trials
    low = 0.0 if successes == 0 else (centre - reach) / whole
    return low, 1.0 if successes == trials else (centre + reach) / whole


def _with_limits(successes: float, trials: float, z: float) -> tuple[float, float, float]:
    return successes / trials, *_wilson_limits(successes, trials, z)


def _square_and_add(
    first: tuple[float, float, float], second: tuple[float, float, float], phi: float
) -> tuple[float, float]:
    """The limits of a difference out of the shares and limits of its two sides."""
    (share_1, low_1, high_1), (share_2, low_2, high_2) = first, second
    down = _joined(share_1 - low_1, high_2 - share_2, phi)
    up = _joined(high_1 - share_1, share_2 - low_2, phi)
    difference = share_1 - share_2
    return max(-1.0, difference - down), min(1.0, difference + up)


def _joined(one: float, other: float, phi: float) -> float:
    # Rounding may leave the sum a hair below nothing when the two reaches are equal and phi is 1.
    return math.sqrt(max(0.0, one * one - 2 * phi * one * other + other * other))


def _pair_correlation(both: int, first_only: int, second_only: int, neither: int) -> float:
    margins = (both + first_only) * (second_only + neither)
    margins *= (both + second_only) * (first_only + neither)
    if margins == 0:
        return 0.0
    pairs = both + first_only + second_only + neither
    agreed = float(both * neither - first_only * second_only)
    if agreed > 0:
        agreed = max(agreed - pairs / 2, 0)
    return agreed / math.sqrt(margins)
