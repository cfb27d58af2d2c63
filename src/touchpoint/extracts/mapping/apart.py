"""Cells that say a few words again and again, worked out once for each word and not for each row.

In a large file most columns are of this kind: days, flags, teams, yes and no. What is made of one
such cell alone goes into a table of its words, to which the rows are joined.
"""

from typing import Final

import duckdb

from touchpoint.extracts.mapping.sql import Layers, name
from touchpoint.extracts.reading import Found

MANY_ROWS = 50_000
"""From how many rows on it pays to look for such cells."""
FEW = 5
"""How many times as many rows as words there must be."""
LOOKED_AT: Final = 20_000


def worked_out(
    connection: duckdb.DuckDBPyConnection, layers: Layers, found: Found, prefix: str
) -> dict[str, str]:
    """The tables of what is made of one cell, by cell; empty where all is worked out row by row."""
    cells = layers.read_alone()
    if found.rows < MANY_ROWS or not cells:
        return {}
    counted = ", ".join(f"count(DISTINCT {cell})" for cell in cells)
    looked, *words = connection.execute(
        f"SELECT count(*), {counted} FROM {name(found.table)} "
        f"WHERE row % {max(1, found.rows // LOOKED_AT)} = 0"
    ).fetchall()[0]
    few = (cell for cell, count in zip(cells, words, strict=True) if count * FEW < looked)
    apart = {cell: name(f"{prefix}_{cell}") for cell in few}
    for cell, table in apart.items():
        connection.execute(f"CREATE OR REPLACE TABLE {table} AS {layers.select_of(cell)}")
    return apart
