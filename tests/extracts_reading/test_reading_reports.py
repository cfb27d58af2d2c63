"""Tables as governments and reports lay them out: titles, totals, notes, pages, second tables."""

from pathlib import Path

import pytest
from awkward_files import of_text

from touchpoint.errors import Refused
from touchpoint.extracts.reading import Wish

PADDED = (
    "Table 1: Offences,,,\n,,,\nArea,2022,2023,Share\nNorth,1,2,3%\nSouth,1,2,3%\nTotal,2,4,3%\n"
    ",,,\nSource: a department,,,\n[1] A note, with a comma,,\n"
)
RAGGED = (
    "Table 1: Offences\n\nArea,2022,2023,Share\nNorth,1,2,3%\nSouth,1,2,3%\nTotal:,2,4,3%\n\n"
    'Source: a department\n"Figures are provisional, and may change."\n'
)


@pytest.mark.parametrize("text", [PADDED, RAGGED])
def test_title_total_and_notes_of_a_published_table_are_no_rows(tmp_path: Path, text: str) -> None:
    read = of_text(tmp_path, text)
    assert read.cells == [("North", "1", "2", "3%"), ("South", "1", "2", "3%")]
    assert read.aside == {6: "total", 7: "blank line", 8: "note", 9: "note"}
    assert (read.found.header_row, read.found.rows) == (3, 2)


def test_words_for_totals_may_be_others_or_none(tmp_path: Path) -> None:
    text = "Area,n\nN,1\nForce,3\nTotal,4\n"
    assert of_text(tmp_path, text, Wish(totals=("force",))).aside == {3: "total"}
    assert of_text(tmp_path, text, Wish(totals=())).found.rows == 3


def test_a_row_that_only_begins_like_a_total_is_data(tmp_path: Path) -> None:
    assert of_text(tmp_path, "Area,n\nTotal crime,1\nTotalton,2\n").found.rows == 2


def test_a_sparse_row_at_the_end_is_data_and_no_note(tmp_path: Path) -> None:
    read = of_text(tmp_path, "Ref,Unit,Date\nR1,N,2024-01-01\n\nR2,,\n")
    assert [row for row, *_ in read.rows] == [2, 4]


def test_headings_on_every_page_are_set_aside(tmp_path: Path) -> None:
    read = of_text(tmp_path, "Ref,Unit\nR1,N\nRef,Unit\nR2,S\n")
    assert read.aside == {3: "the headings again"}
    assert "the headings again: 1 (row 3)" in read.told


def test_a_second_table_below_is_refused_row_by_row(tmp_path: Path) -> None:
    read = of_text(tmp_path, "Area,n,Rate\nN,1,2\nS,3,4\n\nTown,Crime,Kind\nx,burglary,y\n")
    assert read.cells == [("N", "1", "2"), ("S", "3", "4")]
    assert list(read.refused) == [5, 6]
    assert "another table seems to begin" in read.refused[5]


def test_words_in_place_of_one_number_after_a_gap_are_no_second_table(tmp_path: Path) -> None:
    read = of_text(tmp_path, "Name,Town,Age\na,b,1\nc,d,2\n\ne,f,Unknown\ng,h,3\n")
    assert (len(read.rows), read.refused) == (4, {})


def test_two_tables_side_by_side_are_refused(tmp_path: Path) -> None:
    text = "Area,n,,Area,n\nN,1,,S,2\nE,3,,W,4\n"
    with pytest.raises(Refused, match="two tables side by side, the first to column B"):
        of_text(tmp_path, text)
    read = of_text(tmp_path, text, Wish(header=("Area",)))
    assert read.found.columns == ("Area", "n", "column C", "Area (2)", "n (2)")


def test_a_single_column_is_a_table_too(tmp_path: Path) -> None:
    read = of_text(tmp_path, "Ref\nR1\n\nR2\n")
    assert (read.rows, read.aside) == ([(2, "R1"), (4, "R2")], {3: "blank line"})
