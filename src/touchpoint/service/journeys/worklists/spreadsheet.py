"""A worklist as a spreadsheet: one sheet, one table, no names of victims."""

from collections.abc import Sequence
from typing import Final

from touchpoint.service.journeys.worklists.asked import BAND_NAMES, Asked, band_of
from touchpoint.service.journeys.worklists.listed import Task
from touchpoint.service.ui.dates import capital
from touchpoint.service.ui.spreadsheets import Column

COLUMNS: Final[Sequence[Column]] = (
    ("When", 18),
    ("How late", 40),
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
    rows = (
        (
            BAND_NAMES[band_of(task.due_on, asked.today)],
            capital(task.due),
            task.due_on,
            task.do,
            task.reference,
            task.offence,
            task.because,
            task.reported_on,
            task.unit,
            task.officer,
        )
        for task in tasks
    )
    from touchpoint.service.ui.workbooks import workbook  # noqa: PLC0415 - read in when wanted

    return workbook(f"Worklist {asked.today.isoformat()}", COLUMNS, rows)
