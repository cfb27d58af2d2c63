"""How many to look at: for a share known so well, and for a change to be seen if it is there.

Cochran's formula with the finite population (Krejcie and Morgan 1970 is the same at 0.05), and
Cohen's h for the power of a comparison. Plans are made before the answers are seen.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scipy import special

from touchpoint.errors import Refused
from touchpoint.statistics.counts import (
    count_fault,
    positive_fault,
    refuse,
    within_fault,
)
from touchpoint.statistics.intervals import normal_quantile

ROUNDING: Final = 1e-9  # a size this little above a whole number is that number


@dataclass(frozen=True, kw_only=True, slots=True)
class Detectable:
    """The smallest rise and fall that would be found so often; None where not even all would do."""

    rise: float | None
    fall: float | None
    power: float
    confidence: float


def sample_size(
    margin: float,
    proportion: float = 0.5,
    confidence: float = 0.95,
    population: int | None = None,
) -> int:
    """How many to look at to know a proportion within a margin, rounded up.

    Rule: Cochran: n0 = z2 p(1-p)/e2, and for a population of N, n0/(1 + (n0-1)/N), never more
    than N. A margin of 0.05 at 50 % needs 385, or 278 of 1,000.
    Not for seeing a change (sample_size_for_change), which needs far more; and not after the fact.
    """
    refuse(
        "These settings make no sample.",
        [
            within_fault("margin", margin, 0, 1),
            within_fault("proportion", proportion, 0, 1),
            within_fault("confidence", confidence, 0, 1),
            "" if population is None else count_fault("population", population),
        ],
    )
    z = normal_quantile(confidence)
    endless = z * z * proportion * (1 - proportion) / margin**2
    if population is None:
        return _up(endless)
    if population == 0:
        return 0
    return min(int(population), _up(endless / (1 + (endless - 1) / population)))


def krejcie_morgan(population: int, margin: float = 0.05, proportion: float = 0.5) -> int:
    """The sample of Krejcie and Morgan's table for a population, rounded to the nearest.

    Rule: Krejcie and Morgan 1970 with chi-square 3.841: 100 gives 80, 500 gives 217, 1,000 gives
    278, 2,000 gives 322, 10,000 gives 370.
    Not for a plan of our own, which rounds up (sample_size); this is for checking other people's.
    """
    refuse(
        "These settings make no sample.",
        [
            count_fault("population", population),
            within_fault("margin", margin, 0, 1),
            within_fault("proportion", proportion, 0, 1),
        ],
    )
    if population == 0:
        return 0
    spread = 3.841 * proportion * (1 - proportion)
    return math.floor(spread * population / (margin**2 * (population - 1) + spread) + 0.5)


def power_of_change(
    before: float,
    after: float,
    trials_before: int,
    trials_after: int | None = None,
    confidence: float = 0.95,
) -> float:
    """How likely a change from one proportion to another is to be found with so many of each.

    Rule: the normal test of Cohen's h, both tails; 68 % to 78 % with 60 of each is found 0.236 of
    the time. With one number of trials both periods have it.
    Not for judging a change already seen, whose interval says all that its power would.
    """
    of_after = trials_before if trials_after is None else trials_after
    refuse(
        "These settings have no power.",
        [
            _share_fault("before", before),
            _share_fault("after", after),
            positive_fault("trials_before", trials_before),
            positive_fault("trials_after", of_after),
            within_fault("confidence", confidence, 0, 1),
        ],
    )
    effect = 2 * math.asin(math.sqrt(after)) - 2 * math.asin(math.sqrt(before))
    return _power(abs(effect) * _root_of_both(trials_before, of_after), confidence)


def sample_size_for_change(
    before: float, after: float, power: float = 0.8, confidence: float = 0.95
) -> int:
    """How many of each period a change from one proportion to another needs to be found so often.

    Rule: the normal test of Cohen's h, both tails, rounded up; 68 % to 78 % needs 308 of each
    period for 80 % power, 68 % to 73 % needs 1,304.
    Not for the same people asked twice, who need fewer, nor for weighted surveys: there divide
    the effective base by it.
    """
    refuse(
        "These settings make no sample.",
        [
            _share_fault("before", before),
            _share_fault("after", after),
            within_fault("power", power, 0, 1),
            within_fault("confidence", confidence, 0, 1),
            "before and after are the same: no number finds a change that is none."
            if before == after
            else "",
        ],
    )
    effect = 2 * math.asin(math.sqrt(after)) - 2 * math.asin(math.sqrt(before))
    return _up(2 * (_shift(power, confidence) / effect) ** 2)


def minimum_detectable_change(
    proportion: float,
    trials_before: int,
    trials_after: int | None = None,
    power: float = 0.8,
    confidence: float = 0.95,
) -> Detectable:
    """The smallest rise and fall from a proportion that so many trials would find so often.

    Rule: power_of_change solved for the other proportion; as shares, so 0.1 is ten points. With 308
    of each a rise from 68 % to 78 % is just found four times in five.
    Not for calling a smaller change none: it may be there and not be seen.
    """
    of_after = trials_before if trials_after is None else trials_after
    refuse(
        "These settings detect nothing.",
        [
            _share_fault("proportion", proportion),
            positive_fault("trials_before", trials_before),
            positive_fault("trials_after", of_after),
            within_fault("power", power, 0, 1),
            within_fault("confidence", confidence, 0, 1),
        ],
    )
    half = _shift(power, confidence) / _root_of_both(trials_before, of_after) / 2
    angle = math.asin(math.sqrt(proportion))
    rises, falls = angle + half <= math.pi / 2, angle - half >= 0
    return Detectable(
        rise=math.sin(angle + half) ** 2 - proportion if rises else None,
        fall=proportion - math.sin(angle - half) ** 2 if falls else None,
        power=power,
        confidence=confidence,
    )


def allocate(sample: int, strata: Mapping[str, int], floor: int = 0) -> dict[str, int]:
    """How many of a sample each stratum gets: in proportion to its size, and a floor of some.

    Rule: proportional allocation by largest remainders (ties by name); a stratum whose share is
    below the floor gets the floor, or all it has. The order of the strata makes no difference.
    Not for the most exact overall figure when strata differ in spread, nor for reading a stratum's
    floor as if it were its share: weight it back.
    """
    faults = [count_fault("sample", sample), count_fault("floor", floor)]
    faults += [count_fault(f"stratum {name}", size) for name, size in strata.items()]
    refuse("These settings make no allocation.", faults)
    least = {name: min(floor, size) for name, size in strata.items()}
    if sample > sum(strata.values()) or sample < sum(least.values()):
        raise Refused(
            f"A sample of {sample} cannot be shared out: the strata hold {sum(strata.values())} "
            f"and their floors come to {sum(least.values())}. Change the sample or the floor."
        )
    return {
        name: shares[name] for shares in [_shared_out(sample, strata, least)] for name in strata
    }


def _shared_out(sample: int, strata: Mapping[str, int], least: Mapping[str, int]) -> dict[str, int]:
    held: dict[str, int] = {}
    while True:
        free = {name: size for name, size in strata.items() if name not in held}
        left, whole = sample - sum(held.values()), sum(free.values())
        short = {n: least[n] for n, size in free.items() if left * size < least[n] * whole}
        if not short:
            break
        held |= short
    shares = {name: left * size // whole if whole else 0 for name, size in free.items()}
    remainders = sorted(free, key=lambda n: (-(left * free[n] % whole) if whole else 0, n))
    for name in remainders[: left - sum(shares.values())]:
        shares[name] += 1
    return held | shares


def _share_fault(name: str, value: float) -> str:
    if value in {0, 1}:
        return ""
    return within_fault(name, value, 0, 1)


def _root_of_both(first: float, second: float) -> float:
    return math.sqrt(first * second / (first + second))


def _power(shift: float, confidence: float) -> float:
    z = normal_quantile(confidence)
    return float(special.ndtr(shift - z) + special.ndtr(-shift - z))


def _shift(power: float, confidence: float) -> float:
    """By how many standard errors the truth must differ to be found so often, both tails."""
    if power <= 1 - confidence:
        raise Refused(
            f"A power of {power:g} is no more than the false alarms of {1 - confidence:g}. "
            "Ask for more power."
        )
    low, high = 0.0, normal_quantile(confidence) - float(special.ndtri(1 - power)) + 1
    while high - low > 1e-12:  # noqa: PLR2004 - as near as doubles come
        middle = (low + high) / 2
        low, high = (middle, high) if _power(middle, confidence) < power else (low, middle)
    return high


def _up(size: float) -> int:
    return max(1, math.ceil(size - ROUNDING))
