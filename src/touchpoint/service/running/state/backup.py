"""A backup: every row of every table as of one instant, while the service goes on working."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from touchpoint import __version__
from touchpoint.errors import Refused
from touchpoint.service.config.database import as_owner
from touchpoint.service.config.settings import Settings
from touchpoint.service.running.state.archive import PORTION, Writing, writing
from touchpoint.service.running.state.kept_files import KEY, kept_files, key_in_use
from touchpoint.service.running.state.tables import (
    StoredTable,
    migrations,
    sequences,
    stored_tables,
)
from touchpoint.service.running.telling import Telling


def back_up(found: Settings, path: Path, *, telling: Telling, now: datetime) -> int:
    """Write the state of the service to a file; say how many rows it holds."""
    if path.exists():
        raise Refused(f"{path} is there already. Choose another name, or take it away first.")
    if not path.absolute().parent.is_dir():
        raise Refused(f"There is no folder {path.absolute().parent} to write the backup to.")
    with psycopg.connect(**as_owner(found)) as connection, writing(path) as file:
        # One instant for all tables; and an error rather than rows that a policy leaves out.
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        connection.execute("SET LOCAL row_security = off")
        rows = _add_tables(connection, file, telling)
        _add_files(found, file)
        file.finish(
            {
                "touchpoint": __version__,
                "made_at": now.isoformat(),
                "migrations": migrations(connection),
                "sequences": sequences(connection),
                "rows": rows,
            }
        )
    return sum(rows.values())


def _add_tables(
    connection: psycopg.Connection[Any], file: Writing, telling: Telling
) -> dict[str, int]:
    tables = stored_tables(connection)
    rows = {}
    with telling.progress("Copying tables", len(tables)) as done:
        for table in tables:
            rows[table.called] = _add_table(connection, file, table)
            done(1)
    return rows


def _add_table(connection: psycopg.Connection[Any], file: Writing, table: StoredTable) -> int:
    with connection.cursor() as cursor:
        with cursor.copy(table.copy("TO STDOUT")) as copied:
            file.add(f"tables/{table.called}", _gathered(copied))
        return cursor.rowcount


def _add_files(found: Settings, file: Writing) -> None:
    for place, kept in kept_files(found):
        file.add(f"files/{place}", _portions(kept))
    key = key_in_use(found)
    if key is not None:
        file.add(f"files/{KEY}", [key.encode()])


def _gathered(copied: psycopg.Copy) -> Iterator[bytes]:
    """Rows in portions: they come one by one, and are hashed and squeezed together."""
    gathered = bytearray()
    for row in copied:
        gathered += row
        if len(gathered) >= PORTION:
            yield bytes(gathered)
            gathered.clear()
    yield bytes(gathered)


def _portions(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while portion := file.read(PORTION):
            yield portion
