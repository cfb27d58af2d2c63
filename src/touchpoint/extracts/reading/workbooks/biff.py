"""The cells of an Excel 97-2003 workbook that calamine leaves out, from the records of the file.

The records are those of Microsoft's [MS-XLS]. Error cells,
percentages, formulas with an empty result and days that no calendar has are looked for.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from touchpoint.extracts.reading.headings import letters
from touchpoint.extracts.reading.workbooks.cells import number, padded, percentage
from touchpoint.extracts.reading.workbooks.container import workbook_stream
from touchpoint.extracts.reading.workbooks.oddities import LEAP_DAY, Oddities
from touchpoint.extracts.reading.workbooks.package import padded_in, shows_a_day, shows_percent

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_BOF, _EOF, _SHEET, _EPOCH, _FORMAT, _STYLE = 0x809, 0x0A, 0x85, 0x22, 0x41E, 0xE0
_NUMBER, _SMALL, _SMALLS, _FORMULA, _ERROR, _LINE = 0x203, 0x27E, 0xBD, 0x06, 0x205, 0x208
_WIDE_VERSION = 0x600


def oddities_of_xls(path: Path, position: int) -> Oddities:
    """What must be known of the sheet at a position beside the values of its cells."""
    stream = workbook_stream(path.read_bytes())
    book = _Book(stream)
    odd = Oddities(from_1904=book.from_1904)
    if position < len(book.sheets):
        for kind, data in _records(stream, book.sheets[position]):
            if kind == _EOF:
                break
            _look(kind, data, book, odd)
    return odd


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


class _Book:
    """Where the sheets begin, the epoch, and which styles show what otherwise."""

    def __init__(self, stream: bytes) -> None:
        self.sheets: list[int] = []
        self.from_1904 = False
        formats: dict[int, str] = {}
        styles: list[int] = []
        wide = True
        for kind, data in _records(stream, 0):
            if kind == _BOF:
                wide = struct.unpack_from("<H", data)[0] >= _WIDE_VERSION
            elif kind == _SHEET:
                self.sheets.append(struct.unpack_from("<I", data)[0])
            elif kind == _EPOCH:
                self.from_1904 = struct.unpack_from("<H", data)[0] == 1
            elif kind == _FORMAT:
                formats[struct.unpack_from("<H", data)[0]] = _format(data[2:], wide=wide)
            elif kind == _STYLE:
                styles.append(struct.unpack_from("<H", data, 2)[0])
            elif kind == _EOF:
                break
        shown = [(style, formats.get(style, "")) for style in styles]
        self.percent = {place for place, entry in enumerate(shown) if shows_percent(*entry)}
        self.padded = padded_in(shown)
        self.days = {place for place, entry in enumerate(shown) if shows_a_day(*entry)}


def _format(data: bytes, *, wide: bool) -> str:
    if not wide:
        return data[1:].decode("cp1252", "replace")
    return data[3:].decode("utf-16-le" if data[2] & 1 else "latin-1", "replace")


def _look(kind: int, data: bytes, book: _Book, odd: Oddities) -> None:
    """Note what is odd about the cells of one record."""
    if kind == _ERROR and data[7]:
        _put(odd, data, ERRORS.get(data[6], "#N/A"))
    elif kind == _FORMULA:
        _formula(data, book, odd)
    elif kind == _NUMBER:
        _value(data, struct.unpack_from("<d", data, 6)[0], book, odd)
    elif kind == _SMALL:
        _value(data, _unpacked(data[6:10]), book, odd)
    elif kind == _SMALLS:
        row, first = struct.unpack_from("<HH", data)
        for step in range((len(data) - 6) // 6):
            style = data[4 + step * 6 : 6 + step * 6]
            at = struct.pack("<HH", row, first + step) + style
            _value(at, _unpacked(data[6 + step * 6 : 10 + step * 6]), book, odd)
    elif kind == _LINE and struct.unpack_from("<H", data, 12)[0] & 0x20:
        odd.hidden.add("row")


def _formula(data: bytes, book: _Book, odd: Oddities) -> None:
    if data[12:14] != b"\xff\xff":
        _value(data, struct.unpack_from("<d", data, 6)[0], book, odd)
    elif data[6] == 2:  # noqa: PLR2004 - an error
        _put(odd, data, ERRORS.get(data[8], "#N/A"))
    elif data[6] == 3:  # noqa: PLR2004 - nothing: an empty text, or never worked out
        row, column = struct.unpack_from("<HH", data)
        odd.empty.append(f"{letters(column)}{row + 1}")


def _unpacked(packed: bytes) -> float:
    """A number in the four bytes of an RK value."""
    (bits,) = struct.unpack("<i", packed)
    value: float
    if bits & 2:
        value = float(bits >> 2)
    else:
        (value,) = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", bits & 0xFFFFFFFC))
    return value / 100 if bits & 1 else value


def _value(data: bytes, value: float, book: _Book, odd: Oddities) -> None:
    style = struct.unpack_from("<H", data, 4)[0]
    if style in book.percent:
        _put(odd, data, percentage(value))
    elif style in book.padded:
        _put(odd, data, padded(value, book.padded[style]))
    elif style in book.days and value < 0:
        _put(odd, data, number(value))
    elif style in book.days and int(value) == 60 and not book.from_1904:  # noqa: PLR2004 - the day
        _put(odd, data, LEAP_DAY)


def _put(odd: Oddities, data: bytes, text: str) -> None:
    row, column = struct.unpack_from("<HH", data)
    odd.cells.setdefault(row, {})[column] = text
