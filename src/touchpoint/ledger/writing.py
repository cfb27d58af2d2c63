"""Writing a ledger: a new one that appears whole or not at all, and batches added to an old one.

A new ledger is made in a hidden folder beside its place and moved there when it is finished. How a
batch is added is told in appending.py.
"""

import errno
import fcntl
import glob
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from touchpoint.errors import Refused
from touchpoint.ledger.appending import appending
from touchpoint.ledger.folder import DESCRIPTION, describe
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
    with _staging(path) as staging:
        yield staging
        (staging / DESCRIPTION).write_text(describe(), encoding="utf-8")
        staging.chmod(0o755)
        if replace and path.exists():
            shutil.rmtree(path)
        try:
            staging.rename(path)
        except OSError as fault:
            if fault.errno not in (errno.EEXIST, errno.ENOTEMPTY):
                raise
            raise Refused(f"{path} was made by another program meanwhile: try again.") from None


@contextmanager
def _staging(path: Path) -> Iterator[Path]:
    """A folder beside the place, held until it is moved there; what a killed one left goes first.

    Only one at a time looks for what was left, so that none takes what another has just begun.
    """
    begun = f".{path.name}-being-made-"
    with ExitStack() as holding:
        with _held(path.parent, fcntl.LOCK_EX):
            for left in path.parent.glob(f"{glob.escape(begun)}*"):
                with suppress(BlockingIOError), _held(left, fcntl.LOCK_EX | fcntl.LOCK_NB):
                    shutil.rmtree(left)
            staging = Path(tempfile.mkdtemp(prefix=begun, dir=path.parent))
            holding.enter_context(_held(staging, fcntl.LOCK_EX))
        try:
            yield staging
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise


@contextmanager
def _held(folder: Path, how: int) -> Iterator[None]:
    """Hold a folder against others that would hold it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, how)
        yield
    finally:
        os.close(descriptor)


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
    with appending(path) as staged:
        for table in TABLES:
            if table in batch:
                _write(staged.file(table), table, batch[table])


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
