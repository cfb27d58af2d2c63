"""Tables made ready for a first load: nothing in them, and no index or guard that costs by the row.

What is taken away is read from the database itself, so that it comes back as it was, whatever a
later migration has made of it; all of it happens in the transaction of the load.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import psycopg

from touchpoint.errors import Refused

MEMORY: Final = "512MB"
"""What making an index may take; a bulk load is alone with the tables."""

_INDEXES: Final = """
    SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text,
        pg_get_indexdef(i.indexrelid), quote_ident(con.conname), pg_get_constraintdef(con.oid),
        ARRAY(SELECT attnum::int FROM pg_attribute AS a
            WHERE a.attrelid = i.indexrelid AND a.attstattarget = 0)
    FROM pg_index AS i
    LEFT JOIN pg_constraint AS con ON con.conindid = i.indexrelid AND con.contype IN ('p', 'u')
    WHERE i.indrelid = ANY (%s::text[]::regclass[])
    ORDER BY i.indrelid, i.indexrelid
"""
_REFERENCES: Final = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'f' AND confrelid = ANY (%s::text[]::regclass[])
    ORDER BY conrelid, conname
"""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One thing that was taken away from a table: how it goes, and how it comes back."""

    goes: str
    comes_back: tuple[str, ...]


@contextmanager
def made_bare(connection: psycopg.Connection, tables: Sequence[str]) -> Iterator[None]:
    """Have tables that are empty bare until the block ends; indexes are made at its end."""
    for table in tables:
        _refuse_rows(connection, table)
        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    # New files, of which a crash leaves nothing: Postgres need not write each row twice.
    connection.execute(f"TRUNCATE {', '.join(tables)}")
    with without_indexes(connection, tables):
        yield
    for table in tables:
        connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@contextmanager
def without_indexes(connection: psycopg.Connection, tables: Sequence[str]) -> Iterator[None]:
    """Have tables without their indexes until the block ends."""
    taken = [*_references(connection, tables), *_indexes(connection, tables)]
    for one in taken:
        connection.execute(one.goes.encode())
    yield
    connection.execute("SELECT set_config('maintenance_work_mem', %s, true)", [MEMORY])
    for one in reversed(taken):
        for statement in one.comes_back:
            connection.execute(statement.encode())


def _refuse_rows(connection: psycopg.Connection, table: str) -> None:
    found = connection.execute(f"SELECT EXISTS (SELECT FROM {table})").fetchone()
    if found is None or found[0]:
        raise Refused(f"{table} is not empty: nothing was loaded.")


def _references(connection: psycopg.Connection, tables: Sequence[str]) -> Iterator[Taken]:
    for table, name, definition in connection.execute(_REFERENCES, [list(tables)]).fetchall():
        yield Taken(
            goes=f"ALTER TABLE {table} DROP CONSTRAINT {name}",
            comes_back=(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}",),
        )


def _indexes(connection: psycopg.Connection, tables: Sequence[str]) -> Iterator[Taken]:
    found = connection.execute(_INDEXES, [list(tables)]).fetchall()
    for table, index, definition, constraint, of_constraint, uncounted in found:
        # How often a name occurs is kept out of the planner's statistics: it stays so.
        quiet = tuple(f"ALTER INDEX {index} ALTER COLUMN {n} SET STATISTICS 0" for n in uncounted)
        if constraint is None:
            yield Taken(goes=f"DROP INDEX {index}", comes_back=(definition, *quiet))
        else:
            yield Taken(
                goes=f"ALTER TABLE {table} DROP CONSTRAINT {constraint}",
                comes_back=(
                    f"ALTER TABLE {table} ADD CONSTRAINT {constraint} {of_constraint}",
                    *quiet,
                ),
            )
