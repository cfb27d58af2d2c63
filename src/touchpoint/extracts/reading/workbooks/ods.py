"""The cells of an OpenDocument spreadsheet that calamine does not give as they are shown.

These are percentages, numbers with noughts before them, errors that keep a nought beside them, and
formulas without a stored result.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, iterparse

from touchpoint.extracts.reading.headings import letters
from touchpoint.extracts.reading.workbooks.cells import percentage
from touchpoint.extracts.reading.workbooks.oddities import Oddities

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_NOUGHTS = tuple(f'min-integer-digits="{number}"'.encode() for number in range(2, 21))
_ODD = (b"percentage", b'"error"', b"table:formula", b"-spanned", *_NOUGHTS)
_PADDED = re.compile("0[0-9]+")
_MOST_REPEATED = 1 << 14


def oddities_of_ods(path: Path, sheet: str) -> Oddities:
    """What must be known of a sheet beside the values of its cells."""
    odd = Oddities()
    with zipfile.ZipFile(path) as archive:
        with archive.open("content.xml") as part:
            if not _has_any(iter(lambda: part.read(1 << 20), b"")):
                return odd
        with archive.open("content.xml") as part:
            inside, row = False, 0
            for event, item in iterparse(part, ("start", "end")):  # noqa: S314 - entities were refused above
                if item.tag == f"{_TABLE}table":
                    inside = event == "start" and item.get(f"{_TABLE}name") == sheet
                    row = 0
                    item.clear()
                elif event == "end" and item.tag == f"{_TABLE}table-row":
                    if inside:
                        _row(item, row, odd)
                    row += int(item.get(f"{_TABLE}number-rows-repeated", 1))
                    item.clear()
    return odd


def _has_any(pieces: Iterator[bytes]) -> bool:
    before = b""
    for piece in pieces:
        if b"<!ENTITY" in piece:
            raise ValueError("the content declares entities")
        if any(mark in before[-32:] + piece for mark in _ODD):
            return True
        before = piece
    return False


def _row(row: Element, first: int, odd: Oddities) -> None:
    """The odd cells of a row, which may stand for several."""
    times = min(int(row.get(f"{_TABLE}number-rows-repeated", 1)), _MOST_REPEATED)
    column = 0
    for cell in row:
        if not cell.tag.startswith(f"{_TABLE}") or "table-cell" not in cell.tag:
            continue
        across = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        _merge(cell, first, column, odd)
        text = _shown(cell)
        if text is not None:
            for place in range(first, first + times):
                for at in range(column, column + min(across, _MOST_REPEATED)):
                    odd.cells.setdefault(place, {})[at] = text
            if text.startswith("="):
                odd.unstored.append(f"{letters(column)}{first + 1}")
        column += across


def _merge(cell: Element, row: int, column: int, odd: Oddities) -> None:
    down = int(cell.get(f"{_TABLE}number-rows-spanned", 1))
    across = int(cell.get(f"{_TABLE}number-columns-spanned", 1))
    if down > 1 or across > 1:
        odd.merged.add((row, column, row + down - 1, column + across - 1))


def _shown(cell: Element) -> str | None:
    """The text of a cell that calamine gives otherwise; None for all others."""
    sort = cell.get(f"{_OFFICE}value-type")
    if cell.get(f"{_CALC}value-type") == "error":
        return "\n".join("".join(part.itertext()) for part in cell.iter(f"{_TEXT}p")) or "#N/A"
    if sort == "percentage":
        return percentage(float(cell.get(f"{_OFFICE}value", "0")))
    said = "".join(text for part in cell.findall(f"{_TEXT}p") for text in part.itertext())
    if sort == "float" and _PADDED.fullmatch(said):
        return said
    formula = cell.get(f"{_TABLE}formula")
    if formula is not None and sort is None:
        return "=" + formula.partition("=")[2]
    return None
