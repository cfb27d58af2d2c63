"""Headings: found, named, cleaned, joined over several rows; refused without showing a person."""

from pathlib import Path

import pytest
from awkward_files import of_text

from touchpoint.errors import Refused
from touchpoint.extracts.reading import Wish
from touchpoint.extracts.reading.headings import letters, named


def test_a_second_name_is_numbered_and_an_empty_one_goes_by_its_letters() -> None:
    assert named(["Name", "Name", "", "name", "Name (2)"]) == (
        "Name",
        "Name (3)",
        "column C",
        "name (4)",
        "Name (2)",
    )
    assert named(["Name", "Name"]) == ("Name", "Name (2)")
    assert named(["column B", ""]) == ("column B", "column B (2)")


@pytest.mark.parametrize(
    ("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_have_the_letters_of_a_spreadsheet(place: int, name: str) -> None:
    assert letters(place) == name


def test_markup_line_breaks_and_hard_spaces_are_no_part_of_a_heading(tmp_path: Path) -> None:
    heads = '<b>Unit</b>,"Line\none",Q1&nbsp;x,"<span style=""a"">How?</span>",Age < 18 > 3'
    text = f"{heads}\na,b,c,d,e\n"
    columns = of_text(tmp_path, text).found.columns
    assert columns == ("Unit", "Line one", "Q1 x", "How?", "Age < 18 > 3")


def test_named_headings_are_found_below_titles_in_any_case_and_spacing(tmp_path: Path) -> None:
    text = "A report,,\nRun by,somebody,\n Crime  No ,UNIT,Offered\n1,N,Yes\n"
    read = of_text(tmp_path, text, Wish(header=("crime no", "unit")))
    assert (read.found.header_row, read.cells) == (3, [("1", "N", "Yes")])


def test_a_row_named_for_the_headings_is_taken_and_an_empty_one_refused(tmp_path: Path) -> None:
    read = of_text(tmp_path, "1,2\n3,4\n", Wish(first_row=1))
    assert (read.found.columns, read.cells) == (("1", "2"), [("3", "4")])
    with pytest.raises(Refused, match="Row 9 was named"):
        of_text(tmp_path, "a,b\n", Wish(first_row=9))


def test_a_file_without_headings_is_refused_and_not_read_from_its_second_row(
    tmp_path: Path,
) -> None:
    for text in ("1,2,3\n4,5,6\n", "R1,2024-01-02,3\nR2,2024-01-03,4\n"):
        with pytest.raises(Refused, match="no row that looks like headings"):
            of_text(tmp_path, text)


def test_no_row_of_data_above_the_headings_is_passed_over(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no row that looks like headings"):
        of_text(tmp_path, "R1,5,3\nR2,6,4\nUnit,Count,Rate\nR3,7,8\n")


def test_missing_headings_are_named_with_those_that_are_there(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        of_text(tmp_path, "Ref,Age\nR1,1\n", Wish(header=("Ref", "Town")))
    assert refusal.value.faults == ("Town not found; its headings (row 1) are Ref, Age.",)


def test_a_row_that_may_be_somebodys_record_is_never_shown_as_headings(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        of_text(tmp_path, "Amira,Leeds\nBilal,York\n", Wish(header=("Name", "Town")))
    assert "Amira" not in str(refusal.value)


def test_rows_of_groups_are_joined_to_the_headings_below(tmp_path: Path) -> None:
    read = of_text(tmp_path, ",2023,,2024,\nArea,Q1,Q2,Q1,Q2\nN,1,2,3,4\nS,5,6,7,8\n")
    assert read.found.columns == ("Area", "2023 - Q1", "2023 - Q2", "2024 - Q1", "2024 - Q2")
    assert (read.found.header_row, read.found.rows) == (2, 2)


QUALTRICS = (
    'StartDate,Q1\n"Start Date","How, then?"\n'
    '"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}"\n2024-01-01,1\n'
)


def test_the_three_rows_of_qualtrics_are_known_by_themselves_and_by_wish(tmp_path: Path) -> None:
    for wish in (Wish(), Wish(header=("Q1",)), Wish(header_rows=3, joined=False)):
        read = of_text(tmp_path, QUALTRICS, wish)
        assert (read.found.columns, read.cells) == (("StartDate", "Q1"), [("2024-01-01", "1")])
        assert read.found.header_row == 3


def test_another_of_several_rows_may_name_the_columns(tmp_path: Path) -> None:
    wish = Wish(header_rows=3, joined=False, heading_row=2, header=("how, then?",))
    assert of_text(tmp_path, QUALTRICS, wish).found.columns == ("Start Date", "How, then?")


def test_the_two_rows_of_surveymonkey_are_joined(tmp_path: Path) -> None:
    text = (
        "Respondent ID,Which of these?,,,Anything else?\n,Police,Court,Other,Open-Ended Response\n"
        "1,Police,,,fine\n2,,Court,,\n"
    )
    read = of_text(tmp_path, text)
    assert read.found.columns[1:] == (
        "Which of these? - Police",
        "Which of these? - Court",
        "Which of these? - Other",
        "Anything else? - Open-Ended Response",
    )
    assert of_text(tmp_path, text, Wish(header_rows=2)).found.columns == read.found.columns


def test_blank_columns_left_of_the_table_are_no_part_of_it(tmp_path: Path) -> None:
    read = of_text(tmp_path, ",,Unit,Count,\n,,N,1,\n,,S,2,\n")
    assert (read.found.columns, read.cells) == (("Unit", "Count"), [("N", "1"), ("S", "2")])


def test_a_column_without_a_heading_that_most_rows_fill_is_kept(tmp_path: Path) -> None:
    read = of_text(tmp_path, ",Unit,\n1,N,x\n2,S,y\n", Wish(header=("Unit",)))
    assert read.found.columns == ("column A", "Unit", "column C")
