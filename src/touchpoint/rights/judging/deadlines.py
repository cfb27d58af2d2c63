"""When each occurrence of a duty falls due, and whether it was done in time.

One pass serves every kind of rule but the recurring: each adds its own day, and the rule of the
duty says which of them counts.
"""

import ibis
import ibis.expr.types as ir

from touchpoint.rights.code.duty import Rule, Unit
from touchpoint.rights.judging.journey_rows import INSTANT, Rows
from touchpoint.rights.judging.rules import limits_in


def with_deadlines(rows: Rows, owed: ir.Table) -> ir.Table:
    """Add `due_on` and `in_time` to occurrences that have their answers beside them."""
    timed = _with_hours(rows, _with_days(rows, _limited(rows, owed)))
    closing = closing_day(timed)
    to_the_instant = timed.due_at.notnull()
    limit_on = ibis.ifelse(to_the_instant, timed.last_hour_on, timed.last_day)
    limit_kept = ibis.ifelse(
        to_the_instant, _by_instant(timed.done_at <= timed.due_at), _by_day(timed, timed.last_day)
    )
    before = (timed.rule == Rule.BEFORE.value) & timed.before_at.notnull()
    beside = (timed.rule == Rule.ALONGSIDE.value) & timed.alongside_at.notnull()
    limited = timed.rule.isin([Rule.WITHIN.value, Rule.ALONGSIDE.value])
    return timed.mutate(
        due_on=ibis.cases(
            (before, timed.before_on),
            (beside, timed.alongside_on),
            (limited, limit_on),
            else_=closing,
        ),
        in_time=ibis.cases(
            (before, _by_instant(timed.done_at < timed.before_at)),
            (beside, _by_day(timed, timed.alongside_on)),
            (limited, limit_kept),
            else_=_by_day(timed, closing),
        ),
    )


def closing_day(owed: ir.Table) -> ir.DateValue:
    """The closing day; none while the case is open, nor for what was triggered after it."""
    return ibis.ifelse(owed.closed_on >= owed.triggered_on, owed.closed_on, ibis.null("date"))


def _by_day(owed: ir.Table, due: ir.DateValue) -> ir.BooleanValue:
    return due.isnull() | (owed.done_on <= due).fill_null(False)


def _by_instant(in_time: ir.BooleanValue) -> ir.BooleanValue:
    return in_time.fill_null(False)


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
    in_working_days = limited.unit == Unit.WORKING_DAYS.value
    counted = limited.mutate(
        counted_from=ibis.ifelse(in_working_days, limited.triggered_on, ibis.null("date"))
    )
    begun = counted.left_join(start, [counted.counted_from == start.start_day])
    begun = begun.mutate(wanted=begun.start_number + begun.allowed)
    ended = begun.left_join(end, [begun.wanted == end.end_number])
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
        last_day=ibis.cases(*others, else_=ended.end_day) if others else ended.end_day
    )


def _with_hours(rows: Rows, limited: ir.Table) -> ir.Table:
    """Add the last instant and its local day, for limits in hours."""
    hours = limits_in(rows.rules, Unit.HOURS)
    if not hours:
        return limited.mutate(due_at=ibis.null(INSTANT), last_hour_on=ibis.null("date"))
    due_at = ibis.cases(
        *(
            (
                (limited.unit == Unit.HOURS.value) & (limited.allowed == value),
                limited.triggered_at + ibis.interval(hours=value),
            )
            for value in hours
        ),
        else_=ibis.null(INSTANT),
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
