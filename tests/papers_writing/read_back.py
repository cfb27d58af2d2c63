"""Papers read back as a reader would find them: the texts of Word, PDF, HTML and workbook."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import docx
import pypdf
from docx.oxml.ns import qn
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell

_NOBODY_SEES = re.compile("[\\s\u200b\u00ad]+")


def squeezed(text: str) -> str:
    """A text without spaces and without what only says where a line may break."""
    return _NOBODY_SEES.sub("", text)


def word_of(path: Path) -> Any:  # noqa: ANN401 - its styles may be missing, and then a test fails
    """A Word document, opened."""
    return docx.Document(str(path))


def root_of(path: Path) -> Any:  # noqa: ANN401 - whatever a PDF holds
    """The root of a PDF."""
    return pypdf.PdfReader(path).trailer["/Root"]


def texts_of_word(path: Path) -> list[str]:
    """The paragraphs of a Word document, those of its tables with them."""
    body = word_of(path).element.body
    return [
        "".join(held.text or "" for held in paragraph.iter(qn("w:t")))
        for paragraph in body.iter(qn("w:p"))
    ]


def text_of_pdf(path: Path) -> str:
    """The text of every page of a PDF, without spaces."""
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(path).pages))


def texts_of_html(path: Path) -> list[str]:
    """The texts of a page between its tags, and those of each cell, heading and point."""
    page = path.read_text(encoding="utf-8")
    page = re.sub("<style>.*?</style>", "", page, flags=re.DOTALL)
    cells = re.findall(r"<(th|td|p|li|h\d|caption)\b[^>]*>(.*?)</\1>", page, re.DOTALL)
    return [unescape(re.sub("<[^>]*>", "", held)) for _, held in cells]


def cells_of_workbook(path: Path) -> list[Cell]:
    """The cells of every sheet."""
    book = load_workbook(path)
    return [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell, Cell) and cell.value is not None
    ]


def shown(cell: Cell | MergedCell) -> str:
    """What a cell of a workbook shows: its text, or its number as its format has it."""
    value = cell.value
    if not isinstance(value, int | float):
        return str(value)
    sections = cell.number_format.split(";")
    pattern = sections[1] if len(sections) > 1 and value < 0 else sections[0]
    if pattern == "General":
        return str(value)
    before, core, after = re.fullmatch(
        r'((?:"[^"]*"|£)*)([#,0.]+%?)((?:"[^"]*")?)', pattern
    ).groups()  # type: ignore[union-attr]  # a format that is read otherwise is a fault
    decimals = len(core.rstrip("%").partition(".")[2])
    number = abs(value) * (100 if core.endswith("%") else 1)
    grouped = f"{number:,.{decimals}f}" if "," in core else f"{number:.{decimals}f}"
    return f"{before}{grouped}{'%' if core.endswith('%') else ''}{after}".replace('"', "")
