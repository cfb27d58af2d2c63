"""The cells of an xlsx sheet that need their own XML to be read truly: what calamine leaves out.

These are error cells, formulas whose result was never stored, percentages, numbers with noughts
before them, and days that Excel counts and no calendar has. Whatever is hidden or reaches far is
found on the same way through.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path

from touchpoint.extracts.reading.headings import letters
from touchpoint.extracts.reading.workbooks.cells import number, padded, percentage
from touchpoint.extracts.reading.workbooks.package import Package, package_of

_PIECE = 8 << 20
_LONGEST_ROW = 256 << 20
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?row>)", re.DOTALL)
_CELL = re.compile(rb"<(?:\w+:)?c(\s[^>]*?)?(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_FIRST_CELL = re.compile(rb"<(?:\w+:)?c(\s[^>]*|)>")
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br\s*=\s*[\"'](\d+)")
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Z]*)(\d+)[\"']")
_STYLE = re.compile(rb"\bs\s*=\s*[\"'](\d+)[\"']")
_TYPE = re.compile(rb"\bt\s*=\s*[\"'](\w+)[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>/]*>([^<]*)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</)")
_WIDE = re.compile(rb'r="([A-Z]{2,3})\d')
_PREFIX = 20
_HIDDEN = re.compile(rb"<(?:\w+:)?(row|col)\b[^>]*\bhidden=[\"'](?:1|true)[\"']")
_LETTERS = 26
LEAP_DAY = "1900-02-29"  # day 60 of Excel, which no calendar has


@dataclass(kw_only=True)
class Oddities:
    """Cells that calamine gives otherwise, by row and column from 0, and what else is odd."""

    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    unstored: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    merged: set[tuple[int, int, int, int]] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    from_1904: bool = False
    last_row: int = 0
    last_column: int = _LETTERS

    @property
    def cells_spanned(self) -> int:
        """How many cells lie between A1 and the furthest."""
        return self.last_row * self.last_column

    @property
    def reach(self) -> str:
        """How far the sheet goes, in words."""
        return f"to column {letters(self.last_column - 1)} and row {self.last_row}"

    @property
    def told(self) -> tuple[str, ...]:
        """What a person should know of the sheet, in sentences."""
        said = []
        if self.from_1904:
            said.append("Dates of this workbook count from 1904.")
        if self.unstored:
            said.append(
                f"Formulas whose results were never stored: {len(self.unstored)} "
                f"(the first is {self.unstored[0]}); they read as the formula. Open the workbook "
                "in a spreadsheet program and save it to have the results."
            )
        if self.empty:
            said.append(
                f"{len(self.empty)} of its formulas have an empty result (the first is "
                f"{self.empty[0]}); they read as blank."
            )
        if self.hidden:
            what = " and ".join(f"{name}s" for name in sorted(self.hidden, reverse=True))
            said.append(
                f"Some of its {what.replace('cols', 'columns')} are hidden; they were read too."
            )
        return tuple(said)


def oddities_of(path: Path, sheet: str) -> Oddities:
    """What must be known of a sheet beside the values of its cells."""
    with zipfile.ZipFile(path) as archive:
        package = package_of(archive)
        odd = Oddities(from_1904=package.from_1904)
        part = package.parts.get(sheet, "")
        if part not in archive.namelist():
            return odd
        row = 0
        for piece in _pieces(archive, part):
            if b"hidden=" in piece:
                odd.hidden |= {found.decode() for found in _HIDDEN.findall(piece)}
            widest = max((_column(name) for name in set(_WIDE.findall(piece))), default=0)
            odd.last_column = max(odd.last_column, widest)
            row = _look(piece, row, package, odd)
        odd.last_row = row
    return odd


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The XML of a sheet in pieces that end where a row ends."""
    rest = b""
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            rest += piece
            cut = rest.rfind(b"row>") + len(b"row>")
            if cut >= len(b"row>"):
                yield rest[:cut]
                rest = rest[cut:]
            elif len(rest) > _LONGEST_ROW:
                raise ValueError("a row of a sheet does not end")
    yield rest


def _look(piece: bytes, row: int, package: Package, odd: Oddities) -> int:
    """Look for odd cells in a piece of a sheet; the number of its last row."""
    first = _FIRST_CELL.search(piece)
    if first is not None and not _REFERENCE.search(first.group(1)):
        return _count_through(piece, row, package, odd)
    written = package.percent.union(package.padded)
    for pattern in _patterns(written, package.dates):
        for mark in pattern.finditer(piece):
            start = piece.rfind(b"<", 0, mark.start() + 1)
            if _FORMULA.match(piece, start):
                start = piece.rfind(b"<", 0, start)
            cell = _CELL.match(piece, start)
            place = cell and _REFERENCE.search(cell.group(1) or b"")
            if cell and place:
                _note(cell, int(place.group(2)), _column(place.group(1)), package, odd)
    last = _ROW_NUMBER.search(piece, max(0, piece.rfind(b"row ") - _PREFIX))
    return int(last.group(1)) if last else row


def _count_through(piece: bytes, row: int, package: Package, odd: Oddities) -> int:
    """The same where cells do not say their places, and are counted."""
    for found in _ROW.finditer(piece):
        given = _REFERENCE.search(found.group(1))
        row = int(given.group(2)) if given else row + 1
        column = 0
        for cell in _CELL.finditer(found.group(2) or b""):
            named = _REFERENCE.search(cell.group(1) or b"")
            column = _column(named.group(1)) if named else column + 1
            _note(cell, row, column, package, odd)
    return row


def _note(cell: re.Match[bytes], row: int, column: int, package: Package, odd: Oddities) -> None:
    """Remember a cell, counted from 1, if it reads otherwise than calamine gives it."""
    attributes = cell.group(1) or b""
    text = _odd(attributes, cell.group(2) or b"", package)
    if text is not None:
        odd.cells.setdefault(row - 1, {})[column - 1] = text
        if text.startswith("=") and not _TYPE.search(attributes):
            odd.unstored.append(f"{letters(column - 1)}{row}")


@cache
def _patterns(written: frozenset[int], dates: frozenset[int]) -> tuple[re.Pattern[bytes], ...]:
    """What stands in cells that may be odd; each begins with letters that are found at once."""
    numbers, days = (
        b"|".join(str(style).encode() for style in sorted(styles)) or b"-"
        for styles in (written, dates)
    )
    no_value = rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
    formula = rb"\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)" + no_value
    patterns = [rb"<f" + formula, rb":f" + formula]
    for quote in (b'"', b"'"):
        patterns += [
            b"t=" + quote + b"e" + quote,
            b"s=" + quote + b"(?:" + numbers + b")" + quote,
            b"s=" + quote + b"(?:" + days + b")" + quote + rb"[^>/]*>"
            rb"(?:<(?:\w+:)?f\b[^>]*>(?:[^<]*</(?:\w+:)?f>)?)?\s*<(?:\w+:)?v>(?:-|60[.<])",
        ]
    return tuple(re.compile(pattern) for pattern in patterns)


def _column(name: bytes) -> int:
    """The number of a column, counted from 1, by its letters."""
    number_ = 0
    for letter in name:
        number_ = number_ * _LETTERS + letter - ord("A") + 1
    return number_


def _odd(attributes: bytes, body: bytes, package: Package) -> str | None:
    """The text of a cell that calamine would give otherwise; None for all others."""
    kind = _TYPE.search(attributes)
    sort = kind.group(1) if kind else b"n"
    if sort in {b"s", b"inlineStr", b"b"}:
        return None
    value = _VALUE.search(body)
    stored = value.group(1).strip().decode() if value else ""
    if sort == b"e":
        return unescape(stored) or "#N/A"
    if not stored and sort != b"str":
        formula = _FORMULA.search(body)
        return "=" + unescape((formula.group(1) or b"").decode()) if formula else None
    return _shown(stored, attributes, package) if sort == b"n" else None


def _shown(stored: str, attributes: bytes, package: Package) -> str | None:
    """A number whose style shows it as a percentage, with noughts, or as no day that there is."""
    style = _STYLE.search(attributes)
    place = int(style.group(1)) if style else 0
    if place in package.percent:
        return percentage(float(stored))
    if place in package.padded:
        return padded(float(stored), package.padded[place])
    if place not in package.dates:
        return None
    if stored.startswith("-"):
        return number(float(stored))
    is_leap = not package.from_1904 and stored.partition(".")[0] == "60"
    return LEAP_DAY if is_leap else None
