"""What a ledger brings: the rows that are new, those that differ from what is kept, what is wrong.

The ledger is open on DuckDB, and what the service keeps is laid beside it as `held_…`, so that both
are compared where millions of rows are a matter of seconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import psycopg

from touchpoint.engines import DuckLedger
from touchpoint.ledger import TABLES, Column, Table, Type
from touchpoint.ledger.views import text
from touchpoint.ledger.vocabulary import WITHDRAWN
from touchpoint.service.journeys.loading.places import PLACES, into_duckdb, out_of_postgres

NAMED = 5
"""How many ids a fault names."""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A ledger with what is kept beside it."""

    ledger: DuckLedger
    folder: Path
    held: frozenset[str]
    """The tables of which the service keeps rows already."""

    @property
    def duck(self) -> duckdb.DuckDBPyConnection:
        connection: duckdb.DuckDBPyConnection = self.ledger.connection.con
        return connection

    def number(self, statement: str) -> int:
        """What a statement counts."""
        return int(self.duck.sql(statement).fetchall()[0][0])

    def new(self, table: Table) -> str:
        """The name of the view that shows the rows of a table that are not kept yet."""
        return f"new_{table.name}"


def lay_beside(ledger: DuckLedger, connection: psycopg.Connection, folder: Path) -> Incoming:
    """Bring what the service keeps beside a ledger, and show what of the ledger is new."""
    duck: duckdb.DuckDBPyConnection = ledger.connection.con
    held = set()
    for table in TABLES.values():
        place = PLACES[table.name]
        found = connection.execute(f"SELECT EXISTS (SELECT FROM {place})").fetchone()
        if found and found[0]:
            held.add(table.name)
            _pull(duck, connection, table, folder)
        else:
            nothing = f"SELECT * FROM {table.name} LIMIT 0"
            duck.execute(f"CREATE OR REPLACE TEMPORARY TABLE held_{table.name} AS {nothing}")
        new = _new(table) if table.name in held else f"SELECT * FROM {table.name}"
        duck.execute(f"CREATE OR REPLACE TEMPORARY VIEW new_{table.name} AS {new}")
    return Incoming(ledger=ledger, folder=folder, held=frozenset(held))


def _pull(
    duck: duckdb.DuckDBPyConnection, connection: psycopg.Connection, table: Table, folder: Path
) -> None:
    file = folder / f"held-{table.name}.csv"
    copied_out(connection, table, file)
    read = into_duckdb(table, str(file))
    duck.execute(f"CREATE OR REPLACE TEMPORARY TABLE held_{table.name} AS {read}")
    file.unlink()


def copied_out(connection: psycopg.Connection, table: Table, file: Path) -> None:
    """Write the rows of a table to a file, as Postgres gives them."""
    statement = f"COPY ({out_of_postgres(table)}) TO STDOUT (FORMAT csv)"
    with (
        file.open("wb") as sink,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for block in copy:
            sink.write(block)


def _new(table: Table) -> str:
    if not table.key:
        return f"SELECT * FROM {table.name} EXCEPT ALL SELECT * FROM held_{table.name}"
    key = ", ".join(table.key)
    return f"SELECT * FROM {table.name} ANTI JOIN held_{table.name} USING ({key})"


def differing(table: Table) -> str:
    """The SELECT of the rows of a table whose key is kept with other values."""
    key = ", ".join(table.key)
    others = [column for column in table.columns if column.name not in table.key]
    same = " OR ".join(f"{_of('a', c)} IS DISTINCT FROM {_of('b', c)}" for c in others)
    return (
        f"SELECT a.* FROM {table.name} AS a JOIN held_{table.name} AS b USING ({key}) WHERE {same}"
    )


def _of(row: str, column: Column) -> str:
    return f'{row}."{column.name}"'


_THAT_COUNT = (
    f"WHERE kind <> {text(WITHDRAWN)} AND touchpoint_id NOT IN ("
    "SELECT replaces FROM touchpoints WHERE replaces IS NOT NULL UNION ALL "
    "SELECT replaces FROM held_touchpoints WHERE replaces IS NOT NULL)"
)
"""Of what was taken back with its load touchpoints stay that are withdrawn, and no journeys."""


def faults(incoming: Incoming) -> Iterator[str]:
    """What is wrong with a ledger that is to be loaded, each in a sentence."""
    for table in TABLES.values():
        yield from _faults_of(incoming, table)
    for child, parent, key, that in (
        ("journeys", "investigations", "investigation_id", ""),
        ("touchpoints", "journeys", "journey_id", _THAT_COUNT),
    ):
        orphans = (
            f"SELECT DISTINCT {key} FROM {child} ANTI JOIN (SELECT {key} FROM {parent} "
            f"UNION ALL SELECT {key} FROM held_{parent}) USING ({key}) {that}"
        )
        yield from _named(incoming, orphans, key, f"{child} name {parent} that are not there")
    # What the database refuses of a single append (sql/chain.sql), which does not look at a load.
    twice = (
        "SELECT replaces FROM (SELECT replaces, true AS is_new FROM new_touchpoints UNION ALL "
        "SELECT replaces, false FROM held_touchpoints) WHERE replaces IS NOT NULL "
        "GROUP BY replaces HAVING count(*) > 1 AND bool_or(is_new)"
    )
    yield from _named(incoming, twice, "replaces", "touchpoints would be corrected twice")


def _faults_of(incoming: Incoming, table: Table) -> Iterator[str]:
    needed = [c for c in table.columns if not c.nullable]
    empty = " OR ".join(f'"{c.name}" IS NULL' for c in needed)
    number = incoming.number(f"SELECT count(*) FROM {table.name} WHERE {empty}")
    if number:
        yield f"{table.name}: {number:,} rows are empty where they may not be."
    texts = [c.name for c in table.columns if c.type is Type.STRING]
    unkeepable = " OR ".join(f'contains("{name}", chr(0))' for name in texts)
    number = incoming.number(f"SELECT count(*) FROM {table.name} WHERE {unkeepable}")
    if number:
        yield f"{table.name}: {number:,} rows hold a character that a database cannot keep (NUL)."
    if table.key:
        key = ", ".join(table.key)
        twice = f"SELECT {key} FROM {table.name} GROUP BY {key} HAVING count(*) > 1"
        yield from _named(incoming, twice, table.key[0], f"{table.name} stand there twice")


def _named(incoming: Incoming, statement: str, column: str, what: str) -> Iterator[str]:
    number = incoming.number(f"SELECT count(*) FROM ({statement})")
    if not number:
        return
    few = f"SELECT {column} FROM ({statement}) ORDER BY {column} LIMIT {NAMED}"
    ids = ", ".join(str(name) for (name,) in incoming.duck.sql(few).fetchall())
    more = f" and {number - NAMED:,} more" if number > NAMED else ""
    yield f"{number:,} {what}: {ids}{more}."


def changes(incoming: Incoming) -> dict[str, int]:
    """How many rows of each table with a key differ from what is kept."""
    found = {
        name: incoming.number(f"SELECT count(*) FROM ({differing(TABLES[name])})")
        for name in sorted(incoming.held)
        if TABLES[name].key
    }
    return {name: number for name, number in found.items() if number}


def differing_ids(incoming: Incoming, table: str) -> Iterator[str]:
    """The ids of rows that differ, as a fault names them."""
    yield from _named(
        incoming,
        differing(TABLES[table]),
        TABLES[table].key[0],
        f"{table} differ from what is kept under the same id",
    )
