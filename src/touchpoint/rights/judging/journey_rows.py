"""What verdicts are made from: journeys with their investigation, touchpoints that count."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import ibis
import ibis.expr.types as ir

from touchpoint.ledger.functions import detail_text
from touchpoint.rights.code.duty import CORRECTIONS_FOLLOWED
from touchpoint.rights.code.expression import columns_in
from touchpoint.rights.judging.condition_on import holds
from touchpoint.rights.judging.rules import DUTIES, EVIDENCE, RECURRING, SLOTS, TRIGGERS, Rules

Keep: TypeAlias = Callable[[str, ir.Table], ir.Table]
"""How an engine keeps a step that several others read, so that it is made once; or leaves it be."""

INSTANT = "timestamp(6)"
"""Instants are to the microsecond on every engine, once they are asked for so."""

CORRECTING = "replacing_touchpoints"
"""The step that finds corrections: few rows, for which all touchpoints are looked through."""

_NOT_BLANK = "[^\\s\\x0b\\x1c-\\x1f\\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
"""Anything but white space, as Python's own `strip` has it: few engines know all of it as white."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """What every step of a verdict reads, filtered to what counts on the as-at day."""

    keep: Keep
    as_at: ir.DateValue
    rules: Rules
    slots: ir.Table
    duties: ir.Table
    triggers: ir.Table
    evidence: ir.Table
    recurring: ir.Table
    calendar: ir.Table
    coverage: ir.Table
    journeys: ir.Table
    touchpoints: ir.Table
    corrections: ir.Table


def rows_of(tables: Mapping[str, ir.Table], rules: Rules, as_at: ir.DateValue, keep: Keep) -> Rows:
    """Filter and join the tables of a ledger into the rows that verdicts are made from."""
    replacing = keep(CORRECTING, _replacing(tables["touchpoints"]))
    return Rows(
        keep=keep,
        as_at=as_at,
        rules=rules,
        slots=tables[SLOTS],
        duties=tables[DUTIES],
        triggers=tables[TRIGGERS],
        evidence=tables[EVIDENCE],
        recurring=tables[RECURRING],
        calendar=tables["calendar"],
        coverage=tables["coverage"],
        journeys=keep("judged_journeys", _journeys(tables, rules, as_at)),
        touchpoints=keep(
            "counting_touchpoints",
            _touchpoints(tables["touchpoints"], replacing, tables[SLOTS], rules, as_at),
        ),
        corrections=keep("standing_corrections", _corrections(replacing)),
    )


def _journeys(tables: Mapping[str, ir.Table], rules: Rules, as_at: ir.DateValue) -> ir.Table:
    """Each journey with its investigation, and whether each condition of `applies_to` holds."""
    joined = tables["journeys"].inner_join(tables["investigations"], "investigation_id")
    closed = joined.closed_on <= as_at
    return joined.filter(joined.reported_on <= as_at).select(
        "journey_id",
        "investigation_id",
        "reported_on",
        "enhanced_on",
        reported_at=joined.reported_at.cast(INSTANT),
        closed_on=ibis.ifelse(closed, joined.closed_on, ibis.null("date")),
        **{
            f"applies_{number}": holds(condition, joined)
            for number, condition in enumerate(rules.applies)
        },
    )


def _replacing(touchpoints: ir.Table) -> ir.Table:
    """Corrections: the touchpoint that each replaces, and itself."""
    corrections = touchpoints.filter(touchpoints.replaces.notnull())
    return corrections.select("journey_id", old="replaces", new="touchpoint_id")


def _touchpoints(
    touchpoints: ir.Table,
    replacing: ir.Table,
    slots: ir.Table,
    rules: Rules,
    as_at: ir.DateValue,
) -> ir.Table:
    """The touchpoints that count and that some duty looks at."""
    replaced = replacing.select(replaced_journey="journey_id", replaced_id="old")
    kept = touchpoints.anti_join(
        replaced,
        [
            touchpoints.journey_id == replaced.replaced_journey,
            touchpoints.touchpoint_id == replaced.replaced_id,
        ],
    )
    counting = kept.filter(kept.happened_on <= as_at)
    counting = counting.select(
        "touchpoint_id",
        "journey_id",
        "kind",
        "happened_on",
        "received_on",
        "about",
        "detail",
        *sorted(columns_in(rules.wheres)),
        happened_at=counting.happened_at.cast(INSTANT),
        given=counting.result.fill_null(""),
    )
    return counting.inner_join(slots, ["kind", "given"]).drop("kind", "given")


def _corrections(pairs: ir.Table) -> ir.Table:
    """Each corrected touchpoint with the correction that stands in the end."""
    followed = 1
    while followed < CORRECTIONS_FOLLOWED:
        further = pairs.select(further_journey="journey_id", further_old="old", further_new="new")
        joined = pairs.left_join(
            further,
            [pairs.journey_id == further.further_journey, pairs.new == further.further_old],
        )
        pairs = joined.select("journey_id", "old", "new", "further_new").select(
            "journey_id", "old", new=ibis.coalesce(ibis._.further_new, ibis._.new)
        )
        followed *= 2
    return pairs


def applies(rows: ir.Table, rules: Rules) -> ir.BooleanValue:
    """Whether the condition of `applies_to` of which a row carries the number holds for it."""
    return ibis.cases(
        *((rows.applies_no == n, rows[f"applies_{n}"]) for n in range(len(rules.applies))),
        else_=False,
    )


def where_holds(
    rows: ir.Table, rules: Rules, table: str, number: ir.IntegerValue | None = None
) -> ir.BooleanValue:
    """Whether the condition on touchpoints of which a row carries the number holds for it."""
    carried = rows.where_no if number is None else number
    cases = [(carried == n, holds(rules.wheres[n], rows)) for n in rules.where_numbers(table)]
    return ibis.cases(*cases, else_=False) if cases else ibis.literal(False)


def reason_given(rows: ir.Table) -> ir.StringValue:
    """The reason in a touchpoint's detail; empty text where none is recorded, or a blank one."""
    said = detail_text(rows.detail, "reason").fill_null("")
    return ibis.ifelse(said.re_search(_NOT_BLANK), said, "")
