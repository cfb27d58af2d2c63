"""The rows of every table but touchpoints into the service: new ones, and changed ones if asked."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

from touchpoint.ledger import TABLES, Table, Type
from touchpoint.service.journeys.loading.incoming import Incoming, differing
from touchpoint.service.journeys.loading.places import PLACES, out_of_duckdb

_BESIDE: Final = {
    # What the service keeps beside the contract's columns, from what the ledger and it know.
    "investigations": {"charged_on": "charges.charged_on"},
    "journeys": {
        "unit_id": "crimes.unit_id",
        "officer_id": "crimes.officer_id",
        "charged_on": "charges.charged_on",
    },
}


def know_charges(incoming: Incoming) -> None:
    """Find the day of the first charge of each investigation, by touchpoints that count."""
    incoming.duck.execute(
        "CREATE OR REPLACE TEMPORARY TABLE crimes AS "
        "SELECT investigation_id, unit_id, officer_id FROM investigations UNION ALL "
        "SELECT investigation_id, unit_id, officer_id FROM held_investigations "
        "ANTI JOIN investigations USING (investigation_id)"
    )
    incoming.duck.execute(
        "CREATE OR REPLACE TEMPORARY TABLE charges AS "
        "WITH every AS (SELECT * FROM held_touchpoints UNION ALL SELECT * FROM new_touchpoints), "
        "whose AS (SELECT journey_id, investigation_id FROM held_journeys UNION ALL "
        "SELECT journey_id, investigation_id FROM new_journeys) "
        "SELECT w.investigation_id, min(t.happened_on) AS charged_on FROM every AS t "
        "JOIN whose AS w USING (journey_id) WHERE t.kind = 'suspect.charged' "
        "AND t.touchpoint_id NOT IN (SELECT replaces FROM every WHERE replaces IS NOT NULL) "
        "GROUP BY w.investigation_id"
    )


def copy_new(
    incoming: Incoming, connection: psycopg.Connection, table: Table, *, anew: bool = False
) -> int:
    """Add the rows of a table that are not kept yet; say how many."""
    beside = _BESIDE.get(table.name, {})
    columns = [out_of_duckdb(column, "n.") for column in table.columns] + list(beside.values())
    joins = ""
    if table.name in _BESIDE:
        joins = "LEFT JOIN charges ON charges.investigation_id = n.investigation_id"
    if table.name == "journeys":
        joins = f"LEFT JOIN crimes ON crimes.investigation_id = n.investigation_id {joins}"
    file = incoming.folder / f"new-{table.name}.csv"
    rows = f"SELECT {', '.join(columns)} FROM new_{table.name} AS n {joins}"
    written_for_copy(incoming, rows, file)
    names = [*table.column_names, *beside]
    added = copied_in(connection, PLACES[table.name], names, file, anew=anew)
    file.unlink()
    return added


def written_for_copy(incoming: Incoming, rows: str, file: Path) -> None:
    """Write what a SELECT gives as the CSV that Postgres reads."""
    incoming.duck.execute(f"COPY ({rows}) TO '{file}' (FORMAT csv, HEADER false)")


def copied_in(
    connection: psycopg.Connection,
    place: str,
    columns: Sequence[str],
    file: Path,
    *,
    anew: bool = False,
) -> int:
    """Add the rows of a file to a table; say how many.

    A table that this transaction has emptied takes them `anew`: as rows that everybody sees, which
    need no tidying up later.
    """
    names = ", ".join(f'"{name}"' for name in columns)
    how = "FORMAT csv, FREEZE" if anew else "FORMAT csv"
    with connection.cursor() as cursor:
        with (
            file.open("rb") as source,
            cursor.copy(f"COPY {place} ({names}) FROM STDIN ({how})") as copy,
        ):
            while block := source.read(1 << 20):
                copy.write(block)
        return cursor.rowcount


@contextmanager
def one_ahead() -> Iterator[Callable[[Callable[[], int]], None]]:
    """Let the database take in one portion while the next is being made; in order, one at a time.

    Whatever is given is done before the block ends, or its fault is raised.
    """
    with ThreadPoolExecutor(max_workers=1) as aside:
        under_way: list[Future[int]] = []

        def put(work: Callable[[], int]) -> None:
            if under_way:
                under_way.pop().result()
            under_way.append(aside.submit(work))

        yield put
        for last in under_way:
            last.result()


def take_changes(incoming: Incoming, connection: psycopg.Connection, table: Table) -> int:
    """Bring rows that are kept up to what the ledger says of them; say how many."""
    file = incoming.folder / f"changed-{table.name}.csv"
    columns = ", ".join(out_of_duckdb(column, "c.") for column in table.columns)
    rows = f"SELECT {columns} FROM ({differing(table)}) AS c"
    written_for_copy(incoming, rows, file)
    declared = ", ".join(f'"{c.name}" {_TYPES[c.type]}' for c in table.columns)
    connection.execute(f"CREATE TEMPORARY TABLE changed ({declared}) ON COMMIT DROP")
    number = copied_in(connection, "changed", list(table.column_names), file)
    file.unlink()
    others = [name for name in table.column_names if name not in table.key]
    to = ", ".join(f'"{name}" = changed."{name}"' for name in others)
    where = " AND ".join(f'kept."{name}" = changed."{name}"' for name in table.key)
    connection.execute(f"UPDATE {PLACES[table.name]} AS kept SET {to} FROM changed WHERE {where}")
    connection.execute("DROP TABLE changed")
    return number


_TYPES: Final = {
    Type.STRING: "text",
    Type.BOOL: "boolean",
    Type.INT32: "integer",
    Type.DOUBLE: "double precision",
    Type.DATE: "date",
    Type.TIMESTAMP: "timestamptz",
    Type.LIST: "text[]",
}

EVERY_OTHER: Final = tuple(table for table in TABLES.values() if table.name != "touchpoints")
"""The tables whose rows are copied as they are, parents first."""
