"""When each occurrence of a duty falls due, and whether it was done in time: a rule a function.

Each takes occurrences with their answers beside them and adds `due_on` and `in_time`.
"""

from collections.abc import Callable, Mapping

import ibis
import ibis.expr.types as ir

from touchpoint.rights.duty import Rule, Unit
from touchpoint.rights.journey_rows import Rows
from touchpoint.rights.rules import limits_in

Deadline = Callable[[Rows, ir.Table], ir.Table]


def by_close(_: Rows, owed: ir.Table) -> ir.Table:
    """Due when the investigation closes."""
    due = _closing(owed)
    return owed.mutate(due_on=due, in_time=_by_day(owed, due))


def before(_: Rows, owed: ir.Table) -> ir.Table:
    """Due before the first touchpoint of another kind; without one, when the case closes."""
    closing = _closing(owed)
    return owed.mutate(
        due_on=ibis.ifelse(owed.before_at.notnull(), owed.before_on, closing),
        in_time=ibis.ifelse(
            owed.before_at.notnull(),
            (owed.done_at < owed.before_at).fill_null(False),
            _by_day(owed, closing),
        ),
    )


def within(rows: Rows, owed: ir.Table) -> ir.Table:
    """Due a number of working days, days, months or hours after the trigger."""
    limited = _limited(rows, owed)
    timed = _with_hours(rows, _with_days(rows, limited))
    to_the_instant = timed.due_at.notnull()
    return timed.mutate(
        due_on=ibis.ifelse(to_the_instant, timed.last_hour_on, timed.last_day),
        in_time=ibis.ifelse(
            to_the_instant,
            (timed.done_at <= timed.due_at).fill_null(False),
            _by_day(timed, timed.last_day),
        ),
    )


def alongside(rows: Rows, owed: ir.Table) -> ir.Table:
    """Due on the day of another touchpoint; without it, by the limits."""
    timed = within(rows, owed)
    beside = timed.alongside_at.notnull()
    due = ibis.ifelse(beside, timed.alongside_on, timed.due_on)
    return timed.mutate(
        due_on=due,
        in_time=ibis.ifelse(beside, _by_day(timed, timed.alongside_on), timed.in_time),
    )


DEADLINES: Mapping[Rule, Deadline] = {
    Rule.BY_CLOSE: by_close,
    Rule.BEFORE: before,
    Rule.WITHIN: within,
    Rule.ALONGSIDE: alongside,
}


def _by_day(owed: ir.Table, due: ir.DateValue) -> ir.BooleanValue:
    return due.isnull() | (owed.done_on <= due).fill_null(False)


def _closing(owed: ir.Table) -> ir.DateValue:
    """The closing day; none while the case is open, nor for what was triggered after it."""
    return ibis.ifelse(owed.closed_on >= owed.triggered_on, owed.closed_on, ibis.null("date"))


def _limited(rows: Rows, owed: ir.Table) -> ir.Table:
    """Add the limit that applies: the enhanced one for a victim with enhanced rights."""
    limits = rows.duties.select(
        "duty_no", "standard_value", "standard_unit", "enhanced_value", "enhanced_unit"
    )
    joined = owed.inner_join(limits, "duty_no")
    return joined.mutate(
        allowed=ibis.ifelse(joined.enhanced, joined.enhanced_value, joined.standard_value),
        unit=ibis.ifelse(joined.enhanced, joined.enhanced_unit, joined.standard_unit),
    ).drop("standard_value", "standard_unit", "enhanced_value", "enhanced_unit")


def _with_days(rows: Rows, limited: ir.Table) -> ir.Table:
    """Add the day that lies the limit after day 0, for limits in working days, days and months."""
    start = rows.calendar.select(start_day="day", start_number="working_number")
    end = rows.calendar.filter(rows.calendar.is_working).select(
        end_day="day", end_number="working_number"
    )
    begun = limited.left_join(start, [limited.triggered_on == start.start_day])
    begun = begun.mutate(wanted=begun.start_number + begun.allowed)
    ended = begun.left_join(end, [begun.wanted == end.end_number])
    in_working_days = ended.unit == Unit.WORKING_DAYS.value
    day_0 = ended.triggered_on.cast("timestamp")
    others = [
        (
            (ended.unit == unit.value) & (ended.allowed == value),
            (day_0 + _interval(unit, value)).date(),
        )
        for unit in (Unit.DAYS, Unit.MONTHS)
        for value in limits_in(rows.rules, unit)
    ]
    return ended.mutate(
        last_day=ibis.cases((in_working_days, ended.end_day), *others, else_=ibis.null("date"))
    )


def _with_hours(rows: Rows, limited: ir.Table) -> ir.Table:
    """Add the last instant and its local day, for limits in hours."""
    hours = limits_in(rows.rules, Unit.HOURS)
    if not hours:
        return limited.mutate(due_at=ibis.null("timestamp"), last_hour_on=ibis.null("date"))
    due_at = ibis.cases(
        *(
            (
                (limited.unit == Unit.HOURS.value) & (limited.allowed == value),
                limited.triggered_at + ibis.interval(hours=value),
            )
            for value in hours
        ),
        else_=ibis.null("timestamp"),
    )
    timed = limited.mutate(due_at=due_at)
    timed = timed.mutate(utc_day=timed.due_at.date())
    days = rows.calendar.select(utc_day="day", day_ends_at="ends_at", utc_number="day_number")
    following = rows.calendar.select(next_day="day", next_number="day_number")
    placed = timed.left_join(days, "utc_day")
    placed = placed.mutate(wanted_day=placed.utc_number + 1)
    placed = placed.left_join(following, [placed.wanted_day == following.next_number])
    # In summer the local day ends an hour before the UTC day does.
    over = placed.due_at >= placed.day_ends_at
    return placed.mutate(last_hour_on=ibis.ifelse(over, placed.next_day, placed.utc_day))


def _interval(unit: Unit, value: int) -> ir.IntervalScalar:
    return ibis.interval(days=value) if unit is Unit.DAYS else ibis.interval(months=value)
