"""Any file of another system into a table of text cells, every row counted: the one door here."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from touchpoint.errors import Refused
from touchpoint.extracts.reading import aside, second
from touchpoint.extracts.reading.choosing import chosen, header_of
from touchpoint.extracts.reading.content import refuse
from touchpoint.extracts.reading.found import Found, SetAside, Sheet, Wish
from touchpoint.extracts.reading.header import Header, Merged
from touchpoint.extracts.reading.headings import letters
from touchpoint.extracts.reading.opening import opened
from touchpoint.extracts.reading.store import Store
from touchpoint.extracts.reading.tables import Table
from touchpoint.ledger.full_disk import as_full_disk


def read(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    wish: Wish,
    *,
    table: str = "source_rows",
) -> Found:
    """Read a file into a table of the connection, or refuse it in a sentence and leave no table."""
    with _in_a_sentence(path):
        tables, told = opened(path, wish)
        source, header = chosen(path, tables, wish)
        _refuse_two_beside(path, source, header, wish)
        store = Store(connection, table, header.right - header.left)
        try:
            found = _read(path, source, header, wish, store)
            return replace(found, told=(*told, *_of_sheets(tables, source), *found.told))
        except Exception:
            store.drop()
            raise


@contextmanager
def _in_a_sentence(path: Path) -> Iterator[None]:
    """What no reader foresaw is still refused in a sentence, and nothing of the file is shown."""
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise refuse(
            path, "more than the memory holds; close other programs or split the file"
        ) from None
    except (Refused, duckdb.TransactionException, duckdb.ConnectionException):
        raise
    except Exception as fault:
        full = as_full_disk(fault)
        if full is not None:
            raise full from fault
        what = (
            f"not made as a file of its sort is ({type(fault).__name__}); export it again or as CSV"
        )
        raise refuse(path, what) from fault


def _refuse_two_beside(path: Path, source: Table, header: Header, wish: Wish) -> None:
    edge = None if wish.header or source.schema else second.beside(header, source.head)
    if edge is not None:
        ends, begins = map(letters, edge)
        raise Refused(
            f"{path.name} has two tables side by side, the first to column {ends} and the second "
            f"from column {begins}: give each a sheet or file of its own, or name the headings."
        )


def _read(path: Path, source: Table, header: Header, wish: Wish, store: Store) -> Found:
    filled = source.fill(store, header)
    unreadable = filled.unreadable
    out = [SetAside(row=row, why=aside.BLANK) for row in filled.blank]
    laid_out = source.schema is None
    again = [header.within(row) for row in source.head[header.first - 1 : header.last]] * laid_out
    out += aside.marked(store, again, wish.totals)
    if laid_out:
        gaps = [entry.row for entry in out if entry.why == aside.BLANK]
        foot, unreadable = aside.notes(store, unreadable, gaps)
        unreadable = unreadable + second.take_below(store, gaps)
        out += foot
    out.sort(key=lambda entry: entry.row)
    return Found(
        path=path,
        sheet=source.name,
        table=store.name,
        columns=header.columns,
        header_row=header.last,
        rows=store.count() + len(unreadable),
        unreadable=tuple(sorted(unreadable, key=lambda entry: entry.row)),
        set_aside=tuple(out),
        told=(
            *source.told,
            *_of_merged(source.merged, header, out),
            *_of_rows(header, out, len(unreadable)),
        ),
        alike=header.alike,
    )


def _of_sheets(tables: Sequence[Table], source: Table) -> tuple[str, ...]:
    if len(tables) == 1:
        return ("The sheet read is hidden.",) if source.hidden else ()
    others = ", ".join(
        f"{table.name}{' (hidden)' * table.hidden}" for table in tables if table is not source
    )
    return (f"The sheet read is {source.name}{' (hidden)' * source.hidden}; not read: {others}.",)


def _of_merged(merged: Merged, header: Header, out: Sequence[SetAside]) -> Iterator[str]:
    """Merged cells over rows of data: what a person sees over all of them stands in the first."""
    gone = {entry.row for entry in out}
    inside = range(header.left, header.right)
    over = sorted(
        area
        for area in merged
        if area[0] >= header.last and area[0] + 1 not in gone and area[1] in inside
    )
    if over:
        top, left, bottom, right = over[0]
        first = f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
        where = first if len(over) == 1 else f"{first} and {len(over) - 1} more"
        yield (
            f"Cells of its rows are merged ({where}): what they say was read in the first cell of "
            "each and the others are blank, so fill them in if it is meant for all."
        )


def _of_rows(header: Header, out: Sequence[SetAside], unreadable: int) -> tuple[str, ...]:
    said = [header.told] if header.last else []
    unnamed = sum(text.strip() == "" for text in header.texts[header.left : header.right])
    if unnamed:
        have = "column has" if unnamed == 1 else "columns have"
        said.append(f"{unnamed} {have} no heading and {_goes(unnamed)} by spreadsheet letters.")
    for why in sorted({entry.why for entry in out}):
        rows = [entry.row for entry in out if entry.why == why]
        listed = ", ".join(map(str, rows[:5])) + (" and others" if len(rows) > 5 else "")  # noqa: PLR2004 - a line of them
        said.append(
            f"Set aside as {why}: {len(rows)} ({'row' if len(rows) == 1 else 'rows'} {listed})."
        )
    if unreadable:
        those = "row" if unreadable == 1 else "rows"
        said.append(f"{unreadable} {those} could not be read; each has its reason.")
    return tuple(said)


def _goes(number: int) -> str:
    return "goes" if number == 1 else "go"


def tables_of(path: Path, wish: Wish | None = None) -> tuple[Sheet, ...]:
    """The tables of a file with their likely headings, hidden sheets too."""
    wish = wish or Wish()
    with _in_a_sentence(path):
        tables, told = opened(path, wish)
        return tuple(_sheet(table, told, wish) for table in tables)


def _sheet(table: Table, told: tuple[str, ...], wish: Wish) -> Sheet:
    header = header_of(table, wish)
    rows, width = table.size
    return Sheet(
        name=table.name,
        hidden=table.hidden,
        rows=rows,
        width=width,
        header_row=header.last if header else None,
        headings=header.columns if header else (),
        told=(*told, *table.told),
    )
