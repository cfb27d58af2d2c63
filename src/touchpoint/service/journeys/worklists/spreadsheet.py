"""A worklist as a spreadsheet: one sheet, one table, no names of victims."""

import io
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from touchpoint.service.journeys.worklists.asked import BAND_NAMES, Asked, band_of
from touchpoint.service.journeys.worklists.listed import Task

COLUMNS = (
    ("When", 18),
    ("Due on", 12),
    ("To do", 60),
    ("Crime reference", 20),
    ("Offence", 28),
    ("Why first", 34),
    ("Reported on", 12),
    ("Unit", 24),
    ("Officer", 24),
)


def workbook_of(tasks: Sequence[Task], asked: Asked) -> bytes:
    """The bytes of an .xlsx file."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(f"Worklist {asked.today.isoformat()}")
    sheet.freeze_panes = "A2"
    for place, (_, width) in enumerate(COLUMNS):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    sheet.append([_heading(sheet, name) for name, _ in COLUMNS])
    for task in tasks:
        texts = (
            BAND_NAMES[band_of(task.due_on, asked.today)],
            task.due_on,
            task.do,
            task.reference,
            task.offence,
            task.because,
            task.reported_on,
            task.unit,
            task.officer,
        )
        sheet.append([_plain(sheet, value) for value in texts])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _heading(sheet: WriteOnlyWorksheet, name: str) -> Cell:
    cell = WriteOnlyCell(sheet, value=name)
    cell.font = Font(bold=True)
    return cell


def _plain(sheet: WriteOnlyWorksheet, value: str | date) -> Cell:
    """A value that no spreadsheet takes for a formula, whatever it begins with."""
    cell = WriteOnlyCell(sheet)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    return cell
