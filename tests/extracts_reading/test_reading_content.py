"""The bytes say what a file is, not its ending; what is no table is refused in one sentence."""

import contextlib
import gzip
from pathlib import Path

import duckdb
import openpyxl
import pytest
from awkward_files import of_text, open_document, raw_workbook, seen, zipped

from touchpoint.errors import Refused
from touchpoint.extracts.reading import Wish, read, tables_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refusal(path: Path) -> str:
    with duckdb.connect() as connection, pytest.raises(Refused) as refused:
        read(connection, path, Wish())
    with contextlib.suppress(Refused):
        assert all(not sheet.headings for sheet in tables_of(path))
    assert "Traceback" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty (0 bytes)"),
        (b"\xef\xbb\xbf", "nothing in it but blanks"),
        (b" \n\n \t\n", "nothing in it but blanks"),
        (b"%PDF-1.7 x", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "a gzip archive; unpack it"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (b"PK\x03\x04 cut short", "damaged or cut short"),
        (b"PAR1 cut short", "a Parquet file whose end is missing"),
        (b"PAR1" + bytes(100) + b"PAR1", "a Parquet file that is damaged"),
        (OLE + "EncryptedPackage\0".encode("utf-16-le"), "locked with a password"),
        (OLE + "WordDocument\0".encode("utf-16-le"), "a Word document"),
        (OLE + "Workbook\0".encode("utf-16-le"), "a workbook that is damaged"),
        (OLE, "an Office file without a workbook"),
        (bytes(range(256)) * 20, "neither text nor a workbook"),
        (b"\x00\x01\x02", "neither text nor a workbook"),
        (b'[{"a": 1},', "JSON that is damaged or cut short"),
        (b"<?xml version='1.0'?><x/>", "an XML document"),
        (b"<html><p>Sign in</p></html>", "a web page without a table"),
    ],
)
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "export.json" if content[:1] == b"[" else tmp_path / "export.csv"
    path.write_bytes(content)
    assert said in refusal(path)


def test_archives_and_documents_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    assert "a zip archive of 1 file;" in refusal(zipped(path, {"a.csv": "a,b"}))
    assert "a Word document" in refusal(zipped(path, {"word/document.xml": "x"}))
    locked = "<manifest><encryption-data/></manifest>"
    assert "locked with a password" in refusal(open_document(path, "", manifest=locked))
    assert "a workbook that is damaged" in refusal(zipped(path, {"xl/workbook.xml": "<x"}))


def test_half_a_workbook_is_refused(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path / "a.xlsx", "<sheetData/>")
    path.write_bytes(path.read_bytes()[:900])
    assert "damaged or cut short" in refusal(path)


def test_a_panic_of_the_workbook_library_is_one_sentence_and_prints_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "a.xlsx")
    content = bytearray((tmp_path / "a.xlsx").read_bytes())
    for place in range(0, len(content) // 2, 97):
        spoilt = bytearray(content)
        spoilt[place : place + 3] = b"\xff\xff\xff"
        (tmp_path / "b.xlsx").write_bytes(spoilt)
        with duckdb.connect() as connection, pytest.raises(Refused):
            read(connection, tmp_path / "b.xlsx", Wish())
    assert capfd.readouterr().err == ""


def test_a_mislabelled_file_is_read_as_what_it_is_and_that_is_told(tmp_path: Path) -> None:
    text = of_text(tmp_path, "a,b\n1,2\n", name="really.xlsx")
    assert text.cells == [("1", "2")]
    assert "ends in .xlsx, but it is separated text" in text.told
    path = tmp_path / "really.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["a", "b"])
    book.worksheets[0].append(["1", "2"])
    book.save(path)
    for ending in (".csv", ".xls", ".ods", ".XLS"):
        path = path.rename(path.with_suffix(ending))
        assert seen(path).cells == [("1", "2")]


def test_a_web_page_called_xls_is_read_as_the_table_it_holds(tmp_path: Path) -> None:
    page = (
        "<html><body><table><tr><th colspan=2>Offered</th><th rowspan=2>Unit</th></tr>"
        "<tr><td>Yes</td><td>No</td></tr>"
        "<tr><td>1</td><td>&pound;2</td><td>x<br>y<script>z</script></td></tr></table></html>"
    )
    read_page = of_text(tmp_path, page, name="export.xls")
    assert read_page.found.columns == ("Offered - Yes", "Offered - No", "Unit")
    assert read_page.cells == [("1", "£2", "x\ny")]


def test_an_xml_spreadsheet_2003_is_read(tmp_path: Path) -> None:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    sheet = (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        '<Worksheet ss:Name="S"><Table><Row><Cell><Data ss:Type="String">Ref</Data></Cell>'
        '<Cell ss:Index="3"><Data ss:Type="String">When</Data></Cell></Row><Row ss:Index="4">'
        '<Cell><Data ss:Type="Number">1.50</Data></Cell><Cell ss:Index="3">'
        '<Data ss:Type="DateTime">2024-03-05T00:00:00.000</Data></Cell></Row>'
        "</Table></Worksheet></Workbook>"
    )
    read_sheet = of_text(tmp_path, sheet, name="export.xls")
    assert read_sheet.rows == [(4, "1.5", None, "2024-03-05")]
    assert read_sheet.found.sheet == "S"


def test_a_missing_file_and_a_folder_are_sentences(tmp_path: Path) -> None:
    assert "There is no file gone.csv" in refusal(tmp_path / "gone.csv")
    assert "a folder; name a file in it" in refusal(tmp_path)
    assert str(tmp_path.parent) not in refusal(tmp_path)


def test_a_refused_file_leaves_no_table_behind(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1,2\n3,4\n")
    with duckdb.connect() as connection:
        with pytest.raises(Refused):
            read(connection, tmp_path / "a.csv", Wish())
        assert connection.execute("SHOW TABLES").fetchall() == []
