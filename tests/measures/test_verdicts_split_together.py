"""Verdicts that are split in several ways at once are summed up once, and count as if apart."""

from datetime import date
from pathlib import Path

import ibis.expr.types as ir
import pyarrow as pa
from measured_engines import written
from random_ledgers import ledger

from touchpoint.cli.measuring import OnDuckDB
from touchpoint.engines import open_on_duckdb
from touchpoint.measures.catalogue import catalogue, measure_named
from touchpoint.measures.counting.asked import Plan, Question, planned_together
from touchpoint.measures.counting.rows import Tables, counted
from touchpoint.measures.counting.verdicts import (
    RIGHTS_OF_DUTIES,
    Splits,
    of_verdicts,
    split,
)
from touchpoint.measures.definition.dimensions import read_dimension
from touchpoint.measures.running import batches

AS_AT = date(2024, 7, 15)
WAYS = ("", "basis duty", "unit:area", "mark right")
VERDICTS = [
    (duty, state, basis)
    for duty in ("R1.1", "R2.3")
    for state in ("met", "late", "missed", "cannot_tell")
    for basis in ("standard", "enhanced")
]

Found = list[tuple[object, ...]]


def _given(rows: list[dict[str, object]]) -> pa.Table:
    """Verdicts of every journey: which and how many hangs on its place in the ledger."""
    given = [
        (str(row["journey_id"]), *VERDICTS[(place * 7 + more) % len(VERDICTS)])
        for place, row in enumerate(rows)
        for more in range(place % 4)
    ]
    names = ("journey_id", "duty_id", "state", "basis")
    return pa.table({name: [row[n] for row in given] for n, name in enumerate(names)})


def _plans() -> tuple[Plan, ...]:
    questions = [
        Question(
            measures=(measure_named("duty_met"),),
            period="month",
            dimensions=tuple(map(read_dimension, way.split())),
            as_at=AS_AT,
        )
        for way in WAYS
    ]
    return planned_together(questions, [], {}, [])


def _rows(expression: ir.Table) -> Found:
    return sorted(map(tuple, expression.to_pyarrow().to_pandas().astype(str).to_numpy()))


def _apart(tables: Tables, plan: Plan, given: ir.Table) -> list[Found]:
    rows = counted(tables, plan)
    some = batches(plan.question, catalogue())[1]
    return [_rows(of_verdicts(rows, batch, given)) for batch in some]


def _together(tables: Tables, plans: tuple[Plan, ...], given: ir.Table) -> list[list[Found]]:
    sums = Splits(plans=plans).counted(tables, given, lambda _, step: step)
    return [
        [
            _rows(split(counted(tables, plan), batch, few))
            for batch in batches(plan.question, catalogue())[1]
        ]
        for plan, few in zip(plans, sums, strict=True)
    ]


def test_verdicts_split_in_several_ways_count_as_if_split_in_each_alone(tmp_path: Path) -> None:
    rows, plans = ledger(seed=5), _plans()
    rights = pa.table({"right_duty": ["R1.1", "R2.3"], "right_number": ["1", "2"]})
    with open_on_duckdb(written(tmp_path, rows), threads=1) as opened:
        tables = OnDuckDB(ledger=opened).hold(
            {**plans[0].tables, RIGHTS_OF_DUTIES: rights, "given": _given(rows["journeys"])}
        )
        together = _together(tables, plans, tables["given"])
        apart = [_apart(tables, plan, tables["given"]) for plan in plans]
    assert together == apart
    assert all(found for some in apart for found in some)
