"""By when a duty is to be done, out of an edition file: limits, and what else goes with its rule.

On the authority of docs/explanation/how-a-duty-is-judged.md, section When it falls due.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from touchpoint.rights.code.duty import Duty, Every, Limit, Matcher, Rule, Unit
from touchpoint.rights.reading.declared import Words
from touchpoint.rights.reading.entries import Entry
from touchpoint.rights.reading.matchers import read_matcher

UNITS: Final = tuple(unit.value for unit in Unit)

# No limit is longer than ten years, so that no due day leaves the calendar by a slip of the pen.
LONGEST: Final = MappingProxyType(
    {Unit.WORKING_DAYS: 2_500, Unit.DAYS: 3_653, Unit.MONTHS: 120, Unit.HOURS: 87_600}
)

# Which keys a rule takes; it needs each of them, and no other rule takes it.
KEYS_OF_RULE: Final[Mapping[Rule, tuple[str, ...]]] = MappingProxyType(
    {
        Rule.WITHIN: ("standard", "enhanced"),
        Rule.ALONGSIDE: ("alongside", "standard", "enhanced"),
        Rule.BEFORE: ("before",),
        Rule.BY_CLOSE: (),
        Rule.RECURRING: ("every",),
    }
)
_RULE_KEYS: Final = ("standard", "enhanced", "before", "alongside", "every")


@dataclass(kw_only=True)
class Parts:
    """What a rule can need; what it does not take stays empty."""

    standard: Limit | None = None
    enhanced: Limit | None = None
    before: Matcher | None = None
    alongside: Matcher | None = None
    every: Every | None = None


def read_parts(entry: Entry, rule: Rule | None, model: Duty | None, words: Words) -> Parts:
    """The parts that go with the rule; those of another rule are faults, and are not inherited."""
    takes = _RULE_KEYS if rule is None else KEYS_OF_RULE[rule]
    said = {key: entry.says(key) for key in _RULE_KEYS}
    parts = Parts(
        standard=_limit(entry, "standard"),
        enhanced=_limit(entry, "enhanced"),
        before=_part(entry, "before", words, answers=False),
        alongside=_part(entry, "alongside", words, answers=True),
        every=_every(entry),
    )
    for key in _RULE_KEYS:
        if said[key] and key not in takes:
            entry.fault(f"{key} does not go with the rule {rule}: leave it out.")
        if rule is not None and not said[key] and key in takes:
            given = getattr(model, key, None)
            if given is None:
                entry.fault(f"{key} is missing: the rule {rule} needs it.")
            setattr(parts, key, given)
    return parts


def _limit(entry: Entry, key: str) -> Limit | None:
    table = entry.entry(key, needed=False)
    if table is None:
        return None
    value, word = table.number("value"), table.word("unit", UNITS)
    table.close()
    if value is None:
        return None
    if word is None:
        # How far it may reach depends on the unit; that it is above 0 does not.
        if value <= 0:
            table.fault(f"value is {value}: it must be above 0.")
        return None
    unit = Unit(word)
    _in_reach(table, "value", value, LONGEST[unit])
    return Limit(value=value, unit=unit)


def _in_reach(table: Entry, key: str, value: int, longest: int) -> None:
    if not 0 < value <= longest:
        table.fault(f"{key} is {value}: it must be above 0 and at most {longest}, ten years.")


def _part(entry: Entry, key: str, words: Words, *, answers: bool) -> Matcher | None:
    table = entry.entry(key, needed=False)
    return None if table is None else read_matcher(table, words, answers=answers)


def _every(entry: Entry) -> Every | None:
    table = entry.entry("every", needed=False)
    if table is None:
        return None
    every = Every(
        detail=table.text("detail", needed=False), days=table.number("days", needed=False)
    )
    table.close()
    if (every.detail is None) == (every.days is None):
        table.fault("it must have either detail or days.")
    if every.days is not None:
        _in_reach(table, "days", every.days, LONGEST[Unit.DAYS])
    if every.detail is not None and not re.fullmatch("[a-z][a-z0-9_]*", every.detail):
        table.fault(f"detail {every.detail!r} is not a name: write it like every_days.")
    return every
