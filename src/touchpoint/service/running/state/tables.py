"""Every table and sequence of the service, as the database itself lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg import sql

_TABLES: Final = """
    SELECT n.nspname, c.relname, array_agg(a.attname::text ORDER BY a.attnum)
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relkind = 'r' AND c.relpersistence = 'p'
        AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    GROUP BY n.nspname, c.relname
    ORDER BY n.nspname, c.relname
"""
_SEQUENCES: Final = """
    SELECT schemaname, sequencename FROM pg_sequences
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
"""
_MIGRATIONS: Final = "SELECT app, name FROM django_migrations ORDER BY app, name"


@dataclass(frozen=True, kw_only=True)
class StoredTable:
    """A table, with the columns that are stored rather than worked out."""

    schema: str
    name: str
    columns: tuple[str, ...]

    @property
    def called(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def identifier(self) -> sql.Identifier:
        return sql.Identifier(self.schema, self.name)

    def copy(self, direction: str) -> sql.Composed:
        """The statement that copies the table out or in, as text that every version reads."""
        columns = sql.SQL(", ").join(map(sql.Identifier, self.columns))
        return sql.SQL("COPY {} ({}) {}").format(self.identifier, columns, sql.SQL(direction))


def stored_tables(connection: psycopg.Connection[Any]) -> tuple[StoredTable, ...]:
    """Every table of the database."""
    return tuple(
        StoredTable(schema=schema, name=name, columns=tuple(columns))
        for schema, name, columns in connection.execute(_TABLES)
    )


def sequences(connection: psycopg.Connection[Any]) -> dict[str, tuple[int, bool]]:
    """How far every sequence has counted, by its name."""
    found = {}
    for schema, name in connection.execute(_SEQUENCES).fetchall():
        asking = sql.SQL("SELECT last_value, is_called FROM {}")
        row = connection.execute(asking.format(sql.Identifier(schema, name))).fetchone()
        if row:
            found[f"{schema}.{name}"] = (int(row[0]), bool(row[1]))
    return found


def migrations(connection: psycopg.Connection[Any]) -> list[tuple[str, str]]:
    """Every migration that the tables have been through; none where there are no tables."""
    there = connection.execute("SELECT to_regclass('public.django_migrations')").fetchone()
    if there is None or there[0] is None:
        return []
    return [(app, name) for app, name in connection.execute(_MIGRATIONS)]


def holds_something(connection: psycopg.Connection[Any]) -> bool:
    """Whether anybody or anything that matters is in the database."""
    return any(
        _has_rows(connection, table)
        for table in ("organisation_staff", "journeys_investigation", "organisation_unit")
    )


def _has_rows(connection: psycopg.Connection[Any], table: str) -> bool:
    there = connection.execute("SELECT to_regclass(%s)", (table,)).fetchone()
    if there is None or there[0] is None:
        return False
    asking = sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(table))
    row = connection.execute(asking).fetchone()
    return bool(row and row[0])


def others_at_work(connection: psycopg.Connection[Any]) -> Sequence[str]:
    """Parts of the service that are connected to this database now."""
    found = connection.execute(
        "SELECT DISTINCT application_name FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND application_name LIKE 'touchpoint%'"
    )
    return [name for (name,) in found]
