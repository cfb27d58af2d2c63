"""Counts of verdicts on victim-based crimes, by the month of the report."""

from dataclasses import replace

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from touchpoint.measures.counting.asked import Plan
from touchpoint.measures.counting.rows import (
    Counted,
    Keep,
    Tables,
    grouped_journeys,
    groups_in,
    known_tables,
    month_of,
)
from touchpoint.measures.counting.tallies import Batch, in_months
from touchpoint.measures.definition.measure import Measure, Population, Rows
from touchpoint.rights.code.duty import Edition
from touchpoint.rights.judging.rules import Rules, rules_of
from touchpoint.rights.judging.verdicts import verdicts

RIGHTS_OF_DUTIES = "measure_duties"


def rules_for(plan: Plan, editions: tuple[Edition, ...], *, whenever: bool = False) -> Rules | None:
    """The rules of the duties that the measures of a plan ask for; none where none is asked for."""
    measures = [m for m in plan.question.measures if m.population is Population.VERDICTS]
    if not measures:
        return None
    kept = tuple(
        replace(edition, duties=tuple(d for d in edition.duties if _asked(measures, d.id, d.right)))
        for edition in editions
    )
    return rules_of(kept, whenever=whenever)


def _asked(measures: list[Measure], duty: str, right: int) -> bool:
    return any(
        all(
            (not rows.duties or duty in rows.duties) and (not rows.rights or right in rows.rights)
            for rows in measure.numerator
        )
        for measure in measures
    )


def held_beside(rules: Rules) -> dict[str, pa.Table]:
    """The small tables that verdicts are made with, and which right each duty belongs to."""
    ids = {duty.id: duty.right for duty in rules.duties}
    columns = {
        "right_duty": pa.array(list(ids), pa.string()),
        "right_number": pa.array([str(right) for right in ids.values()], pa.string()),
    }
    return {**rules.tables, RIGHTS_OF_DUTIES: pa.table(columns)}


def judged(tables: Tables, plan: Plan, rules: Rules, keep: Keep) -> ir.Table:
    """The verdicts on victim-based crimes reported in the months that are asked for."""
    known = dict(known_tables(tables, plan))
    crimes = known["investigations"]
    crimes = crimes.filter(crimes.victim_based)
    if plan.months is not None:
        first, last = plan.months
        crimes = crimes.filter(month_of(crimes.reported_on).between(first, last))
    known["investigations"] = crimes
    return verdicts(known, rules, ibis.date(plan.question.day.isoformat()), keep)


def of_verdicts(rows: Counted, batch: Batch, found: ir.Table) -> ir.Table:
    """Counts of verdicts by duty, state and basis."""
    names = [dimension.name for dimension in rows.dimensions]
    found = found.select("journey_id", "duty_id", "state", verdict_basis="basis")
    journeys = grouped_journeys(rows).mutate(month=month_of(ibis._.reported_on))
    journeys = in_months(rows, journeys)
    groups = groups_in(journeys)
    few = found.inner_join(journeys.select("journey_id", "month", *groups), "journey_id")
    # One count for every combination first: everything after it is small.
    keys = ["month", *groups, "duty_id", "state", "verdict_basis"]
    few = few.group_by(*keys).agg(number=few.count())
    rights = rows.tables[RIGHTS_OF_DUTIES]
    joined = few.inner_join(rights, [("duty_id", "right_duty")])
    own = {"duty": joined.duty_id, "right": joined.right_number, "basis": joined.verdict_basis}
    joined = joined.mutate(
        **{f"group_{names.index(name)}": value for name, value in own.items() if name in names}
    )
    conditions = [
        ibis.and_(ibis.literal(True), *(_holds(joined, asked) for asked in tally.rows))
        for tally in batch.tallies
    ]
    return _weighed(joined, conditions, sorted(groups_in(joined)))


def _holds(found: ir.Table, asked: Rows) -> ir.BooleanValue:
    parts = [ibis.literal(True)]
    if asked.states:
        parts.append(found.state.isin(asked.states))
    if asked.duties:
        parts.append(found.duty_id.isin(asked.duties))
    if asked.rights:
        parts.append(found.right_number.isin([str(right) for right in asked.rights]))
    return ibis.and_(*parts)


def _weighed(found: ir.Table, conditions: list[ir.BooleanValue], groups: list[str]) -> ir.Table:
    """As many as the rows stand for, of those for which each condition holds."""
    counts = {
        f"tally_{n}": ibis.ifelse(condition, found.number, 0).sum().cast("int64")
        for n, condition in enumerate(conditions)
    }
    return found.group_by("month", *groups).agg(**counts)
