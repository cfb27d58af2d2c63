"""What stands on each sheet of the workbook: plain rows of texts, before anything is styled."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from touchpoint.papers.document import Cell, Document, Picture, PrintedFigure, Row, Table
from touchpoint.papers.writing.numbering import SUMMARY, Names, day
from touchpoint.papers.writing.standing import BEHIND, every_sentence

NOTHING: Final = "[no entry]"
"""What stands where the paper has nothing, so that no cell is empty and unexplained."""

MOST_IN_A_CELL: Final = 32_767

STATUS: Final = {"shown": "shown", "suppressed": "kept back", "missing": "not available"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One sheet: its name, its title in A1, what stands above its table, and the table."""

    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    source: str | None = None
    numbers: frozenset[int] = frozenset()
    """The places of the columns whose cells are numbers."""


def sheets_of(document: Document, names: Names) -> tuple[Sheet, ...]:
    """Every sheet after the cover and the contents, in order."""
    sheets = (
        _marks(document),
        _sentences(document),
        *_tables(document, names),
        _figures(document, names),
        _definitions(document),
        _sql(document),
    )
    return tuple(sheet for sheet in sheets if sheet.rows)


def faults_of(sheets: tuple[Sheet, ...]) -> list[str]:
    """What is too long for a cell, sheet by sheet."""
    return [
        f"{sheet.name}, {heading}: a text of {len(cell.text):,} characters."
        for sheet in sheets
        for row in sheet.rows
        for heading, cell in zip(sheet.headings, row, strict=True)
        if len(cell.text.encode("utf-16-le")) > 2 * MOST_IN_A_CELL
    ]


def _marks(document: Document) -> Sheet:
    marks = [(shorthand.mark, shorthand.meaning) for shorthand in document.shorthands]
    rows = [*marks, (NOTHING, "the paper prints nothing here")]
    return _words(
        "Notes", "Marks that stand in cells, and what they mean", ("Mark", "Meaning"), rows
    )


def _sentences(document: Document) -> Sheet:
    rows = [
        (
            said.where,
            said.sentence.text,
            BEHIND[said.sentence.standing],
            said.sentence.test or "",
            ", ".join(said.sentence.figures),
        )
        for said in every_sentence(document, SUMMARY)
    ]
    headings = ("Under", "Sentence", "What stands behind it", "Test", "Figures")
    return _words("Sentences", "Every sentence of the paper", headings, rows)


def _tables(document: Document, names: Names) -> list[Sheet]:
    sheets = []
    for block in document.every_block():
        if isinstance(block, Table):
            sheets.append(_table(block, names.of(block.id)))
        elif isinstance(block, Picture):
            name = names.of(block.id)
            sheets.append(_table(block.table, name, block.caption, block.notes))
    return sheets


def _table(
    table: Table, name: str, caption: str | None = None, notes: tuple[str, ...] = ()
) -> Sheet:
    headings = (
        f"{column.above}: {column.heading}" if column.above else column.heading
        for column in table.columns
    )
    columns = enumerate(table.columns, 1)
    said = () if caption is None or caption == table.caption else (table.caption,)
    return Sheet(
        name=name.replace(" ", "_"),
        title=f"{name}. {caption or table.caption}",
        headings=(table.stub, *headings),
        rows=tuple(_row(row) for row in table.rows) or (_no_row(table),),
        notes=(*said, *notes, *table.notes),
        source=table.source,
        numbers=frozenset(place for place, column in columns if column.align == "right"),
    )


def _row(row: Row) -> tuple[Cell, ...]:
    return (Cell(text=row.heading), *row.cells)


def _no_row(table: Table) -> tuple[Cell, ...]:
    """The one row of a table without rows: a table of a workbook has one at least."""
    return tuple(Cell(text="") for _ in range(1 + len(table.columns)))


def _figures(document: Document, names: Names) -> Sheet:
    headings = (
        "Figure", "Measure", "Title", "Period", "From", "To", "Groups", "Status", "Numerator",
        "Denominator", "Rate", "Low", "High", "Note", "Places",
    )  # fmt: skip
    rows = [_figure(figure, names) for figure in document.figures]
    title = "Every figure of the paper, with its numerator, denominator and interval"
    sheet = _words("Figures", title, headings, rows)
    places = frozenset(range(headings.index("Numerator"), headings.index("Note")))
    return Sheet(name=sheet.name, title=title, headings=headings, rows=sheet.rows, numbers=places)


def _figure(figure: PrintedFigure, names: Names) -> tuple[str, ...]:
    return (
        figure.id,
        figure.measure,
        figure.title,
        figure.period,
        day(figure.from_on),
        day(figure.to_on),
        "; ".join(f"{name}: {value}" for name, value in figure.groups),
        STATUS[figure.status],
        figure.numerator,
        figure.denominator,
        figure.rate,
        figure.low,
        figure.high,
        figure.note or "",
        names.where(figure),
    )


def _definitions(document: Document) -> Sheet:
    headings = (
        "Measure", "Title", "Statement", "Owner", "Numerator", "Denominator", "Source", "Note",
    )  # fmt: skip
    rows = [
        (
            each.measure,
            each.title,
            each.statement,
            each.owner,
            each.numerator,
            each.denominator,
            each.source,
            each.note or "",
        )
        for each in document.definitions
    ]
    return _words("Definitions", "What each measure means, and where it comes from", headings, rows)


def _sql(document: Document) -> Sheet:
    """SQL by the line: a cell holds only so much, and a line is what one reads."""
    rows = [
        (definition.measure, str(number), line)
        for definition in document.definitions
        for number, line in enumerate(definition.sql.splitlines(), 1)
        if line.strip()
    ]
    title = "The SQL that counted each measure, by the line"
    sheet = _words("SQL", title, ("Measure", "Line", "SQL"), rows)
    return Sheet(
        name="SQL", title=title, headings=sheet.headings, rows=sheet.rows, numbers=frozenset({1})
    )


def _words(
    name: str, title: str, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> Sheet:
    cells = tuple(tuple(Cell(text=text) for text in row) for row in rows)
    return Sheet(name=name, title=title, headings=headings, rows=cells)
