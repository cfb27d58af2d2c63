"""How far events gather on few people or places: the Lorenz curve and Gini's index.

With fewer events than people somebody must have none, and Gini's index is too high by that alone:
Bernasco and Steenbeek 2017 (Journal of Quantitative Criminology 33:451) take that out.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers, counts, filled


@dataclass(frozen=True, kw_only=True)
class LorenzPoint:
    """This share of the units, from those with fewest, has this share of the events."""

    share_of_units: float
    share_of_events: float


@dataclass(frozen=True, kw_only=True)
class Concentration:
    """How events lie over units; an index is None where it is not defined."""

    units: int
    events: int
    units_with_events: int
    described: str
    gini: float | None
    gini_adjusted: float | None
    gini_unbiased: float | None
    top_tenth_share: float | None
    lorenz: tuple[LorenzPoint, ...]

    @property
    def sentence(self) -> str:
        """The concentration in words, with what it is of."""
        if self.gini_adjusted is None or self.top_tenth_share is None:
            return f"Of {self.units} {self.described} none has an event: nothing is concentrated."
        return (
            f"{self.units_with_events} of {self.units} {self.described} have all {self.events} "
            f"events; the tenth with most have {100 * self.top_tenth_share:.1f}% of them. Gini "
            f"allowing for so few events {self.gini_adjusted:.3f} (0 is as even as can be)."
        )


def gini(values: Iterable[Any], *, unbiased: bool = False) -> float | None:
    """Gini's index of any amounts: 0 when all have the same, near 1 when one has everything.

    Rule: the mean difference between two units over twice the mean (Gini 1912); unbiased times
    n / (n - 1). Not defined, and None, when the amounts add up to nothing or n is 1 and unbiased is
    asked.
    Not for counts of which there are fewer than units (gini_adjusted): there it is high by
    arithmetic alone.
    """
    amounts = _amounts(values)
    number, total = len(amounts), float(amounts.sum())
    if number == 0 or total == 0 or (unbiased and number == 1):
        return None
    ordered = np.sort(amounts)
    raw = 2 * float(np.arange(1, number + 1) @ ordered) / (number * total) - (number + 1) / number
    return max(raw, 0.0) * (number / (number - 1) if unbiased else 1.0)


def gini_adjusted(
    events: Iterable[Any], *, units: int | None = None, unbiased: bool = False
) -> float | None:
    """Gini's index of counts that allows for there being fewer events than units.

    Rule: G' = max(1, n / c) (G - 1) + 1 for n units and c events (Bernasco and Steenbeek 2017), so
    that 0 is the most even that c events can lie; unbiased times m / (m - 1), m the smaller of n
    and c. Give `units` when those without events are left off the list. None when there is no
    event, or m is 1 and unbiased is asked.
    Not for amounts that are not counts of events (gini).
    """
    of = _all_units(counts(events, "events"), units)
    raw, total = gini(of), float(of.sum())
    smaller = min(len(of), total)
    if raw is None or (unbiased and smaller <= 1):
        return None
    adjusted = max(1.0, len(of) / total) * (raw - 1) + 1
    adjusted = 0.0 if math.isclose(adjusted, 0.0, abs_tol=1e-12) else adjusted
    return adjusted * (smaller / (smaller - 1)) if unbiased else adjusted


def lorenz(values: Iterable[Any], *, units: int | None = None) -> tuple[LorenzPoint, ...]:
    """The Lorenz curve: what share of the events the units with fewest have between them.

    Rule: units in order of their events, shares summed; the first point is 0 and 0, the last 1 and
    1. Empty when there is no event.
    Not for comparing years with very different numbers of events by eye: with few events the curve
    sags by itself.
    """
    amounts = np.sort(_all_units(_amounts(values), units))
    total = float(amounts.sum())
    if total == 0:
        return ()
    events = np.concatenate([[0.0], amounts.cumsum() / total])
    places = np.arange(len(amounts) + 1) / len(amounts)
    return tuple(
        LorenzPoint(share_of_units=float(place), share_of_events=float(min(share, 1.0)))
        for place, share in zip(places, events, strict=True)
    )


def share_of_top(
    values: Iterable[Any], *, top: float = 0.1, units: int | None = None
) -> float | None:
    """What share of the events the part of the units with most events has; None without events.

    Rule: units in order from those with most; where the part is no whole number of units, the last
    one counts in part.
    Not without the number of units that had none: a tenth of victims is not a tenth of residents.
    """
    if not 0 < top <= 1:
        raise Refused(f"The top part is {top:g}, and must be above 0 and at most 1.")
    amounts = np.sort(_all_units(_amounts(values), units))[::-1]
    total = float(amounts.sum())
    if total == 0:
        return None
    reach = top * len(amounts)
    whole = math.floor(reach + 1e-9)
    part = amounts[:whole].sum()
    if whole < len(amounts):
        part += max(reach - whole, 0.0) * amounts[whole]
    return float(part / total)


def concentration(
    events: Iterable[Any], *, units: int | None = None, described: str = "units"
) -> Concentration:
    """How far events gather on few units: Lorenz curve, Gini's index three ways, the top tenth.

    Rule: `events` counts the events of each unit, those with none included or their number told by
    `units`; say in `described` what the units are (all residents, all victims), for another choice
    gives another answer. Then as gini, gini_adjusted and lorenz.
    Not for saying who will be a victim again, nor for the first year of data, which undercounts.
    """
    of = _all_units(counts(events, "events"), units)
    return Concentration(
        units=len(of),
        events=int(of.sum()),
        units_with_events=int((of > 0).sum()),
        described=described,
        gini=gini(of),
        gini_adjusted=gini_adjusted(of),
        gini_unbiased=gini_adjusted(of, unbiased=True),
        top_tenth_share=share_of_top(of),
        lorenz=lorenz(of),
    )


def _amounts(values: Iterable[Any]) -> Numbers:
    amounts = filled(values, "amounts")
    if (amounts < 0).any():
        raise Refused("Amounts must be 0 or more for a share of them; some are less.")
    return amounts


def _all_units(listed: Numbers, units: int | None) -> Numbers:
    if units is None:
        return listed
    if units < len(listed):
        raise Refused(
            f"{len(listed)} units are listed and {units} is said to be all of them: give the whole."
        )
    return np.concatenate([listed, np.zeros(int(units) - len(listed))])
