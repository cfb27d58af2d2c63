"""The workbook of a paper keeps the rules for accessible spreadsheets, and numbers are numbers."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from read_back import shown
from sample_document import sample_document
from sample_tables import APPENDIX

from touchpoint.errors import Refused
from touchpoint.papers.document import Cell, Paragraph, Sentence, Table
from touchpoint.papers.writing import write_workbook
from touchpoint.papers.writing.workbook.numbers import number_of


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("book") / "paper.xlsx"
    write_workbook(sample_document(), path)
    return load_workbook(path)


def test_it_has_a_cover_contents_notes_and_a_sheet_for_each_table(book: Workbook) -> None:
    assert book.sheetnames == [
        "Cover", "Contents", "Notes", "Sentences", "Chart_1", "Table_1", "Chart_2", "Table_2",
        "Figures", "Definitions", "SQL",
    ]  # fmt: skip
    links = [
        row[0].hyperlink.location
        for row in book["Contents"].iter_rows(min_row=4)
        if row[0].hyperlink is not None
    ]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[2:]]
    assert book.properties.title == "Victim confidence"


def test_nothing_is_merged_or_hidden_and_every_sheet_has_its_title_in_a1(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        assert not [name for name, held in sheet.column_dimensions.items() if held.hidden]
        assert isinstance(sheet["A1"].value, str)
        assert len(sheet.title) <= 31


def test_every_sheet_holds_one_marked_table_from_column_a_without_gaps(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        assert table.ref.startswith("A")
        cells = [cell for row in sheet[table.ref] for cell in row]
        assert all(cell.value is not None for cell in cells), sheet.title
        assert table.ref.endswith(f"{sheet.max_row}")
        headings = [cell.value for cell in sheet[table.ref][0]]
        assert len(headings) == len(set(headings))
        assert sheet.freeze_panes == f"B{sheet[table.ref][1][0].row}"


def test_a_number_is_a_number_that_shows_as_it_was_printed(book: Workbook) -> None:
    rows = list(book["Table_2"].iter_rows(values_only=False))
    (quarter,) = (row for row in rows if row[0].value == "Q1 2024/25")
    assert [cell.value for cell in quarter[1:]] == [24991, 4743, 6483, 24769, 95, 49, 3864, 36612]
    assert shown(quarter[-1]) == "36,612*"
    (earlier,) = (row for row in rows if row[0].value == "Q3 2023/24")
    assert earlier[-1].value == "-"


def test_every_figure_stands_with_all_that_it_carries(book: Workbook) -> None:
    rows = list(book["Figures"].iter_rows())
    headings = next(row for row in rows if row[0].value == "Figure")
    (needs,) = (row for row in rows if row[0].value == "needs-q1")
    told = {str(head.value): cell for head, cell in zip(headings, needs, strict=True)}
    assert told["Numerator"].value == 4743
    assert told["Rate"].value == pytest.approx(0.19)
    assert shown(told["Low"]) == "18.5%"
    assert told["Places"].value == "Table 2, Section 1"
    (coast,) = (row for row in rows if row[0].value == "coast-q1")
    assert [cell.value for cell in coast[8:13]] == ["[c]"] * 5
    assert "needs.assessed" in " ".join(str(cell.value) for cell in book["SQL"]["C"])


@pytest.mark.parametrize(
    ("text", "mark", "value", "as_shown"),
    [
        ("4,743", "", 4743, "#,##0"),
        ("19.0%", "", 0.19, "0.0%"),
        ("36,612", "*", 36612, '#,##0"*"'),
        ("0", "", 0, "0"),
        ("12.50", "", 12.5, "0.00"),
        ("+1.2", "", 1.2, '"+"0.0;"+"0.0;"+"0.0'),
        ("\u22123", "", -3, '"\u2212"0;"\u2212"0;"\u2212"0'),
        ("£4,500", "", 4500, "£#,##0"),
    ],
)
def test_what_prints_a_number_is_one(text: str, mark: str, value: float, as_shown: str) -> None:
    number = number_of(text, mark)
    assert number
    assert number.value == pytest.approx(value)
    assert number.shown_as == as_shown


@pytest.mark.parametrize(
    "text", ["[c]", "-", "007", "1,23", "1e5", "=1", "4,743 of 24,991", "1234567890123456", "", "٣"]
)
def test_what_would_not_show_as_printed_stays_text(text: str) -> None:
    assert number_of(text) is None


def test_a_formula_in_a_cell_stays_a_text(tmp_path: Path) -> None:
    evil = '=HYPERLINK("https://example.org","+1")'
    row = replace(APPENDIX.rows[0], heading=evil, cells=(Cell(text=evil),))
    table = Table(
        id="t", caption=evil, stub=evil, columns=APPENDIX.columns[:1], rows=(row,), notes=(evil,)
    )
    section = replace(sample_document().sections[0], blocks=(table,), sections=())
    write_workbook(replace(sample_document(), sections=(section,)), tmp_path / "paper.xlsx")
    for sheet in load_workbook(tmp_path / "paper.xlsx").worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_a_text_that_no_cell_can_hold_is_refused_with_its_place(tmp_path: Path) -> None:
    long = Paragraph(sentences=(Sentence(text="x" * 40_000, standing="stated"),))
    with pytest.raises(Refused) as told:
        write_workbook(replace(sample_document(), summary=(long,)), tmp_path / "paper.xlsx")
    assert told.value.faults == ("Sentences, Sentence: a text of 40,000 characters.",)
