"""Duties that fall due again and again: the contact agreed with the victim, kept or not.

Every contact starts an interval that the next one ends; the agreement in force says how long it may
be. What happens on a journey is put in one order, and each interval is a step in it.
"""

import ibis
import ibis.expr.types as ir

from touchpoint.ledger.functions import detail_text, key_of
from touchpoint.rights.condition_on import number_in
from touchpoint.rights.duty import DONE, Rule
from touchpoint.rights.evidence import matched
from touchpoint.rights.journey_rows import Rows, condition_holds
from touchpoint.rights.occurrences import concerned

AGREEMENT = "contact.agreed"
PAUSING_RESULTS = ("declined", "deferred")
FOREVER_DAYS = 100_000
"""Longer than the calendar: an interval of this many days never falls due."""

_EVENT = ("journey_id", "duty_no", "occurrence", "happened_at", "happened_on", "agreed", "every")


def intervals(rows: Rows) -> ir.Table:
    """Each interval that is owed, with the contact that ended it beside it."""
    events = ibis.union(_agreements(rows), _contacts(rows), _reports(rows))
    events = events.group_by("journey_id", "duty_no", "occurrence").agg(
        happened_at=events.happened_at.min(),
        happened_on=events.happened_on.min(),
        agreed=events.agreed.max(),
        every=events.every.max(),
    )
    steps = _in_order(_in_order(events))
    owed = steps.inner_join(_of_rule(rows), "duty_no").inner_join(rows.journeys, "journey_id")
    fixed = owed.every_days.notnull()
    days = ibis.ifelse(fixed, owed.every_days.cast("float64"), owed.every_agreed)
    starts = ibis.ifelse(fixed, owed.agreements == 0, owed.agreements > 0) & days.notnull()
    owed = owed.filter(concerned(rows, owed), starts).mutate(
        days=ibis.least(days.floor(), FOREVER_DAYS).cast("int32")
    )
    return _with_excuse(rows, _cut_by_closing(_with_due_day(rows, owed)))


def _of_rule(rows: Rows) -> ir.Table:
    return rows.duties.filter(rows.duties.rule == Rule.RECURRING.value)


def _agreements(rows: Rows) -> ir.Table:
    """Agreements, with the days agreed; none where the victim said to pause."""
    duties = _of_rule(rows).select("duty_no", "every_detail")
    rules = rows.triggers.inner_join(duties, "duty_no")
    joined = rows.touchpoints.inner_join(rules, ["kind", "result"])
    joined = joined.filter(condition_holds(joined, "where", len(rows.rules.wheres)))
    days = number_in(detail_text(joined.detail, joined.every_detail))
    paused = (
        joined.result.isin(PAUSING_RESULTS)
        | (detail_text(joined.detail, "paused") == "true").fill_null(False)
        | (days <= 0).fill_null(False)
    )
    return _event(joined, agreed=1, every=ibis.ifelse(paused, ibis.null("float64"), days))


def _contacts(rows: Rows) -> ir.Table:
    duties = _of_rule(rows)
    rules = rows.evidence.filter(rows.evidence.part == "done").semi_join(duties, "duty_no")
    joined = matched(rows, rules).inner_join(duties.select("duty_no", "every_days"), "duty_no")
    # Without an agreement to count from, any agreement ends the wait for one.
    agreed = joined.every_days.notnull() & (joined.kind == AGREEMENT)
    return _event(joined, agreed=agreed.cast("int32"), every=ibis.null("float64"))


def _reports(rows: Rows) -> ir.Table:
    """For duties of a fixed number of days: the report, and agreements that pause."""
    duties = _of_rule(rows)
    fixed = duties.filter(duties.every_days.notnull()).select("duty_no")
    reported = rows.journeys.cross_join(fixed).mutate(
        touchpoint_id="investigation_id", happened_at="reported_at", happened_on="reported_on"
    )
    pausing = rows.touchpoints.filter(
        rows.touchpoints.kind == AGREEMENT,
        rows.touchpoints.result.isin((*DONE, *PAUSING_RESULTS)),
    ).cross_join(fixed)
    return ibis.union(
        _event(reported, agreed=0, every=ibis.null("float64")),
        _event(pausing, agreed=1, every=ibis.null("float64")),
    )


def _event(rows: ir.Table, *, agreed: int | ir.IntegerValue, every: ir.FloatingValue) -> ir.Table:
    return rows.mutate(
        occurrence=rows.touchpoint_id,
        agreed=ibis.literal(agreed, "int32") if isinstance(agreed, int) else agreed,
        every=every,
    ).select(*_EVENT)


def _in_order(events: ir.Table) -> ir.Table:
    """Number the agreements so far, then give each event its agreement and the event after it."""
    if "agreements" not in events.columns:
        so_far = ibis.window(
            group_by=["journey_id", "duty_no"],
            order_by=["happened_at", "occurrence"],
            preceding=None,
            following=0,
        )
        return events.mutate(agreements=events.agreed.sum().over(so_far))
    order = ibis.window(group_by=["journey_id", "duty_no"], order_by=["happened_at", "occurrence"])
    under = ibis.window(group_by=["journey_id", "duty_no", "agreements"])
    return events.mutate(
        every_agreed=events.every.max().over(under),
        next_at=events.happened_at.lead().over(order),
        next_on=events.happened_on.lead().over(order),
        next_id=events.occurrence.lead().over(order),
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
        "next_at",
        "due_on",
        triggered_at="happened_at",
        triggered_on="happened_on",
        enhanced=(owed.enhanced_on <= owed.happened_on).fill_null(False),
        done_at="next_at",
        done_on="next_on",
        done_key=ibis.ifelse(
            owed.next_id.notnull(), key_of(owed.next_at, owed.next_id, ""), ibis.null("string")
        ),
        in_time=in_time,
    )


def _with_excuse(rows: Rows, owed: ir.Table) -> ir.Table:
    """Add the earliest excuse recorded within the interval."""
    rules = rows.evidence.filter(rows.evidence.part == "excuse")
    rules = rules.semi_join(_of_rule(rows), "duty_no")
    excuses = matched(rows, rules).select(
        "journey_id", "duty_no", excuse_at="happened_at", excuse_key="key"
    )
    together = owed.inner_join(excuses, ["journey_id", "duty_no"])
    inside = together.filter(
        together.excuse_at >= together.triggered_at,
        together.next_at.isnull() | (together.excuse_at <= together.next_at),
    )
    first = inside.group_by("journey_id", "duty_no", "occurrence").agg(
        excuse_key=inside.excuse_key.min()
    )
    return owed.left_join(first, ["journey_id", "duty_no", "occurrence"]).mutate(
        choice_at=ibis.null(owed.done_at.type()), choice_key=ibis.null("string")
    )
