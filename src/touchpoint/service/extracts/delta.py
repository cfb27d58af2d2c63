"""What a load changed of a ledger, as a ledger of its own: the rows that are new or other.

Only these go back into the service. What was changed there meanwhile and is no part of the load is
so left alone.
"""

from pathlib import Path

import duckdb

from touchpoint.ledger import TABLES, Structure, inspect, new_ledger, open_folder
from touchpoint.ledger.views import select_of, text

REQUIRED = ("investigations", "journeys", "touchpoints")


def difference(before: Path, after: Path, made: Path) -> int:
    """Write the rows of `after` that `before` has not as a ledger; say how many there are."""
    was, is_now = inspect(open_folder(before)), inspect(open_folder(after))
    with new_ledger(made) as staging, duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        return sum(_written(connection, name, was, is_now, staging) for name in TABLES)


def _written(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    was: Structure,
    is_now: Structure,
    staging: Path,
) -> int:
    table = TABLES[name]
    rows = f"{select_of(table, is_now)} EXCEPT {select_of(table, was)}"
    found = connection.execute(f"SELECT count(*) FROM ({rows})").fetchone()  # noqa: S608 - our own text
    number = int(found[0]) if found else 0
    if number or name in REQUIRED:
        (staging / name).mkdir()
        file = staging / name / "part-000000.parquet"
        connection.execute(f"COPY ({rows}) TO {text(str(file))} (FORMAT parquet)")
    return number
