"""Duties that start at the report: one occurrence a journey, with what answers it beside it.

Most verdicts are these, so they are made without a join for each duty: one grouping by journey
finds the earliest touchpoint that plays each part for each duty, and each duty then reads its own
columns.
"""

import ibis
import ibis.expr.types as ir

from touchpoint.rights.duty import Duty, Rule, Unit
from touchpoint.rights.evidence import PARTS, matched
from touchpoint.rights.journey_rows import INSTANT, Rows
from touchpoint.rights.occurrences import ANSWERS, concerned, shaped

_TYPES = {"at": INSTANT, "on": "date", "key": "string"}


def _journeys_with_answers(rows: Rows) -> ir.Table:
    """Each journey with the earliest touchpoint of each part of each duty of its report."""
    rules = rows.evidence.filter(rows.evidence.by_report, rows.evidence.answers == "any")
    found = matched(rows, rules)
    of = {"at": found.happened_at, "on": found.happened_on, "key": found.key}
    columns = {
        f"{part}_{what}_{number}": of[what].min(
            where=(found.duty_no == number) & (found.part == part)
        )
        for number, part, what in _asked_for(rows)
    }
    if not columns:
        return rows.journeys
    earliest = found.group_by(answered_journey=found.journey_id).agg(**columns)
    return rows.journeys.left_join(
        earliest, [rows.journeys.journey_id == earliest.answered_journey]
    )


def owed_at_report(rows: Rows) -> ir.Table:
    """The occurrences of the duties that start at the report, with their answers."""
    duties = rows.duties.filter(
        rows.duties.by_report, ~rows.duties.bare, rows.duties.rule != Rule.RECURRING.value
    )
    owed = _journeys_with_answers(rows).cross_join(duties)
    owed = owed.filter(concerned(rows, owed))
    asking: dict[str, list[int]] = {name: [] for name in ANSWERS}
    for number, part, what in _asked_for(rows):
        if f"{part}_{what}" in asking:
            asking[f"{part}_{what}"].append(number)
    return shaped(
        owed.mutate(
            occurrence=owed.investigation_id,
            triggered_at=owed.reported_at,
            triggered_on=owed.reported_on,
            **{name: _own(owed, name, numbers) for name, numbers in asking.items()},
        )
    )


def _own(owed: ir.Table, name: str, numbers: list[int]) -> ir.Value:
    """What a duty finds in its own columns."""
    empty = ibis.null(_TYPES[name.rpartition("_")[2]])
    if not numbers:
        return empty
    return ibis.cases(
        *((owed.duty_no == number, owed[f"{name}_{number}"]) for number in numbers), else_=empty
    )


def _asked_for(rows: Rows) -> list[tuple[int, str, str]]:
    """Which duty asks for what of which part: instants only where it is instants that count."""
    return [
        (number, part, what)
        for number, duty in enumerate(rows.rules.duties)
        if duty.trigger.report and duty.rule is not Rule.RECURRING
        for part in _parts_of(duty)
        for what in ("at", "on", "key")
        if what != "at" or part != "done" or _instants_count(duty)
    ]


def _instants_count(duty: Duty) -> bool:
    """Whether what was done is held against something else that happened, or against an hour."""
    in_hours = any(limit and limit.unit is Unit.HOURS for limit in (duty.standard, duty.enhanced))
    return in_hours or bool(duty.declined_by or duty.before)


def _parts_of(duty: Duty) -> tuple[str, ...]:
    """The parts that touchpoints can play for a duty."""
    given = {
        "done": duty.met_by,
        "choice": duty.declined_by,
        "excuse": duty.excused_by,
        "before": duty.before,
        "alongside": duty.alongside,
    }
    return tuple(part for part in PARTS if given[part])
