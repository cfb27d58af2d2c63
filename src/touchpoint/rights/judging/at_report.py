"""Duties that start at the report: one occurrence a journey, with what answers it beside it.

Most verdicts are these, so they are made without a join for each duty: one grouping by journey
finds the earliest touchpoint that met each duty, and each duty then reads its own column. What else
can bear on a duty (a choice, an excuse, a day set by another touchpoint) is rare, and is joined.
"""

import ibis
import ibis.expr.types as ir

from touchpoint.rights.code.duty import Duty, Rule, Unit
from touchpoint.rights.judging.evidence import FOUND, earliest_key, matched, with_reason
from touchpoint.rights.judging.journey_rows import INSTANT, Rows
from touchpoint.rights.judging.occurrences import concerned, shaped
from touchpoint.rights.judging.rules import BY_REPORT

_RARE = {
    "choice": ("at", "key"),
    "excuse": ("at", "key"),
    "before": ("at", "on"),
    "alongside": ("at", "on"),
}
_TYPES = {"at": INSTANT, "on": "date", "key": "string"}


def owed_at_report(rows: Rows) -> ir.Table:
    """The occurrences of the duties that start at the report, with their answers."""
    rules = rows.evidence.filter(
        rows.evidence.set_off_by == BY_REPORT, rows.evidence.answers == "any"
    )
    met_by = rules.filter(rules.part == "done")
    duties = rows.duties.filter(
        rows.duties.by_report, ~rows.duties.bare, rows.duties.rule != Rule.RECURRING.value
    )
    rare = with_reason(matched(rows, rules.filter(rules.part != "done"))).select(*FOUND)
    rare = rows.keep("rare_for_report", rare)
    journeys = _with_what_was_done(rows, _done(rows, rows.touchpoints, met_by))
    owed = _marked(journeys, rare).cross_join(duties)
    owed = _with_rarities(rows, owed.filter(concerned(rows, owed)), met_by, rare)
    return shaped(
        owed.mutate(
            occurrence=owed.investigation_id,
            triggered_at=owed.reported_at,
            triggered_on=owed.reported_on,
            done_at=ibis.coalesce(_own(rows, owed, "at"), owed.rare_done_at),
            done_on=_own(rows, owed, "on"),
            done_key=_own(rows, owed, "key"),
        )
    )


def _done(rows: Rows, touchpoints: ir.Table, met_by: ir.Table) -> ir.Table:
    """The touchpoints, of these, that met a duty."""
    found = matched(rows, met_by, touchpoints)
    return found.mutate(reason=ibis.literal("")).select(*FOUND)


def _with_what_was_done(rows: Rows, done: ir.Table) -> ir.Table:
    """Each journey with the earliest touchpoint that met each duty of its report."""
    columns = {
        f"done_{what}_{number}": _earliest(done, what, done.duty_no == number)
        for what in _TYPES
        for number in _asking(rows, what)
    }
    if not columns:
        return rows.journeys
    earliest = done.group_by(answered_journey=done.journey_id).agg(**columns)
    return rows.journeys.left_join(
        earliest, [rows.journeys.journey_id == earliest.answered_journey]
    )


def _marked(journeys: ir.Table, rare: ir.Table) -> ir.Table:
    """Each journey with its name again as `rare_on` if anything rare is on it."""
    # Most have nothing, and an empty name is looked up at no cost for each of their duties.
    marks = rare.select(rare_on="journey_id").distinct()
    return journeys.left_join(marks, [journeys.journey_id == marks.rare_on])


def _with_rarities(rows: Rows, owed: ir.Table, met_by: ir.Table, rare: ir.Table) -> ir.Table:
    """Add the earliest choice, excuse and day-setting touchpoint, where a journey has any."""
    # The few journeys are looked for first, so that what was done is not worked out twice for all.
    done = _done(rows, rows.touchpoints.semi_join(rare, "journey_id"), met_by)
    beside = ibis.union(rare, done.semi_join(rare, ["journey_id", "duty_no"]))
    columns = {
        f"{part}_{what}": _earliest(beside, what, beside.part == part)
        for part, asked in _RARE.items()
        for what in asked
    }
    earliest = beside.group_by(rare_journey=beside.journey_id, rare_duty=beside.duty_no).agg(
        **columns, rare_done_at=beside.happened_at.min(where=beside.part == "done")
    )
    return owed.left_join(
        earliest,
        [owed.rare_on == earliest.rare_journey, owed.duty_no == earliest.rare_duty],
    )


def _earliest(found: ir.Table, what: str, plays: ir.BooleanValue) -> ir.Value:
    if what == "key":
        return earliest_key(found, plays)
    return found[f"happened_{what}"].min(where=plays)


def _own(rows: Rows, owed: ir.Table, what: str) -> ir.Value:
    """What a duty finds in its own column."""
    empty = ibis.null(_TYPES[what])
    numbers = _asking(rows, what)
    if not numbers:
        return empty
    return ibis.cases(
        *((owed.duty_no == number, owed[f"done_{what}_{number}"]) for number in numbers),
        else_=empty,
    )


def _asking(rows: Rows, what: str) -> list[int]:
    """The duties that ask when, or by what, they were met: instants only for limits in hours."""
    return [
        number
        for number, duty in enumerate(rows.rules.duties)
        if duty.trigger.report and duty.rule is not Rule.RECURRING and duty.met_by
        if what != "at" or _in_hours(duty)
    ]


def _in_hours(duty: Duty) -> bool:
    limits = (duty.standard, duty.enhanced)
    return any(limit is not None and limit.unit is Unit.HOURS for limit in limits)
