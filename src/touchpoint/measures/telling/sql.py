"""The SQL that a measure would run on DuckDB, by month and over the whole ledger."""

from datetime import date
from functools import lru_cache

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa

from touchpoint.calendar import calendar_table
from touchpoint.ledger import TABLES, ibis_schema
from touchpoint.measures.catalogue import catalogue
from touchpoint.measures.counting.asked import SLOTS, Question, planned
from touchpoint.measures.counting.rows import Tables, counted
from touchpoint.measures.counting.verdicts import RIGHTS_OF_DUTIES, of_verdicts
from touchpoint.measures.counting.voices import of_returns
from touchpoint.measures.definition.measure import Measure, Population
from touchpoint.measures.running import batches, count
from touchpoint.rights.judging.verdicts import COLUMNS

VERDICTS = "verdicts"


def sql_of(measure: Measure, as_at: date) -> str:
    """The statements, one after another; the verdict table is that of `touchpoint verdicts`."""
    question = Question(measures=(measure,), period="month", as_at=as_at)
    plan = planned(question, [], {}, [])
    held = {name: ibis.Schema.from_pyarrow(rows.schema) for name, rows in plan.tables.items()}
    tables = _tables(held)
    steps: dict[str, str] = {}

    def keep(name: str, rows: ir.Table) -> ir.Table:
        steps[name] = _sql(rows)
        return ibis.table(rows.schema(), name=name)

    rows = counted(tables, plan, keep)
    made: dict[str, str] = {}
    if measure.population is Population.RETURNS:
        made[measure.name] = _sql(of_returns(rows, measure.counted.indicators))
    else:
        for some in batches(question, catalogue()):
            for batch in some:
                if batch.population is Population.VERDICTS:
                    made[batch.name] = _sql(of_verdicts(rows, batch, tables[VERDICTS]))
                else:
                    made[batch.name] = _sql(count(rows, batch))
    small = [_values(SLOTS, plan.tables[SLOTS])] if plan.touches else []
    kept = [f"-- kept as {name}\n{text};" for name, text in steps.items()]
    return "\n\n".join(
        [*small, *kept, *(f"-- {name}, by month\n{text};" for name, text in made.items())]
    )


def _tables(held: dict[str, ibis.Schema]) -> Tables:
    days = ibis.Schema.from_pyarrow(calendar_table().schema)
    verdicts = {name: "date" if name.endswith("_on") else "string" for name in COLUMNS}
    schemas = {
        **{name: ibis_schema(name) for name in TABLES},
        "calendar": days,
        VERDICTS: ibis.schema(verdicts),
        RIGHTS_OF_DUTIES: ibis.schema({"right_duty": "string", "right_number": "string"}),
        **held,
    }
    return {name: ibis.table(schema, name=name) for name, schema in schemas.items()}


def _values(name: str, rows: pa.Table) -> str:
    """A small table as a statement that makes it."""
    lines = (f"  ({', '.join(repr(value) for value in row.values())})" for row in rows.to_pylist())
    columns = ", ".join(rows.column_names)
    listed = ",\n".join(lines)
    return f"CREATE TEMPORARY TABLE {name} AS FROM (VALUES\n{listed}\n) AS slots ({columns});"


def _sql(rows: ir.Table) -> str:
    return _text(rows.op())


@lru_cache(maxsize=64)
def _text(rows: ops.Relation) -> str:
    """What measures share, as text: it is slow to compile, and a paper tells of many of them."""
    return str(ibis.to_sql(rows.to_expr(), dialect="duckdb"))
