"""What stands behind a printed paper: its marks, measures and sentences, its charts as tables.

The annexes are ordinary sections of ordinary blocks, so Word and PDF print them like any other.
"""

from dataclasses import dataclass, replace
from typing import Final

from touchpoint.papers.document import (
    Block,
    Cell,
    Column,
    Definition,
    Document,
    Paragraph,
    Picture,
    Row,
    Sentence,
    Table,
)
from touchpoint.papers.writing.numbering import SUMMARY, Names
from touchpoint.papers.writing.standing import BEHIND, every_sentence

NO_TEST: Final = "None"
AGAIN: Final = "To count it again: "
"""Where the note of a definition turns to commands, which print leaves to the workbook."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Annex:
    """A part that every printed paper ends with; it has no number."""

    heading: str
    blocks: tuple[Block, ...]
    level: int = 1


def annexes_of(document: Document, names: Names) -> tuple[Annex, ...]:
    """The annexes of a printed paper, in order; an empty one is left out."""
    annexes = (
        Annex(heading="Marks in the tables", blocks=_marks(document)),
        Annex(heading="What the measures mean", blocks=_measures(document)),
        Annex(heading="What stands behind each sentence", blocks=_sentences(document)),
        Annex(heading="The charts as tables", blocks=_charts(document, names)),
    )
    return tuple(annex for annex in annexes if annex.blocks)


def _marks(document: Document) -> tuple[Block, ...]:
    rows = tuple(
        Row(heading=shorthand.mark, cells=(Cell(text=shorthand.meaning),))
        for shorthand in document.shorthands
    )
    return (_words("Marks", "Mark", ("Meaning",), rows),) if rows else ()


def _measures(document: Document) -> tuple[Block, ...]:
    if not document.definitions:
        return ()
    told = (
        "Every figure with its numerator, denominator and interval, the SQL that counted it and "
        f"the command that counts it again stand in the workbook {document.name}.xlsx and on the "
        f"page {document.name}.html."
    )
    columns = ("What it says", "How it is counted", "Who records it")
    rows = tuple(_measure(each) for each in document.definitions)
    return (
        _plain(told),
        _words("What each measure of this paper counts", "Measure", columns, rows),
    )


def _measure(definition: Definition) -> Row:
    note = (definition.note or "").partition(AGAIN)[0].strip()
    says = f"{definition.statement} {note}".strip()
    counted = f"Numerator: {definition.numerator} Denominator: {definition.denominator}"
    cells = (says, counted, f"{definition.source} Owner: {definition.owner}.")
    return Row(heading=definition.title, cells=tuple(Cell(text=text) for text in cells))


def _sentences(document: Document) -> tuple[Block, ...]:
    rows = tuple(
        Row(
            heading=said.where,
            cells=(
                Cell(text=said.sentence.text),
                Cell(text=BEHIND[said.sentence.standing]),
                Cell(text=said.sentence.test or NO_TEST),
            ),
        )
        for said in every_sentence(document, SUMMARY)
    )
    columns = ("Sentence", "What stands behind it", "Test")
    return (_words("Every sentence of this paper", "Under", columns, rows),) if rows else ()


def _charts(document: Document, names: Names) -> tuple[Block, ...]:
    blocks = tuple(document.every_block())
    return tuple(
        replace(block.table, caption=f"{names.of(block.id)} as a table. {block.table.caption}")
        for block in blocks
        if isinstance(block, Picture) and block.table not in blocks
    )


def _words(caption: str, stub: str, columns: tuple[str, ...], rows: tuple[Row, ...]) -> Table:
    """A table of words. It has no id, and so no number."""
    return Table(
        id="",
        caption=caption,
        stub=stub,
        columns=tuple(Column(heading=heading, align="left") for heading in columns),
        rows=rows,
    )


def _plain(text: str) -> Paragraph:
    return Paragraph(sentences=(Sentence(text=text, standing="stated"),))
