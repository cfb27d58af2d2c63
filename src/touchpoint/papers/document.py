"""A paper before it is written: plain values, the same for Word, PDF, HTML and workbook.

Everything in it has passed disclosure already, so a writer may print whatever it finds here, and
nothing that it does not find here (house law 3).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Standing = Literal["supported", "not_shown", "stated", "author", "cannot_tell"]
"""What stands behind a sentence: a test that held, a test that did not, a plain reading of a figure
that needs no test, the author alone, or figures that are missing or kept back."""

Align = Literal["left", "right"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """One sentence, what stands behind it, and the figures (by their ids) that it speaks of."""

    text: str
    standing: Standing
    figures: tuple[str, ...] = ()
    test: str | None = None
    """How it was tested, in a sentence; none where nothing was."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """Sentences that stand together."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One cell of a table: its text, a mark that is explained below, the figure it prints."""

    text: str
    figure: str | None = None
    mark: str | None = None
    """A shorthand or a star that follows the text and is explained in the table's notes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column: its heading, and the heading above it that it shares with its neighbours."""

    heading: str
    above: str | None = None
    align: Align = "right"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row: what it is about (its row heading), then its cells."""

    heading: str
    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table whose first column holds the row headings."""

    id: str
    caption: str
    stub: str
    """The heading of the first column."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A chart: drawn once as SVG and once as PNG, with its alternative text and its own table."""

    id: str
    caption: str
    svg: str = field(repr=False)
    png: bytes = field(repr=False)
    alternative_text: str
    table: Table
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A box that a reader must not miss: a break in method, a source that is missing."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A list of sentences, each a point of its own."""

    sentences: tuple[Sentence, ...]
    numbered: bool = False


Block = Paragraph | Table | Picture | Notice | Listed


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading with what stands under it; sections may hold sections (level 1, 2, 3)."""

    id: str
    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One line of what a paper says of itself: the edition it judges by, the day, the sources."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedFigure:
    """One figure that the paper prints somewhere, with all that it must carry (house laws 3, 4).

    The numbers are texts as printed; a number that is kept back or missing has its shorthand.
    """

    id: str
    measure: str
    title: str
    period: str
    from_on: date
    to_on: date
    groups: tuple[tuple[str, str], ...]
    status: Literal["shown", "suppressed", "missing"]
    numerator: str
    denominator: str
    rate: str
    low: str
    high: str
    note: str | None
    places: tuple[str, ...]
    """The ids of the tables, pictures and sections in which it stands."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Definition:
    """What a measure of the paper means, and the SQL that counted it."""

    measure: str
    title: str
    statement: str
    owner: str
    numerator: str
    denominator: str
    source: str
    """Which sources record it and since when."""

    sql: str
    note: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Shorthand:
    """A mark that stands in cells, and what it means."""

    mark: str
    meaning: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A whole paper."""

    name: str
    """The paper's name as files are called: victim-confidence-2024-25Q1."""

    title: str
    subtitle: str
    force: str
    as_at: date
    facts: tuple[Fact, ...]
    summary: tuple[Block, ...]
    sections: tuple[Section, ...]
    figures: tuple[PrintedFigure, ...]
    definitions: tuple[Definition, ...]
    shorthands: tuple[Shorthand, ...]
    language: str = "en-GB"

    def every_section(self) -> Iterator[tuple[int, Section]]:
        """Every section with its level, in reading order."""
        yield from _within(self.sections, 1)

    def every_block(self) -> Iterator[Block]:
        """Every block, in reading order."""
        yield from self.summary
        for _, section in self.every_section():
            yield from section.blocks


def _within(sections: tuple[Section, ...], level: int) -> Iterator[tuple[int, Section]]:
    for section in sections:
        yield level, section
        yield from _within(section.sections, level + 1)
