"""Where each table of the ledger stands in the service, and how its rows travel as CSV.

DuckDB reads and writes the files; Postgres takes and gives them by COPY. Nothing and the empty
text stay two things: nothing is an empty cell, an empty text a quoted one.
"""

from collections.abc import Mapping
from typing import Final

from touchpoint.ledger import Column, Table, Type

PLACES: Final[Mapping[str, str]] = {
    "units": "organisation_unit",
    "investigations": "journeys_investigation",
    "journeys": "journeys_journey",
    "touchpoints": "journeys_touchpoint",
    "coverage": "journeys_coverage",
    "responses": "journeys_response",
    "answers": "journeys_answer",
    "returns": "journeys_return",
    "identities": "personal.identity",
    "reviews": "journeys_review",
}

_READ_AS: Final[Mapping[Type, str]] = {
    Type.STRING: "VARCHAR",
    Type.BOOL: "BOOLEAN",
    Type.INT32: "INTEGER",
    Type.DOUBLE: "DOUBLE",
    Type.DATE: "DATE",
    Type.TIMESTAMP: "BIGINT",
    Type.LIST: "VARCHAR",
}


def out_of_postgres(table: Table) -> str:
    """The SELECT by which Postgres gives the rows of a table to a file."""
    columns = ", ".join(_given(column) for column in table.columns)
    return f"SELECT {columns} FROM ledger.{table.name}"


def _given(column: Column) -> str:
    name = f'"{column.name}"'
    match column.type:
        case Type.TIMESTAMP:
            return f"(extract(epoch FROM {name}) * 1000000)::bigint"
        case Type.LIST:
            return f"array_to_json({name})"
        case _:
            return name


def into_duckdb(table: Table, file: str) -> str:
    """The SELECT by which DuckDB reads such a file as the contract has the table."""
    declared = ", ".join(f"'{c.name}': '{_READ_AS[c.type]}'" for c in table.columns)
    columns = ", ".join(_taken(column) for column in table.columns)
    options = (
        "header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        "nullstr = '', allow_quoted_nulls = false, dateformat = '%Y-%m-%d', new_line = '\\n', "
        "max_line_size = 16777216"
    )
    return f"SELECT {columns} FROM read_csv('{file}', columns = {{{declared}}}, {options})"


def _taken(column: Column) -> str:
    name = f'"{column.name}"'
    match column.type:
        case Type.TIMESTAMP:
            return f"make_timestamp({name}) AS {name}"
        case Type.LIST:
            return f"""from_json({name}, '["VARCHAR"]') AS {name}"""
        case _:
            return name


def out_of_duckdb(column: Column, of: str = "") -> str:
    """A column as DuckDB writes it for Postgres: instants say UTC, lists have their quotes."""
    name = f'{of}"{column.name}"'
    match column.type:
        case Type.TIMESTAMP:
            return f"CAST({name} AS VARCHAR) || '+00'"
        case Type.LIST:
            return as_array(name)
        case _:
            return name


def as_array(name: str) -> str:
    """A list of texts as Postgres reads it."""
    escaped = "replace(replace(each, '\\', '\\\\'), '\"', '\\\"')"
    quoted = f"list_transform({name}, lambda each: '\"' || {escaped} || '\"')"
    return f"'{{' || array_to_string({quoted}, ',') || '}}'"
