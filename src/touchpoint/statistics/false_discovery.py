"""Many tests on one page: how many of the changes called changes are likely to be false.

Benjamini and Hochberg 1995 for a page of findings, Holm 1979 for a few headlines of which none may
be false.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers, numbers
from touchpoint.statistics.counts import refuse, within_fault

Places = npt.NDArray[np.intp]


@dataclass(frozen=True, kw_only=True, slots=True)
class Adjusted:
    """Adjusted p-values in the order given, with which stand; a test not done is None and False."""

    p_values: tuple[float | None, ...]
    rejected: tuple[bool, ...]
    tests: int
    level: float
    method: str


def benjamini_hochberg(p_values: Sequence[float | None], q: float = 0.05) -> Adjusted:
    """Which findings of a page stand when at most a share q of those named may be false.

    Rule: Benjamini and Hochberg 1995; of the fifteen p-values of their example four stand at 0.05.
    The family is every test shown on the page, whether or not it came out.
    Not for a single headline (holm), and not for tests picked out because they came out.
    """
    found, p = _family(p_values, q, "q")
    order = np.argsort(p, kind="stable")
    ranks = np.arange(1, len(p) + 1)
    raised = np.minimum.accumulate((p[order] * len(p) / ranks)[::-1])[::-1]
    return _adjusted(found, order, np.minimum(raised, 1), q, "benjamini_hochberg")


def holm(p_values: Sequence[float | None], alpha: float = 0.05) -> Adjusted:
    """Which findings stand when the chance that any of them is false is at most alpha.

    Rule: Holm 1979, step-down Bonferroni.
    Not for a whole page, on which it finds little (benjamini_hochberg).
    """
    found, p = _family(p_values, alpha, "alpha")
    order = np.argsort(p, kind="stable")
    left = len(p) - np.arange(len(p))
    raised = np.maximum.accumulate(p[order] * left) if len(p) else p
    return _adjusted(found, order, np.minimum(raised, 1), alpha, "holm")


def bonferroni(p_values: Sequence[float | None], alpha: float = 0.05) -> Adjusted:
    """Which findings stand when each is held to alpha divided by the number of tests.

    Rule: Bonferroni; kept for comparison with papers that use it.
    Not for anything that holm does, which finds as much or more on the same promise.
    """
    found, p = _family(p_values, alpha, "alpha")
    return _adjusted(found, np.arange(len(p)), np.minimum(p * len(p), 1), alpha, "bonferroni")


def _family(p_values: Sequence[float | None], level: float, name: str) -> tuple[Numbers, Numbers]:
    refuse("This level is none.", [within_fault(name, level, 0, 1)])
    read = numbers(p_values, "p_values")
    wrong = np.flatnonzero((read < 0) | (read > 1))
    if len(wrong):
        raise Refused(
            "A p-value lies within 0 and 1; some do not.",
            [f"number {place + 1} is {read[place]:g}" for place in wrong],
        )
    return read, read[~np.isnan(read)]


def _adjusted(
    found: Numbers, order: Places, raised: Numbers, level: float, method: str
) -> Adjusted:
    by_test = np.empty(len(order))
    by_test[order] = raised
    told: list[float | None] = [None] * len(found)
    for place, value in zip(np.flatnonzero(~np.isnan(found)), by_test, strict=True):
        told[place] = float(value)
    return Adjusted(
        p_values=tuple(told),
        rejected=tuple(value is not None and value <= level for value in told),
        tests=len(order),
        level=level,
        method=method,
    )
