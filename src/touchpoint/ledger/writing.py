"""Writing a ledger: a new one that appears whole or not at all, and batches added to an old one.

A new ledger is made in a hidden folder beside its place and moved there when it is finished. A
batch is staged, synced, and committed by the rename of its journal (see folder.py), so that a
crash at any instant leaves the old ledger or the new one.
"""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from touchpoint.errors import Refused
from touchpoint.ledger.folder import (
    DESCRIPTION,
    JOURNAL,
    STAGING,
    LedgerFolder,
    describe,
    finish_append,
    open_folder,
    sync_folder,
)
from touchpoint.ledger.schemas import arrow_schema, conform
from touchpoint.ledger.tables import TABLES

ROWS_IN_A_GROUP = 122_880
"""DuckDB's own vector of row groups: smaller starves its threads, larger prunes less."""

_UNLIKE_EACH_OTHER = {"about", "replaces", "source_ref", "reference", "detail", "text", "record_id"}
"""Columns in which hardly any value returns, for which a dictionary would be wasted work."""

Rows: TypeAlias = "pa.Table | Iterable[pa.RecordBatch]"


@contextmanager
def new_ledger(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """Give a folder to write tables into; move it to `path` as a ledger when all went well."""
    if path.exists() and not replace and (not path.is_dir() or any(path.iterdir())):
        raise Refused(
            f"{path} is there already and is not empty: name a folder that does not exist yet."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    try:
        yield staging
        (staging / DESCRIPTION).write_text(describe(), encoding="utf-8")
        staging.chmod(0o755)
        if path.exists():
            shutil.rmtree(path)
        staging.rename(path)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def write_part(staging: Path, table: str, number: int, data: Rows) -> Path:
    """Write one part of a table of a new ledger, a batch at a time; parts may come in any order."""
    target = staging / table / f"part-{number:05d}.parquet"
    target.parent.mkdir(exist_ok=True)
    _write(target, table, data)
    return target


def append(path: Path, batch: Mapping[str, Rows]) -> None:
    """Add rows to the tables of a ledger, all of them or none."""
    unknown = sorted(set(batch) - set(TABLES))
    if unknown:
        raise Refused(
            f"A ledger has no table {', '.join(unknown)}: it has {', '.join(TABLES)} and no other."
        )
    with _alone(path):
        folder = open_folder(path)
        _refuse_absent_tables(folder)
        for abandoned in path.glob(f"{STAGING}*"):
            shutil.rmtree(abandoned)
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=path))
        try:
            moves = [
                move
                for table in TABLES
                if table in batch
                for move in _stage(folder, staging, table, batch[table])
            ]
            _commit(staging, moves)
        except BaseException:
            if not (staging / JOURNAL).exists():
                shutil.rmtree(staging, ignore_errors=True)
            raise
        finish_append(path)


def _refuse_absent_tables(folder: LedgerFolder) -> None:
    """Adding to a ledger that has lost a table would hide the loss."""
    absent = [t.name for t in TABLES.values() if t.required and not folder.files(t.name)]
    if absent:
        raise Refused(
            f"{folder.path} has lost what a ledger must have: nothing was added to it.",
            [f"The table {name} is missing: put it back first." for name in absent],
        )


def _stage(
    folder: LedgerFolder, staging: Path, table: str, data: Rows
) -> Iterator[tuple[str, str]]:
    """Write the rows beside the ledger; say which files are then to be moved where."""
    single = folder.path / f"{table}.parquet"
    number = _next_number(folder, table)
    if single.exists():
        yield single.name, f"{table}/part-{number:05d}.parquet"
        number += 1
    _write(staging / f"{table}.parquet", table, data)
    yield f"{staging.name}/{table}.parquet", f"{table}/part-{number:05d}.parquet"


def _commit(staging: Path, moves: list[tuple[str, str]]) -> None:
    draft = staging / "journal.draft"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(moves, file)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(staging)
    sync_folder(staging.parent)
    draft.rename(staging / JOURNAL)
    sync_folder(staging)


def _next_number(folder: LedgerFolder, table: str) -> int:
    numbers = [
        int(number)
        for file in folder.files(table)
        if (number := file.stem.removeprefix("part-")).isdecimal()
    ]
    return max(numbers, default=-1) + 1


def _write(target: Path, table: str, data: Rows) -> None:
    schema = arrow_schema(table)
    batches = [data] if isinstance(data, pa.Table) else data
    with target.open("wb") as file:
        with pq.ParquetWriter(file, schema, **_settings(table)) as writer:
            for rows in batches:
                whole = pa.table(rows) if isinstance(rows, pa.RecordBatch) else rows
                writer.write_table(conform(table, whole), row_group_size=ROWS_IN_A_GROUP)
        file.flush()
        os.fsync(file.fileno())


def _settings(table: str) -> dict[str, object]:
    key = TABLES[table].key
    single_key = set(key) if len(key) == 1 else set()
    repeating = [
        name for name in TABLES[table].column_names if name not in _UNLIKE_EACH_OTHER | single_key
    ]
    return {"compression": "zstd", "compression_level": 1, "use_dictionary": repeating}


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the ledger against other writers; a second one is told at once."""
    if not path.is_dir():
        open_folder(path)
    with (path / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                f"Another program is adding rows to {path}: try again when it has finished."
            ) from None
        yield
