"""Documents of awkward words: quotes, marks of every markup, formulas, right to left, very long."""

import string
from dataclasses import replace
from typing import Literal

from hypothesis import strategies as st
from sample_document import sample_document

from touchpoint.papers.document import (
    Block,
    Cell,
    Column,
    Document,
    Listed,
    Notice,
    Paragraph,
    Row,
    Section,
    Sentence,
    Standing,
    Table,
)

AWKWARD = (
    "=1+1", "+44", "-2", "@SUM(A1)", "<b>bold</b>", "&amp;", '"quoted"', "it's", "#heading",
    "*star*", "_low_", "$x^2$", "$$note$$", "[c]", "[words](address)", "`code`", "\\escape", "{{",
    "https://example.org", "{=1}", "//", "/*", "</td>", "]]>", "<!--", "19.0%", "4,743", "007",
    "1e5", "TRUE", "12345678901234567890", "-", "*", "\u2212", "x" * 90,
)  # fmt: skip
FOREIGN = ("שלום", "مرحبا", "Łódź", "ŵythnos", "😀", "👮🏽", "漢字", "e\u0301", "\u200b", "a\x07b")

plain = st.text(string.ascii_letters + string.digits + " '\"<>&#*_$[]@=", min_size=1, max_size=30)
latin = st.one_of(st.sampled_from(AWKWARD), plain)
anything = st.one_of(latin, st.sampled_from(FOREIGN))

standings: st.SearchStrategy[Standing] = st.sampled_from(
    ["supported", "not_shown", "stated", "author", "cannot_tell"]
)
sides: st.SearchStrategy[Literal["left", "right"]] = st.sampled_from(["left", "right"])


@st.composite
def tables(draw: st.DrawFn, words: st.SearchStrategy[str], id_: str) -> Table:
    """A table of nought to two rows and one to thirty columns."""
    wide = draw(st.sampled_from([1, 2, 30]))
    columns = tuple(
        Column(
            heading=draw(words),
            above=draw(st.sampled_from([None, "Above", "Beside"])),
            align=draw(sides),
        )
        for _ in range(wide)
    )
    cells = st.builds(Cell, text=st.one_of(words, st.just("")), mark=st.sampled_from([None, "*"]))
    rows = tuple(
        Row(
            heading=draw(words),
            cells=tuple(draw(cells) for _ in range(wide)),
            is_total=draw(st.booleans()),
        )
        for _ in range(draw(st.integers(0, 2)))
    )
    return Table(
        id=id_,
        caption=draw(words),
        stub=draw(words),
        columns=columns,
        rows=rows,
        notes=(draw(words),),
        source=draw(words),
    )


@st.composite
def documents(draw: st.DrawFn, words: st.SearchStrategy[str]) -> Document:
    """A document of two sections, one in the other, with blocks of every kind but charts."""
    sentences = st.lists(
        st.builds(Sentence, text=words, standing=standings), min_size=1, max_size=3
    ).map(tuple)
    blocks: list[Block] = [
        Paragraph(sentences=draw(sentences)),
        Listed(sentences=draw(sentences), numbered=draw(st.booleans())),
        Notice(heading=draw(words), sentences=draw(sentences)),
        draw(tables(words, "first")),
    ]
    within = Section(id="within", heading=draw(words), blocks=(draw(tables(words, "second")),))
    section = Section(
        id="outer",
        heading=draw(words),
        blocks=tuple(draw(st.permutations(blocks))),
        sections=(within,),
    )
    return replace(
        sample_document(), summary=(Paragraph(sentences=draw(sentences)),), sections=(section,)
    )


def cells_of(document: Document) -> list[str]:
    """What every cell of a document prints, row headings with them."""
    printed = []
    for table in document.every_block():
        if isinstance(table, Table):
            for row in table.rows:
                printed += [row.heading, *(f"{cell.text}{cell.mark or ''}" for cell in row.cells)]
    return printed


def sentences_of(document: Document) -> list[str]:
    """Every sentence of a document, and every caption, heading of a column, note and source."""
    said = []
    for block in document.every_block():
        if isinstance(block, Paragraph | Listed | Notice):
            said += [sentence.text for sentence in block.sentences]
        if isinstance(block, Notice):
            said.append(block.heading)
        if isinstance(block, Table):
            said += [block.caption, block.stub, *block.notes, block.source or ""]
            said += [column.heading for column in block.columns]
    return said


def headings_of(document: Document) -> list[str]:
    """The heading of every section."""
    return [section.heading for _, section in document.every_section()]
