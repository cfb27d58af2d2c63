"""The shape of a ledger's files held against the contract: files, columns and types.

Only footers are read, so this is quick on a ledger of any size; what the rows say is content.py's.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from touchpoint.errors import Refused
from touchpoint.ledger.faults import Fault, Finding
from touchpoint.ledger.folder import LedgerFolder, is_hidden, open_folder
from touchpoint.ledger.tables import TABLES, Column, Table, Type

IN_WORDS: Mapping[Type, str] = {
    Type.STRING: "text",
    Type.BOOL: "true or false",
    Type.INT32: "a whole number",
    Type.DOUBLE: "a number",
    Type.DATE: "a date",
    Type.TIMESTAMP: "a UTC timestamp",
    Type.LIST: "a list of texts",
}

EXAMPLES = 5
"""How many of the files that nobody reads are named."""


@dataclass(frozen=True, kw_only=True)
class Structure:
    """What the files of a ledger hold that can be read, and what is wrong with the rest."""

    findings: tuple[Finding, ...]
    columns: Mapping[str, frozenset[str]]
    """For each table, the columns that every part has with a type that can be read."""
    files: Mapping[str, tuple[Path, ...]]
    """For each table, the parts that are readable Parquet files."""
    nanoseconds: Mapping[str, frozenset[str]]
    """For each table, the instants that some part keeps to the nanosecond."""


def inspect(folder: LedgerFolder) -> Structure:
    """Hold every part of every table against the contract."""
    findings: list[Finding] = []
    columns: dict[str, frozenset[str]] = {}
    files: dict[str, tuple[Path, ...]] = {}
    nanoseconds: dict[str, frozenset[str]] = {}
    for table in TABLES.values():
        shapes: dict[Path, pa.Schema] = {}
        for file in folder.files(table.name):
            place = file.relative_to(folder.path).as_posix()
            try:
                shapes[file] = _shape(file)
            except (pa.ArrowException, OSError, ValueError) as error:
                findings.append(_unreadable(table, place, first_line(error)))
        for file, shape in shapes.items():
            place = file.relative_to(folder.path).as_posix()
            findings.extend(_shape_findings(table, place, shape))
        findings.extend(_doubly_kept(folder, table))
        findings.extend(_not_kept(folder, table))
        findings.extend(_too_deep(folder, table))
        files[table.name] = tuple(shapes)
        columns[table.name] = frozenset(
            column.name for column in table.columns if _readable_in_all(column, shapes.values())
        )
        nanoseconds[table.name] = frozenset(
            field.name
            for shape in shapes.values()
            for field in shape
            if pa.types.is_timestamp(field.type) and field.type.unit == "ns"
        )
    return Structure(
        findings=tuple(findings), columns=columns, files=files, nanoseconds=nanoseconds
    )


def sound_structure(path: Path) -> Structure:
    """The structure of a ledger that can be read; refuse one whose files are not the contract's."""
    structure = inspect(open_folder(path))
    if structure.findings:
        raise Refused(
            f"{path} is not a sound ledger: `touchpoint check` tells all that is wrong with it.",
            [finding.sentence for finding in structure.findings],
        )
    return structure


def _shape(file: Path) -> pa.Schema:
    """The columns of a file by name; names that are no text are found out here."""
    shape = pq.read_schema(file)
    return shape if shape.names else pa.schema([])


def _shape_findings(table: Table, place: str, shape: pa.Schema) -> Iterator[Finding]:
    for column in table.columns:
        if _times(column, shape) > 1:
            yield _finding(table, column, Fault.COLUMN_TWICE, place, "stands there more than once")
        elif column.name not in shape.names:
            yield _finding(table, column, Fault.COLUMN_MISSING, place, "is missing")
        elif not _fits(column, shape.field(column.name).type):
            found = shape.field(column.name).type
            sentence = f"should be {IN_WORDS[column.type]} and is {found}"
            yield _finding(table, column, Fault.WRONG_TYPE, place, sentence)


def _finding(table: Table, column: Column, fault: Fault, place: str, sentence: str) -> Finding:
    return Finding(
        fault=fault,
        table=table.name,
        column=column.name,
        count=1,
        examples=(place,),
        sentence=f"In {place}, the column {column.name} {sentence}.",
    )


def first_line(error: Exception) -> str:
    """What an error says, as part of a sentence."""
    lines = str(error).splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__


def _unreadable(table: Table, place: str, said: str) -> Finding:
    return Finding(
        fault=Fault.FILE_UNREADABLE,
        table=table.name,
        column="",
        count=1,
        examples=(place,),
        sentence=f"{place} cannot be read as a Parquet file: {said}.",
    )


def _doubly_kept(folder: LedgerFolder, table: Table) -> Iterator[Finding]:
    places = [file.relative_to(folder.path).as_posix() for file in folder.files(table.name)]
    if f"{table.name}.parquet" in places and len(places) > 1:
        yield Finding(
            fault=Fault.TABLE_TWICE,
            table=table.name,
            column="",
            count=1,
            examples=(f"{table.name}.parquet", f"{table.name}/"),
            sentence=(
                f"The table {table.name} is both a file and a folder of files: "
                f"keep it in one of the two."
            ),
        )


def _not_kept(folder: LedgerFolder, table: Table) -> Iterator[Finding]:
    """A table that has to be there and is not, or that lies under a name that is not read."""
    misnamed = f"{table.name}.parquet"
    if (folder.path / misnamed).is_dir():
        yield _unreadable(
            table, misnamed, f"it is a folder, and such a folder is named {table.name}"
        )
    elif table.required and not folder.files(table.name):
        yield Finding(
            fault=Fault.TABLE_MISSING,
            table=table.name,
            column="",
            count=1,
            examples=(table.name,),
            sentence=(
                f"The table {table.name} is missing: a ledger has {table.name}.parquet "
                f"or a folder {table.name} of Parquet files."
            ),
        )


def _too_deep(folder: LedgerFolder, table: Table) -> Iterator[Finding]:
    """Parts in a folder within a table's folder, which nobody reads.

    What engines and copies leave beside parts, under names that begin with _ or a dot, is none.
    """
    top = folder.path / table.name
    deep = sorted(
        file.relative_to(folder.path).as_posix()
        for file in top.rglob("*.parquet")
        if file.is_file() and _is_deep_part(file.relative_to(top))
    )
    if deep:
        others = f" and {len(deep) - 1} more" if len(deep) > 1 else ""
        yield Finding(
            fault=Fault.FILE_NOT_READ,
            table=table.name,
            column="",
            count=len(deep),
            examples=tuple(deep[:EXAMPLES]),
            sentence=(
                f"Nobody reads {deep[0]}{others}: the parts of a table lie in its folder and no "
                f"deeper. Move them into {table.name}, or out of the ledger."
            ),
        )


def _is_deep_part(file: Path) -> bool:
    """Whether a file lies deeper than parts do, in no folder that is a fault or hidden itself."""
    within = file.parts[:-1]
    return (
        bool(within) and not any(map(is_hidden, file.parts)) and not within[0].endswith(".parquet")
    )


def _readable_in_all(column: Column, shapes: Collection[pa.Schema]) -> bool:
    """Whether every part has it and some part says of which type it is.

    A column that is empty from top to bottom may be written without a type: it reads as one that
    is not there, since no engine can say what its cells would be.
    """
    return all(_readable(column, shape) for shape in shapes) and any(
        not pa.types.is_null(shape.field(column.name).type) for shape in shapes
    )


def _readable(column: Column, shape: pa.Schema) -> bool:
    return (
        column.name in shape.names
        and _times(column, shape) == 1
        and _fits(column, shape.field(column.name).type)
    )


def _times(column: Column, shape: pa.Schema) -> int:
    """How often a column is there: engines do not tell small letters from capitals."""
    return sum(name.lower() == column.name for name in shape.names)


def _fits(column: Column, found: pa.DataType) -> bool:
    """Whether values of this type can be read as the contract's type without being guessed at."""
    if pa.types.is_null(found):
        return column.nullable
    if pa.types.is_dictionary(found):
        found = found.value_type
    return any(test(found) for test in _READABLE_AS[column.type])


def _is_text(found: pa.DataType) -> bool:
    return bool(
        pa.types.is_string(found)
        or pa.types.is_large_string(found)
        or pa.types.is_string_view(found)
    )


def _is_list_of_text(found: pa.DataType) -> bool:
    if not (
        pa.types.is_list(found)
        or pa.types.is_large_list(found)
        or pa.types.is_fixed_size_list(found)
    ):
        return False
    inner = found.value_type
    if pa.types.is_dictionary(inner):
        inner = inner.value_type
    return pa.types.is_null(inner) or _is_text(inner)


_READABLE_AS: Mapping[Type, tuple[Callable[[pa.DataType], bool], ...]] = {
    Type.STRING: (_is_text,),
    Type.BOOL: (pa.types.is_boolean,),
    Type.INT32: (pa.types.is_integer,),
    Type.DOUBLE: (pa.types.is_floating, pa.types.is_integer),
    Type.DATE: (pa.types.is_date,),
    Type.TIMESTAMP: (pa.types.is_timestamp,),
    Type.LIST: (_is_list_of_text,),
}
