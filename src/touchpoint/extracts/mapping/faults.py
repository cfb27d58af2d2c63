"""The faults of rows as a table: every reason for every row that is refused, each in a sentence.

Only the rows that are refused are looked at, so that a file without faults is read once.
"""

from collections.abc import Sequence

import duckdb

from touchpoint.extracts.mapping.cells import Check
from touchpoint.extracts.mapping.sql import said, text


def create(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    connection.execute(
        f"CREATE OR REPLACE TABLE {table} (row BIGINT, heading VARCHAR, sentence VARCHAR)"
    )


def write(
    connection: duckdb.DuckDBPyConnection, table: str, rows: str, checks: Sequence[Check]
) -> None:
    """Write every fault of the rows in `rows`, which holds all that the checks ask of."""
    # What follows from a cell that could not be read is no reason of its own.
    for check in sorted(checks, key=lambda check: check.follows):
        heading = said(check.headings, "and")
        place = f"'Row ' || row || {text(f', {heading}: ' if heading else ': ')}"
        unless = "true"
        others = check.headings if check.follows else check.beside
        if others:
            among = ", ".join(text(one) for one in others)
            unless = f"row NOT IN (SELECT row FROM {table} WHERE heading IN ({among}))"
        connection.execute(
            f"INSERT INTO {table} SELECT row, {text(heading)}, {place} || ({check.sentence}) "
            f"FROM {rows} WHERE ({check.condition}) AND {unless}"
        )
    connection.execute(
        f"CREATE OR REPLACE TABLE {table} AS SELECT DISTINCT * FROM {table} ORDER BY row, heading"
    )
