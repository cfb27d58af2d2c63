"""The tables of the service as the folder of a ledger."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import psycopg

from touchpoint.ledger import TABLES, new_ledger, write_part
from touchpoint.service.journeys.loading.incoming import copied_out
from touchpoint.service.journeys.loading.places import into_duckdb

AT_ONCE = 122_880


def write_ledger(
    connection: psycopg.Connection,
    ledger: Path,
    tables: Sequence[str] = tuple(TABLES),
    done: Callable[[str], None] = lambda _: None,
) -> None:
    """Write tables as a new ledger, which appears whole or not at all."""
    with (
        new_ledger(ledger) as staging,
        tempfile.TemporaryDirectory(prefix="touchpoint-") as folder,
        duckdb.connect() as duck,
    ):
        for name in tables:
            file = Path(folder) / f"{name}.csv"
            copied_out(connection, TABLES[name], file)
            rows = duck.sql(into_duckdb(TABLES[name], str(file)))
            write_part(staging, name, 0, rows.to_arrow_reader(AT_ONCE))
            file.unlink()
            done(name)
