"""Rates of groups held against a reference: how different, how surely, and after adjustment.

Risk ratios and differences with intervals, the four-fifths band, and what is missing first; Mantel
and Haenszel for what a third thing explains. Observed differences are not evidence of bias on
their own (Equality Act 2010, section 149).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from touchpoint.errors import Refused
from touchpoint.statistics.columns import is_missing, labels, number_of, same_length
from touchpoint.statistics.counts import proportion_faults, refuse, within_fault
from touchpoint.statistics.false_discovery import benjamini_hochberg
from touchpoint.statistics.intervals import Interval, newcombe, proportion
from touchpoint.statistics.ratios import risk_ratio
from touchpoint.statistics.significance import fisher_exact
from touchpoint.statistics.strata import MantelHaenszel, mantel_haenszel, tables_by_stratum

__all__ = [
    "Group",
    "GroupComparison",
    "MantelHaenszel",
    "compare_groups",
    "groups_of",
    "mantel_haenszel",
    "tables_by_stratum",
]

BAND: Final = (0.80, 1.25)
"""The four-fifths band: a ratio outside it calls for a look."""
SMALL: Final = 10
"""A group with fewer people than this is to be pooled or hidden."""
FALSE_SHARE: Final = 0.05
OVERALL: Final = "overall"


@dataclass(frozen=True, kw_only=True)
class Group:
    """One group against the reference; ratio and difference are None of the reference itself."""

    name: object
    successes: int
    trials: int
    rate: Interval
    ratio: Interval | None
    difference: Interval | None
    outside_band: bool | None
    p_value: float | None
    adjusted_p_value: float | None
    differs: bool | None
    small: bool


@dataclass(frozen=True, kw_only=True)
class GroupComparison:
    """How much is missing, and then every group against the reference."""

    missing: int
    given: int
    missing_share: float | None
    reference: object
    groups: tuple[Group, ...]

    def __getitem__(self, name: object) -> Group:
        return next(group for group in self.groups if group.name == name)


def compare_groups(
    successes: Mapping[Any, int] | Sequence[int],
    trials: Mapping[Any, int] | Sequence[int],
    *,
    names: Sequence[Any] | None = None,
    reference: object = OVERALL,
    missing: int = 0,
    confidence: float = 0.95,
) -> GroupComparison:
    """Each group's rate with its ratio to, and difference from, a reference, with intervals.

    Rule: as intervals.proportion for the rate (Wilson, and Clopper-Pearson below 10), Katz's log
    interval for the ratio, Newcombe's method 10 for the difference. The reference is a named group,
    or "overall": everybody who is not in the group. A zero cell has no ratio; the difference is
    then the answer. Fisher's exact test, with the false discovery rate held at 5 % over the groups
    (Benjamini and Hochberg 1995). `missing` is how many people have no group: their share stands
    first, and above all for ethnicity decides how far the rest may be read. "Prefer not to say" is
    an answer and a group of its own.
    Not for calling a difference bias: adjust for what people came with (mantel_haenszel). Not for
    publishing before disclosure control; a group of fewer than 10 is marked small.
    """
    table = _table(successes, trials, names)
    refuse("This confidence is none.", [within_fault("confidence", confidence, 0, 1)])
    if reference != OVERALL and reference not in table:
        listed = ", ".join(str(name) for name in table)
        raise Refused(f"There is no group {reference!r} to compare with. Name one of: {listed}.")
    rest = {name: _others(table, name, reference) for name in table}
    compared = [name for name in table if name != reference]
    tests = [fisher_exact(*table[name], *rest[name]).p_value for name in compared]
    adjusted = benjamini_hochberg(tests).p_values
    told = dict(zip(compared, zip(tests, adjusted, strict=True), strict=True))
    of = sum(tried for _, tried in table.values())
    return GroupComparison(
        missing=missing,
        given=of + missing,
        missing_share=missing / (of + missing) if of + missing else None,
        reference=reference,
        groups=tuple(
            _group(
                name,
                table[name],
                rest[name],
                confidence,
                told.get(name, (None, None)),
                is_reference=name == reference,
            )
            for name in table
        ),
    )


def groups_of(
    outcome: Iterable[Any],
    group: Iterable[Any],
    *,
    reference: object = OVERALL,
    confidence: float = 0.95,
) -> GroupComparison:
    """The same comparison from one outcome (1 or 0) and one group for each person.

    Rule: a person without a group counts as missing, and one without an outcome is left out before
    anything is counted. Then as compare_groups.
    Not for outcomes on a scale: say first which answers count.
    """
    outcomes, groups = list(outcome), labels(group)
    same_length(outcome=outcomes, group=groups)
    tally: dict[Any, list[int]] = {}
    missing = 0
    for value, name in zip(outcomes, groups, strict=True):
        if is_missing(value):
            continue
        number = number_of(value)
        if number not in (0.0, 1.0):
            raise Refused("An outcome must be 1 for yes, 0 for no or blank; some are not.")
        if is_missing(name):
            missing += 1
            continue
        cell = tally.setdefault(name, [0, 0])
        cell[0] += int(number)
        cell[1] += 1
    ordered = dict(sorted(tally.items(), key=lambda entry: str(entry[0])))
    return compare_groups(
        {name: cell[0] for name, cell in ordered.items()},
        {name: cell[1] for name, cell in ordered.items()},
        reference=reference,
        missing=missing,
        confidence=confidence,
    )


def _table(
    successes: Mapping[Any, int] | Sequence[int],
    trials: Mapping[Any, int] | Sequence[int],
    names: Sequence[Any] | None,
) -> dict[Any, tuple[int, int]]:
    if isinstance(successes, Mapping) and isinstance(trials, Mapping):
        if set(successes) != set(trials):
            raise Refused("Successes and trials must be of the same groups, and are not.")
        pairs = {name: (successes[name], trials[name]) for name in trials}
    else:
        some, of = list(successes), list(trials)
        named = list(names) if names is not None else list(range(1, len(some) + 1))
        same_length(successes=some, trials=of, names=named)
        if len(set(named)) < len(named):
            raise Refused("Every group must have a name of its own; some names come twice.")
        pairs = dict(zip(named, zip(some, of, strict=True), strict=True))
    if not pairs:
        raise Refused("There is no group to compare.")
    faults = [
        f"{name}: {fault}" for name, pair in pairs.items() for fault in proportion_faults(*pair)
    ]
    refuse("These counts make no rates.", faults)
    return {name: (int(some), int(of)) for name, (some, of) in pairs.items()}


def _others(
    table: Mapping[Any, tuple[int, int]], name: object, reference: object
) -> tuple[int, int]:
    if reference != OVERALL:
        return table[reference]
    rest = [pair for other, pair in table.items() if other != name]
    return sum(some for some, _ in rest), sum(of for _, of in rest)


def _group(
    name: object,
    own: tuple[int, int],
    rest: tuple[int, int],
    confidence: float,
    test: tuple[float | None, float | None],
    *,
    is_reference: bool,
) -> Group:
    ratio = None if is_reference else risk_ratio(*own, *rest, confidence)
    p_value, adjusted = test
    outside = None
    if ratio is not None and ratio.point is not None:
        outside = not BAND[0] <= ratio.point <= BAND[1]
    return Group(
        name=name,
        successes=own[0],
        trials=own[1],
        rate=proportion(*own, confidence),
        ratio=ratio,
        difference=None if is_reference else newcombe(*own, *rest, confidence),
        outside_band=outside,
        p_value=p_value,
        adjusted_p_value=adjusted,
        differs=None if adjusted is None else bool(adjusted <= FALSE_SHARE),
        small=own[1] < SMALL,
    )
