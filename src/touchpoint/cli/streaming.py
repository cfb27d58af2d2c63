"""A large table to a file or the terminal, batch by batch, so that it need not fit in memory."""

import csv
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from touchpoint.cli.drawn import as_cell
from touchpoint.cli.output import Format, as_json, ending_of, show
from touchpoint.cli.whole_file import whole_file

Write = Callable[[pa.RecordBatch], None]


@contextmanager
def streamed_to(schema: pa.Schema, *, chosen: Format | None, out: Path | None) -> Iterator[Write]:
    """Give a function that takes batches; what it took is in its place when all went well."""
    if out is not None:
        with _to_file(schema, out) as write:
            yield write
        return
    form = chosen or (Format.TABLE if sys.stdout.isatty() else Format.CSV)
    match form:
        case Format.CSV:
            yield _csv_writer(schema, sys.stdout)
        case Format.JSON:
            with _json_writer(sys.stdout) as write:
                yield write
        case Format.TABLE:
            batches: list[pa.RecordBatch] = []
            yield batches.append
            rows = pa.Table.from_batches(batches, schema=schema).to_pylist()
            show(schema.names, rows, chosen=form, out=None)


@contextmanager
def _to_file(schema: pa.Schema, out: Path) -> Iterator[Write]:
    ending = ending_of(out)
    with ExitStack() as closing:
        place = closing.enter_context(whole_file(out))
        if ending == ".parquet":
            writer = closing.enter_context(pq.ParquetWriter(place, schema, compression="zstd"))
            yield lambda batch: writer.write_batch(batch.cast(schema))
        else:
            file = closing.enter_context(place.open("w", encoding="utf-8", newline=""))
            yield (
                _csv_writer(schema, file)
                if ending == ".csv"
                else closing.enter_context(_json_writer(file))
            )


def _csv_writer(schema: pa.Schema, file: TextIO) -> Write:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(schema.names)

    def write(batch: pa.RecordBatch) -> None:
        columns = [map(as_cell, column.to_pylist()) for column in batch.columns]
        writer.writerows(zip(*columns, strict=True))

    return write


@contextmanager
def _json_writer(file: TextIO) -> Iterator[Write]:
    file.write("[")
    between = "\n"

    def write(batch: pa.RecordBatch) -> None:
        nonlocal between
        for row in batch.to_pylist():
            file.write(between + json.dumps(row, default=as_json, ensure_ascii=False))
            between = ",\n"

    yield write
    file.write("\n]\n")
