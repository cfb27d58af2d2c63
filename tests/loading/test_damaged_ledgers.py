"""A ledger with damaged files is refused in a sentence and left as it was; a check names them."""

from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from little_force import NOW, OURS, Crime, empty_ledger, load_crimes

from touchpoint.cli.commands.check import faults_of
from touchpoint.cli.measuring import days_of_loads
from touchpoint.errors import Refused
from touchpoint.extracts.loading import load, loads, undo
from touchpoint.ledger import open_folder

CRIMES = [Crime(number=n, offered="Yes", assessed="06/03/2024") for n in range(1, 4)]
CHANGED = [Crime(number=n, offence="burglary", offered="Declined") for n in range(1, 4)]
TABLES = ("investigations", "journeys", "touchpoints")
MEMORY = ("loads", "rows", "records")


def cut_short(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) * 2 // 3])


def with_damaged_pages(file: Path) -> None:
    group = pq.ParquetFile(file).metadata.row_group(0)
    content = bytearray(file.read_bytes())
    for number in range(group.num_columns):
        column = group.column(number)
        start = column.dictionary_page_offset or column.data_page_offset
        end = start + column.total_compressed_size
        content[start:end] = b"\xff" * column.total_compressed_size
    file.write_bytes(content)


def bytes_of(ledger: Path) -> dict[str, bytes]:
    return {
        file.relative_to(ledger).as_posix(): file.read_bytes()
        for file in ledger.rglob("*")
        if file.is_file()
    }


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger into which a file was loaded, and then another that changes all its rows."""
    path = empty_ledger(tmp_path / "ledger")
    load_crimes(path, tmp_path / "march.csv", CRIMES)
    load_crimes(path, tmp_path / "april.csv", CHANGED)
    return path


def last_part(ledger: Path, table: str) -> Path:
    return open_folder(ledger).files(table)[-1]


def refusal(asked: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        asked()
    return refused.value.sentence


def attempts(ledger: Path, file: Path) -> list[Callable[[], object]]:
    return [
        lambda: load(ledger, OURS, file, loaded_at=NOW),
        lambda: undo(ledger, 2, undone_at=NOW),
    ]


@pytest.mark.parametrize("spoil", [cut_short, with_damaged_pages])
@pytest.mark.parametrize("table", [*TABLES, *MEMORY])
def test_loading_into_a_damaged_ledger_and_undoing_are_refused_and_leave_it_as_it_was(
    table: str, spoil: Callable[[Path], None], ledger: Path, tmp_path: Path
) -> None:
    damaged = last_part(ledger, table)
    spoil(damaged)
    before = bytes_of(ledger)
    if spoil is cut_short and table in TABLES:
        expected = f"{ledger} is not a sound ledger: `touchpoint check` tells all that is wrong"
    else:
        expected = (
            f"The files of {ledger} cannot be read: `touchpoint check` tells which of them are "
            "damaged."
        )
    for attempt in attempts(ledger, tmp_path / "march.csv"):
        assert refusal(attempt).startswith(expected)
        assert bytes_of(ledger) == before
    place = damaged.relative_to(ledger).as_posix()
    assert place in {example for found in faults_of(ledger) for example in found.examples}


@pytest.mark.parametrize("spoil", [cut_short, with_damaged_pages])
def test_loads_that_cannot_be_read_are_refused_by_whoever_asks_for_them(
    spoil: Callable[[Path], None], ledger: Path
) -> None:
    spoil(last_part(ledger, "loads"))
    expected = (
        f"The files of {ledger} cannot be read: `touchpoint check` tells which of them are damaged."
    )
    assert refusal(lambda: loads(open_folder(ledger))) == expected
    assert refusal(lambda: days_of_loads(ledger)) == expected


def test_loads_are_listed_though_a_table_is_damaged(ledger: Path) -> None:
    with_damaged_pages(last_part(ledger, "touchpoints"))
    assert [row["load"] for row in loads(open_folder(ledger))] == [1, 2]


def test_a_ledger_with_a_sound_memory_has_no_fault(ledger: Path) -> None:
    assert faults_of(ledger) == []
