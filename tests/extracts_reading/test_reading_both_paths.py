"""DuckDB and the csv module give the same rows, and every row of a file is accounted for."""

import tempfile
from pathlib import Path

from awkward_files import Row, connected, of_text
from hypothesis import given, settings
from hypothesis import strategies as st

from touchpoint.extracts.reading import Wish
from touchpoint.extracts.reading.header import Header
from touchpoint.extracts.reading.store import Store
from touchpoint.extracts.reading.text.regular import lines_if_regular, read_regular
from touchpoint.extracts.reading.text.text_file import TextFile

LETTERS = [
    "a",
    "7",
    "é",
    " ",
    "\t",
    ",",
    ";",
    "'",
    "\\",
    "#",
    "\u00a0",
    '"',
    '""',
    "\n",
    '",',
    ',"',
]
HEADINGS = "hgk"
cell = st.lists(st.sampled_from(LETTERS), max_size=4).map("".join)


def written(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if set(text) & set('",\n\r') else text


regular_rows = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(cell.map(written), min_size=width, max_size=width), max_size=5)
)
wild_rows = st.lists(st.lists(cell, max_size=4), max_size=5)


def both(text: str, width: int) -> tuple[list[Row], list[Row], bool] | None:
    """The rows by either path, and whether the second found any unreadable; None if irregular."""
    header = Header(first=1, last=1, texts=tuple(HEADINGS[:width]), right=width)
    with tempfile.TemporaryDirectory() as folder, connected() as connection:
        path = Path(folder) / "a.csv"
        path.write_bytes(text.encode())
        source = TextFile(path, Wish(separator=",", quote='"'))
        lines = lines_if_regular(path, source.encoding, source.dialect)
        fast, slow = Store(connection, "fast", width), Store(connection, "slow", width)
        if lines is None or not read_regular(path, source.dialect, fast, header, lines):
            return None
        filled = source.fill_by_csv(slow, header)
        some = f"WHERE coalesce({', '.join(fast.columns)}) IS NOT NULL ORDER BY row"
        return (
            connection.execute(f"FROM fast {some}").fetchall(),
            connection.execute(f"FROM slow {some}").fetchall(),
            bool(filled.unreadable),
        )


@settings(deadline=None, max_examples=150)
@given(rows=st.one_of(regular_rows, wild_rows), ending=st.sampled_from(["\n", "\r\n"]))
def test_what_duckdb_reads_is_what_the_csv_module_reads(rows: list[list[str]], ending: str) -> None:
    width = max([len(row) for row in rows if row] + [1])
    lines = [",".join(HEADINGS[:width]), *(",".join(row) for row in rows)]
    result = both(ending.join(lines), min(width, len(HEADINGS)))
    if result is not None:
        fast, slow, unreadable = result
        assert fast == slow
        assert not unreadable


def test_a_plain_table_is_read_by_duckdb() -> None:
    result = both('h,g\n1,"a,x ""b""\nc"\n2,\n', 2)
    assert result is not None
    assert result[0] == [(2, "1", 'a,x "b"\nc'), (3, "2", None)]


mangled = st.sampled_from(["keep", "drop a cell", "add a cell", "blank", "quote", "again"])


@settings(deadline=None, max_examples=60)
@given(ways=st.lists(mangled, max_size=12))
def test_rows_read_refused_and_set_aside_are_the_rows_of_the_file(ways: list[str]) -> None:
    lines = ["Ref,Unit,Offered"]
    for number, way in enumerate(ways):
        lines.append(
            {
                "keep": f"R{number},North,Yes",
                "drop a cell": f"R{number},North",
                "add a cell": f"R{number},North,Yes,more",
                "blank": ",,",
                "quote": f'R{number},"North,Yes',
                "again": lines[0],
            }[way]
        )
    with tempfile.TemporaryDirectory() as folder:
        text = "\n".join([*lines, "last,South,No"])
        read = of_text(Path(folder), text, Wish(header=("Ref", "Unit", "Offered")))
    spoilt = sum(way in {"drop a cell", "add a cell", "quote"} for way in ways)
    assert [entry.row for entry in read.found.unreadable] == [
        row for row, way in enumerate(ways, 2) if way in {"drop a cell", "add a cell", "quote"}
    ]
    assert len(read.rows) == ways.count("keep") + 1
    assert read.found.rows == len(read.rows) + spoilt
    assert len(read.aside) == ways.count("blank") + ways.count("again")
    assert read.found.rows + len(read.aside) == len(ways) + 1
