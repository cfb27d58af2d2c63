"""Telling a full disk, and files of a ledger that cannot be read, from mistakes of our own.

The look at every file is taken only when something has failed, since it means to read them whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from touchpoint.extracts.loading.memory import MEMORY_LIMIT, show_ledger, show_memory
from touchpoint.ledger import TABLES, inspect, open_folder, unreadable
from touchpoint.ledger.full_disk import as_full_disk

VIEWS = (*(f"ledger_{table}" for table in TABLES), "ledger_loads", "ledger_rows", "kept_records")


@contextmanager
def told_apart(path: Path) -> Iterator[None]:
    """Refuse a ledger over which something failed because its files cannot be read.

    A full disk is the error of the computer that it is, before a look at files that may need room.
    """
    try:
        yield
    except (duckdb.Error, pa.ArrowException) as error:
        full = as_full_disk(error)
        if full is not None:
            raise full from error
        if _is_read(path):
            raise
        raise unreadable(path) from error


def _is_read(path: Path) -> bool:
    """Whether every value can be read, of the tables and of what is remembered of loads."""
    folder = open_folder(path)
    structure = inspect(folder)
    with duckdb.connect(config={"memory_limit": MEMORY_LIMIT}) as connection:
        try:
            show_ledger(connection, structure)
            show_memory(connection, folder)
            for view in VIEWS:
                connection.execute(f"SELECT max(hash(v)) FROM {view} v").fetchall()
        except duckdb.BinderException:
            return True  # a column that is not there is no damage
        except duckdb.Error:
            return False
    return not structure.findings
