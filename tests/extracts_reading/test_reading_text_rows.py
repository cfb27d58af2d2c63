"""Rows of text files: what is read, what is not, and the number and the reason of each."""

from pathlib import Path

import duckdb
import pytest
from awkward_files import of_text

from touchpoint.errors import Refused
from touchpoint.extracts.reading import Wish, read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a,b\n1,2\n", "commas"),
        ("a;b\n1;2\n", "semicolons"),
        ("a\tb\n1\t2\n", "tabs"),
        ("a|b\n1|2\n", "bars"),
        ("sep=;\na;b\n1;2\n", "semicolons"),
        ('"sep=|"\r\na|b\r\n1|2\r\n', "bars"),
        ("'a','b'\n'1','2'\n", "commas, with single quotes"),
        ("a,'b'\n'1',2\n", "commas, with single quotes"),
        ("a,b\r1,2\r", "commas"),
        ('"a", "b"\n"1", "2"\n', "commas"),
    ],
)
def test_every_usual_separator_and_quote_is_found_and_told(
    tmp_path: Path, text: str, name: str
) -> None:
    seen = of_text(tmp_path, text)
    assert (seen.found.columns, seen.cells) == (("a", "b"), [("1", "2")])
    assert f"separated by {name}" in seen.told


def test_decimal_commas_do_not_make_a_table_separated_by_commas(tmp_path: Path) -> None:
    seen = of_text(tmp_path, "Area;Rate;Share\nN;1,5;2,5\nS;2,25;3\n")
    assert seen.cells == [("N", "1,5", "2,5"), ("S", "2,25", "3")]


def test_commas_within_quotes_do_not_make_a_table_separated_by_commas(tmp_path: Path) -> None:
    seen = of_text(tmp_path, '"Ref";"Name, full"\n"1";"A, B"\n"2";"C, D"\n')
    assert seen.found.columns == ("Ref", "Name, full")
    assert seen.cells == [("1", "A, B"), ("2", "C, D")]


def test_a_separator_or_quote_that_is_named_is_used(tmp_path: Path) -> None:
    seen = of_text(tmp_path, "a,b;c\n1,2;'3\n", Wish(separator=";", quote=""))
    assert (seen.found.columns, seen.cells) == (("a,b", "c"), [("1,2", "'3")])
    with pytest.raises(Refused, match="one character"):
        of_text(tmp_path, "a,b\n", Wish(separator=";;"))


def test_a_row_with_too_many_or_too_few_cells_is_unreadable(tmp_path: Path) -> None:
    seen = of_text(tmp_path, "a,b,c\n1,2,3\n1,2\n1,2,3,4\n4,5,6\n")
    assert seen.rows == [(2, "1", "2", "3"), (5, "4", "5", "6")]
    assert seen.refused == {
        3: "It has 2 cells where there are 3 headings.",
        4: "Something stands in its column D, which has no heading.",
    }
    assert seen.found.rows == 4


def test_empty_cells_after_the_last_heading_are_no_fault(tmp_path: Path) -> None:
    assert of_text(tmp_path, "a,b,\n1,2,,,\n3,4\n").cells == [("1", "2"), ("3", "4")]


def test_a_quote_that_is_never_closed_costs_one_row(tmp_path: Path) -> None:
    seen = of_text(tmp_path, 'a,b\n1,"x\n2,y\n3,z\n')
    assert seen.rows == [(3, "2", "y"), (4, "3", "z")]
    assert list(seen.refused) == [2]


def test_a_cell_that_has_swallowed_whole_rows_is_given_back(tmp_path: Path) -> None:
    seen = of_text(tmp_path, 'a,b,c,d\n1,1,1,"x\n2,2,2,y\n3,3,3,"\n4,4,4,z\n')
    assert [row for row, *_ in seen.rows] == [3, 5]
    assert list(seen.refused) == [2, 4]


def test_quotes_within_quotes_are_kept_and_stray_ones_refused(tmp_path: Path) -> None:
    seen = of_text(tmp_path, 'a,b\n1,"x"y"\n2,y "q" z\n3,"a ""b"" c"\n')
    assert seen.cells == [("2", 'y "q" z'), ("3", 'a "b" c')]
    assert list(seen.refused) == [2]


def test_a_cell_may_run_over_lines_and_is_one_row(tmp_path: Path) -> None:
    seen = of_text(tmp_path, 'a,b\r\n1,"x\ny"\r\n2,z\r\n')
    assert seen.rows == [(2, "1", "x\ny"), (3, "2", "z")]


def test_a_row_with_too_few_cells_of_which_one_runs_over_lines_is_one_row(tmp_path: Path) -> None:
    seen = of_text(tmp_path, 'a,b,c,d\n1,2,3,4\n5,"Sm\nith, J",7\n8,9,10,11\n')
    assert seen.rows == [(2, "1", "2", "3", "4"), (4, "8", "9", "10", "11")]
    assert seen.refused == {3: "It has 3 cells where there are 4 headings."}
    (refused,) = seen.found.unreadable
    assert [*refused.cells] == ["5", "Sm\nith, J", "7"]


def test_a_row_with_too_few_cells_that_took_in_a_whole_line_gives_it_back(tmp_path: Path) -> None:
    seen = of_text(tmp_path, 'a,b,c,d\n1,"2,3,4\n5,6",7\n9,9,9,9\n')
    assert seen.rows == [(4, "9", "9", "9", "9")]
    assert [*seen.refused] == [2, 3]


def test_line_endings_may_be_mixed_and_marks_stand_in_the_middle(tmp_path: Path) -> None:
    seen = of_text(tmp_path, "a,b\r\n1,2\n3,4\r\ufeff5,6\r\n\x1a")
    assert seen.cells == [("1", "2"), ("3", "4"), ("5", "6")]


def test_a_zero_byte_costs_its_row(tmp_path: Path) -> None:
    seen = of_text(tmp_path, b"a,b\n1,x\0y\n2,z\n")
    assert seen.cells == [("2", "z")]
    assert seen.refused == {2: "It holds a zero byte, which no text has."}


def test_a_line_longer_than_any_row_is_unreadable_and_never_cut(tmp_path: Path) -> None:
    seen = of_text(tmp_path, "a,b\n1," + "x" * 9_000_000 + "\n2,y\n")
    assert (seen.cells, list(seen.refused)) == ([("2", "y")], [2])


def test_blank_lines_keep_their_numbers_and_those_at_the_end_are_nothing(tmp_path: Path) -> None:
    seen = of_text(tmp_path, "a,b\n1,2\n\n , \n3,4\n,\n\n\n")
    assert seen.rows == [(2, "1", "2"), (5, "3", "4")]
    assert seen.aside == {3: "blank line", 4: "blank line"}


def test_a_blank_cell_is_null_even_of_hard_spaces_and_leading_noughts_stay(tmp_path: Path) -> None:
    seen = of_text(tmp_path, "a,b,c,d\n007,\u00a0,\t ,NULL\n")
    assert seen.cells == [("007", None, None, "NULL")]


def test_a_file_with_headings_alone_has_no_rows(tmp_path: Path) -> None:
    for text in ("a,b,c", "a,b,c\n", "a,b,c\r\n\r\n"):
        assert of_text(tmp_path, text).found.rows == 0


def test_stars_and_brackets_in_a_file_name_are_letters(tmp_path: Path) -> None:
    assert of_text(tmp_path, "a,b\n1,2\n", name="[x] what*.csv").cells == [("1", "2")]


def test_a_table_of_any_name_is_made_and_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    with duckdb.connect() as connection:
        for _ in range(2):
            found = read(connection, tmp_path / "a.csv", Wish(), table='rows "of" it')
        assert found.table == 'rows "of" it'
        assert connection.execute('FROM "rows ""of"" it"').fetchall() == [(2, "1", "2")]


@pytest.mark.parametrize("spoilt", ["1,2,3", "1", '"x"y,2', '1,"2', "1,\xff"])
def test_a_bad_row_does_not_end_the_transaction_of_whoever_reads(
    tmp_path: Path, spoilt: str
) -> None:
    (tmp_path / "a.csv").write_bytes(f"a,b\n1,2\n{spoilt}\n4,5\n".encode("latin-1"))
    with duckdb.connect() as connection:
        connection.execute("BEGIN; CREATE TABLE kept AS SELECT 1 AS one")
        found = read(connection, tmp_path / "a.csv", Wish())
        connection.execute("COMMIT")
        assert connection.execute("FROM kept").fetchall() == [(1,)]
        assert found.rows == 3


def test_the_order_of_the_file_is_kept_by_a_connection_told_not_to(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n3,4\n")
    with duckdb.connect(config={"preserve_insertion_order": "false"}) as connection:
        read(connection, tmp_path / "a.csv", Wish())
        assert connection.execute("FROM source_rows").fetchall() == [(2, "1", "2"), (3, "3", "4")]
