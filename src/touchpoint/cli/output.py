"""How the command shows a table: drawn on a terminal, as JSON or CSV, or to a file by name."""

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TextIO

import pyarrow as pa
import pyarrow.parquet as pq
import typer

from touchpoint.cli.column_types import column_of
from touchpoint.cli.drawn import as_cell, draw
from touchpoint.cli.options import as_typed
from touchpoint.cli.whole_file import refuse_unwritable, whole_file
from touchpoint.errors import Refused
from touchpoint.ledger import TABLES
from touchpoint.ledger.folder import DESCRIPTION


class Format(StrEnum):
    """The ways in which a table can be printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help="table (usual on a terminal), json, or csv (usual in a pipe).",
        show_default=False,
    ),
]
Row = Mapping[str, Any]


def show(
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    chosen: Format | None,
    out: Path | None,
    as_text: bool = False,
) -> None:
    """Print rows in the chosen form, or write them to a file in the form its name ends in.

    `as_text` says that all cells are texts, for files whose columns have one type.
    """
    if out is not None:
        _write(columns, list(rows), out, as_text=as_text)
        return
    form = chosen or (Format.TABLE if sys.stdout.isatty() else Format.CSV)
    match form:
        case Format.TABLE:
            draw(columns, list(rows))
        case Format.JSON:
            _write_json(rows, sys.stdout)
        case Format.CSV:
            _write_csv(columns, rows, sys.stdout)


def ending_of(out: Path) -> str:
    """The form that a file's name asks for; refuse one that we do not write."""
    ending = out.suffix.lower()
    if ending not in (".parquet", ".csv", ".json"):
        raise Refused(
            f"{out.name} does not end in a form that can be written: "
            "give a name that ends in .parquet, .csv or .json."
        )
    return ending


def found_fit(out: Path | None) -> Path | None:
    """Refuse a file that cannot be written before the work, not after it."""
    if out is not None:
        with as_typed():
            ending_of(out)
        if not out.parent.is_dir():
            raise Refused(f"There is no folder {out.parent} to write {out.name} in: make it first.")
        if out.is_dir():
            raise Refused(f"{out} is a folder: give the name of a file to write.")
        if _of_a_ledger(out.resolve()):
            raise Refused(f"{out} is read as part of a ledger: give the name of another file.")
        refuse_unwritable(out)
    return out


def _of_a_ledger(out: Path) -> bool:
    """Whether a file is what a ledger says of itself, a table of one or a part of a table."""
    ending = out.suffix.lower()
    if ending == ".json":
        return out.name == DESCRIPTION and out.exists()
    table = (out.parent / DESCRIPTION).exists() and out.stem in TABLES
    part = (out.parent.parent / DESCRIPTION).exists() and out.parent.name in TABLES
    return ending == ".parquet" and (table or part)


OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        callback=found_fit,
        help="Write to this file instead: .parquet, .csv or .json.",
        show_default=False,
    ),
]


def _write(columns: Sequence[str], rows: list[Row], out: Path, *, as_text: bool) -> None:
    ending = ending_of(out)
    with whole_file(out) as place:
        if ending == ".parquet":
            cells = {name: [row[name] for row in rows] for name in columns}
            arrays = {name: column_of(name, cells[name], as_text=as_text) for name in columns}
            pq.write_table(pa.table(arrays), place)
            return
        with place.open("w", encoding="utf-8", newline="") as file:
            if ending == ".csv":
                _write_csv(columns, rows, file)
            else:
                _write_json(rows, file)


def _write_json(rows: Iterable[Row], file: TextIO) -> None:
    json.dump([dict(row) for row in rows], file, default=as_json, indent=1, ensure_ascii=False)
    file.write("\n")


def _write_csv(columns: Sequence[str], rows: Iterable[Row], file: TextIO) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([as_cell(row[name]) for name in columns] for row in rows)


def as_json(value: object) -> object:
    """A value that JSON has no form for, as one that it has."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple | frozenset | set):
        return list(value)
    raise TypeError(f"JSON has no form for {type(value).__name__}")


def so_many(number: int, what: str) -> str:
    """A number with its noun: 1 source, 3,000 journeys."""
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"
