"""Spark over a ledger folder, for a ledger that outgrows one machine.

The session is made by Spark's usual settings (spark-defaults.conf, spark-submit, SPARK_REMOTE…);
without any, Spark runs on this machine alone. It is asked for UTC and nothing else.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.pyspark import Backend

from touchpoint.engines.calendar_rows import calendar_rows
from touchpoint.engines.said import said_to_spark
from touchpoint.errors import Refused
from touchpoint.ledger import TABLES, Column, Structure, Table, Type, sound_structure

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_SQL_TYPES: Mapping[Type, str] = {
    Type.STRING: "STRING",
    Type.BOOL: "BOOLEAN",
    Type.INT32: "INT",
    Type.DOUBLE: "DOUBLE",
    Type.DATE: "DATE",
    Type.TIMESTAMP: "TIMESTAMP_NTZ",
    Type.LIST: "ARRAY<STRING>",
}

_FUNCTIONS = {
    "touchpoint_detail(detail STRING, entry STRING)": (
        "get_json_object(detail, concat('$.', entry))"
    ),
    "touchpoint_key(instant TIMESTAMP_NTZ, identity STRING, reason STRING)": (
        "concat(CAST(unix_micros(CAST(instant AS TIMESTAMP)) + 200000000000000000 AS STRING),"
        " identity, char(31), reason)"
    ),
    "touchpoint_key_identity(key STRING)": "split_part(substring(key, 19), char(31), 1)",
    "touchpoint_key_reason(key STRING)": "substring(key, instr(key, char(31)) + 1)",
}


@dataclass(frozen=True, kw_only=True)
class SparkLedger:
    """A ledger open on Spark: its connection and its tables as expressions."""

    connection: Backend
    tables: Mapping[str, ir.Table]
    _kept: list["DataFrame"] = field(default_factory=list)

    def keep(self, name: str, rows: ir.Table) -> ir.Table:
        """Keep a step of an expression, so that it is planned and made once for all its readers."""
        self.keep_statement(name, said_to_spark(rows))
        # Asked of Spark, its columns would have lost how exact their instants are.
        kept = ops.DatabaseTable(name=name, schema=rows.schema(), source=self.connection)
        return kept.to_expr()

    def keep_statement(self, name: str, statement: str) -> None:
        """Keep what a statement gives, under a name, for as long as the ledger is open."""
        rows = self.connection.raw_sql(statement)
        # With a place for checkpoints, what reads the step is planned without planning it again.
        made = rows.checkpoint() if _checkpoints(rows.sparkSession) else rows.persist()
        made.createOrReplaceTempView(name)
        self._kept.append(made)

    def forget(self) -> None:
        """Give back the room that kept steps take."""
        for made in self._kept:
            made.unpersist()

    def answer(self, asked: ir.Table) -> pa.Table:
        """What an expression gives, as a table of the expression's own types."""
        return self.connection.to_pyarrow(asked)

    def hold(self, tables: Mapping[str, pa.Table]) -> Mapping[str, ir.Table]:
        """The ledger's tables with small tables of the caller's beside them."""
        for name, rows in tables.items():
            _keep(self.connection, name, rows)
        return {**self.tables, **{name: self.connection.table(name) for name in tables}}


@contextmanager
def open_on_spark(path: Path) -> Iterator[SparkLedger]:
    """Open a ledger folder on the Spark session that the settings of this machine describe."""
    structure = sound_structure(path)
    connection = ibis.pyspark.connect(_session())
    for function, body in _FUNCTIONS.items():
        connection.raw_sql(
            f"CREATE OR REPLACE TEMPORARY FUNCTION {function} RETURNS STRING RETURN {body}"
        )
    for table in TABLES.values():
        _show(connection, table, structure)
    _keep(connection, "calendar", calendar_rows())
    ledger = SparkLedger(
        connection=connection,
        tables={name: connection.table(name) for name in (*TABLES, "calendar")},
    )
    try:
        yield ledger
    finally:
        ledger.forget()


def _checkpoints(session: "SparkSession") -> bool:
    """Whether the settings name a place where steps may be written."""
    return bool(session.conf.get("spark.checkpoint.dir", None))


def _session() -> object:
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - Spark is an extra
    except ModuleNotFoundError:
        raise Refused(
            "Spark is not installed: install touchpoint with its extra `spark`, or use DuckDB."
        ) from None
    # Workers run the Python that we run, whatever else is on the path.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    return (
        SparkSession.builder.appName("touchpoint")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.ui.showConsoleProgress", "false")
        # Spark has no nanoseconds: it reads their number, of which _shown makes an instant.
        .config("spark.sql.legacy.parquet.nanosAsLong", "true")
        .getOrCreate()
    )


def _show(connection: Backend, table: Table, structure: Structure) -> None:
    """Make the view that shows a table as the contract has it."""
    files = [str(file) for file in structure.files[table.name]]
    sound = structure.columns[table.name]
    if files:
        rows = connection._session.read.option("mergeSchema", "true").parquet(*files)  # noqa: SLF001 - the way Ibis offers to its session
    else:
        rows = connection._session.sql("SELECT 1 WHERE false")  # noqa: SLF001 - likewise
    nanos = structure.nanoseconds[table.name]
    shown = [
        _shown(column, present=column.name in sound, nanos=column.name in nanos)
        for column in table.columns
    ]
    rows.selectExpr(*shown).createOrReplaceTempView(table.name)


def _shown(column: Column, *, present: bool, nanos: bool) -> str:
    value = f"`{column.name}`" if present else "NULL"
    if present and nanos:
        # Down to the microsecond, also before 1970.
        value = f"timestamp_micros(({value} - pmod({value}, 1000)) div 1000)"
    return f"CAST({value} AS {_SQL_TYPES[column.type]}) AS `{column.name}`"


def _keep(connection: Backend, name: str, rows: pa.Table) -> None:
    """Make a view of rows from memory; they are few."""
    connection._session.createDataFrame(rows).createOrReplaceTempView(name)  # noqa: SLF001 - likewise
