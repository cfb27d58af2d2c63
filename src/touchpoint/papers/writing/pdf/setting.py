"""Sets a paper with Typst: the data goes in as JSON, and comes out as a PDF that says PDF/UA-1.

PDF/UA refuses a character that no font can show; such a character is printed by its name, in
square brackets, so that nothing is lost and nothing is a box.
"""

import json
import re
import unicodedata
from datetime import UTC, datetime
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path
from typing import Final, cast

from touchpoint.errors import Refused
from touchpoint.papers.document import Document
from touchpoint.papers.writing.pdf.row_headings import with_row_headings
from touchpoint.papers.writing.pdf.values import values_of
from touchpoint.papers.writing.printable import printable

_NOT_SHOWN: Final = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_TRIES: Final = 4
_FACE: Final = "font-source-sans-pro"
"""The package that holds the face; it is read where it lies, not imported."""


def write_pdf(document: Document, path: Path) -> None:
    """Write a paper as PDF."""
    path.write_bytes(_pdf(printable(document)))


def _pdf(document: Document) -> bytes:
    import typst  # noqa: PLC0415 - heavy, and only asked for by whoever writes a PDF

    template = files("touchpoint.papers.writing.pdf").joinpath("paper.typ").read_bytes()
    made_at = datetime(document.as_at.year, document.as_at.month, document.as_at.day, tzinfo=UTC)
    values = json.dumps(values_of(document), ensure_ascii=False)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[_fonts()])
    for _ in range(_TRIES):
        compiler = typst.Compiler(template, font_paths=fonts, sys_inputs={"paper": values})
        try:
            made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=made_at)
        except typst.TypstError as error:
            values = _named(values, _unshown(error.diagnostic))
        else:
            return with_row_headings(cast("bytes", made))
    raise Refused(
        f"The paper {document.name!r} holds characters that a PDF cannot show: leave them out, or "
        "write the other forms of it."
    )


def _fonts() -> Path:
    """The folder of the face that papers are set in, which came with its package."""
    held = distribution(_FACE).files or ()
    regular = next(path for path in held if path.name == "SourceSansPro-Regular.ttf")
    return Path(str(regular.locate())).parent


def _unshown(diagnostic: str) -> set[str]:
    """The characters that no font can show; what else goes wrong is a fault of the template."""
    found = {character for text in _NOT_SHOWN.findall(diagnostic) for character in _plain(text)}
    if not found:
        raise RuntimeError(diagnostic)
    return found


def _plain(text: str) -> str:
    r"""A text that Typst quoted, in which it writes a strange character as \u{fe0f}."""
    escape = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
    return escape.sub(lambda found: chr(int(found[1], 16)), text).replace("\\", "")


def _named(values: str, characters: set[str]) -> str:
    """The data with characters in place of which their names stand."""
    for character in sorted(characters):
        if not character.isascii():
            name = unicodedata.name(character, f"U+{ord(character):04X}").lower()
            values = values.replace(character, f"[{name}]")
    return values
