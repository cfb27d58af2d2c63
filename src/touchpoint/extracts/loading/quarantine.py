"""The rows that a load refused, in a file beside the ledger: original cells, place, every reason.

The file can be mended and loaded again with the same profile: its first columns are known by their
names and passed over, and its headings stand in one row whatever those of the first file did. What
a spreadsheet would take for a formula has an apostrophe before it, which is taken away again.

It comes to its place only when its load is in the ledger: until then it lies with what that load is
about to add, so that a load that fails, is killed or is overtaken leaves no refused row behind.
"""

import csv
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

import duckdb

from touchpoint.extracts.mapping import DATES, WHY
from touchpoint.extracts.profile import Profile
from touchpoint.extracts.profile.values import Dates
from touchpoint.extracts.reading import Found, Wish, read
from touchpoint.ledger import Batch
from touchpoint.ledger.folder import ASIDE

_ENCODING = "utf-8-sig"
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[0-9.,%\s]*")


def folder_of(ledger: Path) -> Path:
    """Where the refused rows of a ledger's loads are kept: beside it."""
    return ledger.parent / f"{ledger.name}.refused"


def read_or_mended(
    connection: duckdb.DuckDBPyConnection, path: Path, profile: Profile
) -> tuple[Found, Profile]:
    """Read a file as its profile has it, or one of refused rows; and by which profile."""
    if not _is_mended(path):
        return read(connection, path, profile.file), profile
    found = read(connection, path, _wish_for_mended(profile.file))
    _take_apostrophes_away(connection, found)
    return found, _with_dates(connection, profile, found)


def _with_dates(connection: duckdb.DuckDBPyConnection, profile: Profile, found: Found) -> Profile:
    """The profile; where it is silent of dates, as those of the first file were read."""
    if profile.dates is not None or DATES not in found.columns:
        return profile
    place = found.columns.index(DATES)
    kept = connection.execute(f"SELECT DISTINCT c{place} FROM {found.table}").fetchall()
    for order in ("day first", "month first"):
        if kept == [(order,)]:
            return replace(profile, dates=order)
    return profile


def _is_mended(path: Path) -> bool:
    """Whether a file is one of refused rows, which somebody has mended."""
    try:
        with path.open("rb") as file:
            start = file.read(200)
    except OSError:
        return False
    said = start.decode(_ENCODING, errors="replace").replace('"', "")
    return said.startswith((",".join(WHY), ";".join(WHY), "\t".join(WHY)))


def _wish_for_mended(wish: Wish) -> Wish:
    """How to read a file of refused rows, whose profile reads another like this."""
    return replace(
        wish,
        sheet=None,
        header_rows=1,
        heading_row=1,
        first_row=1,
        separator=None,
        quote=None,
        encoding=None,
    )


def _take_apostrophes_away(connection: duckdb.DuckDBPyConnection, found: Found) -> None:
    """Give the cells of a mended file back as they were in the first one."""
    for place, _ in enumerate(found.columns):
        connection.execute(
            f"UPDATE {found.table} SET c{place} = substr(c{place}, 2) "
            f"WHERE regexp_matches(c{place}, ?)",
            [f"^'{_FORMULA.pattern}"],
        )


def write_refused(
    connection: duckdb.DuckDBPyConnection,
    batch: Batch,
    found: Found,
    name: str,
    dates: Dates | None,
) -> bool:
    """Write the refused rows of a load, if there are any, to a file that lies aside with it."""
    rows = sorted([*_faulty(connection, found), *_unreadable(found)], key=lambda row: row[0])
    if not rows:
        return False
    with batch.aside(name).open("w", encoding=_ENCODING, newline="") as file:
        writer = csv.writer(file)
        known = len(list(takewhile((*WHY, DATES).__contains__, found.columns)))
        writer.writerow([*WHY, DATES, *found.columns[known:]])
        for row, reasons, cells in rows:
            place = (found.path.name, found.sheet or "", row, dates)
            writer.writerow([reasons, *map(_no_formula, (*place, *cells[known:]))])
    return True


def put_in_place(ledger: Path) -> None:
    """Move what lies aside in a ledger to its place beside it: of this load, or of a killed one."""
    for aside in sorted((ledger / ASIDE).glob("*.csv")):
        folder_of(ledger).mkdir(parents=True, exist_ok=True)
        # Another load may be moving it at this moment; a ledger may be a disk of its own.
        with suppress(FileNotFoundError):
            shutil.move(aside, folder_of(ledger) / aside.name)


def _faulty(
    connection: duckdb.DuckDBPyConnection, found: Found
) -> Iterator[tuple[int, str, Sequence[object]]]:
    cells = ", ".join(f"f.c{n}" for n in range(len(found.columns)))
    answer = connection.execute(f"""
        WITH reasons AS (
            SELECT row, string_agg(DISTINCT sentence, chr(10) ORDER BY sentence) AS why
            FROM load_faults GROUP BY row
        )
        SELECT f.row, r.why, {cells} FROM {found.table} f JOIN reasons r USING (row)
    """)
    while rows := answer.fetchmany(10_000):
        for row, why, *rest in rows:
            yield row, why, rest


def _unreadable(found: Found) -> Iterator[tuple[int, str, Sequence[object]]]:
    for refused in found.unreadable:
        yield refused.row, refused.sentence, refused.cells


def _no_formula(cell: object) -> str:
    """A cell that no spreadsheet runs when the file is opened."""
    said = "" if cell is None else str(cell)
    return f"'{said}" if _FORMULA.match(said) and not _NUMBER.fullmatch(said) else said
