"""What commands that count share: engines as measures need them, and a ledger's loads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

from touchpoint.calendar import local_day
from touchpoint.cli.progress import progress
from touchpoint.engines import DuckLedger, Steps, said_to_duckdb
from touchpoint.ledger import open_folder, unreadable
from touchpoint.measures.counting.rows import Tables
from touchpoint.measures.running import Made

if TYPE_CHECKING:
    from touchpoint.engines.spark import SparkLedger

JOURNEYS_AT_ONCE = 400_000
MEMORY = "2500MB"
"""With which figures of any ledger are counted."""

Found = Mapping[str, pa.Table]


@dataclass(frozen=True, kw_only=True)
class OnDuckDB:
    """DuckDB, with steps kept as tables and the journeys in portions."""

    ledger: DuckLedger

    @property
    def tables(self) -> Tables:
        """The ledger's tables."""
        return self.ledger.tables

    def hold(self, tables: Mapping[str, pa.Table]) -> Tables:
        """The ledger's tables with small ones beside them."""
        return self.ledger.hold(tables)

    def whole(self, made: Made) -> Found:
        """The rows of expressions over the whole ledger."""
        steps = Steps(sql=said_to_duckdb)
        statements = _statements(made(steps.keep))
        self.ledger.make(steps)
        return {name: self._rows(statement) for name, statement in statements.items()}

    def by_journey(self, made: Made) -> Iterator[Found]:
        """The rows of expressions over one portion of the journeys after another."""
        steps = Steps(sql=said_to_duckdb)
        # To say an expression in SQL takes longer than to run it over a small portion.
        statements = _statements(made(steps.keep))
        portions = self.ledger.portions(JOURNEYS_AT_ONCE)
        with progress("Judging portions", len(portions)) as done:
            for portion in portions:
                self.ledger.show(portion)
                self.ledger.make(steps)
                yield {name: self._rows(statement) for name, statement in statements.items()}
                done(1)
        self.ledger.show(None)

    def _rows(self, statement: "_Statement") -> pa.Table:
        rows = self.ledger.connection.con.sql(statement.text).to_arrow_table()
        # DuckDB adds whole numbers up to a type that is none of the expression's.
        return rows.cast(statement.schema)


@dataclass(frozen=True, kw_only=True)
class _Statement:
    """An expression as it is run, with the types of what it gives."""

    text: str
    schema: pa.Schema


def _statements(expressions: Mapping[str, ir.Table]) -> Mapping[str, _Statement]:
    return {
        name: _Statement(
            text=said_to_duckdb(expression),
            schema=expression.schema().to_pyarrow(),
        )
        for name, expression in expressions.items()
    }


@dataclass(frozen=True, kw_only=True)
class OnSpark:
    """Spark, which keeps and cuts as it sees fit."""

    ledger: "SparkLedger"

    @property
    def tables(self) -> Tables:
        """The ledger's tables."""
        return self.ledger.tables

    def hold(self, tables: Mapping[str, pa.Table]) -> Tables:
        """The ledger's tables with small ones beside them."""
        return self.ledger.hold(tables)

    def whole(self, made: Made) -> Found:
        """The rows of expressions over the whole ledger."""
        expressions = made(lambda _, step: step)
        return {n: self.ledger.answer(e) for n, e in expressions.items()}

    def by_journey(self, made: Made) -> Iterator[Found]:
        """The rows of expressions over the whole ledger, which is the only portion."""
        yield self.whole(made)


def days_of_loads(ledger: Path) -> Mapping[int, date]:
    """On which local day each load of a ledger was made, where the ledger remembers its loads."""
    files = open_folder(ledger).files("loads")
    days: dict[int, date] = {}
    for file in files:
        try:
            rows = pq.read_table(file, columns=["load", "loaded_at"])
        except (pa.ArrowException, OSError) as error:
            raise unreadable(ledger) from error
        instants = rows["loaded_at"].cast(pa.timestamp("us", tz="UTC")).to_pylist()
        for load, instant in zip(rows["load"].to_pylist(), instants, strict=True):
            if load is not None and instant is not None:
                days[load] = local_day(instant)
    return days
