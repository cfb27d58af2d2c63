"""The page of a Word paper: its size, its footer with page numbers, and how Word opens it."""

from docx.oxml.ns import qn
from docx.shared import Cm

from touchpoint.papers.document import Document
from touchpoint.papers.writing.word.elements import Element, field, made, text_run
from touchpoint.papers.writing.word.tables import WIDTH

_WORD_2013 = "15"


def lay_out(word: Element, document: Document) -> None:
    """Set the page, the footer and the settings of a new Word document."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    section.footer_distance = Cm(1.1)
    _footer(section.footer.paragraphs[0]._p, f"{document.force}: {document.title}")  # noqa: SLF001 - fields have no method in python-docx
    _settings(word.settings.element, document.language)


def _footer(footer: Element, text: str) -> None:
    right = made("w:tab", {"w:val": "right", "w:pos": str(WIDTH)})
    footer.get_or_add_pPr().append(made("w:tabs", None, right))
    footer.append(text_run(text))
    footer.append(made("w:r", None, made("w:tab")))
    for run in (text_run("Page "), *field("PAGE", "1"), text_run(" of "), *field("NUMPAGES", "1")):
        footer.append(run)


def _settings(settings: Element, language: str) -> None:
    """Open as a document of today's Word, and bring the contents up to date."""
    compatible = settings.find(qn("w:compat"))
    compatible.addprevious(made("w:updateFields", {"w:val": "true"}))
    for setting in compatible.findall(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_2013)
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), language)
