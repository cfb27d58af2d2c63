"""Each time a duty is triggered: by the report, or by each touchpoint that its trigger matches."""

import ibis
import ibis.expr.types as ir

from touchpoint.rights.duty import Rule
from touchpoint.rights.journey_rows import Rows, condition_holds

COLUMNS = (
    "journey_id",
    "duty_no",
    "rule",
    "occurrence",
    "answered_as",
    "triggered_at",
    "triggered_on",
    "enhanced",
    "closed_on",
)


def occurrences(rows: Rows) -> ir.Table:
    """Every duty that is owed, once for each trigger; recurring duties have their own."""
    return ibis.union(_by_report(rows), _by_touchpoint(rows))


def concerned(rows: Rows, owed: ir.Table) -> ir.BooleanValue:
    """Whether a duty concerns a journey: its edition was in force, and its condition holds."""
    return (
        condition_holds(owed, "applies", len(rows.rules.applies))
        & (owed.from_on.isnull() | (owed.from_on <= owed.reported_on))
        & (owed.to_on.isnull() | (owed.reported_on <= owed.to_on))
    )


def _by_report(rows: Rows) -> ir.Table:
    duties = rows.duties.filter(rows.duties.by_report, rows.duties.rule != Rule.RECURRING.value)
    owed = rows.journeys.cross_join(duties)
    owed = owed.filter(concerned(rows, owed))
    return _shaped(
        owed.mutate(
            occurrence=owed.investigation_id,
            answered_as=ibis.literal(""),
            triggered_at=owed.reported_at,
            triggered_on=owed.reported_on,
        )
    )


def _by_touchpoint(rows: Rows) -> ir.Table:
    duties = rows.duties.filter(rows.duties.rule != Rule.RECURRING.value)
    matched = rows.touchpoints.inner_join(rows.triggers, ["kind", "result"])
    matched = matched.filter(condition_holds(matched, "where", len(rows.rules.wheres))).select(
        "journey_id", "touchpoint_id", "happened_at", "happened_on", "received_on", "duty_no"
    )
    owed = matched.inner_join(duties, "duty_no").inner_join(rows.journeys, "journey_id")
    received = ibis.ifelse(owed.clock == "received", owed.received_on, ibis.null("date"))
    owed = owed.filter(concerned(rows, owed)).mutate(
        occurrence=owed.touchpoint_id,
        answered_as=owed.touchpoint_id,
        triggered_at=owed.happened_at,
        triggered_on=ibis.coalesce(received, owed.happened_on),
    )
    return _shaped(owed.filter(owed.triggered_on <= rows.as_at))


def _shaped(owed: ir.Table) -> ir.Table:
    enhanced = (owed.enhanced_on <= owed.triggered_on).fill_null(False)
    return owed.mutate(enhanced=enhanced).select(*COLUMNS)
