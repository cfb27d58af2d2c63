"""The duties of editions as small tables that an engine can join: one row a duty, one a matcher.

A duty gets a number, and so does every condition, so that one expression serves all duties of a
kind of rule; what the conditions say is written into the expression beside their numbers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from touchpoint.rights.duty import DONE, Duty, Edition, Limit, Matcher, Rule, Unit
from touchpoint.rights.expression import Always, Condition

DUTIES = "duty_rules"
TRIGGERS = "trigger_rules"
EVIDENCE = "evidence_rules"
RECURRING = "recurring_rules"

_DUTIES = pa.schema(
    [
        pa.field("duty_no", pa.int32()),
        pa.field("duty_id", pa.string()),
        pa.field("edition", pa.string()),
        pa.field("rule", pa.string()),
        pa.field("clock", pa.string()),
        pa.field("applies_no", pa.int32()),
        pa.field("recordable", pa.bool_()),
        pa.field("standard_value", pa.int32()),
        pa.field("standard_unit", pa.string()),
        pa.field("enhanced_value", pa.int32()),
        pa.field("enhanced_unit", pa.string()),
        pa.field("every_detail", pa.string()),
        pa.field("every_days", pa.int32()),
        pa.field("by_report", pa.bool_()),
        pa.field("from_on", pa.date32()),
        pa.field("to_on", pa.date32()),
    ]
)

_TRIGGERS = pa.schema(
    [
        pa.field("duty_no", pa.int32()),
        pa.field("kind", pa.string()),
        pa.field("result", pa.string()),
        pa.field("where_no", pa.int32()),
    ]
)

_EVIDENCE = pa.schema(
    [
        *_TRIGGERS,
        pa.field("part", pa.string()),
        pa.field("answers", pa.string()),
        pa.field("by_report", pa.bool_()),
    ]
)


_RECURRING = pa.schema(
    [
        pa.field("duty_no", pa.int32()),
        pa.field("kind", pa.string()),
        pa.field("result", pa.string()),
        pa.field("contact_where", pa.int32()),
        pa.field("agreement_where", pa.int32()),
        pa.field("every_detail", pa.string()),
    ]
)

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
    def kinds(self) -> tuple[str, ...]:
        """Every kind of touchpoint that a duty looks at."""
        found = {
            kind for name in (TRIGGERS, EVIDENCE) for kind in self.tables[name]["kind"].to_pylist()
        }
        return tuple(sorted(found))

    @property
    def trigger_kinds(self) -> tuple[str, ...]:
        """The kinds of touchpoint that set a duty off."""
        return tuple(sorted(set(self.tables[TRIGGERS]["kind"].to_pylist())))

    def of_rule(self, rule: Rule) -> tuple[Duty, ...]:
        """The duties of one kind of rule."""
        return tuple(duty for duty in self.duties if duty.rule is rule)


def rules_of(editions: Sequence[Edition], *, whenever: bool = False) -> Rules:
    """Number the duties of editions; `whenever` judges every journey by them, whatever its date."""
    duties = [(edition, duty) for edition in editions for duty in edition.duties]
    applies = _distinct(duty.applies_to for _, duty in duties)
    wheres = _distinct(
        [
            Always(True),
            *(m.where or Always(True) for _, duty in duties for _, m in _matchers(duty)),
        ]
    )
    return Rules(
        duties=tuple(duty for _, duty in duties),
        applies=applies,
        wheres=wheres,
        tables={
            DUTIES: pa.Table.from_pylist(
                [
                    _duty_row(number, edition, duty, applies, whenever=whenever)
                    for number, (edition, duty) in enumerate(duties)
                ],
                schema=_DUTIES,
            ),
            TRIGGERS: pa.Table.from_pylist(
                [
                    row
                    for number, (_, duty) in enumerate(duties)
                    if duty.trigger.matcher
                    for row in _matcher_rows(number, duty.trigger.matcher, wheres)
                ],
                schema=_TRIGGERS,
            ),
            EVIDENCE: pa.Table.from_pylist(
                [
                    {
                        **row,
                        "part": part,
                        "answers": matcher.answers,
                        "by_report": duty.trigger.report,
                    }
                    for number, (_, duty) in enumerate(duties)
                    for part, matcher in _matchers(duty)
                    if part != "trigger"
                    for row in _matcher_rows(number, matcher, wheres)
                ],
                schema=_EVIDENCE,
            ),
            RECURRING: pa.Table.from_pylist(
                [
                    row
                    for number, (_, duty) in enumerate(duties)
                    if duty.rule is Rule.RECURRING
                    for row in _recurring_rows(number, duty, wheres)
                ],
                schema=_RECURRING,
            ),
        },
    )


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


def _matcher_rows(
    number: int, matcher: Matcher, wheres: tuple[Condition, ...]
) -> Iterator[dict[str, Any]]:
    where_no = wheres.index(matcher.where or Always(True))
    for kind in matcher.kinds:
        for result in matcher.results:
            yield {"duty_no": number, "kind": kind, "result": result, "where_no": where_no}


def _recurring_rows(
    number: int, duty: Duty, wheres: tuple[Condition, ...]
) -> Iterator[dict[str, Any]]:
    """Which touchpoints are contacts and which are agreements, for a duty that recurs.

    Where no agreement says how often, any agreement ends the wait for one.
    """
    agreement = duty.trigger.matcher or Matcher(kinds=(AGREEMENT,), results=(*DONE, *PAUSING))
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for name, matchers in (("contact_where", duty.met_by), ("agreement_where", (agreement,))):
        for matcher in matchers:
            for row in _matcher_rows(number, matcher, wheres):
                merged = rows.setdefault((row["kind"], row["result"]), {"duty_no": number})
                merged |= {"kind": row["kind"], "result": row["result"], name: row["where_no"]}
    for row in rows.values():
        yield {**row, "every_detail": duty.every.detail if duty.every else None}


def _duty_row(
    number: int,
    edition: Edition,
    duty: Duty,
    applies: tuple[Condition, ...],
    *,
    whenever: bool,
) -> dict[str, Any]:
    always = whenever or edition.in_force_from is None
    return {
        "duty_no": number,
        "duty_id": duty.id,
        "edition": duty.edition,
        "rule": duty.rule.value,
        "clock": duty.clock,
        "applies_no": applies.index(duty.applies_to),
        "recordable": duty.recordable,
        "every_detail": duty.every.detail if duty.every else None,
        "every_days": duty.every.days if duty.every else None,
        "by_report": duty.trigger.report,
        "from_on": None if always else edition.in_force_from,
        "to_on": None if always else edition.in_force_to,
        **_limit("standard", duty.standard),
        **_limit("enhanced", duty.enhanced),
    }


def _limit(name: str, limit: Limit | None) -> dict[str, Any]:
    return {
        f"{name}_value": limit.value if limit else None,
        f"{name}_unit": limit.unit.value if limit else None,
    }


def limits_in(rules: Rules, unit: Unit) -> tuple[int, ...]:
    """The limits in a unit that any duty has."""
    limits = (limit for duty in rules.duties for limit in (duty.standard, duty.enhanced) if limit)
    return tuple(sorted({limit.value for limit in limits if limit.unit is unit}))
