"""The tables of the ledger in the words of Arrow (files) and Ibis (expressions)."""

from typing import TYPE_CHECKING

import pyarrow as pa

from touchpoint.errors import Refused
from touchpoint.ledger.tables import TABLES, Table, Type

if TYPE_CHECKING:
    import ibis

_ARROW = {
    Type.STRING: pa.string(),
    Type.BOOL: pa.bool_(),
    Type.INT32: pa.int32(),
    Type.DOUBLE: pa.float64(),
    Type.DATE: pa.date32(),
    Type.TIMESTAMP: pa.timestamp("us", tz="UTC"),
    Type.LIST: pa.list_(pa.string()),
}

_IBIS = {
    Type.STRING: "string",
    Type.BOOL: "boolean",
    Type.INT32: "int32",
    Type.DOUBLE: "float64",
    Type.DATE: "date",
    Type.TIMESTAMP: "timestamp",
    Type.LIST: "array<string>",
}


def arrow_schema(table: Table | str) -> pa.Schema:
    """The schema of a table in a file: instants are UTC to the microsecond."""
    table = TABLES[table] if isinstance(table, str) else table
    return pa.schema([pa.field(c.name, _ARROW[c.type], nullable=c.nullable) for c in table.columns])


def ibis_schema(table: Table | str) -> "ibis.Schema":
    """The schema of a table in an expression: instants are UTC without saying so."""
    import ibis  # noqa: PLC0415 - loading a file makes no expressions, and need not wait for it

    table = TABLES[table] if isinstance(table, str) else table
    return ibis.schema({c.name: _IBIS[c.type] for c in table.columns})


def conform(name: str, data: pa.Table) -> pa.Table:
    """The same rows in the order and types of the contract; refuse what does not fit."""
    schema = arrow_schema(name)
    faults = [
        *(f"The column {c} is missing." for c in schema.names if c not in data.column_names),
        *(
            f"The column {c} is not in the contract."
            for c in data.column_names
            if c not in schema.names
        ),
    ]
    if faults:
        raise Refused(f"These rows are not rows of {name}.", faults)
    data = data.select(schema.names)
    if data.schema.equals(schema):
        converted = data
    else:
        try:
            converted = data.cast(schema)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, ValueError) as error:
            raise Refused(f"These rows are not rows of {name}: {error}") from error
    empty = [
        f"The column {field.name} has an empty cell and may not."
        for field in schema
        if not field.nullable and converted[field.name].null_count
    ]
    if empty:
        raise Refused(f"These rows are not rows of {name}.", empty)
    return converted
