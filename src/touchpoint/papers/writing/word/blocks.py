"""The blocks of a paper as paragraphs, tables and pictures of a Word document."""

from io import BytesIO
from typing import Final, assert_never

from docx.oxml.ns import qn
from docx.shared import Cm

from touchpoint.papers.document import (
    Block,
    Listed,
    Notice,
    Paragraph,
    Picture,
    Sentence,
    Standing,
    Table,
)
from touchpoint.papers.writing.fitting import parts_of
from touchpoint.papers.writing.numbering import Names
from touchpoint.papers.writing.standing import MARKS, runs
from touchpoint.papers.writing.word.elements import Element, field, paragraph, text_run
from touchpoint.papers.writing.word.looks import style_id
from touchpoint.papers.writing.word.numbers import Numbers, listed_as
from touchpoint.papers.writing.word.tables import table_element

PICTURE_WIDTH: Final = 16.4

_ASIDES: Final[dict[Standing, str]] = {
    "author": "Author Words",
    "not_shown": "Not Shown",
    "cannot_tell": "Cannot Tell",
}


class Blocks:
    """Puts blocks at the end of a Word document."""

    def __init__(self, word: Element, names: Names, numbers: Numbers) -> None:
        self._word = word
        self._names = names
        self._numbers = numbers
        self._end = word.element.body.find(qn("w:sectPr"))
        self._pictures = 0

    def add(self, *elements: Element) -> None:
        """Put elements at the end."""
        for element in elements:
            self._end.addprevious(element)

    def write(self, blocks: tuple[Block, ...]) -> None:
        """Write blocks, in order."""
        for block in blocks:
            match block:
                case Paragraph():
                    self._paragraph(block)
                case Listed():
                    self._listed(block)
                case Notice():
                    self._notice(block)
                case Table():
                    self._table(block)
                case Picture():
                    self._picture(block)
                case _:
                    assert_never(block)

    def _paragraph(self, block: Paragraph) -> None:
        for run in runs(block.sentences):
            style = style_id(_ASIDES.get(run.standing, "Normal"))
            self.add(paragraph(style, *_marked(run.mark, run.text)))

    def _listed(self, block: Listed) -> None:
        style = style_id("List Number" if block.numbered else "List Bullet")
        points = [paragraph(style, *_said(sentence)) for sentence in block.sentences]
        if block.numbered:
            number = self._numbers.next_list()
            for point in points:
                point.pPr.append(listed_as(number))
        self.add(*points)

    def _notice(self, block: Notice) -> None:
        self.add(paragraph(style_id("Notice Heading"), text_run(block.heading)))
        for sentence in block.sentences:
            self.add(paragraph(style_id("Notice"), *_said(sentence)))

    def _table(self, table: Table) -> None:
        for part in parts_of(table):
            caption = f"{table.caption}{part.told}"
            self._caption(table.id, caption, again=part.number > 1)
            self.add(table_element(part, caption))
        self._notes(table.notes, table.source)

    def _picture(self, picture: Picture) -> None:
        self._pictures += 1
        self._caption(picture.id, picture.caption)
        held = self._word.add_paragraph(style="Picture")
        drawn = held.add_run().add_picture(BytesIO(picture.png), width=Cm(PICTURE_WIDTH))
        told = drawn._inline.docPr  # noqa: SLF001 - python-docx has no other way to the description
        told.set("id", str(self._pictures))
        told.set("name", f"Chart {self._pictures}")
        told.set("descr", picture.alternative_text)
        self._notes(picture.notes, picture.table.source)

    def _caption(self, id_: str, text: str, *, again: bool = False) -> None:
        kind, _, number = self._names.of(id_).partition(" ")
        counted = []
        if number:
            repeat = " \\c" if again else ""
            counter = field(f"SEQ {kind} \\* ARABIC{repeat}", number)
            counted = [text_run(f"{kind} "), *counter, text_run(". ")]
        self.add(paragraph(style_id("Caption"), *counted, text_run(text)))

    def _notes(self, notes: tuple[str, ...], source: str | None) -> None:
        said = (*notes, *((f"Source: {source}",) if source else ()))
        self.add(*(paragraph(style_id("Note"), text_run(note)) for note in said))


def _said(sentence: Sentence) -> list[Element]:
    return _marked(MARKS[sentence.standing], sentence.text)


def _marked(mark: str | None, text: str) -> list[Element]:
    if mark is None:
        return [text_run(text)]
    return [text_run(f"{mark}: ", bold=True), text_run(text)]
