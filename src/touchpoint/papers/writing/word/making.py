"""Makes the Word document of a paper: first page, contents, summary, sections, annexes, footer."""

from pathlib import Path
from typing import Final

import docx

from touchpoint.papers.document import Cell as DocumentCell
from touchpoint.papers.document import Column, Document, Fact, Row, Table
from touchpoint.papers.writing.annexes import annexes_of
from touchpoint.papers.writing.fitting import Part
from touchpoint.papers.writing.numbering import SUMMARY, Names, day, names_of
from touchpoint.papers.writing.printable import printable
from touchpoint.papers.writing.word.blocks import Blocks
from touchpoint.papers.writing.word.contents import Entry, contents_element
from touchpoint.papers.writing.word.elements import Element, made, paragraph, text_run
from touchpoint.papers.writing.word.layout import lay_out
from touchpoint.papers.writing.word.looks import dress, style_id
from touchpoint.papers.writing.word.numbers import Numbers, unnumbered
from touchpoint.papers.writing.word.package import packed, say_what_it_is
from touchpoint.papers.writing.word.tables import table_element

_IN_CONTENTS: Final = 1
"""How deep the contents go: to sections, so that they stay on a page."""


def write_word(document: Document, path: Path) -> None:
    """Write a paper as a Word document."""
    path.write_bytes(_word(printable(document)))


def _word(document: Document) -> bytes:
    word = docx.Document()
    dress(word, document.language)
    lay_out(word, document)
    say_what_it_is(word, document)
    names = names_of(document)
    paper = _Paper(word, names)
    paper.first_page(document)
    paper.body(document)
    paper.contents()
    return packed(word, document.as_at)


class _Paper:
    """A Word document while it is written; the contents come last, when every heading stands."""

    def __init__(self, word: Element, names: Names) -> None:
        self._names = names
        self._blocks = Blocks(word, names, Numbers(word))
        self._entries: list[Entry] = []
        self._first: Element = None

    def first_page(self, document: Document) -> None:
        """Who reports, on what, and what the paper is judged by."""
        self._blocks.add(
            paragraph(style_id("Force"), text_run(document.force)),
            paragraph(style_id("Title"), text_run(document.title)),
            paragraph(style_id("Subtitle"), text_run(document.subtitle)),
        )
        if document.facts:
            self._blocks.add(table_element(_facts(document.facts), "About this paper"))

    def body(self, document: Document) -> None:
        """Everything that stands under a heading."""
        self._heading(1, SUMMARY, new_page=True)
        self._blocks.write(document.summary)
        for level, section in document.every_section():
            self._heading(level, section.heading, number=self._names.number(section.id))
            self._blocks.write(section.blocks)
        for place, annex in enumerate(annexes_of(document, self._names)):
            self._heading(annex.level, annex.heading, new_page=place == 0)
            self._blocks.write(annex.blocks)
        last = f"Figures as at {day(document.as_at)}. {document.force}."
        self._blocks.add(paragraph(style_id("Note"), text_run(last)))

    def contents(self) -> None:
        """Put the contents before the summary."""
        listed = [entry for entry in self._entries if entry.level <= _IN_CONTENTS]
        self._first.addprevious(contents_element(listed))

    def _heading(
        self, level: int, text: str, *, number: str | None = None, new_page: bool = False
    ) -> None:
        held = paragraph(style_id(f"Heading {level}"))
        self._first = held if self._first is None else self._first
        if new_page:
            held.pPr.append(made("w:pageBreakBefore"))
        if number is None:
            held.pPr.append(unnumbered())
        place = str(len(self._entries) + 1)
        bookmark = f"_Toc{place.zfill(6)}"
        held.append(made("w:bookmarkStart", {"w:id": place, "w:name": bookmark}))
        held.append(text_run(text))
        held.append(made("w:bookmarkEnd", {"w:id": place}))
        self._blocks.add(held)
        told = f"{number} {text}" if number else text
        self._entries.append(Entry(level=level, text=told, bookmark=bookmark))


def _facts(facts: tuple[Fact, ...]) -> Part:
    table = Table(
        id="",
        caption="About this paper",
        stub="About this paper",
        columns=(Column(heading="What it says", align="left"),),
        rows=tuple(
            Row(heading=fact.name, cells=(DocumentCell(text=fact.value),)) for fact in facts
        ),
    )
    return Part(table=table, widths=(0.3, 0.7), number=1, of=1)
