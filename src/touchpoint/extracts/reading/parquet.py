"""A Parquet file as text cells by DuckDB, every type written as a person reads it."""

from pathlib import Path

import duckdb

from touchpoint.extracts.reading.content import refuse
from touchpoint.extracts.reading.header import Header, Merged
from touchpoint.extracts.reading.sieve import Filled
from touchpoint.extracts.reading.store import Store, literal, quoted, text, unless_blank

_WHOLE_BELOW = 1e18


class ParquetFile:
    """A Parquet file; its headings are those of its schema."""

    name: str | None = None
    hidden = False
    merged: Merged = frozenset()
    head: list[list[str]] = []  # noqa: RUF012 - there are no rows before the headings, ever
    told = ("It is a Parquet file.",)

    def __init__(self, path: Path) -> None:
        self.path = path
        self._from = f"read_parquet({text(literal(path))}, file_row_number = true)"
        with duckdb.connect() as aside:
            try:
                described = aside.execute(f"DESCRIBE SELECT * FROM {self._from}").fetchall()
                counted = aside.execute(f"SELECT count(*) FROM {self._from}").fetchone()
            except duckdb.Error:
                raise refuse(
                    path, "a Parquet file that is damaged; copy or export it again"
                ) from None
        self._types = [(name, kind) for name, kind, *_ in described[:-1]]
        self._rows: int = counted[0] if counted else 0

    @property
    def size(self) -> tuple[int | None, int]:
        """How many rows and columns, as the end of the file says."""
        return self._rows, len(self._types)

    @property
    def schema(self) -> Header | None:
        """The names of the columns as the file has them: of two alike DuckDB renames the second."""
        import pyarrow.parquet as pq  # noqa: PLC0415 - dear to read in, and other files need none

        names = tuple(pq.read_schema(self.path).names)
        return Header(first=0, last=0, texts=names, right=len(names))

    def fill(self, store: Store, header: Header) -> Filled:
        """Write every row to the table."""
        del header
        cells = "".join(
            f", {unless_blank(_text(quoted(name), kind))} AS c{place}"
            for place, (name, kind) in enumerate(self._types)
        )
        try:
            store.connection.execute(
                f"CREATE OR REPLACE TABLE {store.table} AS "
                f"SELECT file_row_number + 1 AS row{cells} FROM {self._from}"
            )
        except duckdb.Error:
            store.drop()
            raise refuse(
                self.path, "a Parquet file that is damaged; copy or export it again"
            ) from None
        return Filled()


def _text(column: str, kind: str) -> str:
    """A typed column as text: ISO days, whole numbers without .0, TRUE and FALSE."""
    plain = f"CAST({column} AS VARCHAR)"
    if kind == "VARCHAR":
        return column
    if kind == "BOOLEAN":
        return f"upper({plain})"
    if kind in {"DOUBLE", "FLOAT"}:
        return (
            f"CASE WHEN {column} = trunc({column}) AND abs({column}) < {_WHOLE_BELOW} "
            f"THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) ELSE {plain} END"
        )
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"CAST(timezone('UTC', {column}) AS VARCHAR) || '+00:00'"
    nested = ("STRUCT", "MAP", "UNION")
    return (
        f"CAST(to_json({column}) AS VARCHAR)" if kind.startswith(nested) or "[" in kind else plain
    )
