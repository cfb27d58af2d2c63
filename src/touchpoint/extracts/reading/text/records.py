"""The rows of a text file by Python's csv module, one bad line costing one row and no more.

A quote that is opened and never closed would swallow the rest of a file. So a row that cannot end,
or that ends with the wrong number of cells after running over lines that may be rows themselves, is
given up at its first line, and reading goes on with the next.
"""

import csv
import re
from collections.abc import Iterator
from typing import NamedTuple

from touchpoint.extracts.reading.text.dialect import Dialect
from touchpoint.extracts.reading.text.encoding import Encoding
from touchpoint.extracts.reading.text.lines import CUT, Lines, legible

FEWEST_TO_SWALLOW = 4
MOST_LINES = 500
LONGEST_CELL = 16 << 20
NEVER_CLOSED = "A quote is opened in it and not closed where the row ends."
HOLDS_NUL = "It holds a zero byte, which no text has."
TOO_LONG = "It is longer than any row of a table: more than eight million letters."
MISPLACED = "A quote stands in it where none can: within a quoted cell, or after its end."
_ESCAPED = re.compile("[\udc80-\udcff]")


class Record(NamedTuple):
    """One row of a text file: its number, its cells, and what is wrong with it."""

    row: int
    cells: list[str]
    fault: str | None = None


class _Endless(Exception):  # noqa: N818 - stops a row, is no error of the caller
    """A row runs over more lines than any row does."""


class _Feed:
    """Hands lines to the csv module and remembers those of the row that is being read."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) > MOST_LINES:
            raise _Endless
        line = next(self.lines)
        self.taken.append(line)
        return line


def records(
    lines: Lines, dialect: Dialect, encoding: Encoding, *, width: int | None = None, after: int = 0
) -> Iterator[Record]:
    """Every row of the file, blank lines too, with the faults that its letters and quotes show.

    Where the width of the table is known, rows after its headings that run over several lines are
    held to it.
    """
    csv.field_size_limit(LONGEST_CELL)
    feed = _Feed(lines)
    reader = dialect.reader(feed)
    row = 0
    while True:
        row += 1
        feed.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _Endless):
            cells = None
        if cells is None or (
            len(feed.taken) > 1 and row > after and _swallowed(cells, feed.taken, width, dialect)
        ):
            yield _given_up(row, feed, dialect)
            reader = dialect.reader(feed)
        else:
            yield _judged(row, cells, feed.taken, encoding)


def _swallowed(cells: list[str], taken: list[str], width: int | None, dialect: Dialect) -> bool:
    """Whether a row over several lines has taken in lines that are rows of their own.

    One that is too short has, if a line of it is as wide as the table; else it is short itself.
    """
    if width is None:
        return False
    if any(map(str.strip, cells[width:])):
        return True
    if len(cells) < width:
        return any(line.count(dialect.separator) >= width - 1 for line in taken)
    return width >= FEWEST_TO_SWALLOW and any(_holds_rows(cell, width, dialect) for cell in cells)


def _holds_rows(cell: str, width: int, dialect: Dialect) -> bool:
    """Whether each whole line within a cell has as many separators as a row of the table."""
    inner = [line for line in re.split(r"\r\n|\r|\n", cell)[1:-1] if line.strip()]
    return bool(inner) and all(line.count(dialect.separator) == width - 1 for line in inner)


def _given_up(row: int, feed: _Feed, dialect: Dialect) -> Record:
    """The first line of a row that does not end, as a row of its own; the others are read again."""
    first = feed.taken[0]
    feed.lines.give_back(feed.taken[1:])
    mended = _tight(first, dialect)
    if mended is not None:
        return Record(row, mended)
    cells = next(csv.reader([first], delimiter=dialect.separator, quoting=csv.QUOTE_NONE), [])
    reason = NEVER_CLOSED if first.count(dialect.quote) % 2 else MISPLACED
    return Record(row, [*map(legible, cells)], reason)


def _tight(line: str, dialect: Dialect) -> list[str] | None:
    """The cells of a line in which spaces stand between a quote and a separator, and no more."""
    quote, separator = re.escape(dialect.quote), re.escape(dialect.separator)
    closed = re.sub(rf"{quote} +(?={separator}|[\r\n]*$)", lambda _: dialect.quote, line)
    try:
        return next(dialect.reader(iter([closed])), [])
    except csv.Error:
        return None


def _judged(row: int, cells: list[str], taken: list[str], encoding: Encoding) -> Record:
    line = taken[0] if len(taken) == 1 else "".join(taken)
    if line.isascii() and "\0" not in line and "\x1a" not in line:
        return Record(row, cells)
    if CUT in line:
        return Record(row, [legible(cell).replace(CUT, "") for cell in cells], TOO_LONG)
    if "\0" in line:
        return Record(row, [legible(cell) for cell in cells], HOLDS_NUL)
    if encoding.mixed and (_ESCAPED.search(line) or _other_encoding(line, encoding)):
        reason = f"It holds bytes that are not {encoding.name}, in which most of the file is."
        return Record(row, [legible(cell) for cell in cells], reason)
    if "\ufeff" in line:
        cells = [cell.replace("\ufeff", "") for cell in cells]
    if cells == ["\x1a"]:
        cells = []
    return Record(row, cells)


def _other_encoding(line: str, encoding: Encoding) -> bool:
    """Whether a line of a one-byte file is UTF-8, so that its letters would come out wrong."""
    if encoding.codec.startswith("utf"):
        return "\ufffd" in line and encoding.codec != "utf-8"
    try:
        return not line.isascii() and bool(line.encode(encoding.codec, "surrogateescape").decode())
    except UnicodeError:
        return False
