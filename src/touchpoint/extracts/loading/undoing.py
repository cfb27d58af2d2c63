"""Undoing a load as a whole, by new rows: afterwards the ledger says what it would without it.

A row that a later load holds too stays as that load left it. Touchpoints are replaced, never
removed; tables that hold what is known now get back what stood in them before (restoring).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from touchpoint.errors import Refused
from touchpoint.extracts.loading import covering, entities, restoring
from touchpoint.extracts.loading.corrected import Standing, let_corrections_stand
from touchpoint.extracts.loading.damaged import told_apart
from touchpoint.extracts.loading.load import write_load
from touchpoint.extracts.loading.memory import (
    connect,
    next_load,
    show_ledger,
    show_memory,
    write_parquet,
)
from touchpoint.extracts.loading.resting import refuse_what_others_rest_on
from touchpoint.extracts.loading.touchpoints import (
    GIVEN,
    TOUCHPOINT_ID,
    keep_to_their_journeys,
    to_be_added,
    withdrawn,
)
from touchpoint.ledger import Batch, appending, sound_structure
from touchpoint.ledger.views import text


@dataclass(frozen=True, kw_only=True)
class Undone:
    """What an undoing did."""

    undo: int
    load: int
    rows: int
    """Rows of which something was taken back: all that they said, or what they corrected."""

    stayed: int
    """Rows that other loads hold too, and that said nothing else than those."""

    standing: tuple[Standing, ...]
    """Corrections made by hand of what the load brought: they stand."""


def undo(ledger: Path, load: int, *, undone_at: datetime) -> Undone:
    """Take back a load as a whole."""
    with told_apart(ledger), appending(ledger) as batch:
        connection = connect(batch)
        try:
            show_ledger(connection, sound_structure(ledger))
            show_memory(connection, batch.folder)
            return _undo(connection, batch, load, undone_at)
        finally:
            connection.close()


def _undo(
    connection: duckdb.DuckDBPyConnection, batch: Batch, load: int, undone_at: datetime
) -> Undone:
    profile, source, file = _to_be_undone(connection, load)
    number = next_load(connection)
    _find_what_should_stand(connection, load)
    _find_differences(connection)
    filled = [
        table for (table,) in connection.execute("SELECT DISTINCT of FROM differences").fetchall()
    ]
    tables = tuple(table for table in entities.CALLED if table in filled)
    _take_back_touchpoints(connection)
    for table in tables:
        restoring.find_rows(connection, table, load)
    refuse_what_others_rest_on(connection, tables, load)
    standing = let_corrections_stand(connection, TOUCHPOINT_ID, agreeing=True)
    if "touchpoints" in filled:
        _write_touchpoints(connection, batch, source, number, load)
    for table in tables:
        restoring.write_rows(connection, table, batch)
    _write_records(connection, batch, tables, number)
    covering.write(connection, batch, (), without=load)
    rows, stayed = connection.execute(
        "SELECT count(*), count(*) FILTER (WHERE holder IS NOT NULL AND key NOT IN "
        "(SELECT key FROM differences)) FROM undone_keys"
    ).fetchone() or (0, 0)
    write_load(
        connection,
        batch,
        (
            *(number, "undo", load, profile, source, file, None, None, undone_at),
            *(0, 0, 0, 0, 0, None, []),
        ),
    )
    return Undone(undo=number, load=load, rows=rows - stayed, stayed=stayed, standing=standing)


def _to_be_undone(connection: duckdb.DuckDBPyConnection, load: int) -> tuple[str, str, str]:
    found = connection.execute(
        "SELECT what, profile, source, file FROM ledger_loads WHERE load = ?", [load]
    ).fetchone()
    if found is None:
        raise Refused(
            f"There is no load {load} in this ledger: `touchpoint loads` lists those there are."
        )
    what, profile, source, file = found
    if what == "undo":
        raise Refused(f"Load {load} is an undoing: load the file again instead.")
    by = connection.execute("SELECT load FROM ledger_loads WHERE undoes = ?", [load]).fetchone()
    if by:
        raise Refused(f"Load {load} was undone already, by {by[0]}.")
    return profile, source, file


def _find_what_should_stand(connection: duckdb.DuckDBPyConnection, load: int) -> None:
    """For each row of the load, the last other load that holds it, and what it then said."""
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE undone_keys AS
        SELECT u.key, any_value(u.row) AS row, max(o.load) AS holder
        FROM ledger_rows u LEFT JOIN (
            SELECT key, load FROM ledger_rows
            WHERE load <> {load} AND load IN (SELECT load FROM active_loads)
        ) o USING (key)
        WHERE u.load = {load} GROUP BY u.key
    """)
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE undone_records AS
        SELECT r.*, k.holder, k.row AS undone_row
        FROM ledger_records r JOIN undone_keys k USING (key)
    """)


def _find_differences(connection: duckdb.DuckDBPyConnection) -> None:
    """What stands now, and what should, for every record of the rows where the two differ."""
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE wanted AS
        SELECT * FROM undone_records WHERE holder IS NOT NULL AND load <= holder
        QUALIFY row_number() OVER (
            PARTITION BY key, entry, part ORDER BY load DESC, version DESC) = 1
    """)
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE differences AS
        WITH now AS (
            SELECT * FROM undone_records
            QUALIFY row_number() OVER (
                PARTITION BY key, entry, part ORDER BY load DESC, version DESC) = 1
        )
        SELECT n.key, n.entry, n.part, n.of, n.undone_row AS row, n.version, n.standing AS stands,
            n.id, coalesce(w.standing, false) AS should_stand, w.id AS wanted_id
        FROM now n LEFT JOIN wanted w USING (key, entry, part)
        WHERE n.standing <> coalesce(w.standing, false)
        OR (n.standing AND w.version <> n.version)
    """)


def _take_back_touchpoints(connection: duckdb.DuckDBPyConnection) -> None:
    """The touchpoints to be added: what stood before, or the mark that nothing did."""
    given = ", ".join(
        f'CASE WHEN d.should_stand THEN t."{name}" ELSE x."{name}" END AS "{name}"'
        for name in GIVEN
    )
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE touchpoint_changes AS
        WITH d AS (
            SELECT *, id AS replaces, wanted_id AS wanted FROM differences WHERE of = 'touchpoints'
        ), x AS (
            SELECT touchpoint_id, {_named(withdrawn("o"))} FROM ledger_touchpoints o
            WHERE touchpoint_id IN (SELECT replaces FROM d)
        )
        SELECT d.row, d.key, d.entry, d.part, d.version + 1 AS version, d.should_stand AS standing,
            d.replaces, d.stands AS stood, x.journey_id AS was_of, {given}
        FROM d JOIN x ON x.touchpoint_id = d.replaces
        LEFT JOIN ledger_touchpoints t ON t.touchpoint_id = d.wanted
    """)
    keep_to_their_journeys(connection)


def _named(columns: str) -> str:
    return ", ".join(
        f'{value} AS "{name}"' for value, name in zip(columns.split(", "), GIVEN, strict=True)
    )


def _write_touchpoints(
    connection: duckdb.DuckDBPyConnection, batch: Batch, source: str, number: int, load: int
) -> None:
    source_ref = text(f"load {number}, undoing load {load}")
    write_parquet(connection, to_be_added(source, source_ref), batch.file("touchpoints"))


def _write_records(
    connection: duckdb.DuckDBPyConnection, batch: Batch, tables: Sequence[str], number: int
) -> None:
    rows = f"SELECT {number} AS load, row, key FROM undone_keys"
    write_parquet(connection, rows, batch.file("rows"))
    if tables:
        made = " UNION ALL ".join(restoring.records(table, number) for table in tables)
        write_parquet(connection, made, batch.file("records"))
