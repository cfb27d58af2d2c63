"""What a Word paper is made of: styles, headings, contents, headings of tables, descriptions."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from read_back import texts_of_word, word_of
from sample_document import DEFINITIONS, sample_document

from touchpoint.papers.document import Section
from touchpoint.papers.writing import write_word


@pytest.fixture(scope="module")
def word_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("word") / "paper.docx"
    write_word(sample_document(), path)
    return path


def test_headings_are_headings_and_numbered_by_word_itself(word_path: Path) -> None:
    word = word_of(word_path)
    headings = [(p.style.name, p.text) for p in word.paragraphs if "Heading" in p.style.name]
    assert ("Heading 1", "Needs assessments") in headings
    assert ("Heading 2", "By area") in headings
    for level in (1, 2, 3):
        style = word.styles[f"Heading {level}"].element
        assert style.find(".//" + qn("w:numId")) is not None


def test_the_contents_read_well_before_word_works_them_out(word_path: Path) -> None:
    word = word_of(word_path)
    contents = word.element.body.find(qn("w:sdt"))
    lines = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in contents.iter(qn("w:p"))]
    assert lines[:4] == ["Contents", "Summary", "1 Needs assessments", "2 What victims say"]
    anchors = {link.get(qn("w:anchor")) for link in contents.iter(qn("w:hyperlink"))}
    marks = {mark.get(qn("w:name")) for mark in word.element.body.iter(qn("w:bookmarkStart"))}
    assert anchors < marks
    assert not any(each.title in line for each in DEFINITIONS for line in lines)
    assert word.settings.element.find(qn("w:updateFields")) is not None


def test_every_style_that_a_paragraph_names_is_there_however_deep_the_headings(
    tmp_path: Path,
) -> None:
    deepest = Section(id="deepest", heading="Deepest", blocks=())
    deep = Section(id="deep", heading="Deep", sections=(deepest,))
    top = Section(id="top", heading="Top", sections=(deep,))
    write_word(replace(sample_document(), sections=(top,)), tmp_path / "paper.docx")
    word = word_of(tmp_path / "paper.docx")
    named = {each.get(qn("w:val")) for each in word.element.body.iter(qn("w:pStyle"))}
    there = {each.get(qn("w:styleId")) for each in word.styles.element.iter(qn("w:style"))}
    assert "Heading3" in named
    assert named <= there


def test_heading_rows_repeat_and_no_row_breaks(word_path: Path) -> None:
    tables = word_of(word_path).tables
    assert len(tables) >= 6
    for table in tables:
        rows = table._tbl.findall(qn("w:tr"))
        assert rows[0].find(".//" + qn("w:tblHeader")) is not None
        assert all(row.find(".//" + qn("w:cantSplit")) is not None for row in rows)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")


def test_every_picture_is_described_and_every_caption_is_one(word_path: Path) -> None:
    word = word_of(word_path)
    told = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert len(told) == 2
    assert all(len(text) > 40 for text in told)
    captions = [p.text for p in word.paragraphs if p.style.name == "Caption"]
    assert any(text.startswith("Chart 1. ") for text in captions)
    assert any(text.startswith("Table 2. ") for text in captions)


def test_no_empty_line_makes_space(word_path: Path) -> None:
    word = word_of(word_path)
    empty = [p for p in word.paragraphs if not p.text and not p._p.findall(".//" + qn("w:drawing"))]
    assert empty == []


def test_it_says_its_language_title_and_force_and_nothing_of_a_machine(word_path: Path) -> None:
    word = word_of(word_path)
    said = word.core_properties
    assert (said.title, said.author, said.language) == (
        "Victim confidence", "Northshire Police", "en-GB",
    )  # fmt: skip
    assert said.created == said.modified
    defaults = word.styles.element.find(qn("w:docDefaults"))
    assert defaults.find(".//" + qn("w:lang")).get(qn("w:val")) == "en-GB"
    footer = word.sections[0].footer.paragraphs[0].text
    assert footer == "Northshire Police: Victim confidence\tPage 1 of 1"


def test_the_same_paper_gives_the_same_bytes(word_path: Path, tmp_path: Path) -> None:
    write_word(sample_document(), tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == word_path.read_bytes()
    parts = ZipFile(BytesIO(word_path.read_bytes())).infolist()
    assert {part.date_time[:3] for part in parts} == {(2024, 7, 5)}
    assert not [part for part in parts if part.filename.endswith(("app.xml", "thumbnail.jpeg"))]


def test_what_no_test_stands_behind_says_so_in_word(word_path: Path) -> None:
    texts = texts_of_word(word_path)
    word = word_of(word_path)
    assert any(text.startswith("Author's words: The assessment") for text in texts)
    assert any(text.startswith("Not shown: The figures do not") for text in texts)
    styles = {p.style.name for p in word.paragraphs}
    assert {"Author Words", "Not Shown", "Cannot Tell", "Notice", "Note"} <= styles


def test_numbered_lists_each_begin_at_one(word_path: Path) -> None:
    word = word_of(word_path)
    numbers = {
        p._p.find(".//" + qn("w:numId")).get(qn("w:val"))
        for p in word.paragraphs
        if p.style.name == "List Number"
    }
    (number,) = numbers
    held = [
        num
        for num in word.part.numbering_part.element.findall(qn("w:num"))
        if num.get(qn("w:numId")) == number
    ]
    assert held[0].find(".//" + qn("w:startOverride")) is not None
