"""The workbook of gptables, with texts that stay texts.

gptables reads [words](address) as a link and $$words$$ as a note; a paper's words mean neither,
and none may become a formula, so what reads them so is put out of use here.
"""

import warnings
from io import BytesIO
from typing import Any, Final

with warnings.catch_warnings():
    # gptables leaves the file of its theme open when it is imported.
    warnings.simplefilter("ignore", ResourceWarning)
    from gptables import Cover, GPTable
    from gptables.core.wrappers import GPWorkbook, GPWorksheet

TEXTS_STAY_TEXTS: Final = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class PlainSheet(GPWorksheet):  # type: ignore[misc]  # gptables ships no types
    """A sheet on which words are words."""

    def _reference_annotations(self, gptable: GPTable, reference_order: list[str]) -> None:
        """Leave $$ alone."""

    def _parse_urls(self, sheet: GPTable | Cover) -> None:
        """Leave [words](address) alone."""


class PlainWorkbook(GPWorkbook):  # type: ignore[misc]  # gptables ships no types
    """A workbook of such sheets."""

    def __init__(self, into: BytesIO) -> None:
        super().__init__(into, options={**TEXTS_STAY_TEXTS, "in_memory": True})

    def add_worksheet(self, name: str | None = None, gridlines: str = "hide_all") -> Any:  # noqa: ANN401 - gptables ships no types
        """Add a sheet, as gptables does, of the plain kind."""
        sheet = super(GPWorkbook, self).add_worksheet(name, PlainSheet)
        sheet.theme = self.theme
        sheet._workbook = self  # noqa: SLF001 - by which gptables' sheet finds its formats
        sheet.hide_gridlines({"show_all": 0, "hide_printed": 1, "hide_all": 2}[gridlines])
        return sheet
