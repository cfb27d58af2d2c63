"""DuckDB over a ledger folder: the default engine. Files are read where they lie, never copied.

Every table of the contract is a view with the contract's columns and types, whatever the files
have: a table or a column that a file lacks reads as empty, and instants read as UTC.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from touchpoint.engines.calendar_rows import calendar_rows
from touchpoint.engines.said import said_to_duckdb
from touchpoint.engines.steps import Steps
from touchpoint.engines.unbound import as_names, unbound_tables
from touchpoint.ledger import (
    TABLES,
    Structure,
    Table,
    inspect,
    open_folder,
    sound_structure,
    unreadable,
)
from touchpoint.ledger.full_disk import as_full_disk
from touchpoint.ledger.views import select_of, text

_FUNCTIONS = {
    "touchpoint_detail(detail, entry)": (
        "CASE WHEN json_valid(detail) THEN json_extract_string(detail, entry) END"
    ),
    "touchpoint_key(instant, identity, reason)": (
        "CAST(epoch_us(instant) + 200000000000000000 AS VARCHAR) || identity || chr(31) || reason"
    ),
    "touchpoint_key_identity(key)": "substr(key, 19, instr(key, chr(31)) - 19)",
    "touchpoint_key_reason(key)": "substr(key, instr(key, chr(31)) + 1)",
}


_MANY = 0.25
"""From this share of a table's files on, a portion that reads them reads too much of them."""

_PORTIONED = ("journeys", "touchpoints")
"""The tables that are large, and that a portion of the journeys cuts down."""

_SHOWN = "touchpoint_shown(journey_id)"
"""Whether a row belongs to the portion that is shown now."""


@dataclass(frozen=True, kw_only=True)
class Portion:
    """The journeys from one name up to, and without, another; no end means the end."""

    first: str | None
    end: str | None

    @classmethod
    def of(cls, journey: str) -> "Portion":
        """The portion that is one journey."""
        return cls(first=journey, end=journey + "\x01")

    def holds(self, journey: str) -> str:
        """The condition in SQL that a column with the names of journeys is of the portion."""
        above = f"{journey} >= {text(self.first)}" if self.first is not None else "true"
        below = f"{journey} < {text(self.end)}" if self.end is not None else "true"
        return f"{above} AND {below}"


@dataclass(frozen=True, kw_only=True)
class DuckLedger:
    """A ledger open on DuckDB: its files, its connection and its tables as expressions."""

    structure: Structure
    connection: Backend
    tables: Mapping[str, ir.Table]

    def portions(self, journeys: int, *, scattered: int | None = None) -> tuple[Portion, ...]:
        """The ledger in portions of about so many journeys, in the order of their names.

        What an expression gives for one journey depends on nothing outside it, so a large
        ledger can be judged a portion at a time, in bounded memory. Portions of another size, if
        given, are for touchpoints that lie scattered, as in the order of their recording: every
        portion has to read most of the files, so that few and large ones are better.
        """
        few = "SELECT journey_id FROM journeys WHERE hash(journey_id) % 64 = 0 ORDER BY journey_id"
        (total,) = self.connection.raw_sql("SELECT count(*) FROM journeys").fetchone()
        names = [name for (name,) in self.connection.raw_sql(few).fetchall()]
        if scattered and names and self._in_many_parts(names[len(names) // 2]):
            journeys = scattered
        wanted = max(1, round(total / journeys))
        cuts = [names[len(names) * place // wanted] for place in range(1, wanted)] if names else []
        ends = [None, *dict.fromkeys(cuts), None]
        return tuple(Portion(first=a, end=b) for a, b in pairwise(ends))

    def _in_many_parts(self, journey: str) -> bool:
        """Whether many parts of the touchpoints' files may have something of a journey."""
        files = ", ".join(text(str(file)) for file in self.structure.files["touchpoints"])
        within = f"{text(journey)} BETWEEN stats_min_value AND stats_max_value"
        parts = f"FROM parquet_metadata([{files}]) WHERE path_in_schema = 'journey_id'"
        found = self.connection.raw_sql(
            f"SELECT coalesce(avg(coalesce({within}, true)::INTEGER), 0) >= {_MANY} {parts}"
        )
        return bool(found.fetchone()[0])

    def show(self, portion: Portion | None) -> None:
        """Let the tables of journeys and touchpoints show one portion, or everything again."""
        self.connection.raw_sql(_showing(portion))

    def make(self, steps: Steps) -> None:
        """Make every step a table, for the portion that is shown now."""
        for name, step in steps.kept.items():
            self._make(name, step)

    def make_once(self, steps: Steps, name: str) -> None:
        """Make one of the steps, of rows with a `journey_id`, now; each portion reads its own."""
        self._make(f"every_{name}", steps.kept[name])
        steps.kept[name] = f'FROM "every_{name}" WHERE {_SHOWN}'

    def _make(self, name: str, step: str) -> None:
        self.connection.raw_sql(f'CREATE OR REPLACE TEMPORARY TABLE "{name}" AS {step}')

    def answer(self, asked: ir.Table) -> pa.Table:
        """What an expression gives, as a table of the expression's own types."""
        found = self.connection.con.sql(said_to_duckdb(asked)).to_arrow_table()
        return found.cast(asked.schema().to_pyarrow())

    def rows(self, asked: ir.Table) -> list[dict[str, Any]]:
        """What an expression gives, as rows: sooner than `answer` for a few, as it plans once."""
        found = self.connection.con.execute(said_to_duckdb(asked)).fetchall()
        return [dict(zip(asked.columns, row, strict=True)) for row in found]

    def batches(self, statement: str) -> Iterator[pa.RecordBatch]:
        """What a statement gives, a batch at a time."""
        yield from self.connection.con.sql(statement).to_arrow_reader()

    def hold(self, tables: Mapping[str, pa.Table]) -> Mapping[str, ir.Table]:
        """The ledger's tables with small tables of the caller's beside them."""
        for name, rows in tables.items():
            _keep(self.connection, name, rows)
        return {**self.tables, **_bound(self.connection, as_names(tables))}


@contextmanager
def open_on_duckdb(
    path: Path, *, threads: int | None = None, memory: str | None = None, faulty: bool = False
) -> Iterator[DuckLedger]:
    """Open a ledger folder on DuckDB, with bounds on threads and memory where given.

    A ledger whose files do not have the shape of the contract is refused, unless `faulty` says that
    the reader is looking for faults: then what cannot be read is empty.
    """
    structure = inspect(open_folder(path)) if faulty else sound_structure(path)
    with _connected(threads, memory) as connection:
        for function, body in _FUNCTIONS.items():
            connection.raw_sql(f"CREATE TEMPORARY MACRO {function} AS {body}")
        connection.raw_sql(_showing(None))
        for table in TABLES.values():
            connection.raw_sql(_view(table, structure))
        _keep(connection, "calendar", calendar_rows())
        opened = DuckLedger(
            structure=structure,
            connection=connection,
            tables=_bound(connection, unbound_tables({})),
        )
        with nullcontext() if faulty else _told_apart(path):
            yield opened


@contextmanager
def _told_apart(path: Path) -> Iterator[None]:
    """Tell a full disk, and files that cannot be read, from mistakes of our own."""
    try:
        yield
    except (duckdb.Error, pa.ArrowException) as error:
        full = as_full_disk(error)
        if full is not None:
            raise full from error
        if _is_read(path):
            raise
        raise unreadable(path) from error


def _is_read(path: Path) -> bool:
    """Whether every value can be read; on a connection of its own, as an error may end another."""
    from touchpoint.ledger.content.damage import (  # noqa: PLC0415 - who meets no fault needs none
        not_read_by_engine,
    )

    with open_on_duckdb(path, faulty=True) as opened:
        columns = opened.structure.columns
        return not any(not_read_by_engine(opened.tables, columns, opened.rows))


@contextmanager
def _connected(threads: int | None, memory: str | None) -> Iterator[Backend]:
    """A connection; what does not fit into its memory lies where only its user can read it."""
    bounds = {"threads": threads, "memory_limit": memory}
    given = {name: bound for name, bound in bounds.items() if bound is not None}
    with TemporaryDirectory(prefix="touchpoint-") as spilled:
        connection = ibis.duckdb.connect(preserve_insertion_order=False, **given)
        try:
            connection.raw_sql(f"SET temp_directory = {text(spilled)}")
            yield connection
        finally:
            connection.disconnect()


def _bound(connection: Backend, tables: Mapping[str, ir.Table]) -> Mapping[str, ir.Table]:
    """Tables that a connection is asked of; to ask it first what they are would take a while."""
    return {
        name: ops.DatabaseTable(name=name, schema=table.schema(), source=connection).to_expr()
        for name, table in tables.items()
    }


def _view(table: Table, structure: Structure) -> str:
    """The SQL of the view that shows a table, or a portion of it, as the contract has it."""
    within = _SHOWN if table.name in _PORTIONED else "true"
    return f"CREATE TEMPORARY VIEW {table.name} AS {select_of(table, structure, within)}"


def _showing(portion: Portion | None) -> str:
    """The SQL that says which journeys are shown from now on."""
    condition = portion.holds("journey") if portion else "true"
    return f"CREATE OR REPLACE TEMPORARY MACRO touchpoint_shown(journey) AS ({condition})"


def _keep(connection: Backend, name: str, rows: pa.Table) -> None:
    """Make a table of rows from memory; it is small, and goes with the connection."""
    connection.con.register("incoming_rows", rows)
    connection.raw_sql(f'CREATE OR REPLACE TEMPORARY TABLE "{name}" AS FROM incoming_rows')
    connection.con.unregister("incoming_rows")
