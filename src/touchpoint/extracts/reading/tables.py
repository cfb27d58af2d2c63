"""What every sort of file offers to the reader: tables with first rows and a way to be written."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol

from touchpoint.extracts.reading.header import Header, Merged
from touchpoint.extracts.reading.sieve import Filled, Sieve
from touchpoint.extracts.reading.store import Store

HEAD_ROWS = 300


class Table(Protocol):
    """One table of a file: a sheet of a workbook, or the file itself."""

    @property
    def name(self) -> str | None:
        """The name of the sheet; None where the file is the table."""

    @property
    def hidden(self) -> bool:
        """Whether a person who opens the file does not see it."""

    @property
    def size(self) -> tuple[int | None, int]:
        """How many rows, where that is known without reading them all, and how many columns."""

    @property
    def head(self) -> list[list[str]]:
        """The first rows, each from its first column."""

    @property
    def merged(self) -> Merged:
        """The merged areas, where the format says them."""

    @property
    def schema(self) -> Header | None:
        """The headings, where the format itself says them."""

    @property
    def told(self) -> tuple[str, ...]:
        """What a person should know, in sentences."""

    def fill(self, store: Store, header: Header) -> Filled:
        """Write the rows below the headings to the store."""


class Grid:
    """A table whose rows can be had again and again, in order, without faults of their own."""

    hidden = False
    schema: Header | None = None

    def __init__(self, name: str | None, told: tuple[str, ...]) -> None:
        self._name = name
        self._told = told

    @property
    def name(self) -> str | None:
        """The name of the sheet."""
        return self._name

    @property
    def told(self) -> tuple[str, ...]:
        """What a person should know, in sentences."""
        return self._told

    @property
    def merged(self) -> Merged:
        """The merged areas, where the format says them."""
        return frozenset()

    def rows(self) -> Iterator[list[str]]:
        """Every row, from the first."""
        raise NotImplementedError

    @property
    def head(self) -> list[list[str]]:
        """The first rows."""
        return list(islice(self.rows(), HEAD_ROWS))

    @property
    def size(self) -> tuple[int | None, int]:
        """How many rows and columns."""
        widths = [len(row) for row in self.rows()]
        return len(widths), max(widths, default=0)

    def fill(self, store: Store, header: Header) -> Filled:
        """Write the rows below the headings to the store."""
        sieve = Sieve(header)
        store.create()
        store.add(_kept(self.rows(), sieve, header.last))
        return sieve.filled


def _kept(rows: Iterable[list[str]], sieve: Sieve, after: int) -> Iterator[tuple[int, list[str]]]:
    for row, cells in enumerate(rows, 1):
        if row > after:
            kept = sieve.take(row, cells, None)
            if kept is not None:
                yield row, kept
