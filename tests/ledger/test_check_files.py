"""Corrupt and misplaced files are findings, never a traceback, and the rest is still checked.

On the authority of the ledger's format: `ledger.json`, one file or one folder of parts a table.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from broken import IBIS_ON_DUCKDB_2, brief, check, put, sound, table_of, write

from touchpoint.errors import Refused
from touchpoint.ledger import Fault, open_folder, sound_structure
from touchpoint.ledger.folder import DESCRIPTION, JOURNAL, describe

pytestmark = pytest.mark.filterwarnings(IBIS_ON_DUCKDB_2)

NOT_A_LEDGER = [(Fault.NOT_A_LEDGER, "", "", 1)]
VANISHED = (Fault.UNKNOWN_KIND, "touchpoints", "kind", 1)


def with_an_unknown_kind(path: Path) -> Path:
    """A ledger with one fault in its rows, to show that what can be read is still checked."""
    ledger = sound()
    put("touchpoints", "T10", kind="suspect.vanished")(ledger)
    return write(path, ledger)


def as_parts(path: Path, table: str, *parts: pa.Table) -> None:
    """Keep a table as a folder of parts instead of one file."""
    (path / f"{table}.parquet").unlink(missing_ok=True)
    (path / table).mkdir(exist_ok=True)
    for number, part in enumerate(parts):
        pq.write_table(part, path / table / f"part-{number:05d}.parquet")


def replace(file: Path, column: str, values: pa.Array) -> None:
    """Write a file again with other values in one column."""
    rows = pq.read_table(file)
    pq.write_table(rows.set_column(rows.schema.get_field_index(column), column, values), file)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "cannot be read as JSON"),
        (b"[1]", "holds no JSON object"),
        (b'"1"', "holds no JSON object"),
        (describe().replace("1", '"1"').encode(), 'gives format as "1"'),
        (describe().replace("1", "2").encode(), "gives format as 2"),
        (describe().replace("1", "true").encode(), "gives format as true"),
        (describe().replace("Europe/London", "UTC").encode(), 'gives time_zone as "UTC"'),
        (describe().replace("wales", "narnia").encode(), 'gives calendar as "england-and-narnia"'),
        (b"\xef\xbb\xbf" + describe().encode(), "cannot be read as JSON"),
        (describe().encode("utf-16"), "cannot be read as JSON"),
        (b"[" * 100_000, "cannot be read as JSON"),
        (b'{"format": ' + b"9" * 5_000 + b"}", "cannot be read as JSON"),
    ],
)
def test_a_description_that_is_not_one_is_a_finding(text: bytes, says: str, tmp_path: Path) -> None:
    path = write(tmp_path, sound())
    (path / DESCRIPTION).write_bytes(text)
    found = check(path)
    assert brief(found) == NOT_A_LEDGER
    assert says in found[0].sentence
    with pytest.raises(Refused):
        open_folder(path)


def test_every_fault_of_a_description_is_found_at_once(tmp_path: Path) -> None:
    (tmp_path / DESCRIPTION).write_text("{}", encoding="utf-8")
    assert brief(check(tmp_path)) == NOT_A_LEDGER * 3


def test_a_file_an_empty_folder_and_no_folder_are_findings(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a ledger?", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for name, says in (
        ("file", "is a file"),
        ("empty", "ledger.json is missing"),
        ("none", "does not exist"),
    ):
        found = check(tmp_path / name)
        assert brief(found) == NOT_A_LEDGER
        assert says in found[0].sentence


def test_without_one_table_the_others_are_checked(tmp_path: Path) -> None:
    path = with_an_unknown_kind(tmp_path)
    (path / "journeys.parquet").unlink()
    assert brief(check(path)) == [(Fault.TABLE_MISSING, "journeys", "", 1), VANISHED]


def test_a_ledger_of_nothing_but_its_description_lacks_three_tables(tmp_path: Path) -> None:
    path = write(tmp_path, {})
    assert brief(check(path)) == [
        (Fault.TABLE_MISSING, table, "", 1)
        for table in ("investigations", "journeys", "touchpoints")
    ]


def test_a_folder_without_parts_is_a_missing_table_if_the_table_has_to_be_there(
    tmp_path: Path,
) -> None:
    path = write(tmp_path, sound())
    as_parts(path, "touchpoints")
    as_parts(path, "returns")
    assert brief(check(path)) == [(Fault.TABLE_MISSING, "touchpoints", "", 1)]


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def text(file: Path) -> None:
    file.write_text("touchpoint_id,journey_id\nT1,J1\n", encoding="utf-8")


def footer_of_nothing(file: Path) -> None:
    file.write_bytes(b"PAR1" + bytes(64) + b"PAR1")


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("spoil", [truncated, half, emptied, text, footer_of_nothing, folder])
@pytest.mark.parametrize("table", ["units", "journeys"])
def test_a_file_that_is_no_parquet_is_a_finding_and_the_rest_is_checked(
    table: str, spoil: Callable[[Path], None], tmp_path: Path
) -> None:
    path = with_an_unknown_kind(tmp_path)
    spoil(path / f"{table}.parquet")
    assert brief(check(path)) == [(Fault.FILE_UNREADABLE, table, "", 1), VANISHED]


def test_one_unreadable_part_does_not_make_its_rows_seem_to_be_missing(tmp_path: Path) -> None:
    path = with_an_unknown_kind(tmp_path)
    journeys = table_of("journeys", sound()["journeys"])
    as_parts(path, "journeys", journeys[:2], journeys[2:])
    truncated(path / "journeys" / "part-00001.parquet")
    found = check(path)
    assert brief(found) == [(Fault.FILE_UNREADABLE, "journeys", "", 1), VANISHED]
    assert "journeys/part-00001.parquet" in found[0].sentence


def test_a_damaged_page_is_a_finding_of_its_column_and_the_rest_is_checked(tmp_path: Path) -> None:
    path = with_an_unknown_kind(tmp_path)
    file = path / "touchpoints.parquet"
    chunk = pq.ParquetFile(file).metadata.row_group(0).column(0)
    start = chunk.dictionary_page_offset
    content = bytearray(file.read_bytes())
    content[start : start + chunk.total_compressed_size] = b"\xff" * chunk.total_compressed_size
    file.write_bytes(content)
    assert brief(check(path)) == [
        (Fault.VALUE_UNREADABLE, "touchpoints", "touchpoint_id", 1),
        VANISHED,
    ]


def letters_that_are_none(count: int) -> pa.Array:
    """Texts of one byte each that is no letter."""
    _, offsets, _ = pa.array(["x"] * count).buffers()
    return pa.Array.from_buffers(pa.string(), count, [None, offsets, pa.py_buffer(b"\xff" * count)])


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("journeys", "age", pa.array([3_000_000_000, 1, 2, 3, 4], pa.int64())),
        ("journeys", "role", letters_that_are_none(5)),
        ("units", "kind", letters_that_are_none(3)),
    ],
    ids=["a number too large", "roles of no letters", "kinds of no letters"],
)
def test_a_value_that_no_engine_can_read_is_a_finding_of_its_column(
    table: str, column: str, values: pa.Array, tmp_path: Path
) -> None:
    path = with_an_unknown_kind(tmp_path)
    replace(path / f"{table}.parquet", column, values)
    assert brief(check(path)) == [(Fault.VALUE_UNREADABLE, table, column, 1), VANISHED]


def test_rows_that_damage_keeps_from_being_checked_are_said_to_be_unchecked(tmp_path: Path) -> None:
    path = with_an_unknown_kind(tmp_path)
    values = pa.array([2**62] * 4, pa.timestamp("ms"))
    replace(path / "investigations.parquet", "recorded_at", values)
    found = brief(check(path))
    assert (Fault.VALUE_UNREADABLE, "investigations", "recorded_at", 1) in found
    assert (Fault.VALUE_UNREADABLE, "investigations", "", 1) in found


@pytest.mark.parametrize("column", ["kind", "replaces", "touchpoint_id"])
def test_a_column_that_one_part_lacks_is_a_finding_and_is_not_checked(
    column: str, tmp_path: Path
) -> None:
    path = write(tmp_path, sound())
    rows = table_of("touchpoints", sound()["touchpoints"])
    as_parts(path, "touchpoints", rows[:6], rows[6:].drop_columns([column]))
    found = check(path)
    assert brief(found) == [(Fault.COLUMN_MISSING, "touchpoints", column, 1)]
    assert found[0].examples == ("touchpoints/part-00001.parquet",)


@pytest.mark.parametrize("table", ["journeys", "touchpoints"])
def test_a_table_that_does_not_name_its_journeys_is_checked_in_its_other_columns(
    table: str, tmp_path: Path
) -> None:
    path = with_an_unknown_kind(tmp_path)
    rows = pq.read_table(path / f"{table}.parquet")
    pq.write_table(rows.drop_columns(["journey_id"]), path / f"{table}.parquet")
    assert brief(check(path)) == [(Fault.COLUMN_MISSING, table, "journey_id", 1), VANISHED]


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("journeys", "age", pa.array(["34", "", "1", "0", "125"])),
        ("journeys", "enhanced_basis", pa.array(["vulnerable", "", "", "", ""])),
        ("touchpoints", "happened_at", pa.array(["2024-03-01"] * 12)),
        ("touchpoints", "happened_on", pa.array([0] * 12, pa.timestamp("us"))),
        ("touchpoints", "touchpoint_id", pa.array(list(range(12)))),
        ("responses", "weight", pa.array([True, False])),
    ],
)
def test_a_wrong_type_is_a_finding_and_its_values_are_not_guessed_at(
    table: str, column: str, values: pa.Array, tmp_path: Path
) -> None:
    path = write(tmp_path, sound())
    replace(path / f"{table}.parquet", column, values)
    assert brief(check(path)) == [(Fault.WRONG_TYPE, table, column, 1)]


def test_a_column_twice_is_a_finding_whatever_its_capitals(tmp_path: Path) -> None:
    path = write(tmp_path, sound())
    file = path / "units.parquet"
    rows = pq.read_table(file)
    pq.write_table(rows.add_column(0, "KIND", pa.array(["", "", ""])), file)
    assert brief(check(path)) == [(Fault.COLUMN_TWICE, "units", "kind", 1)]


def test_a_table_that_is_a_file_and_a_folder_is_a_finding(tmp_path: Path) -> None:
    path = write(tmp_path, sound())
    (path / "units").mkdir()
    pq.write_table(table_of("units", []), path / "units" / "part-00000.parquet")
    assert brief(check(path)) == [(Fault.TABLE_TWICE, "units", "", 1)]


def test_parts_that_lie_deeper_than_anybody_reads_are_a_finding(tmp_path: Path) -> None:
    path = write(tmp_path, sound())
    rows = table_of("touchpoints", sound()["touchpoints"])
    as_parts(path, "touchpoints", rows[:6])
    for month in ("month=4", "month=5"):
        (path / "touchpoints" / month).mkdir()
        pq.write_table(rows[6:], path / "touchpoints" / month / "part-00000.parquet")
    (found,) = check(path)
    assert brief([found]) == [(Fault.FILE_NOT_READ, "touchpoints", "", 2)]
    assert found.examples == (
        "touchpoints/month=4/part-00000.parquet",
        "touchpoints/month=5/part-00000.parquet",
    )
    assert "Nobody reads touchpoints/month=4/part-00000.parquet and 1 more" in found.sentence
    with pytest.raises(Refused, match="not a sound ledger"):
        sound_structure(path)


def test_what_engines_and_copies_leave_beside_parts_is_no_finding(tmp_path: Path) -> None:
    path = write(tmp_path, sound())
    rows = table_of("units", sound()["units"])
    as_parts(path, "units", rows)
    for name in ("_SUCCESS", ".part-00000.parquet.crc", "README.txt"):
        (path / "units" / name).write_text("", encoding="utf-8")
    for name in ("_temporary", ".ipynb_checkpoints", "empty"):
        (path / "units" / name).mkdir()
    pq.write_table(rows, path / "units" / "_temporary" / "part-00001.parquet")
    pq.write_table(rows, path / "units" / ".ipynb_checkpoints" / "part-00001.parquet")
    assert check(path) == []


def test_a_file_with_a_hidden_name_is_no_part_of_a_table(tmp_path: Path) -> None:
    path = write(tmp_path, sound())
    rows = table_of("units", sound()["units"])
    as_parts(path, "units", rows)
    for name in (".part-00000.parquet.parquet", "_part-00001.parquet"):
        pq.write_table(rows, path / "units" / name)
    (path / "units" / "_tmp.parquet").write_text("cut short", encoding="utf-8")
    (path / "units" / ".new.parquet").mkdir()
    assert open_folder(path).files("units") == (path / "units" / "part-00000.parquet",)
    assert check(path) == []


def test_a_table_of_nothing_but_hidden_names_is_missing(tmp_path: Path) -> None:
    path = write(tmp_path, sound())
    as_parts(path, "touchpoints", table_of("touchpoints", sound()["touchpoints"]))
    part = path / "touchpoints" / "part-00000.parquet"
    part.rename(part.with_name(f"_{part.name}"))
    assert (Fault.TABLE_MISSING, "touchpoints", "", 1) in brief(check(path))


def test_a_folder_among_the_parts_is_a_finding(tmp_path: Path) -> None:
    path = write(tmp_path, sound())
    as_parts(path, "units", table_of("units", sound()["units"]))
    (path / "units" / "part-00001.parquet").mkdir()
    assert brief(check(path)) == [(Fault.FILE_UNREADABLE, "units", "", 1)]


@pytest.mark.parametrize(
    "journal",
    [
        b"",
        b"{",
        b"7",
        b'["ab"]',
        json.dumps([[".append-x/touchpoints.parquet", "../touchpoints.parquet"]]).encode(),
        json.dumps([["touchpoints.parquet", "journeys/part-00001.parquet"]]).encode(),
        json.dumps([["../../secret", "touchpoints/part-00001.parquet"]]).encode(),
        json.dumps([[".append-x/touchpoints.parquet", "touchpoints/part-00009.parquet"]]).encode(),
    ],
)
def test_a_journal_that_cannot_be_followed_is_a_finding_and_moves_nothing(
    journal: bytes, tmp_path: Path
) -> None:
    path = write(tmp_path / "ledger", sound())
    (path / ".append-x").mkdir()
    (path / ".append-x" / JOURNAL).write_bytes(journal)
    before = sorted(tmp_path.rglob("*"))
    assert brief(check(path)) == NOT_A_LEDGER
    assert sorted(tmp_path.rglob("*")) == before
    shutil.rmtree(path / ".append-x")
    assert check(path) == []
