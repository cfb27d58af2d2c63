"""A table as a spreadsheet to take away, in which nothing that somebody typed is ever a formula."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from touchpoint.calendar.local_time import LONDON

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TITLE: Final = 31
"""Characters that a spreadsheet allows in the name of a sheet."""
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula once the cell is typed in."""

Column = tuple[str, int]
"""The heading of a column, and how wide it is in characters."""
Value = str | int | date | datetime | None


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


def download(name: str, content: bytes) -> HttpResponse:
    """An answer that browsers keep as a file. `name` is ours and holds nothing that was typed."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


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
