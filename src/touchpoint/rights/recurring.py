"""Duties that fall due again and again: the contact agreed with the victim, kept or not.

Every contact starts an interval that the next one ends; the agreement in force says how long it may
be. What happens on a journey is put in one order, and each interval is a step in it.
"""

import ibis
import ibis.expr.types as ir

from touchpoint.ledger.functions import detail_text, key_of, reason_in
from touchpoint.rights.condition_on import number_in
from touchpoint.rights.duty import Rule
from touchpoint.rights.evidence import matched
from touchpoint.rights.journey_rows import INSTANT, Rows, condition_holds
from touchpoint.rights.occurrences import concerned
from touchpoint.rights.rules import PAUSING

FOREVER_DAYS = 100_000
"""Longer than the calendar: an interval of this many days never falls due."""

_EVENT = ("journey_id", "duty_no", "occurrence", "happened_at", "happened_on", "agreement")


def intervals(rows: Rows) -> ir.Table:
    """Each interval that is owed, with the contact that ended it beside it."""
    steps = _in_order(_events(rows))
    owed = steps.inner_join(_of_rule(rows), "duty_no").inner_join(rows.journeys, "journey_id")
    fixed = owed.every_days.notnull()
    agreed = number_in(reason_in(owed.in_force))
    days = ibis.ifelse(fixed, owed.every_days.cast("float64"), agreed)
    starts = ibis.ifelse(fixed, owed.in_force.isnull(), agreed.notnull())
    owed = owed.filter(concerned(rows, owed), starts).mutate(
        days=ibis.least(days.floor(), FOREVER_DAYS).cast("int32")
    )
    return _with_excuse(rows, _cut_by_closing(_with_due_day(rows, owed)))


def _of_rule(rows: Rows) -> ir.Table:
    return rows.duties.filter(rows.duties.rule == Rule.RECURRING.value)


def _events(rows: Rows) -> ir.Table:
    """Contacts and agreements, and the report for duties of a fixed number of days."""
    wheres = len(rows.rules.wheres)
    joined = rows.touchpoints.inner_join(rows.recurring, ["kind", "result"])
    is_contact = condition_holds(joined, "where", wheres, number=joined.contact_where)
    is_agreement = condition_holds(joined, "where", wheres, number=joined.agreement_where)
    events = joined.filter(is_contact | is_agreement).mutate(
        occurrence=joined.touchpoint_id,
        agreement=ibis.ifelse(is_agreement, _agreement(joined), ibis.null("string")),
    )
    fixed = rows.duties.filter(rows.duties.every_days.notnull()).select("duty_no")
    reported = rows.journeys.cross_join(fixed).mutate(
        occurrence="investigation_id",
        happened_at="reported_at",
        happened_on="reported_on",
        agreement=ibis.null("string"),
    )
    both = ibis.union(events.select(*_EVENT), reported.select(*_EVENT))
    # Journeys on which nothing was agreed have no intervals of agreed length.
    started = both.filter(both.agreement.notnull()).select("journey_id", "duty_no").distinct()
    everywhere = both.semi_join(fixed, "duty_no")
    return ibis.union(
        both.anti_join(fixed, "duty_no").semi_join(started, ["journey_id", "duty_no"]), everywhere
    )


def _agreement(rows: ir.Table) -> ir.StringValue:
    """A key of the agreement with the days agreed; none where the victim said to pause."""
    days = detail_text(rows.detail, rows.every_detail)
    paused = (
        rows.result.isin(PAUSING)
        | (detail_text(rows.detail, "paused") == "true").fill_null(False)
        | ~(number_in(days) > 0).fill_null(False)
    )
    return key_of(rows.happened_at, rows.touchpoint_id, ibis.ifelse(paused, "", days))


def _in_order(events: ir.Table) -> ir.Table:
    """Give each event the agreement in force at it, and the event after it."""
    by, order = ["journey_id", "duty_no"], ["happened_at", "occurrence"]
    so_far = ibis.window(group_by=by, order_by=order, preceding=None, following=0)
    after = ibis.window(group_by=by, order_by=order)
    return events.mutate(
        in_force=events.agreement.max().over(so_far),
        next_at=events.happened_at.lead().over(after),
        next_on=events.happened_on.lead().over(after),
        next_id=events.occurrence.lead().over(after),
    )


def _with_due_day(rows: Rows, owed: ir.Table) -> ir.Table:
    start = rows.calendar.select(start_day="day", start_number="day_number")
    end = rows.calendar.select(due_on="day", end_number="day_number")
    begun = owed.left_join(start, [owed.happened_on == start.start_day])
    begun = begun.mutate(wanted=begun.start_number + begun.days)
    return begun.left_join(end, [begun.wanted == end.end_number])


def _cut_by_closing(owed: ir.Table) -> ir.Table:
    """Leave out what is not owed: begun on or after the closing day, or cut short by it."""
    in_time = (owed.next_on <= owed.due_on).fill_null(False)
    in_time = in_time | (owed.next_on.notnull() & owed.due_on.isnull())
    after = (owed.happened_on >= owed.closed_on).fill_null(False)
    short = (owed.closed_on <= owed.due_on).fill_null(False) & ~in_time
    return owed.filter(~after, ~short).select(
        "journey_id",
        "duty_no",
        "occurrence",
        "due_on",
        triggered_at="happened_at",
        triggered_on="happened_on",
        enhanced=(owed.enhanced_on <= owed.happened_on).fill_null(False),
        done_at="next_at",
        done_on="next_on",
        done_key=key_of(owed.next_at, owed.next_id, ""),
        in_time=in_time,
    )


def _with_excuse(rows: Rows, owed: ir.Table) -> ir.Table:
    """Add the earliest excuse recorded within the interval."""
    rules = rows.evidence.filter(rows.evidence.part == "excuse")
    rules = rules.semi_join(_of_rule(rows), "duty_no")
    excuses = matched(rows, rules).select(
        "journey_id", "duty_no", excused_at="happened_at", key="key"
    )
    together = owed.inner_join(excuses, ["journey_id", "duty_no"])
    inside = together.filter(
        together.excused_at >= together.triggered_at,
        together.done_at.isnull() | (together.excused_at <= together.done_at),
    )
    first = inside.group_by("duty_no", "occurrence").agg(
        excuse_at=inside.excused_at.min(), excuse_key=inside.key.min()
    )
    return owed.left_join(first, ["duty_no", "occurrence"]).mutate(
        choice_at=ibis.null(INSTANT), choice_key=ibis.null("string")
    )
