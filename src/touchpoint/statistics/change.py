"""Change between two periods: by how many points, how sure, and whether it may be called a change.

A change is one only if the interval of the difference excludes nothing at all; intervals that
overlap or do not overlap prove nothing, and windows that share months are refused.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from scipy import special

from touchpoint.errors import Refused
from touchpoint.statistics import false_discovery
from touchpoint.statistics.counts import positive_fault, proportion_faults, refuse, within_fault
from touchpoint.statistics.intervals import (
    Interval,
    newcombe,
    newcombe_limits,
    newcombe_paired,
    poisson,
)
from touchpoint.statistics.rates import Rate
from touchpoint.statistics.ratios import rate_ratio
from touchpoint.statistics.sample_sizes import Detectable, minimum_detectable_change
from touchpoint.statistics.significance import McNemar, mcnemar, normal_p_value
from touchpoint.statistics.windows import Window, refuse_break, refuse_overlap

Direction = Literal["up", "down", "no change shown", "not available"]

MANY_ERRORS: Final = 37.0  # standard errors beyond which a p-value is less than any double


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """The difference after less before, as a share: 0.1 is ten percentage points.

    `changed` says whether the interval excludes 0, and is None when there is no difference to
    speak of; `relative` is the change as a share of before, which is a different thing.
    """

    before: Rate
    after: Rate
    point: float | None
    low: float | None
    high: float | None
    confidence: float
    method: str
    changed: bool | None
    p_value: float | None
    relative: float | None
    detectable: Detectable | None

    @property
    def points(self) -> float | None:
        """The difference in percentage points."""
        return None if self.point is None else 100 * self.point

    @property
    def direction(self) -> Direction:
        """Up or down if it changed."""
        return _direction(self.changed, self.point, 0.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class EventsChange:
    """Events for every so many of a base, before and after, and how many times as often after."""

    before: Interval
    after: Interval
    ratio: Interval
    per: float
    changed: bool | None
    p_value: float | None

    @property
    def direction(self) -> Direction:
        """Up or down if it changed."""
        if self.changed and self.ratio.point is None:
            return "up"
        return _direction(self.changed, self.ratio.point, 1.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class PairedChange:
    """The change among the same people, after less before, with both discordant counts."""

    point: float | None
    low: float | None
    high: float | None
    confidence: float
    changed: bool | None
    mcnemar: McNemar


@dataclass(frozen=True, kw_only=True, slots=True)
class OnPage:
    """One change of a page, with its p-value adjusted for all of them and whether it stands."""

    change: Change | EventsChange
    adjusted_p_value: float | None
    changed: bool | None


def change(
    successes_before: int,
    trials_before: int,
    successes_after: int,
    trials_after: int,
    confidence: float = 0.95,
    *,
    before_period: Window | None = None,
    after_period: Window | None = None,
    breaks: Sequence[date] = (),
    power: float = 0.8,
) -> Change:
    """The change of a proportion from one period to another, in points with its interval.

    Rule: Newcombe's method 10; changed only if the interval excludes 0. The p-value is the level
    at which the interval would just touch 0, so the two never disagree. The smallest change that
    could have been seen comes with it. Periods that share days are refused, and so is a change of
    method between them.
    Not for the same people asked twice (change_in_pairs), events per crime (change_in_events),
    weighted surveys (surveys.estimates.difference), or one of many on a page (changes_on_page).
    """
    before = Rate(numerator=successes_before, denominator=trials_before)
    after = Rate(numerator=successes_after, denominator=trials_after)
    return change_of_rates(
        before, after, confidence, before_period=before_period, after_period=after_period,
        breaks=breaks, power=power,
    )  # fmt: skip


def change_of_rates(
    before: Rate,
    after: Rate,
    confidence: float = 0.95,
    *,
    before_period: Window | None = None,
    after_period: Window | None = None,
    breaks: Sequence[date] = (),
    power: float = 0.8,
) -> Change:
    """The change from one rate to another, as `change`, of rates that go by the same date.

    Rule: as change; rates on different bases, such as by report and by interview, are refused.
    Not for a rate whose numerator is no part of its denominator (change_in_events).
    """
    refuse(
        "These counts make no two proportions. Give no more successes than trials.",
        [
            *proportion_faults(before.numerator, before.denominator, "_before"),
            *proportion_faults(after.numerator, after.denominator, "_after"),
        ],
    )
    _refuse_incomparable(before, after)
    _refuse_windows(before_period, after_period, breaks)
    found = _difference(before, after, confidence)
    return Change(
        before=before,
        after=after,
        point=found.point,
        low=found.low,
        high=found.high,
        confidence=confidence,
        method=found.method,
        changed=found.excludes(0) if found.available else None,
        p_value=_p_value(before, after),
        relative=_relative(before.value, after.value),
        detectable=_detectable(before, after, power, confidence),
    )


def change_in_events(
    events_before: int,
    exposure_before: float,
    events_after: int,
    exposure_after: float,
    *,
    per: float = 1,
    confidence: float = 0.95,
    before_period: Window | None = None,
    after_period: Window | None = None,
    breaks: Sequence[date] = (),
) -> EventsChange:
    """The change of events for every so many of a base, such as complaints per 1,000 crimes.

    Rule: exact Poisson intervals before and after, and the ratio after to before; changed only if
    the interval of the ratio excludes 1. 40 of 26,000 to 95 of 24,991 is 1.54 to 3.80 per 1,000,
    2.47 times as often (1.71 to 3.57).
    Not for a share of cases (change), nor for events that come in clusters.
    """
    refuse("A base is more than nothing.", [positive_fault("per", per)])
    _refuse_windows(before_period, after_period, breaks)
    ratio = rate_ratio(events_after, exposure_after, events_before, exposure_before, confidence)
    return EventsChange(
        before=poisson(events_before, exposure_before / per, confidence),
        after=poisson(events_after, exposure_after / per, confidence),
        ratio=ratio,
        per=per,
        changed=None if ratio.low is None else _excludes_one(ratio),
        p_value=_events_p_value(events_before, exposure_before, events_after, exposure_after),
    )


def change_in_pairs(
    both: int, before_only: int, after_only: int, neither: int, confidence: float = 0.95
) -> PairedChange:
    """The change among the same people asked twice, after less before, with McNemar's test.

    Rule: Newcombe's paired method 10, changed only if its interval excludes 0; McNemar's test is
    exact below 25 people who changed their answer.
    Not for two separate samples (change), nor for the half who answered twice as if they were all.
    """
    found = newcombe_paired(both, after_only, before_only, neither, confidence)
    return PairedChange(
        point=found.point,
        low=found.low,
        high=found.high,
        confidence=confidence,
        changed=found.excludes(0) if found.available else None,
        mcnemar=mcnemar(before_only, after_only),
    )


def changes_on_page(
    changes: Sequence[Change | EventsChange],
    level: float = 0.05,
    method: Literal["benjamini_hochberg", "holm"] = "benjamini_hochberg",
) -> tuple[OnPage, ...]:
    """Which changes of a page stand, seeing how many were looked at, in the order given.

    Rule: Benjamini and Hochberg over the page, or Holm for a set of headlines. One that stands on
    the page is also one by its own interval.
    Not for changes picked because they came out: the family is all that were looked at.
    """
    if method not in {"benjamini_hochberg", "holm"}:
        raise Refused(f"{method!r} is no method here. Ask for benjamini_hochberg or holm.")
    adjust = false_discovery.holm if method == "holm" else false_discovery.benjamini_hochberg
    adjusted = adjust([one.p_value for one in changes], level)
    return tuple(
        OnPage(
            change=one,
            adjusted_p_value=p_value,
            changed=None if one.changed is None else stands and one.changed,
        )
        for one, p_value, stands in zip(changes, adjusted.p_values, adjusted.rejected, strict=True)
    )


def _refuse_incomparable(before: Rate, after: Rate) -> None:
    faults = []
    if before.basis != after.basis:
        faults.append(f"Before goes by {before.basis or 'no stated date'}, after by "
                      f"{after.basis or 'no stated date'}.")  # fmt: skip
    if before.source != after.source:
        faults.append(f"Before comes from {before.source or 'no stated source'}, after from "
                      f"{after.source or 'no stated source'}.")  # fmt: skip
    refuse("These two rates cannot be compared. Ask for both on one basis, of one source.", faults)


def _refuse_windows(before: Window | None, after: Window | None, breaks: Sequence[date]) -> None:
    if before is not None and after is not None:
        refuse_overlap(before, after)
        refuse_break((before, after), breaks)
    elif breaks:
        raise Refused(
            "A change of method is given without both periods. Give before_period and after_period."
        )


def _difference(before: Rate, after: Rate, confidence: float) -> Interval:
    return newcombe(
        after.numerator, after.denominator, before.numerator, before.denominator, confidence
    )


def _detectable(before: Rate, after: Rate, power: float, confidence: float) -> Detectable | None:
    refuse("This power is none.", [within_fault("power", power, 0, 1)])
    if before.value is None or after.value is None:
        return None
    return minimum_detectable_change(
        before.value, before.denominator, after.denominator, power, confidence
    )


def _relative(before: float | None, after: float | None) -> float | None:
    return (after - before) / before if before and after is not None else None


def _direction(changed: bool | None, point: float | None, none: float) -> Direction:  # noqa: FBT001 - what the interval said
    if changed is None:
        return "not available"
    if not changed or point is None:
        return "no change shown"
    return "up" if point > none else "down"


def _p_value(before: Rate, after: Rate) -> float | None:
    """The level at which Newcombe's interval just touches 0, by halving the standard errors."""
    if before.value is None or after.value is None:
        return None
    if before.value == after.value:
        return 1.0
    sides = (after.numerator, after.denominator), (before.numerator, before.denominator)
    inside, outside = MANY_ERRORS, 0.0
    for _ in range(60):
        middle = (inside + outside) / 2
        low, high = newcombe_limits(*sides, middle)
        if low <= 0 <= high:
            inside = middle
        else:
            outside = middle
    return normal_p_value(inside)


def _excludes_one(ratio: Interval) -> bool:
    return (ratio.low or 0) > 1 or (ratio.high is not None and ratio.high < 1)


def _events_p_value(
    events_before: int, exposure_before: float, events_after: int, exposure_after: float
) -> float | None:
    """The p-value that belongs to the interval of the ratio: by the log, exact at a count of 0."""
    if not (exposure_before and exposure_after and events_before + events_after):
        return None
    if events_before and events_after:
        log = math.log(events_after / exposure_after * exposure_before / events_before)
        return normal_p_value(log / math.sqrt(1 / events_before + 1 / events_after))
    whole = events_before + events_after
    share = exposure_after / (exposure_before + exposure_after)
    at_most = float(special.bdtr(events_after, whole, share))
    at_least = float(special.bdtrc(events_after - 1, whole, share)) if events_after else 1.0
    return min(1.0, 2 * min(at_most, at_least))
