"""The service's own Postgres as the measures of the library need an engine: they run unchanged.

It works as the owner, over everything: what may leave is the disclosure room's business. Small
tables of a question are kept as temporary ones, and are gone with the transaction.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

import ibis
import ibis.expr.types as ir
import psycopg
import pyarrow as pa
from django.db import transaction

from touchpoint.engines.postgres import hold
from touchpoint.engines.said import said_to_postgres
from touchpoint.engines.unbound import unbound_tables
from touchpoint.measures.counting.rows import Tables
from touchpoint.measures.running import Made
from touchpoint.service.journeys.raw import psycopg_connection, run

_WHERE_TO_LOOK: Final = "SET LOCAL search_path = pg_temp, ledger, pg_catalog"


@dataclass(frozen=True, kw_only=True)
class OnPostgres:
    """An open engine over the ledger's views."""

    connection: psycopg.Connection
    _held: dict[str, pa.Table] = field(default_factory=dict)

    @property
    def tables(self) -> Tables:
        """The ledger's tables."""
        return unbound_tables(self._held)

    def hold(self, tables: Mapping[str, pa.Table]) -> Tables:
        """The ledger's tables with small ones beside them."""
        # Here alone: tables of the same names beside the ledger's are what its verdicts read.
        run("SET LOCAL search_path = pg_temp, pg_catalog")
        hold(self.connection, tables)
        run(_WHERE_TO_LOOK)
        for name in tables:
            self.connection.execute(f'ANALYZE "{name}"')
        self._held.update(tables)
        return self.tables

    def whole(self, made: Made) -> Mapping[str, pa.Table]:
        """The rows of expressions over the whole ledger."""
        kept: list[str] = []

        def keep(name: str, step: ir.Table) -> ir.Table:
            self._run(f'CREATE TEMPORARY TABLE "{name}" ON COMMIT DROP AS {said_to_postgres(step)}')
            self._run(f'ANALYZE "{name}"')
            kept.append(name)
            return ibis.table(step.schema(), name=name)

        found = {name: self._rows(expression) for name, expression in made(keep).items()}
        for name in kept:
            self._run(f'DROP TABLE "{name}"')
        return found

    def by_journey(self, made: Made) -> Iterator[Mapping[str, pa.Table]]:
        """The same: the whole ledger is the only portion."""
        yield self.whole(made)

    def _run(self, statement: str) -> None:
        self.connection.execute(statement)

    def _rows(self, expression: ir.Table) -> pa.Table:
        found = self.connection.execute(said_to_postgres(expression)).fetchall()
        schema = expression.schema().to_pyarrow()
        columns = list(zip(*found, strict=True)) or [()] * len(schema)
        arrays = [
            pa.array([_plain(value) for value in column], kind.type)
            for column, kind in zip(columns, schema, strict=True)
        ]
        return pa.table(arrays, names=schema.names)


@contextmanager
def open_runner() -> Iterator[OnPostgres]:
    """The engine, over the state of one instant."""
    with transaction.atomic(durable=True):
        run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        run(_WHERE_TO_LOOK)
        run("SET LOCAL jit = off")
        run("SET LOCAL work_mem = '256MB'")
        runner = OnPostgres(connection=psycopg_connection())
        yield runner
        for name in runner._held:  # noqa: SLF001 - its own
            run(f'DROP TABLE pg_temp."{name}"')


def _plain(value: object) -> object:
    """Postgres adds whole numbers up to a type that is none of the expression's."""
    return int(value) if isinstance(value, Decimal) else value
