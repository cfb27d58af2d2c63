"""What is known of a file before it is read, and what was found in it.

A row is named by the number that a person sees beside it: in a spreadsheet the row of the sheet, in
a text file the row it has when a spreadsheet opens the file (blank lines count).
"""

from dataclasses import dataclass
from pathlib import Path

TOTALS = ("total", "grand total", "totals", "sub-total", "subtotal")


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a profile, or a person, knows of the file; everything may be left open."""

    sheet: str | None = None
    header: tuple[str, ...] = ()
    header_rows: int | None = None
    heading_row: int = 1
    joined: bool = True
    first_row: int | None = None
    separator: str | None = None
    quote: str | None = None
    encoding: str | None = None
    totals: tuple[str, ...] = TOTALS


@dataclass(frozen=True, kw_only=True)
class Unreadable:
    """A row of data that could not be read as one: its cells as far as they go, and why."""

    row: int
    cells: tuple[str, ...]
    reason: str

    @property
    def sentence(self) -> str:
        """The reason with the place, as other faults of a row have it."""
        return f"Row {self.row}: {self.reason[0].lower()}{self.reason[1:]}"


@dataclass(frozen=True, kw_only=True)
class SetAside:
    """A row that is no row of data: a total, a note, a blank line, the headings again."""

    row: int
    why: str


@dataclass(frozen=True, kw_only=True)
class Alike:
    """Columns under one heading: where they stand in the table, and above it in a spreadsheet."""

    heading: str
    places: tuple[int, ...]
    letters: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was read: the table of rows, and what a person should know of the file."""

    path: Path
    sheet: str | None
    table: str
    columns: tuple[str, ...]
    header_row: int
    rows: int
    unreadable: tuple[Unreadable, ...]
    set_aside: tuple[SetAside, ...]
    told: tuple[str, ...]
    alike: tuple[Alike, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table of a file, as far as it can be seen without a profile."""

    name: str | None
    hidden: bool
    rows: int | None
    width: int
    header_row: int | None
    headings: tuple[str, ...]
    told: tuple[str, ...]
