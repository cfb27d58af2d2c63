"""Every engine, ready to answer questions of rows that stand in Python."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path

import ibis.expr.types as ir
import psycopg
import pyarrow as pa
from engines_under_test import arrow_rows, postgres_in
from measured_ledgers import Rows

from touchpoint.cli.measuring import OnDuckDB
from touchpoint.engines import open_on_duckdb
from touchpoint.engines.postgres import copy_in, hold, make_schema
from touchpoint.engines.said import said_to_postgres
from touchpoint.engines.unbound import unbound_tables
from touchpoint.ledger import TABLES, new_ledger, write_part
from touchpoint.measures.asking import Answer, ask
from touchpoint.measures.counting.asked import Question
from touchpoint.measures.counting.rows import Tables
from touchpoint.measures.figuring.figure import Figure
from touchpoint.measures.running import Made
from touchpoint.rights.editions import in_force

_NUMBERS = count()


def written(folder: Path, rows: Rows) -> Path:
    """A ledger folder of these rows."""
    path = folder / f"ledger-{next(_NUMBERS)}"
    with new_ledger(path) as staging:
        for table in TABLES:
            if table in rows or TABLES[table].required:
                write_part(staging, table, 0, arrow_rows(table, rows.get(table, [])))
    return path


def on_duckdb(
    folder: Path, rows: Rows, question: Question, loads: Mapping[int, date] | None = None
) -> Answer:
    """What DuckDB answers."""
    with open_on_duckdb(written(folder, rows), threads=1) as ledger:
        return ask(OnDuckDB(ledger=ledger), question, editions=in_force(), loads=loads)


@dataclass(kw_only=True)
class OnPostgres:
    """Postgres, with the ledger's tables in a schema of their own."""

    connection: psycopg.Connection
    held: dict[str, pa.Table] = field(default_factory=dict)

    @property
    def tables(self) -> Tables:
        return unbound_tables(self.held)

    def hold(self, tables: Mapping[str, pa.Table]) -> Tables:
        hold(self.connection, tables)
        self.held.update(tables)
        return self.tables

    def whole(self, made: Made) -> Mapping[str, pa.Table]:
        return {name: self._rows(expression) for name, expression in made(lambda _, s: s).items()}

    def by_journey(self, made: Made) -> Iterator[Mapping[str, pa.Table]]:
        yield self.whole(made)

    def _rows(self, expression: ir.Table) -> pa.Table:
        found = self.connection.execute(said_to_postgres(expression)).fetchall()
        schema = expression.schema().to_pyarrow()
        columns = list(zip(*found, strict=True)) or [()] * len(schema)
        arrays = [
            pa.array([_plain(v) for v in column], kind.type)
            for column, kind in zip(columns, schema, strict=True)
        ]
        return pa.table(arrays, names=schema.names)


def _plain(value: object) -> object:
    return int(value) if isinstance(value, Decimal) else value


@contextmanager
def postgres(folder: Path) -> Iterator[psycopg.Connection]:
    """A Postgres of its own."""
    with postgres_in(folder) as server:
        yield server.connection


def on_postgres(connection: psycopg.Connection, rows: Rows, question: Question) -> Answer:
    """What Postgres answers."""
    make_schema(connection, f"ledger_{next(_NUMBERS)}")
    for table in TABLES:
        if rows.get(table):
            copy_in(connection, table, arrow_rows(table, rows[table]))
    answer = ask(OnPostgres(connection=connection), question, editions=in_force())
    connection.rollback()
    return answer


def said(figures: Sequence[Figure]) -> list[tuple[object, ...]]:
    """Figures as tuples of all that they say, to be compared."""
    return [tuple(figure.row().values()) for figure in figures]
