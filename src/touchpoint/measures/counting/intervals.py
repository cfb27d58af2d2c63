"""Intervals of agreed contact: from each contact to the next, held against the days agreed.

As in the duty to keep to what was agreed (rights/judging/recurring.py): the agreement in force when
an interval begins says how long it may be, and closing the investigation ends what is owed.
"""

import ibis
import ibis.expr.types as ir

from touchpoint.ledger.functions import detail_text
from touchpoint.measures.counting.rows import Counted, grouped_journeys, groups_in, month_of
from touchpoint.measures.counting.tallies import Batch, in_months, summed
from touchpoint.measures.definition.measure import GIVEN
from touchpoint.rights.judging.condition_on import number_in

AGREEMENT = "contact.agreed"
CONTACTS = (AGREEMENT, "victim.updated", "victim.told")
PAUSED = ("declined", "deferred")
LONGEST = 36_500
"""Days beyond which an interval is taken not to fall due at all."""


def of_intervals(rows: Counted, batch: Batch) -> ir.Table:
    """Counts of intervals that fell due, and of those that were kept."""
    found = _due(rows, _in_order(_contacts(rows)))
    joined = found.inner_join(grouped_journeys(rows), "journey_id")
    begun_in_time = (joined.closed_on > joined.begun_on).fill_null(True)
    kept = (joined.next_on <= joined.due_on).fill_null(False)
    cut_short = (joined.closed_on <= joined.due_on).fill_null(False) & ~kept
    owed = joined.filter(begun_in_time, ~cut_short).mutate(kept=kept, month=month_of(joined.due_on))
    owed = in_months(rows, owed)
    conditions = [
        ibis.and_(ibis.literal(True), *(owed.kept for asked in tally.rows if asked.kept))
        for tally in batch.tallies
    ]
    return summed(owed, conditions, groups_in(owed))


def _contacts(rows: Counted) -> ir.Table:
    """Contacts on journeys on which something was agreed, each agreement with its days."""
    found = rows.touchpoints
    given = found.result.fill_null("").isin(GIVEN["done"])
    found = found.filter(found.kind.isin(CONTACTS), given)
    days = number_in(detail_text(found.detail, "every_days")).floor()
    paused = (
        found.result.isin(PAUSED).fill_null(False)
        | (detail_text(found.detail, "paused") == "true").fill_null(False)
        | ~(days > 0).fill_null(False)
    )
    said = ibis.ifelse(paused, 0.0, days)
    contacts = found.select(
        "journey_id",
        "touchpoint_id",
        begun_at="happened_at",
        begun_on="happened_on",
        agreement=ibis.ifelse(found.kind == AGREEMENT, said, ibis.null("float64")),
    )
    contacts = rows.keep("measure_contacts", contacts)
    agreed = contacts.filter(contacts.agreement.notnull()).select(agreeing="journey_id").distinct()
    return contacts.semi_join(agreed, [("journey_id", "agreeing")])


def _in_order(contacts: ir.Table) -> ir.Table:
    """Give each contact the agreement in force at it, and the day of the contact after it."""
    by, order = "journey_id", ["begun_at", "touchpoint_id"]
    so_far = ibis.window(group_by=by, order_by=order, preceding=None, following=0)
    after = ibis.window(group_by=by, order_by=order)
    placed = contacts.mutate(
        agreements=contacts.agreement.count().over(so_far),
        next_on=contacts.begun_on.lead().over(after),
    )
    # An agreement is the only one of those since it and before the next.
    since = ibis.window(group_by=[by, "agreements"])
    return placed.select(
        "journey_id", "begun_on", "next_on", days=placed.agreement.max().over(since)
    )


def _due(rows: Counted, steps: ir.Table) -> ir.Table:
    """The intervals that had fallen due by the as-at day; an open one once it is overdue."""
    owed = steps.filter(steps.days.between(1, LONGEST))
    calendar = rows.tables["calendar"]
    start = calendar.select(start_day="day", start_number="day_number")
    end = calendar.select(due_on="day", end_number="day_number")
    begun = owed.left_join(start, [("begun_on", "start_day")])
    begun = begun.mutate(wanted=begun.start_number + begun.days.cast("int32"))
    due = begun.inner_join(end, [("wanted", "end_number")])
    day = ibis.date(rows.plan.question.day.isoformat())
    fell_due = ibis.ifelse(due.next_on.isnull(), due.due_on < day, due.due_on <= day)
    return due.filter(fell_due).select("journey_id", "begun_on", "next_on", "due_on")
