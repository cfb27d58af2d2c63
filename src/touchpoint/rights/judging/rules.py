"""The duties of editions as small tables that an engine can join: one row a duty, one a matcher.

A duty gets a number, and so does every condition, so that one expression serves all duties of a
kind of rule; what the conditions say is written into the expression beside their numbers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pyarrow as pa

from touchpoint.ledger import vocabulary
from touchpoint.rights.code.duty import DONE, Duty, Edition, Limit, Matcher, Rule, Unit
from touchpoint.rights.code.expression import Always, AnyOf, Condition

SLOTS = "touchpoint_slots"
DUTIES = "duty_rules"
TRIGGERS = "trigger_rules"
EVIDENCE = "evidence_rules"
RECURRING = "recurring_rules"

_TEXT, _NUMBER, _TRUTH, _DAY = pa.string(), pa.int32(), pa.bool_(), pa.date32()


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema([pa.field(name, kind) for name, kind in columns.items()])


_SCHEMAS: Mapping[str, pa.Schema] = {
    # Every kind that a duty looks at, with every result, under one number.
    SLOTS: _schema(slot=_NUMBER, kind=_TEXT, given=_TEXT),
    DUTIES: _schema(
        duty_no=_NUMBER,
        duty_id=_TEXT,
        edition=_TEXT,
        rule=_TEXT,
        clock=_TEXT,
        applies_no=_NUMBER,
        recordable=_TRUTH,
        bare=_TRUTH,
        standard_value=_NUMBER,
        standard_unit=_TEXT,
        enhanced_value=_NUMBER,
        enhanced_unit=_TEXT,
        every_days=_NUMBER,
        by_report=_TRUTH,
        from_on=_DAY,
        to_on=_DAY,
    ),
    TRIGGERS: _schema(duty_no=_NUMBER, slot=_NUMBER, kind=_TEXT, where_no=_NUMBER),
    EVIDENCE: _schema(
        duty_no=_NUMBER,
        slot=_NUMBER,
        kind=_TEXT,
        where_no=_NUMBER,
        part=_TEXT,
        answers=_TEXT,
        set_off_by=_TEXT,
    ),
    RECURRING: _schema(
        duty_no=_NUMBER,
        slot=_NUMBER,
        contact_where=_NUMBER,
        agreement_where=_NUMBER,
        every_detail=_TEXT,
        pausing=_TRUTH,
    ),
}

BY_REPORT, BY_TOUCHPOINT, BY_CONTACT = "report", "touchpoint", "contact"

AGREEMENT = "contact.agreed"
PAUSING = ("declined", "deferred")
"""Results of an agreement by which the victim says to pause."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Numbered duties and conditions, and the tables that say which belongs to which."""

    duties: tuple[Duty, ...]
    applies: tuple[Condition, ...]
    wheres: tuple[Condition, ...]
    tables: Mapping[str, pa.Table]

    @property
    def trigger_kinds(self) -> tuple[str, ...]:
        """The kinds of touchpoint that set a duty off."""
        return tuple(sorted(set(self.tables[TRIGGERS]["kind"].to_pylist())))

    def where_numbers(self, table: str) -> tuple[int, ...]:
        """The conditions on touchpoints that the rows of a table carry."""
        columns = [name for name in _SCHEMAS[table].names if name.endswith(("where", "where_no"))]
        found = {n for name in columns for n in self.tables[table][name].to_pylist()}
        return tuple(sorted(found - {None}))

    def of_rule(self, rule: Rule) -> tuple[Duty, ...]:
        """The duties of one kind of rule."""
        return tuple(duty for duty in self.duties if duty.rule is rule)


def rules_of(editions: Sequence[Edition], *, whenever: bool = False) -> Rules:
    """Number the duties of editions; `whenever` judges every journey by them, whatever its date."""
    pairs = [(edition, duty) for edition in editions for duty in edition.duties]
    duties = tuple(duty for _, duty in pairs)
    matchers = [matcher for duty in duties for _, matcher in _matchers(duty)]
    recurring = [duty for duty in duties if duty.rule is Rule.RECURRING]
    matchers += [_agreement(duty) for duty in recurring]
    wheres = [Always(True), *(matcher.where or Always(True) for matcher in matchers)]
    wheres += [where for duty in recurring for where in _conditions(duty.met_by).values()]
    numbers = _Numbers(
        applies=_distinct(duty.applies_to for duty in duties),
        wheres=_distinct(wheres),
        slots={
            pair: number
            for number, pair in enumerate(
                (kind, result)
                for kind in sorted({kind for matcher in matchers for kind in matcher.kinds})
                for result in ("", *vocabulary.RESULTS)
            )
        },
    )
    rows = {
        SLOTS: _slot_rows(numbers),
        DUTIES: (
            _duty_row(number, edition, duty, numbers, whenever=whenever)
            for number, (edition, duty) in enumerate(pairs)
        ),
        TRIGGERS: _trigger_rows(duties, numbers),
        EVIDENCE: _evidence_rows(duties, numbers),
        RECURRING: (
            row
            for number, duty in enumerate(duties)
            if duty.rule is Rule.RECURRING
            for row in _recurring_rows(number, duty, numbers)
        ),
    }
    return Rules(
        duties=duties,
        applies=numbers.applies,
        wheres=numbers.wheres,
        tables={
            name: pa.Table.from_pylist(list(rows[name]), schema=schema)
            for name, schema in _SCHEMAS.items()
        },
    )


@dataclass(frozen=True, kw_only=True)
class _Numbers:
    """The numbers by which rows name conditions, and kinds with a result."""

    applies: tuple[Condition, ...]
    wheres: tuple[Condition, ...]
    slots: Mapping[tuple[str, str], int]


def _distinct(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    return tuple(dict.fromkeys(conditions))


def _matchers(duty: Duty) -> Iterator[tuple[str, Matcher]]:
    """Every matcher of a duty with the part it plays."""
    if duty.trigger.matcher:
        yield "trigger", duty.trigger.matcher
    for part, matchers in (
        ("done", duty.met_by),
        ("choice", duty.declined_by),
        ("excuse", duty.excused_by),
    ):
        for matcher in matchers:
            yield part, matcher
    if duty.before:
        yield "before", duty.before
    if duty.alongside:
        yield "alongside", duty.alongside


def _slot_rows(numbers: _Numbers) -> Iterator[dict[str, Any]]:
    for (kind, result), slot in numbers.slots.items():
        yield {"slot": slot, "kind": kind, "given": result}


def _trigger_rows(duties: Sequence[Duty], numbers: _Numbers) -> Iterator[dict[str, Any]]:
    for number, duty in enumerate(duties):
        if duty.trigger.matcher:
            yield from _matcher_rows(number, duty.trigger.matcher, numbers)


def _evidence_rows(duties: Sequence[Duty], numbers: _Numbers) -> Iterator[dict[str, Any]]:
    for number, duty in enumerate(duties):
        for part, matcher in _matchers(duty):
            if part == "trigger":
                continue
            for row in _matcher_rows(number, matcher, numbers):
                of = {"part": part, "answers": matcher.answers, "set_off_by": _set_off_by(duty)}
                yield row | of


def _set_off_by(duty: Duty) -> str:
    """What the occurrences of a duty start from: evidence of each sort is looked for apart."""
    if duty.rule is Rule.RECURRING:
        return BY_CONTACT
    return BY_REPORT if duty.trigger.report else BY_TOUCHPOINT


def _matcher_rows(number: int, matcher: Matcher, numbers: _Numbers) -> Iterator[dict[str, Any]]:
    where_no = numbers.wheres.index(matcher.where or Always(True))
    for kind in matcher.kinds:
        for result in matcher.results:
            slot = numbers.slots[kind, result]
            yield {"duty_no": number, "slot": slot, "kind": kind, "where_no": where_no}


def _recurring_rows(number: int, duty: Duty, numbers: _Numbers) -> Iterator[dict[str, Any]]:
    """Which touchpoints are contacts and which are agreements, for a duty that recurs.

    Where no agreement says how often, any agreement ends the wait for one.
    """
    rows: dict[int, dict[str, Any]] = {}
    for name, matchers in (("contact_where", duty.met_by), ("agreement_where", [_agreement(duty)])):
        for pair, where in _conditions(matchers).items():
            slot = numbers.slots[pair]
            row = rows.setdefault(slot, {"duty_no": number, "slot": slot})
            row[name] = numbers.wheres.index(where)
    pausing = {slot for (_, result), slot in numbers.slots.items() if result in PAUSING}
    for slot, row in rows.items():
        detail = duty.every.detail if duty.every else None
        yield {**row, "every_detail": detail, "pausing": slot in pausing}


def _conditions(matchers: Sequence[Matcher]) -> Mapping[tuple[str, str], Condition]:
    """What must hold of each kind with a result, for any of the matchers to mean it."""
    found: dict[tuple[str, str], Condition] = {}
    for matcher in matchers:
        where = matcher.where or Always(True)
        for pair in product(matcher.kinds, matcher.results):
            found[pair] = AnyOf((found[pair], where)) if pair in found else where
    return found


def _agreement(duty: Duty) -> Matcher:
    return duty.trigger.matcher or Matcher(kinds=(AGREEMENT,), results=(*DONE, *PAUSING))


def _duty_row(
    number: int, edition: Edition, duty: Duty, numbers: _Numbers, *, whenever: bool
) -> dict[str, Any]:
    always = whenever or edition.in_force_from is None
    return {
        "duty_no": number,
        "duty_id": duty.id,
        "edition": duty.edition,
        "rule": duty.rule.value,
        "clock": duty.clock,
        "applies_no": numbers.applies.index(duty.applies_to),
        "recordable": duty.recordable,
        "bare": is_bare(duty),
        "every_days": duty.every.days if duty.every else None,
        "by_report": duty.trigger.report,
        "from_on": None if always else edition.in_force_from,
        "to_on": None if always else edition.in_force_to,
        **_limit("standard", duty.standard),
        **_limit("enhanced", duty.enhanced),
    }


def is_bare(duty: Duty) -> bool:
    """Whether a duty of the report has nothing that a touchpoint could show: it is never told."""
    silent = not (duty.met_by or duty.declined_by or duty.excused_by)
    return silent and duty.trigger.report and duty.rule is Rule.BY_CLOSE


def _limit(name: str, limit: Limit | None) -> dict[str, Any]:
    return {
        f"{name}_value": limit.value if limit else None,
        f"{name}_unit": limit.unit.value if limit else None,
    }


def limits_in(rules: Rules, unit: Unit) -> tuple[int, ...]:
    """The limits in a unit that any duty has."""
    limits = (limit for duty in rules.duties for limit in (duty.standard, duty.enhanced) if limit)
    return tuple(sorted({limit.value for limit in limits if limit.unit is unit}))
