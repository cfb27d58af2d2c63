"""What goes wrong over a ledger on DuckDB is told as what it is.

Files that cannot be read are the ledger's fault, a full disk the computer's, and the rest our own.
"""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from broken import sound, write

from touchpoint.engines import DuckLedger, open_on_duckdb
from touchpoint.errors import Refused


def with_a_damaged_page(file: Path) -> None:
    chunk = pq.ParquetFile(file).metadata.row_group(0).column(0)
    start = chunk.dictionary_page_offset
    content = bytearray(file.read_bytes())
    content[start : start + chunk.total_compressed_size] = b"\xff" * chunk.total_compressed_size
    file.write_bytes(content)


def with_letters_that_are_none(file: Path) -> None:
    rows = pq.read_table(file)
    count = len(rows)
    _, offsets, _ = pa.array(["x"] * count).buffers()
    values = pa.Array.from_buffers(
        pa.string(), count, [None, offsets, pa.py_buffer(b"\xff" * count)]
    )
    pq.write_table(rows.set_column(0, rows.schema.names[0], values), file)


@pytest.mark.parametrize("spoil", [with_a_damaged_page, with_letters_that_are_none])
@pytest.mark.parametrize("read", [DuckLedger.answer, DuckLedger.rows])
def test_files_that_cannot_be_read_are_refused_and_the_check_is_named(
    spoil: Callable[[Path], None],
    read: Callable[[DuckLedger, object], object],
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "ledger", sound())
    spoil(path / "touchpoints.parquet")
    with pytest.raises(Refused) as refusal, open_on_duckdb(path, threads=1) as opened:
        read(opened, opened.tables["touchpoints"])
    assert refusal.value.sentence == (
        f"The files of {path} cannot be read: `touchpoint check` tells which of them are damaged."
    )


@pytest.mark.parametrize("mistake", ["FROM nowhere", "SELECT error('x')", "SELEC", "SELECT '' + 1"])
def test_a_mistake_in_our_own_sql_stays_one_over_files_that_can_be_read(
    mistake: str, tmp_path: Path
) -> None:
    path = write(tmp_path / "ledger", sound())
    with pytest.raises(duckdb.Error), open_on_duckdb(path, threads=1) as opened:
        opened.connection.raw_sql(mistake).fetchall()


@pytest.mark.parametrize(
    "filling",
    [
        "COPY (FROM range(100000)) TO '/dev/full' (FORMAT csv)",
        "SET max_temp_directory_size = '1MB'; FROM range(10000000) ORDER BY hash(range)",
    ],
    ids=["of a file", "of what is laid aside"],
)
def test_a_full_disk_is_told_as_one(filling: str, tmp_path: Path) -> None:
    path = write(tmp_path / "ledger", sound())
    with (
        pytest.raises(OSError, match="No space left on device"),
        open_on_duckdb(path, threads=1, memory="20MB") as opened,
    ):
        opened.connection.raw_sql(filling)
