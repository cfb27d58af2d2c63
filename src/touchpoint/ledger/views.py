"""The tables of a ledger as SQL over its files, for whoever opens them in DuckDB.

Every table has the contract's columns and types, whatever the files have: a table or a column that
a file lacks reads as empty, and instants read as UTC.
"""

from collections.abc import Mapping

from touchpoint.ledger.structure import Structure
from touchpoint.ledger.tables import Column, Table, Type

SQL_TYPES: Mapping[Type, str] = {
    Type.STRING: "VARCHAR",
    Type.BOOL: "BOOLEAN",
    Type.INT32: "INTEGER",
    Type.DOUBLE: "DOUBLE",
    Type.DATE: "DATE",
    Type.TIMESTAMP: "TIMESTAMP",
    Type.LIST: "VARCHAR[]",
}


def select_of(table: Table, structure: Structure, condition: str = "true") -> str:
    """The SELECT that shows a table, or those of its rows that a condition on its files keeps."""
    files = structure.files[table.name]
    sound = structure.columns[table.name]
    nanos = structure.nanoseconds[table.name]
    columns = ", ".join(
        _shown(column, present=column.name in sound, nanos=column.name in nanos)
        for column in table.columns
    )
    listed = ", ".join(text(str(file)) for file in files)
    if not files:
        return f"SELECT {columns} WHERE false"
    return f"SELECT {columns} FROM read_parquet([{listed}], union_by_name = true) WHERE {condition}"


def text(value: str) -> str:
    """A text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def _shown(column: Column, *, present: bool, nanos: bool) -> str:
    value = f'"{column.name}"' if present else "NULL"
    if present and column.type is Type.TIMESTAMP:
        # Files may say UTC or leave it open; read both alike, whatever the session's time zone.
        micros = f"epoch_ns({value}) // 1000" if nanos else f"epoch_us({value})"
        return f'make_timestamp({micros}) AS "{column.name}"'
    return f'CAST({value} AS {SQL_TYPES[column.type]}) AS "{column.name}"'
