"""A PDF paper is tagged, says PDF/UA, describes its charts, and is the same on every machine."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from read_back import root_of, text_of_pdf
from sample_document import sample_document

from touchpoint.papers.writing import write_pdf


@pytest.fixture(scope="module")
def pdf_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "paper.pdf"
    write_pdf(sample_document(), path)
    return path


def tags(node: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever a PDF holds
    """Every tag of a PDF, in order."""
    held = node.get_object()
    if isinstance(held, list):
        for each in held:
            yield from tags(each)
    elif isinstance(held, dict):
        if "/S" in held:
            yield held
        if "/K" in held:
            yield from tags(held["/K"])


def test_it_is_tagged_and_says_pdf_ua_its_language_and_its_title(pdf_path: Path) -> None:
    reader = pypdf.PdfReader(pdf_path)
    root = root_of(pdf_path)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert reader.metadata
    assert reader.metadata.title == "Victim confidence"


def test_every_chart_is_described_and_every_table_has_headings(pdf_path: Path) -> None:
    found = list(tags(root_of(pdf_path)["/StructTreeRoot"]))
    kinds = [each["/S"] for each in found]
    figures = [each for each in found if each["/S"] == "/Figure"]
    assert len(figures) == 2
    assert all(len(each["/Alt"]) > 40 for each in figures)
    assert kinds.count("/Table") == kinds.count("/THead")
    assert kinds.count("/Table") >= 6
    assert {"/H1", "/H2", "/TH", "/TD", "/L", "/Caption"} <= set(kinds)


def test_every_figure_has_the_heading_of_its_row_and_of_its_column(pdf_path: Path) -> None:
    root = root_of(pdf_path)["/StructTreeRoot"]
    held = root["/IDTree"]["/Names"]
    ids = [str(each) for each in held[::2]]
    assert ids == sorted(ids)
    named = dict(zip(ids, held[1::2], strict=True))
    rows = [each for each in tags(root) if each["/S"] == "/TR"]
    bodies = [row for row in rows if row["/P"].get_object()["/S"] == "/TBody"]
    assert len(bodies) > 20
    for row in bodies:
        first, *others = (cell.get_object() for cell in row["/K"])
        assert first["/S"] == "/TH"
        assert first["/A"][0]["/Scope"] == "/Row"
        assert named[str(first["/ID"])].get_object() == first
        for cell in others:
            assert cell["/S"] == "/TD"
            headings = [named[str(name)].get_object() for name in cell["/A"][0]["/Headers"]]
            scopes = [heading["/A"][0]["/Scope"] for heading in headings]
            assert scopes[-1] == "/Row"
            assert "/Column" in scopes


def test_the_contents_list_sections_and_no_measure(pdf_path: Path) -> None:
    first = pypdf.PdfReader(pdf_path).pages[0].extract_text()
    contents = first[first.index("Contents") :]
    assert "Needs assessments" in contents
    assert "What the measures mean" in contents
    assert not any(each.title in contents for each in sample_document().definitions)


def test_it_has_an_outline_and_numbered_pages(pdf_path: Path) -> None:
    reader = pypdf.PdfReader(pdf_path)
    named = [str(each.title) for each in reader.outline if not isinstance(each, list)]
    assert "Summary" in named
    assert any("Needs assessments" in name for name in named)
    last = len(reader.pages)
    footer = reader.pages[-1].extract_text()
    assert f"Page {last} of {last}" in footer


def test_a_character_that_no_font_has_is_printed_by_its_name(tmp_path: Path) -> None:
    write_pdf(replace(sample_document(), subtitle="Well done 😀 漢"), tmp_path / "paper.pdf")
    assert "Welldone[grinningface]" in text_of_pdf(tmp_path / "paper.pdf")


def test_only_fonts_that_come_along_are_used_and_the_bytes_are_the_same(
    pdf_path: Path, tmp_path: Path
) -> None:
    write_pdf(sample_document(), tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == pdf_path.read_bytes()
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in root_of(pdf_path)["/Pages"]["/Kids"]
        for font in page.get_object()["/Resources"].get("/Font", {}).values()
    }
    assert fonts
    assert all(font.startswith("SourceSansPro") for font in fonts), fonts
