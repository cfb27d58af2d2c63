"""Workbooks of every age by calamine, with what it does not say read out of the workbook itself.

Calamine gives the cells of xlsx, xlsb, xls and ods with their types. It gives error cells, and
formulas that were never worked out, as blank; those, and percentages, come from the file itself.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import python_calamine

from touchpoint.errors import Refused
from touchpoint.extracts.reading.content import ENDINGS, Kind, refuse
from touchpoint.extracts.reading.header import Merged
from touchpoint.extracts.reading.tables import Grid
from touchpoint.extracts.reading.workbooks.biff import oddities_of_xls
from touchpoint.extracts.reading.workbooks.cells import text_of
from touchpoint.extracts.reading.workbooks.oddities import Oddities, oddities_of
from touchpoint.extracts.reading.workbooks.ods import oddities_of_ods

MOST_CELLS = 60_000_000
_DAMAGED = "a workbook that is damaged; open it in a spreadsheet program and save it again as xlsx"
_LOCKED = "a workbook locked with a password; open it with its password and save it without one"
_LESS_IS_KNOWN = (
    "In this sort of workbook error cells read as blank and percentages as shares of one; save it "
    "as xlsx to have them as they are shown."
)
_LONG_TIME = re.compile(r"(-?)PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_ERRORS = 2  # the file of standard error
_T = TypeVar("_T")


@contextmanager
def _hushed() -> Iterator[None]:
    """Keep what a panic prints of itself out of sight: it is told in a sentence instead."""
    sys.stderr.flush()
    kept = os.dup(_ERRORS)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), _ERRORS)
        yield
    finally:
        os.dup2(kept, _ERRORS)
        os.close(kept)


def guarded(path: Path, action: Callable[[], _T]) -> _T:
    """What the action gives; a fault of the library becomes a sentence.

    Calamine is compiled, and what it did not expect comes up as a panic, which is no Exception.
    """
    try:
        with _hushed():
            return action()
    except python_calamine.PasswordError:
        raise refuse(path, _LOCKED) from None
    except (Refused, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except MemoryError:
        raise refuse(path, "a workbook too large for this machine; ask for it as CSV") from None
    except BaseException as fault:
        if isinstance(fault, Exception) or type(fault).__name__ == "PanicException":
            raise refuse(path, _DAMAGED) from None
        raise


class Workbook:
    """An open workbook."""

    def __init__(self, path: Path, kind: Kind) -> None:
        self.path = path
        self.kind = kind
        # Calamine believes the ending of a path; of bytes it looks at what they are.
        labelled = path.suffix.casefold() in ENDINGS[kind]
        self._book = guarded(
            path,
            lambda: python_calamine.load_workbook(path if labelled else BytesIO(path.read_bytes())),
        )

    def sheets(self) -> tuple["WorkbookSheet", ...]:
        """The sheets that hold cells, in their order; each is read when it is asked."""
        work, seen = (
            python_calamine.SheetTypeEnum.WorkSheet,
            python_calamine.SheetVisibleEnum.Visible,
        )
        return tuple(
            WorkbookSheet(self, item.name, hidden=item.visible != seen)
            for item in self._book.sheets_metadata
            if item.typ == work
        )

    def oddities(self, name: str) -> Oddities:
        """What must be known of a sheet before calamine lays it out in memory."""
        path = self.path
        match self.kind:
            case Kind.XLSX:
                odd = guarded(path, lambda: oddities_of(path, name))
            case Kind.ODS:
                odd = guarded(path, lambda: oddities_of_ods(path, name))
            case Kind.XLS:
                place = self._book.sheet_names.index(name)
                odd = guarded(path, lambda: oddities_of_xls(path, place))
            case _:
                odd = Oddities()
        if odd.cells_spanned > MOST_CELLS:
            raise refuse(
                self.path,
                f"a workbook whose sheet reaches {odd.reach}; delete what stands far from the "
                "table, or save the sheet as CSV",
            )
        return odd

    def cells(self, name: str) -> Any:  # noqa: ANN401 - calamine ships its types apart
        """The sheet as calamine gives it."""
        return guarded(self.path, lambda: self._book.get_sheet_by_name(name))


class WorkbookSheet(Grid):
    """One sheet of a workbook."""

    def __init__(self, book: Workbook, name: str, *, hidden: bool) -> None:
        super().__init__(name, ())
        self.book = book
        self.hidden = hidden
        self.sheet_name = name

    @cached_property
    def _odd(self) -> Oddities:
        return self.book.oddities(self.sheet_name)

    @cached_property
    def _cells(self) -> Any:  # noqa: ANN401 - calamine ships its types apart
        self._odd.cells_spanned  # noqa: B018 - a sheet that reaches too far is refused before it is laid out
        return self.book.cells(self.sheet_name)

    @property
    def told(self) -> tuple[str, ...]:
        """What sort of workbook it is, and what is odd about the sheet."""
        said = (_LESS_IS_KNOWN,) if self.book.kind is Kind.XLSB else ()
        return (f"It is {self.book.kind.value}.", *said, *self._odd.told)

    @property
    def size(self) -> tuple[int | None, int]:
        """How many rows and columns the sheet reaches to."""
        end = self._cells.end
        return (end[0] + 1, end[1] + 1) if end else (0, 0)

    def rows(self) -> Iterator[list[str]]:
        """The rows of the sheet from its first, each from column A."""
        path, sheet, odd = self.book.path, self._cells, self._odd
        before = [""] * (sheet.start[1] if sheet.start else 0)
        rows = iter(guarded(path, sheet.iter_rows))
        for place, values in enumerate(rows):
            cells = before + [
                value if value.__class__ is str else text_of(value) for value in values
            ]
            if self.book.kind is Kind.ODS:
                cells = [_LONG_TIME.sub(_hours, cell) if "PT" in cell else cell for cell in cells]
            for column, cell in odd.cells.get(place, {}).items():
                cells += [""] * (column + 1 - len(cells))
                cells[column] = cell
            yield cells

    @cached_property
    def merged(self) -> Merged:
        """The merged areas of the sheet, where the format says them."""
        areas = guarded(self.book.path, lambda: self._cells.merged_cell_ranges) or []
        return frozenset((*start, *end) for start, end in areas) | self._odd.merged


def _hours(found: re.Match[str]) -> str:
    """A time past 24 hours, which an OpenDocument spreadsheet keeps as PT27H15M00S."""
    sign, hours, minutes, seconds = found.groups()
    return f"{sign}{int(hours):02d}:{int(minutes):02d}:{int(seconds):02d}"
