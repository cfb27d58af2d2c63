"""Whatever a document holds, every form prints all of it, and as it stands."""

from pathlib import Path
from tempfile import TemporaryDirectory

from awkward_documents import anything, cells_of, documents, headings_of, latin, sentences_of
from hypothesis import HealthCheck, Phase, given, settings
from read_back import (
    cells_of_workbook,
    shown,
    squeezed,
    text_of_pdf,
    texts_of_html,
    texts_of_word,
)
from sample_document import sample_document

from touchpoint.papers.document import Document
from touchpoint.papers.writing import write_html, write_paper, write_pdf, write_word, write_workbook
from touchpoint.papers.writing.printable import printable

few = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),  # to shrink a whole paper takes minutes
)


def missing(wanted: list[str], found: list[str]) -> list[str]:
    """The texts that no found text holds."""
    whole = "\n".join(squeezed(text) for text in found)
    return [text for text in wanted if squeezed(text) not in whole]


@few
@given(documents(anything))
def test_a_word_document_prints_every_cell_and_sentence(document: Document) -> None:
    held = printable(document)
    with TemporaryDirectory() as folder:
        path = Path(folder, "paper.docx")
        write_word(document, path)
        found = texts_of_word(path)
    assert set(cells_of(held)) <= set(found)
    assert missing([*headings_of(held), *sentences_of(held)], found) == []


@few
@given(documents(anything))
def test_a_page_prints_every_cell_and_sentence(document: Document) -> None:
    held = printable(document)
    with TemporaryDirectory() as folder:
        path = Path(folder, "paper.html")
        write_html(document, path)
        found = texts_of_html(path)
    assert set(cells_of(held)) <= set(found)
    assert missing([*headings_of(held), *sentences_of(held)], found) == []


@few
@given(documents(latin))
def test_a_pdf_prints_every_cell_and_sentence(document: Document) -> None:
    held = printable(document)
    with TemporaryDirectory() as folder:
        path = Path(folder, "paper.pdf")
        write_pdf(document, path)
        found = text_of_pdf(path)
    assert missing([*cells_of(held), *headings_of(held), *sentences_of(held)], [found]) == []


@few
@given(documents(anything))
def test_a_pdf_can_be_made_of_any_words(document: Document) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "paper.pdf")
        write_pdf(document, path)
        assert path.read_bytes().startswith(b"%PDF")


@few
@given(documents(anything))
def test_a_workbook_prints_every_cell_and_sentence_and_no_formula(document: Document) -> None:
    held = printable(document)
    with TemporaryDirectory() as folder:
        path = Path(folder, "paper.xlsx")
        write_workbook(document, path)
        cells = cells_of_workbook(path)
    found = [shown(cell) for cell in cells]
    assert all(cell.data_type in ("s", "n") for cell in cells)
    assert [text for text in cells_of(held) if text.strip() and text not in found] == [], found
    assert missing(sentences_of(held), found) == []


def test_the_sample_is_printed_whole_in_every_form(tmp_path: Path) -> None:
    document = sample_document()
    wanted = [*cells_of(document), *sentences_of(document)]
    word, pdf, html, book = write_paper(document, tmp_path)
    assert missing(wanted, texts_of_word(word)) == []
    assert missing(wanted, [text_of_pdf(pdf)]) == []
    assert missing(wanted, texts_of_html(html)) == []
    assert missing(wanted, [shown(cell) for cell in cells_of_workbook(book)]) == []
