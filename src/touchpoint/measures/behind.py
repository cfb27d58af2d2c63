"""The rows behind a figure, by their ids: for whoever holds the ledger, and for nobody else.

The same expressions count as for the figure, with every row a group of its own, so the rows add up
to the figure by how it is made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

import ibis.expr.types as ir
import pyarrow as pa

from touchpoint.calendar import Period
from touchpoint.errors import Refused
from touchpoint.measures.counting.asked import Plan, Question, number_of, planned
from touchpoint.measures.counting.rows import ROW, Counted, Keep, counted
from touchpoint.measures.counting.tallies import Batch
from touchpoint.measures.counting.verdicts import held_beside, judged, of_verdicts, rules_for
from touchpoint.measures.definition.dimensions import read_dimension
from touchpoint.measures.definition.measure import Measure, Population
from touchpoint.measures.figuring.figures import tallies_of
from touchpoint.measures.running import BY_JOURNEY, Runner, batches, count
from touchpoint.rights.code.duty import Edition

COLUMNS: Final = ("measure", "period", "row", "id", "numerator", "denominator")
ROW_OF: Final[Mapping[Population, str]] = {
    Population.JOURNEYS: "journey",
    Population.INVESTIGATIONS: "investigation",
    Population.TOUCHPOINTS: "journey",
    Population.INTERVALS: "journey",
    Population.VERDICTS: "journey",
    Population.ANSWERS: "response",
    Population.PERSONS: "journey",
    Population.REVIEWS: "investigation",
}
"""Of what the ids are: a journey may stand for several touchpoints, intervals or verdicts."""


def rows_behind(
    runner: Runner,
    measure: Measure,
    period: Period,
    groups: Mapping[str, str],
    *,
    as_at: date,
    editions: Sequence[Edition],
    measures: Sequence[Measure],
    whenever: bool = False,
) -> list[dict[str, Any]]:
    """Every row of a figure's denominator and numerator, with how often each counts there."""
    if measure.population is Population.RETURNS:
        raise Refused(f"{measure.name} is what providers returned: no rows stand behind it.")
    labels = sorted(groups)
    question = Question(
        measures=(measure,),
        period=period.kind,
        dimensions=tuple(read_dimension(label) for label in labels),
        from_on=period.to_on,
        to_on=period.to_on,
        as_at=as_at,
    )
    units = runner.whole(lambda _: {"units": runner.tables["units"]})["units"].to_pylist()
    plan = planned(question, units, {}, [period, period])
    found: dict[str, dict[str, int]] = {}
    values = [groups[label] for label in labels]
    for batch, part in _counts(runner, plan, tuple(editions), measures, whenever=whenever):
        for role, tally in tallies_of(measure, measures).items():
            if role in ("numerator", "denominator") and tally in batch.tallies:
                column = f"tally_{batch.tallies.index(tally)}"
                for row in _of_group(part, values, period):
                    counts = found.setdefault(row[ROW], {})
                    counts[role] = counts.get(role, 0) + row[column]
    return [
        {
            "measure": measure.name,
            "period": period.label,
            "row": ROW_OF[measure.population],
            "id": name,
            "numerator": counts.get("numerator", 0),
            "denominator": counts.get("denominator"),
        }
        for name, counts in sorted(found.items())
        if any(counts.values())
    ]


def _of_group(part: pa.Table, values: Sequence[str], period: Period) -> list[dict[str, Any]]:
    first, last = number_of(period.from_on), number_of(period.to_on)
    return [
        row
        for row in part.to_pylist()
        if first <= row["month"] <= last
        and row[ROW] is not None
        and all(row.get(f"group_{n}", value) == value for n, value in enumerate(values))
    ]


def _counts(
    runner: Runner,
    plan: Plan,
    editions: tuple[Edition, ...],
    every: Sequence[Measure],
    *,
    whenever: bool,
) -> list[tuple[Batch, pa.Table]]:
    rules = rules_for(plan, editions, whenever=whenever)
    tables = runner.hold({**plan.tables, **(held_beside(rules) if rules is not None else {})})
    made: list[tuple[Batch, pa.Table]] = []
    for some in batches(plan.question, every):
        for batch in some:

            def expressions(keep: Keep, batch: Batch = batch) -> Mapping[str, ir.Table]:
                rows: Counted = replace(counted(tables, plan, keep), by_row=True)
                if batch.population is Population.VERDICTS and rules is not None:
                    return {"rows": of_verdicts(rows, batch, judged(tables, plan, rules, keep))}
                return {"rows": count(rows, batch)}

            if batch.population in BY_JOURNEY:
                made += [(batch, part["rows"]) for part in runner.by_journey(expressions)]
            else:
                made.append((batch, runner.whole(expressions)["rows"]))
    return made
