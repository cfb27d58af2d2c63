"""Which table of a file is meant, and the refusal when none holds the headings asked for."""

from collections.abc import Sequence
from pathlib import Path

from touchpoint.errors import Refused
from touchpoint.extracts.reading import headings
from touchpoint.extracts.reading.found import Wish
from touchpoint.extracts.reading.header import Header, locate, missing, stands_above_numbers
from touchpoint.extracts.reading.looks import blank
from touchpoint.extracts.reading.tables import Table


def header_of(table: Table, wish: Wish) -> Header | None:
    """The headings of a table as asked for: those of its format, or found in its first rows."""
    if table.schema is not None:
        return None if missing(table.schema, wish) else table.schema
    found = locate(table.head, wish, table.merged)
    return None if found is None or missing(found, wish) else found


def chosen(path: Path, tables: Sequence[Table], wish: Wish) -> tuple[Table, Header]:
    """The table that is meant and its headings."""
    if wish.sheet is not None:
        among = [table for table in tables if table.name is None or _same(table.name, wish.sheet)]
        if not among:
            raise _no_sheet(path, tables, wish)
    else:
        among = [table for table in tables if not table.hidden]
    fallback: tuple[Table, Header] | None = None
    for table in among:
        header = header_of(table, wish)
        if header is not None:
            if wish.sheet or wish.header or header.right - header.left > 1:
                return table, header
            fallback = fallback or (table, header)  # a cover sheet has one column
    if fallback is None:
        raise _no_headings(path, tables, among, wish)
    return fallback


def _same(name: str | None, asked: str) -> bool:
    return name is not None and headings.key(name) == headings.key(asked)


def _no_sheet(path: Path, tables: Sequence[Table], wish: Wish) -> Refused:
    names = ", ".join(f"{table.name}{' (hidden)' * table.hidden}" for table in tables if table.name)
    has = f"it has {names}" if names else "it has no sheets"
    return Refused(f"{path.name} has no sheet named {wish.sheet}: {has}. Name one of these.")


def _no_headings(
    path: Path, tables: Sequence[Table], among: Sequence[Table], wish: Wish
) -> Refused:
    if not any(
        any(not blank(cell) for cell in row) for table in among for row in table.head
    ) and not any(table.schema for table in among):
        return Refused(
            f"{path.name} cannot be read: there is nothing in it but blanks. "
            "Ask for the export again."
        )
    if not wish.header:
        return Refused(
            f"{path.name} has no row that looks like headings: name the headings, or the row they "
            "are in."
        )
    hidden = [table for table in tables if table not in among and header_of(table, wish)]
    if hidden:
        return Refused(
            f"{path.name} has these headings on the sheet {hidden[0].name}, which is not the one "
            "asked for or is hidden: name that sheet if it is the one meant."
        )
    faults = [fault for table in among if (fault := _lacking(table, wish))]
    return Refused(
        f"{path.name} does not have the headings that were asked for: check that it is the right "
        "file, or say what its headings are called now.",
        faults=faults,
    )


def _lacking(table: Table, wish: Wish) -> str:
    """Which headings a table lacks, and those it has, when their row is sure to be one."""
    header = table.schema or _nearest(table, wish)
    where = f"Sheet {table.name}: " if table.name else ""
    if header is None:
        return f"{where}no row looks like headings."
    lacks = ", ".join(missing(header, wish))
    if (
        table.schema is None
        and len(missing(header, wish)) == len(wish.header)
        and not stands_above_numbers(table.head, header.last - 1, header.texts)
    ):
        return f"{where}{lacks} not found; no row is sure to be headings."
    place = f" (row {header.last})" if header.last else ""
    return f"{where}{lacks} not found; its headings{place} are {', '.join(header.columns)}."


def _nearest(table: Table, wish: Wish) -> Header | None:
    """The row that holds most of what was asked for, or else looks most like headings."""
    plain = Wish(header_rows=wish.header_rows, joined=wish.joined, heading_row=wish.heading_row)
    if wish.first_row is not None:
        return locate(table.head, Wish(first_row=wish.first_row, header_rows=wish.header_rows))
    rows = [
        Header(first=n, last=n, texts=tuple(row), right=len(row))
        for n, row in enumerate(table.head, 1)
    ]
    best = min(rows, key=lambda row: len(missing(row, wish)), default=None)
    if best is not None and len(missing(best, wish)) < len(wish.header):
        return best.framed(table.head)
    return locate(table.head, plain, table.merged)
