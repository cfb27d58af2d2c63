"""Counts of verdicts on victim-based crimes, by the month of the report."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from touchpoint.measures.counting.asked import Plan
from touchpoint.measures.counting.rows import (
    Counted,
    Keep,
    Tables,
    counted,
    grouped_journeys,
    groups_in,
    known_tables,
    month_of,
)
from touchpoint.measures.counting.tallies import Batch, in_months
from touchpoint.measures.definition.dimensions import OF_INVESTIGATIONS, OF_JOURNEYS, Dimension
from touchpoint.measures.definition.measure import Measure, Population, Rows
from touchpoint.rights.code.duty import Edition
from touchpoint.rights.judging.rules import Rules, rules_of
from touchpoint.rights.judging.verdicts import verdicts

RIGHTS_OF_DUTIES = "measure_duties"

_SAID_BY_VERDICTS = "basis"
"""What journeys say as well: of a verdict it is the basis on which it was given."""


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
    return split(rows, batch, summed_up(rows, found))


def summed_up(rows: Counted, found: ir.Table) -> ir.Table:
    """How many verdicts there are of every combination: everything after it is small."""
    found = found.select("journey_id", "duty_id", "state", verdict_basis="basis")
    journeys = grouped_journeys(rows).mutate(month=month_of(ibis._.reported_on))
    journeys = in_months(rows, journeys)
    groups = groups_in(journeys)
    few = found.inner_join(journeys.select("journey_id", "month", *groups), "journey_id")
    keys = ["month", *groups, "duty_id", "state", "verdict_basis"]
    return few.group_by(*keys).agg(number=few.count())


def split(rows: Counted, batch: Batch, few: ir.Table) -> ir.Table:
    """The tallies of a batch, out of how many verdicts there are of every combination."""
    names = [dimension.name for dimension in rows.dimensions]
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


@dataclass(frozen=True, kw_only=True)
class Splits:
    """Verdicts that are split in several ways: summed up once, as finely as any of them asks."""

    plans: tuple[Plan, ...]
    """The plans that ask for verdicts: alike but for how they are split."""

    def counted(self, tables: Tables, given: ir.Table, keep: Keep) -> Iterator[ir.Table]:
        """For each plan, how many of the verdicts there are of every combination of its groups."""
        ways = dict.fromkeys(_has_marks(plan) for plan in self.plans)
        if len(ways) > 1:
            given = given.select("journey_id", "duty_id", "state", "basis")
            given = keep("measure_verdicts", given)
        finest = {marked: self._finest(marked=marked) for marked in ways}
        sums = {
            marked: keep(
                f"measure_sums{'_by_mark' if marked else ''}",
                summed_up(counted(tables, plan, keep), given),
            )
            for marked, plan in finest.items()
        }
        for plan in self.plans:
            marked = _has_marks(plan)
            yield _coarser(sums[marked], finest[marked], plan)

    def _finest(self, *, marked: bool) -> Plan:
        """A plan that is split by everything that some plans are split by.

        An investigation stands in several groups of a dimension of marks, and in one of any other.
        """
        asked = [
            each for plan in self.plans if _has_marks(plan) is marked for each in _of_journeys(plan)
        ]
        plan = self.plans[0].of_all
        dimensions = tuple(dict.fromkeys(asked))
        return replace(plan, question=replace(plan.question, dimensions=dimensions))


def _has_marks(plan: Plan) -> bool:
    return any(dimension.name == "mark" for dimension in plan.question.dimensions)


def _of_journeys(plan: Plan) -> list[Dimension]:
    """The dimensions of a plan that are said of a verdict's journey or its crime."""
    names = {*OF_INVESTIGATIONS, *OF_JOURNEYS} - {_SAID_BY_VERDICTS}
    return [each for each in plan.question.dimensions if each.name in names]


def _coarser(sums: ir.Table, finest: Plan, plan: Plan) -> ir.Table:
    """Sums with the groups of one plan alone, numbered as it has them."""
    asked, places = plan.question.dimensions, finest.question.dimensions
    groups = {
        f"group_{asked.index(each)}": sums[f"group_{places.index(each)}"]
        for each in _of_journeys(plan)
    }
    return sums.select("month", "duty_id", "state", "verdict_basis", "number", **groups)


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
