"""The interval of a simple share, for rates that take records at their word.

By the rule that every share of the house has (statistics.md, section 2), which is written here once
more because extracts stand below statistics; a test holds the two to one another.
"""

from math import sqrt

from scipy.special import betaincinv

Z = 1.959964
TAIL = 0.025
FEW = 10


def naive_interval(yes: int, of: int) -> tuple[float, float]:
    """The 95% interval of a simple share: Wilson's, and of fewer than 10 the exact one.

    Wilson 1927; Clopper and Pearson 1934. Its ends are exactly 0 where none say
    yes and 1 where all do.
    """
    low, high = _exact(yes, of) if of < FEW else _wilson(yes, of)
    return 0.0 if yes == 0 else low, 1.0 if yes == of else high


def _wilson(yes: int, of: int) -> tuple[float, float]:
    share = yes / of
    middle = (share + Z * Z / (2 * of)) / (1 + Z * Z / of)
    half = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of)) / (1 + Z * Z / of)
    return middle - half, middle + half


def _exact(yes: int, of: int) -> tuple[float, float]:
    low = 0.0 if yes == 0 else float(betaincinv(yes, of - yes + 1, TAIL))
    return low, 1.0 if yes == of else float(betaincinv(yes + 1, of - yes, 1 - TAIL))
