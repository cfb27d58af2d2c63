"""Postgres: the ledger's tables in a schema, and expressions over them as views.

The service keeps its journeys there; the verdicts of one journey come from the same expression as a
nation's on DuckDB. Postgres cannot see through the steps of so large a query to the one journey
that is asked for, so the expression is kept as a function of a journey, whose plan is made once for
a connection, and the view asks it for each journey it shows. It does not matter whether the tables
of the ledger are tables in that schema or views over others, as in the service.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import ibis.expr.types as ir
import psycopg
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from psycopg import sql

from touchpoint.engines.calendar_rows import calendar_rows
from touchpoint.engines.said import said_to_postgres
from touchpoint.engines.steps import Steps
from touchpoint.engines.unbound import unbound_tables
from touchpoint.ledger import TABLES, Table, Type

Tables: TypeAlias = Mapping[str, ir.Table]
Keep: TypeAlias = Callable[[str, ir.Table], ir.Table]

_SQL_TYPES: Mapping[Type, str] = {
    # Names sort by their bytes, as on every other engine.
    Type.STRING: 'text COLLATE "C"',
    Type.BOOL: "boolean",
    Type.INT32: "integer",
    Type.DOUBLE: "double precision",
    Type.DATE: "date",
    Type.TIMESTAMP: "timestamp",
    Type.LIST: "text[]",
}

_DETAIL = "touchpoint_detail(detail text, entry text)"

_FUNCTIONS = {
    # The text is chosen first: of a constant, a plan makes JSON before anybody asks whether it is.
    # An escape may be JSON and yet no text, as half of a pair or the character of number 0 is.
    _DETAIL: (
        r"SELECT (CASE WHEN detail IS JSON OBJECT AND (strpos(detail, '\u') = 0"
        " OR pg_input_is_valid(detail, 'jsonb')) THEN detail END)::json ->> entry"
    ),
    "touchpoint_key(instant timestamp, identity text, reason text)": (
        "SELECT ((extract(epoch FROM instant) * 1000000)::bigint + 200000000000000000)::text"
        " || identity || chr(31) || reason"
    ),
    "touchpoint_key_identity(key text)": "SELECT split_part(substr(key, 19), chr(31), 1)",
    "touchpoint_key_reason(key text)": "SELECT substr(key, strpos(key, chr(31)) + 1)",
}

KNOWS_WHAT_IS_JSON = 160_000
"""The first Postgres with `IS JSON`: one before it is asked, and the refusal caught."""

_DETAIL_BEFORE = """BEGIN
    RETURN CASE WHEN json_typeof(detail::json) = 'object' THEN detail::json ->> entry END;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END"""

_INDEXES = {
    "investigations": (),
    "journeys": ("investigation_id",),
    "touchpoints": ("journey_id",),
}


def make_schema(connection: psycopg.Connection, schema: str) -> None:
    """Make a schema with the tables of a ledger, empty, and everything that expressions need."""
    run = connection.execute
    run(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
    use_schema(connection, schema)
    make_functions(connection)
    for table in TABLES.values():
        run(_table_sql(table))
        for column in _INDEXES.get(table.name, ()):
            run(f"CREATE INDEX ON {table.name} ({column})")
    hold_calendar(connection)


def make_functions(connection: psycopg.Connection, version: int | None = None) -> None:
    """Make the functions that expressions use, in the schema that new things are made in."""
    version = connection.info.server_version if version is None else version
    for function, body in _FUNCTIONS.items():
        told = f"LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ({body})"
        if function == _DETAIL and version < KNOWS_WHAT_IS_JSON:
            told = f"LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body${_DETAIL_BEFORE}$body$"
        connection.execute(f"CREATE OR REPLACE FUNCTION {function} RETURNS text {told}")
    connection.execute(
        "CREATE OR REPLACE FUNCTION touchpoint_as_at() RETURNS date "
        "LANGUAGE sql STABLE PARALLEL SAFE RETURN "
        "coalesce(nullif(current_setting('touchpoint.as_at', true), '')::date,"
        " (now() AT TIME ZONE 'Europe/London')::date)"
    )


def hold_calendar(connection: psycopg.Connection) -> None:
    """Keep the calendar, with the indexes by which verdicts count in it."""
    hold(connection, {"calendar": calendar_rows()})
    connection.execute("CREATE UNIQUE INDEX ON calendar (day)")
    connection.execute("CREATE UNIQUE INDEX ON calendar (working_number) WHERE is_working")
    connection.execute("CREATE UNIQUE INDEX ON calendar (day_number)")


def use_schema(connection: psycopg.Connection, schema: str) -> None:
    """Let names mean what they mean in this schema, for this connection."""
    connection.execute(sql.SQL("SET search_path TO {}, public").format(sql.Identifier(schema)))


def hold(connection: psycopg.Connection, tables: Mapping[str, pa.Table]) -> None:
    """Keep small tables of the caller's beside the ledger's, in place of earlier ones."""
    for name, rows in tables.items():
        columns = ", ".join(f'"{field.name}" {_type_of(field.type)}' for field in rows.schema)
        connection.execute(f'DROP TABLE IF EXISTS "{name}" CASCADE')
        connection.execute(f'CREATE TABLE "{name}" ({columns})')
        copy_in(connection, name, rows)


def copy_in(connection: psycopg.Connection, table: str, rows: pa.Table) -> None:
    """Add rows to a table in bulk."""
    names = ", ".join(f'"{name}"' for name in rows.column_names)
    statement = f'COPY "{table}" ({names}) FROM STDIN (FORMAT csv)'
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for batch in rows.to_batches(max_chunksize=100_000):
            copy.write(_csv(batch))


@dataclass(frozen=True, kw_only=True)
class Compiled:
    """An expression as Postgres runs it for one journey, and the columns that it gives."""

    body: str
    columns: Mapping[str, str]
    """The type of each, by its name."""


def make_view(
    connection: psycopg.Connection,
    name: str,
    of_tables: Callable[[Tables, Keep], ir.Table],
    held: Mapping[str, pa.Table],
    *,
    within: str | None = None,
) -> None:
    """Make, or make again, a view of what an expression gives for each journey.

    The expression is made by `of_tables` from the tables of one journey. Beside the view `name`
    stands the function `name_of_journey`, and both say the same. With `within`, names mean what
    they mean in that schema, whoever asks from wherever, and who asks sees what that role may.
    """
    make_compiled_view(connection, name, compiled(of_tables, held), within=within)


def compiled(
    of_tables: Callable[[Tables, Keep], ir.Table], held: Mapping[str, pa.Table]
) -> Compiled:
    """Compile what an expression gives for one journey; of a large one this takes seconds."""
    steps = Steps(sql=_sql)
    expression = of_tables(_tables_of_one_journey(held), steps.keep)
    columns = {column: _TYPES_OF_RESULTS[kind] for column, kind in _kinds(expression)}
    cast = ", ".join(f'"{column}"::{kind}' for column, kind in columns.items())
    return Compiled(body=steps.within(expression, cast), columns=columns)


def make_compiled_view(
    connection: psycopg.Connection, name: str, made: Compiled, *, within: str | None = None
) -> None:
    """Make the view and the function of an expression that is compiled already."""
    run, columns = connection.execute, made.columns
    run(f'DROP VIEW IF EXISTS "{name}"')
    run(f'DROP FUNCTION IF EXISTS "{name}_of_journey"(text)')
    declared = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    run(
        f'CREATE FUNCTION "{name}_of_journey"(asked_for text) RETURNS TABLE ({declared}) '
        "LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 30 "
        # The plan is the same whichever journey is asked for; making it again is the slow part.
        f"SET plan_cache_mode = force_generic_plan SET jit = off {_within(within)}"
        f"AS $body$#variable_conflict use_column\nBEGIN RETURN QUERY {made.body}; END$body$"
    )
    shown = ", ".join(
        f'{"journeys" if column == "journey_id" else "found"}."{column}"' for column in columns
    )
    each = f'"{name}_of_journey"(journeys.journey_id) AS found'
    view = f"SELECT {shown} FROM journeys CROSS JOIN LATERAL {each}"  # noqa: S608 - our own words
    asked = "" if within is None else " WITH (security_invoker = true)"
    run(f'CREATE VIEW "{name}"{asked} AS {view}')


def _within(schema: str | None) -> str:
    return "" if schema is None else f'SET search_path = "{schema}", pg_catalog, pg_temp '


_ASKED_FOR = "the journey that is asked for"


def _tables_of_one_journey(held: Mapping[str, pa.Table]) -> Tables:
    tables = dict(unbound_tables(held))
    for name in ("journeys", "touchpoints"):
        tables[name] = tables[name].filter(tables[name].journey_id == _ASKED_FOR)
    return tables


def _sql(expression: ir.Table) -> str:
    return said_to_postgres(expression).replace(f"'{_ASKED_FOR}'", "asked_for")


def _kinds(expression: ir.Table) -> list[tuple[str, str]]:
    return [(name, str(kind).partition("(")[0]) for name, kind in expression.schema().items()]


_TYPES_OF_RESULTS = {
    "string": "text",
    "date": "date",
    "timestamp": "timestamp",
    "boolean": "boolean",
    "int32": "integer",
    "int64": "bigint",
    "float64": "double precision",
}


def _table_sql(table: Table) -> str:
    columns = [
        f'"{c.name}" {_SQL_TYPES[c.type]}{"" if c.nullable else " NOT NULL"}' for c in table.columns
    ]
    key = [f"PRIMARY KEY ({', '.join(table.key)})"] if table.key else []
    return f"CREATE TABLE {table.name} ({', '.join([*columns, *key])})"


def _type_of(found: pa.DataType) -> str:
    return {
        pa.string(): 'text COLLATE "C"',
        pa.int32(): "integer",
        pa.int64(): "bigint",
        pa.bool_(): "boolean",
        pa.date32(): "date",
        pa.timestamp("us"): "timestamp",
    }[found]


def _csv(batch: pa.RecordBatch) -> bytes:
    """Rows as CSV that COPY reads: an empty cell is empty, an empty text is quoted."""
    columns = [_plain(column) for column in batch.columns]
    plain = pa.table(columns, names=batch.schema.names)
    sink = io.BytesIO()
    options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed")
    pyarrow.csv.write_csv(plain, sink, options)
    return sink.getvalue()


def _plain(column: pa.Array) -> pa.Array:
    if pa.types.is_list(column.type):
        return _listed(column)
    if pa.types.is_timestamp(column.type):
        return column.cast(pa.timestamp("us"))
    return column


def _listed(column: pa.Array) -> pa.Array:
    """Lists as Postgres writes them, each text quoted: it may hold commas and quotes of its own."""
    column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    texts = pc.replace_substring(column.flatten(), "\\", "\\\\")
    texts = pc.replace_substring(texts, '"', '\\"')
    quoted = pc.binary_join_element_wise('"', texts, '"', "")
    counts = pc.fill_null(pc.list_value_length(column), 0)
    ends = pc.cumulative_sum(counts).cast(pa.int32())
    starts = pa.concat_arrays([pa.array([0], pa.int32()), ends])
    joined = pc.binary_join(pa.ListArray.from_arrays(starts, quoted), ",")
    written = pc.binary_join_element_wise("{", joined, "}", "")
    return pc.if_else(column.is_valid(), written, pa.scalar(None, pa.string()))
