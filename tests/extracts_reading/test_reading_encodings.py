"""Text in whatever encoding reads as the same letters, and the encoding is told."""

from pathlib import Path

import pytest
from awkward_files import of_text

from touchpoint.errors import Refused
from touchpoint.extracts.reading import Wish

TABLE = "Unit,Town,Note\nZoë,Mâcon,né\n" + "René,Llanelli,£5\n" * 3
CELLS = [("Zoë", "Mâcon", "né"), *[("René", "Llanelli", "£5")] * 3]


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8,"),
        ("utf-8-sig", "UTF-8 with a byte-order mark"),
        ("utf-16", "UTF-16 (little-endian) with a byte-order mark"),
        ("utf-16-le", "UTF-16 (little-endian),"),
        ("utf-16-be", "UTF-16 (big-endian),"),
        ("utf-32", "UTF-32 (little-endian) with a byte-order mark"),
        ("utf-32-be", "UTF-32 (big-endian),"),
        ("cp1252", "windows-1252,"),
        ("latin-1", "windows-1252,"),
        ("mac-roman", "Mac Roman,"),
        ("cp850", "code page 850 (DOS),"),
    ],
)
def test_the_same_letters_come_out_of_every_encoding(tmp_path: Path, codec: str, name: str) -> None:
    read = of_text(tmp_path, TABLE.encode(codec))
    assert read.cells == CELLS
    assert f"It is text in {name}" in read.told


def test_typographic_quotes_and_dashes_of_windows_are_themselves(tmp_path: Path) -> None:
    text = "Unit,Note\nA,victim\u2019s words \u2013 \u201cno\u201d\n"
    assert of_text(tmp_path, text.encode("cp1252")).cells == [
        ("A", "victim\u2019s words \u2013 \u201cno\u201d")
    ]


def test_a_row_of_another_encoding_is_unreadable_and_the_rest_is_read(tmp_path: Path) -> None:
    mixed = "Unit,Town\nZoë,x\nÉmile,y\n".encode() + "Zoë,z\n".encode("cp1252")
    read = of_text(tmp_path, mixed)
    assert read.cells == [("Zoë", "x"), ("Émile", "y")]
    assert read.refused == {4: "It holds bytes that are not UTF-8, in which most of the file is."}
    assert read.found.unreadable[0].cells == ("Zo\\xeb", "z")


def test_a_row_of_utf_8_in_a_file_of_windows_is_unreadable_and_not_garbled(
    tmp_path: Path,
) -> None:
    mixed = "Unit,Town\nZoë,x\nÉmile,y\n".encode("cp1252") + "Zoë,z\n".encode()
    read = of_text(tmp_path, mixed)
    assert read.cells == [("Zoë", "x"), ("Émile", "y")]
    assert list(read.refused) == [4]


def test_half_a_letter_at_the_end_of_utf_16_costs_its_row(tmp_path: Path) -> None:
    read = of_text(tmp_path, "a,b\n1,2\n3,4".encode("utf-16") + b"x")
    assert read.cells == [("1", "2")]
    assert list(read.refused) == [3]


def test_an_encoding_that_is_named_is_used(tmp_path: Path) -> None:
    read = of_text(tmp_path, "a,b\n\u0160,2\n".encode("cp1250"), Wish(encoding="cp1250"))
    assert read.cells == [("\u0160", "2")]


def test_an_encoding_that_nobody_knows_or_the_mark_denies_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no encoding that is known"):
        of_text(tmp_path, "a,b\n", Wish(encoding="martian"))
    with pytest.raises(Refused, match="its byte-order mark says"):
        of_text(tmp_path, "a,b\n".encode("utf-16"), Wish(encoding="utf-8"))
