"""A text file as a table: by DuckDB when it is regular, by Python's csv module when it is not.

Both give the same rows. DuckDB is asked only where it is sure to read as the csv module does: in
UTF-8, with one kind of line ending, no blank line and no quote in an odd place.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from touchpoint.extracts.reading.found import Wish
from touchpoint.extracts.reading.header import Header, Merged
from touchpoint.extracts.reading.sieve import Filled, Sieve
from touchpoint.extracts.reading.store import Store
from touchpoint.extracts.reading.tables import HEAD_ROWS
from touchpoint.extracts.reading.text.dialect import SAMPLE_LINES, Dialect, dialect_of
from touchpoint.extracts.reading.text.encoding import Encoding, encoding_of
from touchpoint.extracts.reading.text.lines import Lines
from touchpoint.extracts.reading.text.records import Record, records
from touchpoint.extracts.reading.text.regular import lines_if_regular, read_regular


class TextFile:
    """A text file whose encoding and separators are known, and its first rows."""

    name: str | None = None
    hidden = False
    merged: Merged = frozenset()
    schema: Header | None = None

    def __init__(self, path: Path, wish: Wish) -> None:
        self.path = path
        self.encoding: Encoding = encoding_of(path, wish.encoding)
        lines = Lines(path, self.encoding)
        try:
            self.dialect: Dialect = dialect_of(list(islice(lines, SAMPLE_LINES)), wish)
        finally:
            lines.close()
        first = int(self.dialect.declared)  # the line sep=; is a row without cells
        self.head: list[list[str]] = [
            [] if place < first else record.cells
            for place, record in enumerate(islice(self.records(), HEAD_ROWS))
        ]

    @property
    def size(self) -> tuple[int | None, int]:
        """How many columns; how many rows is known when they are read."""
        return None, max(map(len, self.head), default=0)

    @property
    def told(self) -> tuple[str, ...]:
        """What sort of text it is, and whether all of it is."""
        said = [f"It is text in {self.encoding.name}, {self.dialect.name}."]
        if self.encoding.mixed:
            said.append(
                f"Some of its bytes are not {self.encoding.name}; the rows with them are not read."
            )
        return tuple(said)

    def records(self, *, width: int | None = None, after: int = 0) -> Iterator[Record]:
        """Every row of the file."""
        lines = Lines(self.path, self.encoding)
        try:
            yield from records(lines, self.dialect, self.encoding, width=width, after=after)
        finally:
            lines.close()

    def fill(self, store: Store, header: Header) -> Filled:
        """Write the rows below the headings to the table; what is unreadable, and blank rows."""
        lines = lines_if_regular(self.path, self.encoding, self.dialect)
        if (
            lines is not None
            and self._one_line_each(header)
            and store.keeps_order()
            and read_regular(self.path, self.dialect, store, header, lines)
        ):
            return Filled()
        return self.fill_by_csv(store, header)

    def _one_line_each(self, header: Header) -> bool:
        """Whether no row up to the headings runs over several lines."""
        above = self.head[: header.last]
        return not any("\n" in cell or "\r" in cell for cells in above for cell in cells)

    def fill_by_csv(self, store: Store, header: Header) -> Filled:
        """The same by the csv module, row by row."""
        sieve, named = Sieve(header), header.named

        def readable() -> Iterator[tuple[int, list[str]]]:
            for row, cells, fault in self.records(width=named, after=header.last):
                if row > header.last:
                    fault = fault or (_short(len(cells), named) if len(cells) < named else None)  # noqa: PLW2901 - or the fault it has
                    kept = sieve.take(row, cells, fault)
                    if kept is not None:
                        yield row, kept

        store.create()
        store.add(readable())
        return sieve.filled


def _short(has: int, headings: int) -> str:
    return f"It has {has} cell{'s' * (has != 1)} where there are {headings} headings."
