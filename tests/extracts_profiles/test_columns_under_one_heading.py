"""A heading that stands twice: refused where a profile uses it and the columns differ."""

from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from awkward_files import open_document
from sheets import FOUND, HEAD, OFFER, OFFERED, ledger, three_victims

from touchpoint.errors import Refused
from touchpoint.extracts.mapping import mapped
from touchpoint.extracts.profile import read_profile
from touchpoint.extracts.reading import read

PROFILE = HEAD + OFFERED + FOUND + OFFER
HEADINGS = ("Id", "Offered", "Crime", "On", "offered")
FIRST = ("1", "Yes", "42/0001/24", "25/03/2024", "Yes")
SECOND = ("2", "No", "42/0001/24", "26/03/2024", "Yes")
Rows = list[tuple[str, ...]]


def text(path: Path, rows: Rows) -> Path:
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    return path


def excel(path: Path, rows: Rows) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def calc(path: Path, rows: Rows) -> Path:
    cells = [
        "".join(
            '<table:table-cell office:value-type="string">'
            f"<text:p>{escape(cell)}</text:p></table:table-cell>"
            for cell in row
        )
        for row in rows
    ]
    xml = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return open_document(path, xml)


def parquet(path: Path, rows: Rows) -> Path:
    names, *held = rows
    columns = [pa.array(column) for column in zip(*held, strict=True)]
    pq.write_table(pa.Table.from_arrays(columns, names=list(names)), path)
    return path


def results(folder: Path, profile: str, path: Path) -> list[tuple[object, ...]]:
    """What the rows of a file say of the offer by this profile."""
    at = folder / "profile.toml"
    at.write_text(profile, encoding="utf-8")
    connection = duckdb.connect()
    ledger(connection, three_victims())
    held = read_profile(at)
    done = mapped(connection, held, read(connection, path, held.file))
    (offer,) = done.entries
    return connection.execute(f"SELECT result FROM ({offer.rows}) ORDER BY row").fetchall()  # noqa: S608 - names of the test


@pytest.mark.parametrize(
    ("write", "ending", "row"),
    [(text, "csv", 3), (excel, "xlsx", 3), (calc, "ods", 3), (parquet, "parquet", 2)],
)
def test_two_columns_under_one_heading_that_differ_refuse_the_file_with_the_places_of_both(
    write: Callable[[Path, Rows], Path], ending: str, row: int, tmp_path: Path
) -> None:
    path = write(tmp_path / f"sheet.{ending}", [HEADINGS, FIRST, SECOND])
    with pytest.raises(Refused, match="several columns under one heading") as refused:
        results(tmp_path, PROFILE, path)
    assert refused.value.faults == (
        f"'Offered' stands above the columns B and E, which differ first in row {row}.",
    )


def test_parquet_columns_of_the_very_same_name_are_two_columns_under_one_heading(
    tmp_path: Path,
) -> None:
    names = (*HEADINGS[:-1], "Offered")
    with pytest.raises(Refused, match="several columns under one heading"):
        results(tmp_path, PROFILE, parquet(tmp_path / "a.parquet", [names, FIRST, SECOND]))


def test_names_of_json_that_differ_in_capitals_alone_are_one_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"Id": "1", "Crime": "42/0001/24", "On": "25/03/2024", "Offered": "Yes",'
        ' "OFFERED": "No"}\n',
        encoding="utf-8",
    )
    with pytest.raises(Refused) as refused:
        results(tmp_path, PROFILE, path)
    assert refused.value.faults == (
        "'Offered' stands above the columns D and E, which differ first in row 1.",
    )


def test_two_columns_under_one_heading_that_say_the_same_are_read(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", [HEADINGS, FIRST])
    assert results(tmp_path, PROFILE, path) == [("accepted",)]


def test_a_heading_that_the_profile_does_not_use_may_stand_as_often_as_it_likes(
    tmp_path: Path,
) -> None:
    headings = ("Id", "Offered", "Crime", "On", "Note", "Note", "Note")
    rows: Rows = [headings, (*FIRST[:4], "a", "b", "c"), (*SECOND[:4], "d", "", "")]
    path = text(tmp_path / "a.csv", rows)
    assert results(tmp_path, PROFILE, path) == [("accepted",), ("not_asked",)]


def test_a_profile_that_names_both_columns_under_a_heading_has_said_which_is_which(
    tmp_path: Path,
) -> None:
    second = OFFER.replace('"Offered"', '"Offered (2)"')
    both = second + 'if = { column = "Offered", filled = true }\n'
    path = text(tmp_path / "a.csv", [(*HEADINGS[:4], "Offered"), FIRST, SECOND])
    assert results(tmp_path, HEAD + OFFERED + FOUND + both, path) == [
        ("accepted",),
        ("accepted",),
    ]
