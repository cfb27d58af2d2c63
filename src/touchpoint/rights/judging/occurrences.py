"""What an occurrence of a duty is; those that touchpoints set off: each arrest, each hearing."""

import ibis
import ibis.expr.types as ir

from touchpoint.rights.code.duty import Rule
from touchpoint.rights.judging.journey_rows import Rows, applies, where_holds
from touchpoint.rights.judging.rules import TRIGGERS

OCCURRENCE = (
    "journey_id",
    "duty_no",
    "rule",
    "occurrence",
    "triggered_at",
    "triggered_on",
    "enhanced",
    "closed_on",
)

ANSWERS = (
    "done_at",
    "done_on",
    "done_key",
    "choice_at",
    "choice_key",
    "excuse_at",
    "excuse_key",
    "before_at",
    "before_on",
    "alongside_at",
    "alongside_on",
)


def concerned(rows: Rows, owed: ir.Table) -> ir.BooleanValue:
    """Whether a duty concerns a journey: its edition was in force, and its condition holds."""
    return (
        applies(owed, rows.rules)
        & (owed.from_on.isnull() | (owed.from_on <= owed.reported_on))
        & (owed.to_on.isnull() | (owed.reported_on <= owed.to_on))
    )


def set_off_by_touchpoints(rows: Rows) -> ir.Table:
    """Every duty that a touchpoint sets off, once for each."""
    duties = rows.duties.filter(rows.duties.rule != Rule.RECURRING.value)
    matched = rows.touchpoints.inner_join(rows.triggers.drop("kind"), "slot")
    matched = matched.filter(where_holds(matched, rows.rules, TRIGGERS)).select(
        "journey_id", "touchpoint_id", "happened_at", "happened_on", "received_on", "duty_no"
    )
    owed = matched.inner_join(duties, "duty_no").inner_join(rows.journeys, "journey_id")
    received = ibis.ifelse(owed.clock == "received", owed.received_on, ibis.null("date"))
    owed = owed.filter(concerned(rows, owed)).mutate(
        occurrence=owed.touchpoint_id,
        triggered_at=owed.happened_at,
        triggered_on=ibis.coalesce(received, owed.happened_on),
    )
    owed = owed.filter(owed.triggered_on <= rows.as_at)
    return owed.mutate(enhanced=is_enhanced(owed)).select(*OCCURRENCE)


def shaped(owed: ir.Table) -> ir.Table:
    """Occurrences with their answers, in the columns that every rule reads."""
    return owed.mutate(enhanced=is_enhanced(owed)).select(*OCCURRENCE, *ANSWERS)


def is_enhanced(owed: ir.Table) -> ir.BooleanValue:
    """Whether the victim had enhanced rights on the day of the trigger."""
    return (owed.enhanced_on <= owed.triggered_on).fill_null(False)
