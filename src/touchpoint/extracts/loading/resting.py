"""What rests on a load that is to be undone: rows of others that name what the load brought.

Each is told with what can be done, which is not the same for rows of other loads and for rows that
were recorded or added by other means.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import duckdb

from touchpoint.errors import Refused
from touchpoint.extracts.loading import entities
from touchpoint.ledger import TABLES
from touchpoint.ledger.views import text

_HELD_BY_NONE: Final = (
    ", and no load that stands brought those rows: what they rest on stays. Load the file again, "
    "corrected, instead of undoing it."
)


def refuse_what_others_rest_on(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[str], load: int
) -> None:
    """A thing that other rows still name cannot go before they do."""
    faults = [
        f"{count} {'row' if count == 1 else 'rows'} of {table} would name {entities.CALLED[to]}s "
        f"that this load brought{after}"
        for to in tables
        for table, column in _naming(to)
        for count, after in _resting(connection, to, table, column, load)
    ]
    if faults:
        raise Refused("This load cannot be undone while other rows rest on it.", faults)


def _naming(to: str) -> list[tuple[str, str]]:
    return [
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.refers_to and column.refers_to[0] == to
    ]


def _resting(
    connection: duckdb.DuckDBPyConnection, to: str, table: str, column: str, load: int
) -> Iterator[tuple[int, str]]:
    """How many rows rest on what is to go, and what can be done: by loads that hold them, or none.

    Rows that no other load holds were recorded or added by other means, and no undoing moves them.
    """
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE resting AS {_rows_resting(connection, to, table, column)}"
    )
    holding = f"""
        SELECT r.id, k.load FROM ledger_records r JOIN ledger_rows k USING (key)
        WHERE r.of = {text(table)} AND k.load <> {load}
        AND k.load IN (SELECT load FROM active_loads) AND r.id IN (FROM resting)
    """
    count = connection.execute("SELECT count(*) FROM resting").fetchall()[0][0]
    if not count:
        return
    held, loads = connection.execute(f"""
        SELECT count(DISTINCT id), array_to_string(list_transform(
            list_sort(list(DISTINCT load)), lambda load: 'load ' || load), ', ')
        FROM ({holding})
    """).fetchall()[0]
    if held:
        yield held, f" ({loads}): undo what brought those rows first."
    if count > held:
        yield count - held, _HELD_BY_NONE


def _rows_resting(connection: duckdb.DuckDBPyConnection, to: str, table: str, column: str) -> str:
    """The SELECT of the names of the rows that rest on what is to go."""
    key = TABLES[to].key[0]
    going = f'SELECT "{key}" FROM {to}_back WHERE NOT standing'
    if table == "touchpoints":
        return f"""
            SELECT touchpoint_id AS id FROM ledger_touchpoints
            WHERE "{column}" IN ({going}) AND kind <> 'touchpoint.withdrawn'
            AND touchpoint_id NOT IN (
                SELECT replaces FROM ledger_touchpoints WHERE replaces IS NOT NULL)
            AND touchpoint_id NOT IN (
                SELECT replaces FROM touchpoint_changes WHERE replaces IS NOT NULL)
        """
    name = entities.identity(table, "o")
    made = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = ?", [f"{table}_back"]
    ).fetchone()
    rows = f'SELECT {name} AS id, "{column}" AS named FROM ledger_{table} o'
    if made and made[0]:
        rows += (
            f" WHERE {name} NOT IN (SELECT id FROM {table}_back)"
            f' UNION ALL SELECT id, "{column}" FROM {table}_back WHERE standing'
        )
    return f"SELECT id FROM ({rows}) WHERE named IN ({going})"
