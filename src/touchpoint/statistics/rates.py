"""A rate: so many of so many, never shown without both; of none it is not available.

The rule is the house's own (law 3): zero, hidden and missing are three things.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from touchpoint.errors import Refused
from touchpoint.statistics.counts import count_fault


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """A numerator over a denominator, with the date it goes by and the system it comes from.

    Gives `value`, the rate, and None when the denominator is 0: not available, neither 0 % nor an
    error. A numerator may exceed its denominator (contacts per crime); a share may not, and whoever
    asks for the interval of a share is told so.
    Not for a weighted survey figure, which has an estimate and a base instead of two counts.
    """

    numerator: int
    denominator: int
    basis: str | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        faults = [
            fault
            for fault in (
                count_fault("numerator", self.numerator),
                count_fault("denominator", self.denominator),
            )
            if fault
        ]
        if faults:
            raise Refused("These two counts make no rate.", faults)

    @property
    def available(self) -> bool:
        """Whether there is a rate at all."""
        return self.denominator > 0

    @property
    def value(self) -> float | None:
        """The numerator over the denominator; None (not available) when the denominator is 0."""
        return self.numerator / self.denominator if self.denominator else None

    def per(self, base: float) -> float | None:
        """The rate for every so many, such as 1,000 crimes; None when not available."""
        return self.numerator * base / self.denominator if self.denominator else None


def pooled(rates: Iterable[Rate]) -> Rate:
    """One rate of many: the sum of the numerators over the sum of the denominators.

    Rule: a figure for a longer period or a larger area pools its counts; the mean of rates weighs
    a month with three victims like a month with three hundred.
    Not for rates on different bases (by report, by interview, by closure) or whose populations
    overlap, such as rolling windows: those are refused where the basis says so.
    """
    found = list(rates)
    bases = {rate.basis for rate in found}
    if len(bases) > 1:
        raise Refused(
            "These rates go by different dates and cannot be pooled. Ask for all of them on one "
            "basis.",
            sorted(f"One goes by {basis or 'no stated date'}." for basis in bases),
        )
    sources = {rate.source for rate in found}
    return Rate(
        numerator=sum(rate.numerator for rate in found),
        denominator=sum(rate.denominator for rate in found),
        basis=next(iter(bases), None),
        source=next(iter(sources)) if len(sources) == 1 else None,
    )
