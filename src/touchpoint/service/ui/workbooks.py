"""The bytes of a spreadsheet, in which nothing that somebody typed is ever a formula.

openpyxl takes long to read in: whoever writes a workbook asks for this module when it is wanted.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from touchpoint.calendar.local_time import LONDON
from touchpoint.service.ui.spreadsheets import Column, Value

LONGEST_TITLE: Final = 31
"""Characters that a spreadsheet allows in the name of a sheet."""
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula once the cell is typed in."""


def workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """The bytes of an .xlsx file: one sheet, one table, its headings kept in sight."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:LONGEST_TITLE])
    sheet.freeze_panes = "A2"
    for place, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_heading(sheet, name) for name, _ in columns])
    for row in rows:
        sheet.append([_plain(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _heading(sheet: WriteOnlyWorksheet, name: str) -> Cell:
    cell = WriteOnlyCell(sheet, value=name)
    cell.font = Font(bold=True)
    return cell


def _plain(sheet: WriteOnlyWorksheet, value: Value) -> Cell:
    """A value as it is: times are London's, and text stays text, now and once it is edited."""
    cell = WriteOnlyCell(sheet)
    if isinstance(value, datetime):
        cell.value = value.astimezone(LONDON).replace(tzinfo=None)
    elif isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULAS)
    else:
        cell.value = value
    return cell
