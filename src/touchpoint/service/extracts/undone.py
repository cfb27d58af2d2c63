"""Crimes and journeys that were taken back and stay all the same, left out of what loads rest on.

In a ledger folder they are gone (decision 8). The service keeps them, since withdrawn touchpoints
stand on them and can still be read; to a load and to an undoing they are as gone as there.
"""

from pathlib import Path
from typing import Final

import duckdb

from touchpoint.extracts.loading.entities import KEYS, in_file
from touchpoint.extracts.loading.memory import show_ledger, show_memory, write_parquet
from touchpoint.ledger import inspect, open_folder
from touchpoint.ledger.views import text
from touchpoint.ledger.vocabulary import WITHDRAWN

_KEPT_FOR: Final = {
    "journeys": f"""
        SELECT journey_id FROM ledger_touchpoints WHERE kind <> {text(WITHDRAWN)}
        AND touchpoint_id NOT IN (
            SELECT replaces FROM ledger_touchpoints WHERE replaces IS NOT NULL)
    """,  # noqa: S608 - our own text
    "investigations": """
        SELECT investigation_id FROM ledger_journeys
        WHERE journey_id NOT IN (FROM undone_journeys)
    """,
}
"""Of each table the rows on which something stands that counts; journeys before their crimes."""


def leave_out_undone(ledger: Path) -> None:
    """Take out of an export what no load holds any more and nothing that counts stands on."""
    folder = open_folder(ledger)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        show_ledger(connection, inspect(folder))
        show_memory(connection, folder)
        left = {name: _left_out(connection, name, ledger) for name in _KEPT_FOR}
    for name, file in left.items():
        if file is not None:
            for kept in folder.files(name):
                kept.unlink()
            file.rename(ledger / f"{name}.parquet")


def _left_out(connection: duckdb.DuckDBPyConnection, name: str, ledger: Path) -> Path | None:
    """A file of the rows of a table that are not undone, beside it; none where all of them are."""
    connection.execute(f"""
        CREATE TEMP TABLE undone_{name} AS
        SELECT DISTINCT id FROM ledger_records WHERE of = {text(name)} AND id NOT IN (
            SELECT id FROM (
                SELECT * FROM ledger_records WHERE of = {text(name)}
                QUALIFY row_number() OVER (PARTITION BY key, entry, part ORDER BY load DESC) = 1
            ) WHERE standing
        )
    """)  # noqa: S608 - our own text
    connection.execute(f"DELETE FROM undone_{name} WHERE id IN ({_KEPT_FOR[name]})")  # noqa: S608 - our own text
    kept = f"FROM ledger_{name} AS o WHERE o.{KEYS[name][0]} NOT IN (FROM undone_{name})"
    number, all_of_them = connection.execute(
        f"SELECT (SELECT count(*) {kept}), (SELECT count(*) FROM ledger_{name})"  # noqa: S608 - our own text
    ).fetchall()[0]
    if number == all_of_them:
        return None
    file = ledger / f".{name}.parquet"
    write_parquet(connection, f"SELECT {in_file(name, 'o')} {kept}", file)
    return file
