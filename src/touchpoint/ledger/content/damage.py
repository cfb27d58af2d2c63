"""Values that no engine can read: damaged pages, numbers too large, instants of no calendar.

Looked for only when an engine has failed over a ledger whose files have the right shape, since it
means to read every value of every file: with Arrow, which can name the file, and then with the
engine itself, which may be stricter.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from touchpoint.ledger.content.found import Run
from touchpoint.ledger.faults import Fault, Finding
from touchpoint.ledger.structure import IN_WORDS, Structure, first_line
from touchpoint.ledger.tables import TABLES, Column, Table, Type

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_INSTANT = (datetime(1, 1, 1, tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)
LAST_INSTANT = (datetime(9999, 12, 31, tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)


def damage(structure: Structure) -> Iterator[Finding]:
    """A finding for each column of each file with a value that cannot be read."""
    for table in TABLES.values():
        for file in structure.files[table.name]:
            for column in table.columns:
                if column.name in structure.columns[table.name]:
                    yield from _damage_of(table, column, file)


def not_read_by_engine(
    tables: Mapping[str, ir.Table], sound: Mapping[str, frozenset[str]], run: Run
) -> Iterator[Finding]:
    """A finding for each column, or for each whole table, that the engine fails to read."""
    for table in TABLES.values():
        columns = [name for name in table.column_names if name in sound[table.name]]
        failing = [name for name in columns if not _is_read(tables[table.name], name, run)]
        if failing == columns and len(columns) > 1:
            yield _not_read(
                table, "", table.name, f"{table.name} cannot be read: its rows are not checked"
            )
        else:
            for name in failing:
                said = f"The column {name} of {table.name} holds what cannot be read"
                yield _not_read(table, name, table.name, said)


def _is_read(rows: ir.Table, column: str, run: Run) -> bool:
    try:
        run(rows.aggregate(read=rows[column].hash().max()))
    except Exception:  # noqa: BLE001 - that it fails, in whatever way, is the answer
        return False
    return True


def _damage_of(table: Table, column: Column, file: Path) -> Iterator[Finding]:
    place = file.name if file.parent.name != table.name else f"{table.name}/{file.name}"
    try:
        for batch in pq.ParquetFile(file).iter_batches(columns=[column.name]):
            _read(batch.column(0), column)
    except (pa.ArrowException, OSError, ValueError) as error:
        said = (
            f"In {place}, the column {column.name} holds what cannot be read as "
            f"{IN_WORDS[column.type]}: {first_line(error)}"
        )
        yield _not_read(table, column.name, place, said)


def _not_read(table: Table, column: str, place: str, said: str) -> Finding:
    return Finding(
        fault=Fault.VALUE_UNREADABLE,
        table=table.name,
        column=column,
        count=1,
        examples=(place,),
        sentence=f"{said}.",
    )


def _read(values: pa.Array, column: Column) -> None:
    """Read values as the contract's type, or raise what Arrow says of them."""
    values.validate(full=True)
    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    if pa.types.is_null(values.type):
        return
    if column.type is Type.INT32:
        values.cast(pa.int32())
    elif column.type is Type.DATE:
        values.cast(pa.date32())
    elif column.type is Type.TIMESTAMP:
        _in_a_year(values)


def _in_a_year(values: pa.Array) -> None:
    unit, zone = values.type.unit, values.type.tz
    # A finer unit than ours may be cut, as the engines cut it; a coarser one may overflow.
    instants = pc.cast(values, pa.timestamp("us", tz=zone), safe=unit != "ns")
    span = pc.min_max(instants.cast(pa.int64()))
    first, last = span["min"].as_py(), span["max"].as_py()
    if first is not None and (first < FIRST_INSTANT or last > LAST_INSTANT):
        raise ValueError("an instant is in no year from 1 to 9999")
