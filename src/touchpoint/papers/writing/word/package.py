"""What a Word file says of itself, and its bytes: the same for the same paper at any hour."""

from datetime import date, datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import RELATIONSHIP_TYPE

from touchpoint.papers.document import Document
from touchpoint.papers.writing.numbering import day
from touchpoint.papers.writing.word.elements import Element

_TEMPLATES_OWN: Final = {RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES}
_EARLIEST: Final = 1980
_NAME_AT_MOST: Final = 255


def say_what_it_is(word: Element, document: Document) -> None:
    """Set the title, subject and language; no machine and no person stands in them."""
    said = word.core_properties
    said.title = document.title[:_NAME_AT_MOST]
    said.subject = document.subtitle[:_NAME_AT_MOST]
    said.author = document.force[:_NAME_AT_MOST]
    said.last_modified_by = document.force[:_NAME_AT_MOST]
    said.comments = f"Figures as at {day(document.as_at)}"
    said.language = document.language
    said.keywords = said.category = said.content_status = said.identifier = said.version = ""
    said.created = said.modified = datetime(*_day(document.as_at))  # noqa: DTZ001 - Word's own form
    said.revision = 1
    _drop_what_is_the_templates(word)


def packed(word: Element, as_at: date) -> bytes:
    """The file, every part of it dated by the day of the figures."""
    drawn, made = BytesIO(), BytesIO()
    word.save(drawn)
    with ZipFile(drawn) as parts, ZipFile(made, "w", ZIP_DEFLATED) as kept:
        for name in parts.namelist():
            part = ZipInfo(name, (*_day(as_at), 0, 0, 0))
            part.compress_type = ZIP_DEFLATED
            kept.writestr(part, parts.read(name))
    return made.getvalue()


def _day(as_at: date) -> tuple[int, int, int]:
    return max(as_at.year, _EARLIEST), as_at.month, as_at.day


def _drop_what_is_the_templates(word: Element) -> None:
    """The template's picture of an empty page, and the program it was made with, are not ours."""
    held = word.part.package.rels
    for key in [key for key, rel in held.items() if rel.reltype in _TEMPLATES_OWN]:
        del held[key]
