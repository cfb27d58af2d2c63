"""Duties that fall due again and again: the contact agreed with the victim, kept or not.

Every contact starts an interval that the next one ends; the agreement in force says how long it may
be. What happens on a journey is put in one order, and each interval is a step in it.
"""

import ibis
import ibis.expr.types as ir

from touchpoint.ledger.functions import detail_text, key_of, reason_in
from touchpoint.rights.code.duty import Rule
from touchpoint.rights.judging.condition_on import number_in
from touchpoint.rights.judging.evidence import matched
from touchpoint.rights.judging.journey_rows import INSTANT, Rows, where_holds
from touchpoint.rights.judging.occurrences import concerned
from touchpoint.rights.judging.rules import RECURRING

FOREVER_DAYS = 100_000
"""Longer than the calendar: an interval of this many days never falls due."""

_EVENT = (
    "journey_id",
    "duty_no",
    "place",
    "occurrence",
    "happened_at",
    "happened_on",
    "agreement",
)


def intervals(rows: Rows) -> ir.Table:
    """Each interval that is owed, with the contact that ended it beside it."""
    steps = _in_order(_events(rows))
    owed = steps.inner_join(_of_rule(rows), "duty_no").inner_join(rows.journeys, "journey_id")
    fixed = owed.every_days.notnull()
    agreed = reason_in(owed.in_force).nullif("").cast("float64")
    days = ibis.ifelse(fixed, owed.every_days.cast("float64"), agreed)
    starts = ibis.ifelse(fixed, owed.in_force.isnull(), agreed.notnull())
    owed = owed.filter(concerned(rows, owed), starts).mutate(
        days=ibis.least(days.floor(), FOREVER_DAYS).cast("int32")
    )
    cut = _cut_by_closing(_with_due_day(rows, owed))
    if any(duty.excused_by for duty in rows.rules.of_rule(Rule.RECURRING)):
        excused = _with_excuse(rows, rows.keep("owed_intervals", cut))
    else:
        excused = cut.mutate(excuse_at=ibis.null(INSTANT), excuse_key=ibis.null("string"))
    return excused.mutate(
        done_key=key_of(excused.done_at, excused.done_id, ""),
        choice_at=ibis.null(INSTANT),
        choice_key=ibis.null("string"),
    )


def _of_rule(rows: Rows) -> ir.Table:
    return rows.duties.filter(rows.duties.rule == Rule.RECURRING.value)


def _events(rows: Rows) -> ir.Table:
    """Contacts and agreements, and the report for duties of a fixed number of days."""
    kinds = []
    if any(duty.every and duty.every.detail for duty in rows.rules.of_rule(Rule.RECURRING)):
        kinds.append(_events_of_agreements(rows))
    if any(duty.every and duty.every.days for duty in rows.rules.of_rule(Rule.RECURRING)):
        fixed = rows.touchpoints.inner_join(_fixed(rows, rows.recurring), "slot")
        kinds += [_contacts(rows, fixed), _reports(rows)]
    return ibis.union(*kinds) if len(kinds) > 1 else kinds[0]


def _fixed(rows: Rows, rules: ir.Table, *, fixed: bool = True) -> ir.Table:
    """The rules of duties that have a fixed number of days, or that have an agreed one."""
    duties = rows.duties.filter(rows.duties.every_days.notnull() == fixed).select("duty_no")
    return rules.semi_join(duties, "duty_no")


def _events_of_agreements(rows: Rows) -> ir.Table:
    """Contacts and agreements on the journeys on which something was agreed."""
    rules = _fixed(rows, rows.recurring, fixed=False)
    agreeing = rules.filter(rules.agreement_where.notnull()).select("slot", "duty_no")
    started = rows.touchpoints.inner_join(agreeing, "slot").select("journey_id", "duty_no")
    joined = rows.touchpoints.inner_join(rules, "slot")
    return _contacts(rows, joined.semi_join(started, ["journey_id", "duty_no"]))


def _contacts(rows: Rows, joined: ir.Table) -> ir.Table:
    is_contact = where_holds(joined, rows.rules, RECURRING, joined.contact_where)
    is_agreement = where_holds(joined, rows.rules, RECURRING, joined.agreement_where)
    events = joined.filter(is_contact | is_agreement).mutate(
        place=ibis.literal(1),
        occurrence=joined.touchpoint_id,
        agreement=ibis.ifelse(is_agreement, _agreement(joined), ibis.null("string")),
    )
    return events.select(*_EVENT)


def _reports(rows: Rows) -> ir.Table:
    fixed = rows.duties.filter(rows.duties.every_days.notnull()).select("duty_no")
    reported = rows.journeys.cross_join(fixed)
    return reported.mutate(
        place=ibis.literal(0),
        occurrence="investigation_id",
        happened_at="reported_at",
        happened_on="reported_on",
        agreement=ibis.null("string"),
    ).select(*_EVENT)


def _agreement(rows: ir.Table) -> ir.StringValue:
    """A key of the agreement with the days agreed; none where the victim said to pause."""
    days = detail_text(rows.detail, rows.every_detail)
    paused = (
        rows.pausing
        | (detail_text(rows.detail, "paused") == "true").fill_null(False)
        | ~(number_in(days) > 0).fill_null(False)
    )
    return key_of(rows.happened_at, rows.touchpoint_id, ibis.ifelse(paused, "", days))


def _in_order(events: ir.Table) -> ir.Table:
    """Give each event the agreement in force at it, and the event after it."""
    # Whatever the clocks of two systems say, nothing on a journey comes before its report.
    by, order = ["journey_id", "duty_no"], ["place", "happened_at", "occurrence"]
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
    due_later = owed.due_on.isnull() | (owed.closed_on <= owed.due_on)
    short = owed.closed_on.notnull() & due_later & ~in_time
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
        done_id="next_id",
        in_time=in_time,
    )


def _with_excuse(rows: Rows, owed: ir.Table) -> ir.Table:
    """Add the earliest excuse recorded within the interval."""
    rules = rows.evidence.filter(rows.evidence.part == "excuse")
    rules = rules.semi_join(_of_rule(rows), "duty_no")
    found = matched(rows, rules)
    excuses = found.select(
        excuse=key_of(found.happened_at, found.touchpoint_id, found.reason),
        excused_journey="journey_id",
        excused_duty="duty_no",
        excused_at="happened_at",
    )
    together = excuses.inner_join(
        owed,
        [
            owed.journey_id == excuses.excused_journey,
            owed.duty_no == excuses.excused_duty,
            owed.triggered_at <= excuses.excused_at,
            owed.done_at.isnull() | (excuses.excused_at <= owed.done_at),
        ],
    )
    first = together.group_by(
        on_journey="journey_id", excused="occurrence", for_duty="duty_no"
    ).agg(excuse_at=together.excused_at.min(), excuse_key=together.excuse.min())
    return owed.left_join(
        first,
        [
            owed.journey_id == first.on_journey,
            owed.occurrence == first.excused,
            owed.duty_no == first.for_duty,
        ],
    )
