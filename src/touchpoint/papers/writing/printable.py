"""A document whose every text can stand in XML, HTML, PDF and a workbook alike.

Control characters can stand in none of them and mean nothing to a reader, so they go first.
"""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from touchpoint.papers.document import Document

_NOT_PRINTED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_BREAKS: Final = re.compile("[\t\r\n\u2028\u2029]+")
_IN_LINES: Final = frozenset({"sql", "svg"})
"""What is written in lines on purpose; any other text is one line, however long."""


def printable(document: Document) -> Document:
    """The same document without the characters that no reader could see."""
    cleaned: Document = _cleaned(document)
    return cleaned


def _cleaned(part: Any, name: str = "") -> Any:  # noqa: ANN401 - whatever a document holds
    if isinstance(part, str):
        return _text(part, in_lines=name in _IN_LINES)
    if isinstance(part, tuple):
        return tuple(_cleaned(each) for each in part)
    if is_dataclass(part) and not isinstance(part, type):
        held = {field.name: getattr(part, field.name) for field in fields(part)}
        return replace(part, **{name: _cleaned(value, name) for name, value in held.items()})
    return part


def _text(text: str, *, in_lines: bool) -> str:
    plain = _NOT_PRINTED.sub(" ", text)
    return plain.replace("\r\n", "\n") if in_lines else _BREAKS.sub(" ", plain)
