"""The DuckDB table that the rows of a file are written to, and what a blank cell is in it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

BATCH = 20_000
_STAGED = "touchpoint_rows_being_read"


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text as SQL takes it."""
    return "'" + value.replace("'", "''") + "'"


def literal(path: Path) -> str:
    """A path as DuckDB opens it: stars and brackets are no patterns, and ~ is nobody's folder."""
    given = str(path.absolute())
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in given)


def unless_blank(column: str) -> str:
    """The cell, or NULL where a person would see nothing.

    Nearly every cell begins with a visible letter of ASCII, and is not looked at further.
    """
    return (
        f"CASE WHEN {column} >= '!' AND {column} < chr(127) THEN {column} "
        rf"WHEN NOT regexp_full_match({column}, '[\s\p{{Z}}\x{{0B}}\x{{1C}}-\x{{1F}}\x{{85}}"
        rf"\x{{200B}}-\x{{200D}}\x{{2060}}\x{{FEFF}}]*') THEN {column} END"
    )


class Store:
    """A table that rows are added to in batches, in the order of the file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, table: str, width: int) -> None:
        self.connection = connection
        self.name = table
        self.table = quoted(table)
        self.width = width

    @property
    def columns(self) -> list[str]:
        """The columns of the cells, from the first heading to the last."""
        return [f"c{place}" for place in range(self.width)]

    def create(self) -> None:
        """The table, empty."""
        cells = "".join(f", {column} VARCHAR" for column in self.columns)
        self.connection.execute(f"CREATE OR REPLACE TABLE {self.table} (row BIGINT{cells})")

    def add(self, rows: Iterable[tuple[int, Sequence[str | None]]]) -> None:
        """Rows with their numbers; each has as many cells as there are columns."""
        numbers: list[int] = []
        batch: list[Sequence[str | None]] = []
        for number, cells in rows:
            numbers.append(number)
            batch.append(cells)
            if len(batch) == BATCH:
                self._write(numbers, batch)
                numbers, batch = [], []
        if batch:
            self._write(numbers, batch)

    def _write(self, numbers: list[int], batch: list[Sequence[str | None]]) -> None:
        import pyarrow as pa  # noqa: PLC0415 - dear to read in, and a regular text file needs none

        arrays = [pa.array(numbers, pa.int64())]
        arrays += [pa.array(column, pa.string()) for column in zip(*batch, strict=True)]
        staged = pa.Table.from_arrays(arrays, names=["row", *self.columns])
        cells = "".join(f", {unless_blank(column)}" for column in self.columns)
        self.connection.register(_STAGED, staged)
        try:
            self.connection.execute(f"INSERT INTO {self.table} SELECT row{cells} FROM {_STAGED}")
        finally:
            self.connection.unregister(_STAGED)

    def keeps_order(self) -> bool:
        """Whether the connection keeps rows in the order of the file; it can be told not to."""
        setting = "SELECT current_setting('preserve_insertion_order')"
        return self.connection.execute(setting).fetchone() == (True,)

    def count(self) -> int:
        """How many rows are in the table."""
        counted = self.connection.execute(f"SELECT count(*) FROM {self.table}").fetchone()
        return int(counted[0]) if counted else 0

    def last(self) -> int:
        """The number of the last row in the table."""
        found = self.connection.execute(
            f"SELECT coalesce(max(row), 0) FROM {self.table}"
        ).fetchone()
        return int(found[0]) if found else 0

    def drop(self) -> None:
        """No table: nothing is left of a file that was refused."""
        self.connection.execute(f"DROP TABLE IF EXISTS {self.table}")
