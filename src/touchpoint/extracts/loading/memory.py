"""What a ledger remembers of its loads: which there were, and what each row of each file became.

Three folders of Parquet files beside the tables. `loads` has a row for every load and undoing,
`rows` one for every row that a load held, under the key by which it is known again, and `records`
one for everything that a load made or altered of it in a table of which rows can change. What it
made of touchpoints needs no memory: their names and their `source_ref` say it.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from touchpoint.ledger import TABLES, Batch, LedgerFolder, Structure
from touchpoint.ledger.views import select_of, text
from touchpoint.ledger.vocabulary import WITHDRAWN

LOADS: Mapping[str, str] = {
    "load": "INTEGER",
    "what": "VARCHAR",  # load or undo
    "undoes": "INTEGER",
    "profile": "VARCHAR",
    "source": "VARCHAR",
    "file": "VARCHAR",
    "sheet": "VARCHAR",
    "digest": "VARCHAR",
    "loaded_at": "TIMESTAMP WITH TIME ZONE",
    "read": "BIGINT",
    "loaded": "BIGINT",
    "unchanged": "BIGINT",
    "corrected": "BIGINT",
    "refused": "BIGINT",
    "claims": "VARCHAR",  # the coverage it claims, as JSON
    "told": "VARCHAR[]",
}
ROWS: Mapping[str, str] = {"load": "INTEGER", "row": "BIGINT", "key": "VARCHAR"}
RECORDS: Mapping[str, str] = {
    "load": "INTEGER",
    "row": "BIGINT",
    "entry": "VARCHAR",
    "part": "VARCHAR",
    "version": "INTEGER",
    "standing": "BOOLEAN",
    "of": "VARCHAR",  # the table of the record
    "id": "VARCHAR",
    "was": "VARCHAR",  # the row it altered, as JSON
}
MEMORY_LIMIT = "1200MB"


def connect(batch: Batch) -> duckdb.DuckDBPyConnection:
    """A connection that spills into the batch's own folder, which goes when the batch is done."""
    connection = duckdb.connect(
        config={
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": str(batch.staging / "spilled"),
            "preserve_insertion_order": "true",
        }
    )
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def show_ledger(connection: duckdb.DuckDBPyConnection, structure: Structure) -> None:
    """Let the connection see the tables of the ledger, each as `ledger_` and its name."""
    for table in TABLES.values():
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW ledger_{table.name} AS {select_of(table, structure)}"
        )


def show_loads(connection: duckdb.DuckDBPyConnection, folder: LedgerFolder) -> None:
    """Let the connection see the loads, and as `active_loads` those that have not been undone."""
    _show(connection, "ledger_loads", folder.files("loads"), LOADS)
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW active_loads AS SELECT * FROM ledger_loads WHERE what = 'load'"
        " AND load NOT IN (SELECT undoes FROM ledger_loads WHERE undoes IS NOT NULL)"
    )


def show_memory(connection: duckdb.DuckDBPyConnection, folder: LedgerFolder) -> None:
    """Let the connection, which sees the ledger, see what it remembers of its loads and rows.

    `ledger_records` has the records with their keys, those of touchpoints among them.
    """
    show_loads(connection, folder)
    _show(connection, "ledger_rows", folder.files("rows"), ROWS)
    _show(connection, "kept_records", folder.files("records"), RECORDS)
    connection.execute(f"""
        CREATE OR REPLACE TEMP VIEW ledger_records AS
        SELECT r.load, k.key, r.row, r.entry, r.part, r.version, r.standing, r.of, r.id, r.was
        FROM kept_records r JOIN ledger_rows k USING (load, row)
        UNION ALL
        SELECT CAST(regexp_extract(source_ref, '^load (\\d+),', 1) AS INTEGER),
            split_part(touchpoint_id, '/', 1), NULL, split_part(touchpoint_id, '/', 2),
            split_part(touchpoint_id, '/', 3), CAST(split_part(touchpoint_id, '/', 4) AS INTEGER),
            kind <> {text(WITHDRAWN)}, 'touchpoints', touchpoint_id, NULL
        FROM ledger_touchpoints
        WHERE regexp_full_match(touchpoint_id, '[0-9a-f]{{24}}/[^/]+/[0-9a-f]*/[0-9]+')
        AND regexp_matches(source_ref, '^load \\d+,')
    """)


def next_load(connection: duckdb.DuckDBPyConnection) -> int:
    """The number of the load that is being made."""
    found = connection.execute("SELECT coalesce(max(load), 0) + 1 FROM ledger_loads").fetchone()
    return int(found[0]) if found else 1


def write_parquet(connection: duckdb.DuckDBPyConnection, select: str, file: Path) -> None:
    """Write what a SELECT gives to a Parquet file.

    The ledger's own tables are for every reader of Parquet; what loads alone read is shorter.
    """
    version = "V1" if file.stem in TABLES else "V2"
    connection.execute(
        f"COPY ({select}) TO {text(str(file))} (FORMAT parquet, PARQUET_VERSION {version}, "
        "COMPRESSION zstd, COMPRESSION_LEVEL 1, WRITE_BLOOM_FILTER false)"
    )


def _show(
    connection: duckdb.DuckDBPyConnection,
    view: str,
    files: tuple[Path, ...],
    columns: Mapping[str, str],
) -> None:
    listed = ", ".join(f'CAST({{}} AS {kind}) AS "{name}"' for name, kind in columns.items())
    if files:
        names = ", ".join(text(str(file)) for file in files)
        shown = listed.format(*(f'"{name}"' for name in columns))
        select = f"SELECT {shown} FROM read_parquet([{names}])"
    else:
        select = f"SELECT {listed.format(*('NULL' for _ in columns))} WHERE false"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS {select}")
