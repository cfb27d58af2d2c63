"""Duties that fall due again and again: the contact agreed with the victim, kept or not.

Every contact starts an interval that the next one ends; the agreement in force says how long it may
be. What happens on a journey is put in one order, in which agreements are counted, and each
interval is a step in it.
"""

import ibis
import ibis.expr.types as ir

from touchpoint.ledger.functions import detail_text, key_of
from touchpoint.rights.code.duty import Rule
from touchpoint.rights.judging.condition_on import number_in
from touchpoint.rights.judging.evidence import matched, with_reason
from touchpoint.rights.judging.journey_rows import INSTANT, Rows, where_holds
from touchpoint.rights.judging.occurrences import concerned
from touchpoint.rights.judging.rules import BY_CONTACT, RECURRING

FOREVER_DAYS = 100_000
"""Longer than the calendar: an interval of this many days never falls due."""

_EVENT = (
    "journey_id",
    "duty_no",
    "every_days",
    "enhanced_on",
    "closed_on",
    "place",
    "occurrence",
    "happened_at",
    "happened_on",
    "agrees",
    "agreed_days",
)


def intervals(rows: Rows) -> ir.Table:
    """Each interval that is owed, with the contact that ended it beside it."""
    steps = rows.keep("recurring_steps", _in_order(_events(rows)))
    cut = _cut_by_closing(_with_due_day(rows, _with_days(steps)))
    if any(duty.excused_by for duty in rows.rules.of_rule(Rule.RECURRING)):
        excused = _with_excuse(rows, rows.keep("owed_intervals", cut))
    else:
        excused = cut.mutate(excuse_at=ibis.null(INSTANT), excuse_key=ibis.null("string"))
    return excused.mutate(
        done_key=key_of(excused.done_at, excused.done_id, ""),
        choice_at=ibis.null(INSTANT),
        choice_key=ibis.null("string"),
    )


def _events(rows: Rows) -> ir.Table:
    """Contacts and agreements, and the report for duties of a fixed number of days."""
    followed = rows.keep("followed_journeys", _followed(rows))
    return ibis.union(_contacts(rows, followed), _reports(followed))


def _followed(rows: Rows) -> ir.Table:
    """The journeys that a recurring duty concerns: every one, or those on which it was agreed."""
    duties = rows.duties.filter(rows.duties.rule == Rule.RECURRING.value)
    agreeing = rows.recurring.filter(rows.recurring.agreement_where.notnull())
    agreed = rows.touchpoints.inner_join(agreeing.select("slot", agreed_duty="duty_no"), "slot")
    agreed = agreed.select(agreed_journey="journey_id", agreed_duty="agreed_duty").distinct()
    owed = rows.journeys.cross_join(duties)
    owed = owed.filter(concerned(rows, owed)).left_join(
        agreed,
        [owed.journey_id == agreed.agreed_journey, owed.duty_no == agreed.agreed_duty],
    )
    return owed.filter(owed.every_days.notnull() | owed.agreed_duty.notnull()).select(
        "journey_id",
        "investigation_id",
        "reported_at",
        "reported_on",
        "closed_on",
        "enhanced_on",
        "duty_no",
        "every_days",
    )


def _contacts(rows: Rows, followed: ir.Table) -> ir.Table:
    joined = rows.touchpoints.inner_join(rows.recurring, "slot")
    joined = joined.inner_join(
        followed.select("journey_id", "duty_no", "every_days", "enhanced_on", "closed_on"),
        ["journey_id", "duty_no"],
    )
    is_contact = where_holds(joined, rows.rules, RECURRING, joined.contact_where)
    agrees = where_holds(joined, rows.rules, RECURRING, joined.agreement_where)
    events = joined.filter(is_contact | agrees).mutate(
        place=ibis.literal(1), occurrence=joined.touchpoint_id, agrees=agrees
    )
    agreed = _with_agreed_days(events)
    return agreed.mutate(agrees=agreed.agrees.cast("int32")).select(*_EVENT)


def _reports(followed: ir.Table) -> ir.Table:
    reported = followed.filter(followed.every_days.notnull())
    return reported.mutate(
        place=ibis.literal(0),
        occurrence="investigation_id",
        happened_at="reported_at",
        happened_on="reported_on",
        agrees=ibis.literal(0, "int32"),
        agreed_days=ibis.null("int32"),
    ).select(*_EVENT)


def _with_agreed_days(events: ir.Table) -> ir.Table:
    """Add the days that an agreement names; none where the victim said to pause."""
    # A column for each step: an engine that reads one twice does not look into the detail again.
    empty = ibis.null("string")
    told = events.mutate(
        days=ibis.ifelse(events.agrees, detail_text(events.detail, events.every_detail), empty),
        paused=ibis.ifelse(events.agrees, detail_text(events.detail, "paused"), empty),
    )
    said = told.mutate(days=number_in(told.days))
    paused = said.pausing | (said.paused == "true").fill_null(False)
    in_force = said.agrees & ~paused & (said.days > 0).fill_null(False)
    return said.mutate(agreed_days=ibis.ifelse(in_force, _whole(said.days), ibis.null("int32")))


def _whole(days: ir.FloatingValue) -> ir.IntegerValue:
    return ibis.least(days, FOREVER_DAYS).floor().cast("int32")


def _in_order(events: ir.Table) -> ir.Table:
    """Give each event the event after it, and how many agreements there were up to it."""
    # Whatever the clocks of two systems say, nothing on a journey comes before its report.
    by, order = ["journey_id", "duty_no"], ["place", "happened_at", "occurrence"]
    so_far = ibis.window(group_by=by, order_by=order, preceding=None, following=0)
    after = ibis.window(group_by=by, order_by=order)
    return events.mutate(
        agreement=events.agrees.sum().over(so_far).cast("int32"),
        next_at=events.happened_at.lead().over(after),
        next_on=events.happened_on.lead().over(after),
        next_id=events.occurrence.lead().over(after),
    )


def _with_days(steps: ir.Table) -> ir.Table:
    """The events that start an interval, with the days that it may last."""
    said = steps.filter(steps.agrees == 1).select(
        said_on="journey_id",
        said_for="duty_no",
        said_as="agreement",
        said_days="agreed_days",
    )
    owed = steps.left_join(
        said,
        [
            steps.journey_id == said.said_on,
            steps.duty_no == said.said_for,
            steps.agreement == said.said_as,
        ],
    )
    fixed = owed.every_days.notnull()
    starts = ibis.ifelse(fixed, owed.agreement == 0, owed.said_days.notnull())
    days = ibis.ifelse(fixed, ibis.least(owed.every_days, FOREVER_DAYS), owed.said_days)
    return owed.filter(starts).mutate(days=days.cast("int32"))


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
    rules = rows.evidence.filter(
        rows.evidence.set_off_by == BY_CONTACT, rows.evidence.part == "excuse"
    )
    found = with_reason(matched(rows, rules))
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
