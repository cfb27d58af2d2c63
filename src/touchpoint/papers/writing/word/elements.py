"""Elements of a Word document for which python-docx has no method, made and never pasted."""

from collections.abc import Mapping
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Element = Any
"""An element, or what holds one: python-docx ships no types."""


def made(tag: str, attributes: Mapping[str, str] | None = None, *children: Element) -> Element:
    """An element with its attributes and what stands in it."""
    element = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        element.set(qn(name), value)
    for child in children:
        element.append(child)
    return element


def text_run(text: str, *, bold: bool = False) -> Element:
    """A run of text."""
    run = made("w:r")
    if bold:
        run.append(made("w:rPr", None, made("w:b")))
    held = made("w:t", {"xml:space": "preserve"})
    held.text = text
    run.append(held)
    return run


def field(instruction: str, shown: str) -> list[Element]:
    """A field that Word works out, with what it shows until then."""
    told = made("w:instrText", {"xml:space": "preserve"})
    told.text = f" {instruction} "
    return [
        _mark("begin"),
        made("w:r", None, told),
        _mark("separate"),
        text_run(shown),
        _mark("end"),
    ]


def paragraph(style: str, *runs: Element) -> Element:
    """A paragraph in a style, by the style's id."""
    return made("w:p", None, made("w:pPr", None, made("w:pStyle", {"w:val": style})), *runs)


def _mark(kind: str) -> Element:
    return made("w:r", None, made("w:fldChar", {"w:fldCharType": kind}))
