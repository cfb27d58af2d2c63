"""Sheets of workbooks: chosen or named, hidden, merged, far-reaching; and the list of them."""

from pathlib import Path

import openpyxl
import pytest
from awkward_files import inline, raw_workbook, seen

from touchpoint.errors import Refused
from touchpoint.extracts.reading import Wish, tables_of


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A cover, a hidden sheet with the same headings, the data, and an empty sheet."""
    made = openpyxl.Workbook()
    made.worksheets[0].title = "Cover"
    made.worksheets[0].append(["A report on statements"])
    old = made.create_sheet("Old")
    data = made.create_sheet("Data")
    made.create_sheet("Empty")
    for sheet, area in ((old, "gone"), (data, "North")):
        sheet.append(["Area", "Offered"])
        sheet.append([area, 3])
    old.sheet_state = "hidden"
    made.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_the_first_sheet_seen_that_holds_a_table_is_read_and_the_others_told(book: Path) -> None:
    for wish in (Wish(), Wish(header=("area",))):
        read = seen(book, wish)
        assert (read.found.sheet, read.cells) == ("Data", [("North", "3")])
        assert "not read: Cover, Old (hidden), Empty" in read.told


def test_a_hidden_sheet_is_read_only_when_it_is_named(book: Path) -> None:
    read = seen(book, Wish(sheet="old"))
    assert read.cells == [("gone", "3")]
    assert "The sheet read is Old (hidden)" in read.told


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(book: Path) -> None:
    with pytest.raises(Refused, match=r"no sheet named Dta: it has Cover, Old \(hidden\), Data"):
        seen(book, Wish(sheet="Dta"))


def test_headings_that_only_a_hidden_sheet_has_are_refused_with_its_name(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.worksheets[0].append(["Area", "Offered"])
    hidden = made.create_sheet("Kept back")
    hidden.append(["Ref", "Town"])
    hidden.sheet_state = "veryHidden"
    made.save(tmp_path / "a.xlsx")
    with pytest.raises(Refused, match="on the sheet Kept back"):
        seen(tmp_path / "a.xlsx", Wish(header=("Ref",)))


def test_the_tables_of_a_file_are_listed_with_their_headings(book: Path) -> None:
    listed = {sheet.name: sheet for sheet in tables_of(book)}
    assert list(listed) == ["Cover", "Old", "Data", "Empty"]
    assert (listed["Data"].headings, listed["Data"].header_row) == (("Area", "Offered"), 1)
    assert (listed["Data"].rows, listed["Data"].width) == (2, 2)
    assert listed["Old"].hidden
    assert listed["Empty"].headings == ()


def test_merged_headings_name_every_column_under_them(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in (
        ["Table 1: statements by area"],
        ["Area", "2023", None, "2024", None],
        [None, "n", "%", "n", "%"],
        ["North", 1, 2, 3, 4],
    ):
        sheet.append(row)
    for area in ("A1:E1", "A2:A3", "B2:C2", "D2:E2"):
        sheet.merge_cells(area)
    made.save(tmp_path / "a.xlsx")
    read = seen(tmp_path / "a.xlsx")
    assert read.found.columns == ("Area", "2023 - n", "2023 - %", "2024 - n", "2024 - %")
    assert (read.found.header_row, read.rows) == (3, [(4, "North", "1", "2", "3", "4")])


def test_merged_cells_over_rows_are_told_since_all_but_the_first_are_blank(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Ref", "Area", "N"], [1, "North", 5], [2, None, 6], [3, "South", 7], ["Note: x"]):
        book.worksheets[0].append(row)
    for area in ("B2:B3", "A5:C5"):
        book.worksheets[0].merge_cells(area)
    book.save(tmp_path / "a.xlsx")
    read = seen(tmp_path / "a.xlsx")
    assert read.cells == [("1", "North", "5"), ("2", None, "6"), ("3", "South", "7")]
    assert "Cells of its rows are merged (B2:B3): what they say was read in the first" in read.told


def test_a_table_that_does_not_begin_at_a1_keeps_the_numbers_of_its_rows(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row, (area, count) in enumerate([("Area", "n"), ("N", "1"), ("S", "2")], 5):
        sheet.cell(row, 3, area)
        sheet.cell(row, 4, count)
    made.save(tmp_path / "a.xlsx")
    assert seen(tmp_path / "a.xlsx").rows == [(6, "N", "1"), (7, "S", "2")]


def test_a_remark_right_of_the_table_makes_its_row_unreadable(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in (["Area", "n"], ["N", 1], ["S", 2], ["E", 3]):
        sheet.append(row)
    sheet["F3"] = "see below"
    made.save(tmp_path / "a.xlsx")
    read = seen(tmp_path / "a.xlsx")
    assert [row for row, *_ in read.rows] == [2, 4]
    assert read.refused == {3: "Something stands in its column F, which has no heading."}
    assert read.found.unreadable[0].cells == ("S", "2", "", "", "", "see below")


def test_hidden_rows_and_columns_are_read_and_told(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in (["Area", "n"], ["N", 1], ["S", 2]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    made.save(tmp_path / "a.xlsx")
    read = seen(tmp_path / "a.xlsx")
    assert read.cells == [("N", "1"), ("S", "2")]
    assert "Some of its rows and columns are hidden; they were read too." in read.told


def test_a_sheet_that_reaches_to_the_last_cell_is_refused_before_it_fills_the_memory(
    tmp_path: Path,
) -> None:
    row = f'<row r="1">{inline("A1", "Area")}{inline("B1", "n")}</row>'
    far = f'<row r="1048576">{inline("XFD1048576", "x")}</row>'
    path = raw_workbook(tmp_path / "a.xlsx", f"<sheetData>{row}{far}</sheetData>")
    with pytest.raises(Refused, match="reaches to column XFD and row 1048576"):
        seen(path)
