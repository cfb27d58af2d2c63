"""Writes the workbooks among the made-up samples of the shipped profiles, always the same bytes.

Run it as `python tools/samples.py`; `--out DIR` writes them elsewhere. What stands in them is in
sample_rows/, a line for each row: the crimes and victims are those of the samples that are text
files, which are kept as they are and need no writing. Nobody in them is a person.
"""

import argparse
import io
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

import openpyxl
import xlwt

SAMPLES = Path(__file__).parents[1] / "src/touchpoint/extracts/profiles/samples"
ROWS = Path(__file__).with_name("sample_rows")
WRITTEN = datetime(2024, 7, 1, 6, 0, tzinfo=UTC)
"""The day on which every sample says it was written."""
ODS = "application/vnd.oasis.opendocument.spreadsheet"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = {name: f"{_OFFICE}{name}:1.0" for name in ("office", "table", "text")}
_MANIFEST = (
    f'<?xml version="1.0" encoding="UTF-8"?><m:manifest xmlns:m="{_OFFICE}manifest:1.0">'
    f'<m:file-entry m:full-path="/" m:media-type="{ODS}"/>'
    '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
)

Cell = str | int | float | date | None
Rows = Sequence[Sequence[Cell]]


def rows_of(name: str) -> Rows:
    """The rows of a table of sample_rows/: cells between bars, days as 2024-04-05."""
    lines = (ROWS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [[_cell(text) for text in line.split("|")] for line in lines]


def _cell(text: str) -> Cell:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    if re.fullmatch(r"\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"\d+\.\d+", text) else text or None


def zipped(parts: Sequence[tuple[str, bytes]]) -> bytes:
    """A zip file of these parts in this order, all of one day.

    Nothing is compressed: another zlib would write other bytes.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, WRITTEN.timetuple()[:6])
            archive.writestr(info, content, zipfile.ZIP_STORED)
    return made.getvalue()


def xlsx(sheets: Sequence[tuple[str, Rows]], hidden: Sequence[str] = ()) -> bytes:
    """A workbook of Excel's present form."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(row)
        for cell in (cell for line in sheet.iter_rows() for cell in line):
            if isinstance(cell.value, date):
                cell.number_format = "dd/mm/yyyy"
    saved = io.BytesIO()
    book.save(saved)
    return _without_the_clock(saved.getvalue())


def _without_the_clock(workbook: bytes) -> bytes:
    """The workbook without the times at which it was written: in its properties and in the zip."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    properties = (
        '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.'
        'openxmlformats.org/package/2006/metadata/core-properties"/>'
    )
    return zipped(
        [
            (name, properties.encode() if name == "docProps/core.xml" else held)
            for name, held in parts
        ]
    )


def xls(name: str, rows: Rows) -> bytes:
    """A workbook as Excel wrote them until 2003."""
    book = xlwt.Workbook()
    sheet = book.add_sheet(name)
    as_day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    plain = xlwt.easyxf()
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(at, column, value, as_day if isinstance(value, date) else plain)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def ods(name: str, rows: Rows) -> bytes:
    """A workbook of LibreOffice."""
    spaces = " ".join(f'xmlns:{short}="{space}"' for short, space in _NAMES.items())
    lines = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} '
        'office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="{escape(name)}">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        [
            ("mimetype", ODS.encode()),
            ("META-INF/manifest.xml", _MANIFEST.encode()),
            ("content.xml", content.encode()),
        ]
    )


def _ods_cell(value: Cell) -> str:
    match value:
        case None:
            return "<table:table-cell/>"
        case int() | float():
            said = f'office:value-type="float" office:value="{value}"'
        case date():
            said = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        case str():
            said = 'office:value-type="string"'
    return f"<table:table-cell {said}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def workbooks() -> Iterator[tuple[str, bytes]]:
    """Every workbook among the samples with its name."""
    log, lists = (rows_of(f"statement-spreadsheet{part}") for part in ("", "-lists"))
    sheets = [("VPS log", log), ("Lists", lists)]
    yield "statement-spreadsheet.xlsx", xlsx(sheets, hidden=["Lists"])
    yield "witness-system.xls", xls("Export", rows_of("witness-system"))
    yield "closure-form.xlsx", xlsx([("Form1", rows_of("closure-form"))])
    yield "provider-return.ods", ods("Return", rows_of("provider-return"))
    yield "dip-sample.xlsx", xlsx([("May 2024", rows_of("dip-sample"))])


def main() -> int:
    """Write every workbook."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--out", type=Path, default=SAMPLES)
    folder = asked.parse_args().out
    for name, content in workbooks():
        (folder / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
