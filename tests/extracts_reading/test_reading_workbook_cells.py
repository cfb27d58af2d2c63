"""Cells of workbooks as a person reads them, whatever the format of the file."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlwt
from awkward_files import inline, open_document, raw_workbook, seen
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from touchpoint.extracts.reading.workbooks.cells import number, percentage, text_of

HALF_PAST_TWO = datetime.combine(date(2024, 3, 5), time(14, 30))
MIDNIGHT = datetime.combine(date(2024, 3, 5), time.min)
HEAD = '<row r="1">' + inline("A1", "Ref") + inline("B1", "Share") + inline("C1", "When") + "</row>"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (0.1, "0.1"),
        (-0.0, "0"),
        (1e-05, "0.00001"),
        (123456789012345680.0, "123456789012345680"),
        (1.5e300, "1.5e+300"),
        (True, "TRUE"),
        (date(2024, 3, 5), "2024-03-05"),
        (HALF_PAST_TWO, "2024-03-05 14:30:00"),
        (MIDNIGHT, "2024-03-05"),
        (time(14, 30), "14:30:00"),
        (time(14, 30, 1, 500000), "14:30:01.5"),
        (timedelta(hours=27, minutes=15), "27:15:00"),
        (timedelta(hours=-12), "-12:00:00"),
        ("007", "007"),
    ],
)
def test_a_typed_cell_reads_as_a_person_reads_it(value: float, text: str) -> None:
    assert text_of(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_itself(value: float) -> None:
    assert float(number(value)) == value


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.19, "19%"),
        (0.285, "28.5%"),
        (0.1 + 0.2, "30%"),
        (1.0, "100%"),
        (0.0, "0%"),
        (12.5, "1250%"),
    ],
)
def test_a_percentage_has_no_noise_of_binary_fractions(share: float, text: str) -> None:
    assert percentage(share) == text


SHOWN: dict[str, tuple[str, float | str | date | time | timedelta, str]] = {
    "day": ("2024-03-05", date(2024, 3, 5), "dd/mm/yyyy"),
    "moment": ("2024-03-05 14:30:00", HALF_PAST_TWO, "dd/mm/yyyy hh:mm"),
    "time": ("14:30:00", time(14, 30), "hh:mm"),
    "hours": ("27:15:00", timedelta(hours=27, minutes=15), "[h]:mm:ss"),
    "share": ("19%", 0.19, "0%"),
    "money": ("1234.5", 1234.5, "£#,##0.00"),
    "whole": ("12", 12, "General"),
    "reference": ("0042", 42, "0000"),
    "no reference": ("4.2", 4.2, "0000"),
    "words for days": ("5", 5, '0 "days"'),
    "yes": ("TRUE", True, "General"),
    "error": ("#N/A", "#N/A", "General"),
    "text": ("007", "007", "@"),
}


@pytest.mark.parametrize("mac", [False, True])
def test_an_xlsx_of_either_epoch_reads_the_same(tmp_path: Path, *, mac: bool) -> None:
    book = openpyxl.Workbook()
    if mac:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.append(["what", "value"])
    for place, (name, (_, value, shown)) in enumerate(SHOWN.items(), 2):
        sheet.cell(place, 1, name)
        sheet.cell(place, 2, value).number_format = shown
    book.save(tmp_path / "a.xlsx")
    read = seen(tmp_path / "a.xlsx")
    assert read.by_name == {name: text for name, (text, *_) in SHOWN.items()}
    assert ("count from 1904" in read.told) is mac


@pytest.mark.parametrize("mac", [False, True])
def test_an_xls_of_either_epoch_reads_errors_percentages_and_hours(
    tmp_path: Path, *, mac: bool
) -> None:
    book = xlwt.Workbook()
    book.dates_1904 = mac
    sheet = book.add_sheet("Data")
    serial = 45356 - (1462 if mac else 0)
    rows = [
        ("share", 0.285, "0.0%", "28.5%"),
        ("day", serial, "dd/mm/yyyy", "2024-03-05"),
        ("moment", serial + 0.5, "dd/mm/yyyy hh:mm", "2024-03-05 12:00:00"),
        ("hours", 1.5, "[h]:mm", "36:00:00"),
        ("before", -5, "dd/mm/yyyy", "-5"),
        ("whole", 12, "0", "12"),
        ("reference", 42, "0000", "0042"),
        ("no", False, "General", "FALSE"),
    ]
    sheet.write(0, 0, "what")
    sheet.write(0, 1, "value")
    for place, (name, value, shown, _) in enumerate(rows, 1):
        sheet.write(place, 0, name)
        sheet.write(place, 1, value, xlwt.easyxf(num_format_str=shown))
    sheet.write(9, 0, "error")
    sheet.row(9).set_cell_error(1, 0x07)
    sheet.write(10, 0, "formula")
    sheet.write(10, 1, xlwt.Formula("1+1"))
    book.save(str(tmp_path / "a.xls"))
    read = seen(tmp_path / "a.xls")
    expected = {name: text for name, *_, text in rows}
    assert read.by_name == expected | {"error": "#DIV/0!", "formula": None}
    assert "1 of its formulas have an empty result (the first is B11)" in read.told


def cell(sort: str, value: str, text: str = "", more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="{sort}" {value} {more}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def test_an_ods_reads_percentages_hours_errors_and_formulas(tmp_path: Path) -> None:
    error = 'calcext:value-type="error" table:formula="of:=1/0"'
    cells = {
        "share": cell("percentage", 'office:value="0.19"', "19%"),
        "hours": cell("time", 'office:time-value="PT27H15M00S"', "27:15:00"),
        "reference": cell("float", 'office:value="42"', "0042"),
        "time": cell("time", 'office:time-value="PT14H30M00S"', "14:30"),
        "day": cell("date", 'office:date-value="2024-03-05"', "05/03/24"),
        "old": cell("date", 'office:date-value="1850-03-05"', "x"),
        "error": cell("float", 'office:value="0"', "#DIV/0!", error),
        "formula": '<table:table-cell table:formula="of:=1+1"/>',
        "lines": cell("string", "", "a</text:p><text:p>b"),
    }
    head = cell("string", "", "what") + cell("string", "", "value")
    rows = "".join(
        f"<table:table-row>{row}</table:table-row>"
        for row in [head, *(cell("string", "", name) + one for name, one in cells.items())]
    )
    rows += (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    read = seen(open_document(tmp_path / "a.ods", rows))
    assert read.by_name == {
        "share": "19%",
        "hours": "27:15:00",
        "reference": "0042",
        "time": "14:30:00",
        "day": "2024-03-05",
        "old": "1850-03-05",
        "error": "#DIV/0!",
        "formula": "=1+1",
        "lines": "a\nb",
    }


def test_a_formula_without_a_result_is_never_read_as_blank(tmp_path: Path) -> None:
    sheet = (
        f'<sheetData>{HEAD}<row r="2">{inline("A2", "a")}<c r="B2"><f>A1&amp;A2</f></c>'
        '<c r="C2"><f>1</f><v></v></c></row>'
        f'<row r="3">{inline("A3", "b")}<c r="B3" t="str"><f>""</f><v></v></c>'
        '<c r="C3"><f>1</f><v>1</v></c></row></sheetData>'
    )
    read = seen(raw_workbook(tmp_path / "a.xlsx", sheet))
    assert read.cells == [("a", "=A1&A2", "=1"), ("b", None, "1")]
    assert "Formulas whose results were never stored: 2 (the first is B2)" in read.told


def test_days_that_no_calendar_has_do_not_become_others(tmp_path: Path) -> None:
    sheet = f"<sheetData>{HEAD}" + "".join(
        f'<row r="{row}">{inline(f"A{row}", "a")}<c r="C{row}" s="2"><v>{value}</v></c></row>'
        for row, value in enumerate((59, 60, 61, -3), 2)
    )
    read = seen(raw_workbook(tmp_path / "a.xlsx", sheet + "</sheetData>"))
    assert [when for *_, when in read.cells] == ["1900-02-28", "1900-02-29", "1900-03-01", "-3"]


def test_other_ways_to_write_the_same_xml_read_the_same(tmp_path: Path) -> None:
    body = (
        f'{HEAD}<row r="2">{inline("A2", "a")}<c r="B2" s="1"><v>0.5</v></c>'
        '<c r="C2" t="e"><v>#REF!</v></c></row>'
    )
    prefixed = f"<sheetData>{body}</sheetData>".replace("<", "<x:").replace("<x:/", "</x:")
    without_places = body.replace(' r="', ' ref="')
    path = tmp_path / "a.xlsx"
    for made in (
        raw_workbook(path, f"<sheetData>{body}</sheetData>"),
        raw_workbook(path, prefixed, prefix="x"),
        raw_workbook(path, f"<sheetData>{without_places}</sheetData>"),
        raw_workbook(path, f"<sheetData>{body}</sheetData>".replace('s="1"', "s='1'")),
    ):
        assert seen(made).cells == [("a", "50%", "#REF!")]
