"""Adding to a ledger: a batch is staged beside its tables and committed by the rename of a journal.

Whoever adds holds the ledger against other writers from the first look at it to the commit, so that
what is added may depend on what is there. A crash at any instant leaves the old ledger or the new.
"""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from touchpoint.errors import Refused
from touchpoint.ledger.folder import (
    ASIDE,
    JOURNAL,
    MEMORY,
    STAGING,
    LedgerFolder,
    Move,
    finish_append,
    open_folder,
    sync_folder,
)
from touchpoint.ledger.tables import TABLES


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What is about to be added: one Parquet file for each table, in a folder of its own."""

    folder: LedgerFolder
    staging: Path
    replaced: set[str] = field(default_factory=set)

    def file(self, table: str, *, instead: bool = False) -> Path:
        """Where to write the rows of a table; with `instead`, all that it is to hold."""
        _refuse_unknown(table)
        if instead:
            self.replaced.add(table)
        return self.staging / f"{table}.parquet"

    def aside(self, name: str) -> Path:
        """Where to write a CSV file that is for whoever appends, and no part of the ledger.

        It goes with a batch that fails, and lies in the ledger's folder `.aside` once it is in.
        """
        (self.staging / ASIDE).mkdir(exist_ok=True)
        return self.staging / ASIDE / name

    def moves(self) -> Iterator[Move]:
        """How the staged files come to their tables, once they are all written."""
        for table in (*TABLES, *MEMORY):
            if (self.staging / f"{table}.parquet").exists():
                yield from self._moves_of(table)
        for file in sorted(self.staging.glob(f"{ASIDE}/*.csv")):
            yield f"{self.staging.name}/{ASIDE}/{file.name}", f"{ASIDE}/{file.name}"

    def _moves_of(self, table: str) -> Iterator[Move]:
        number = _next_number(self.folder, table)
        single = self.folder.path / f"{table}.parquet"
        if table in self.replaced:
            for file in self.folder.files(table):
                yield file.relative_to(self.folder.path).as_posix(), None
        elif single.exists():
            yield single.name, f"{table}/part-{number:05d}.parquet"
            number += 1
        yield f"{self.staging.name}/{table}.parquet", f"{table}/part-{number:05d}.parquet"


@contextmanager
def appending(path: Path) -> Iterator[Batch]:
    """Stage a batch for a ledger; it is committed when the block ends, and dropped if it fails."""
    with _alone(path):
        folder = open_folder(path)
        _refuse_absent_tables(path, folder)
        for abandoned in path.glob(f"{STAGING}*"):
            shutil.rmtree(abandoned)
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=folder.path))
        batch = Batch(folder=folder, staging=staging)
        try:
            yield batch
            moves = list(batch.moves())
            if moves:
                _commit(staging, moves)
            else:
                shutil.rmtree(staging)
        except BaseException:
            if not (staging / JOURNAL).exists():
                shutil.rmtree(staging, ignore_errors=True)
            raise
        finish_append(path)


def _refuse_unknown(table: str) -> None:
    if table not in TABLES and table not in MEMORY:
        raise Refused(f"A ledger has no table {table}: it has {', '.join(TABLES)} and no other.")


def _refuse_absent_tables(path: Path, folder: LedgerFolder) -> None:
    """Adding to a ledger that has lost a table would hide the loss."""
    absent = [t.name for t in TABLES.values() if t.required and not folder.files(t.name)]
    if absent:
        raise Refused(
            f"{path} has lost what a ledger must have: nothing was added to it.",
            [f"The table {name} is missing: put it back first." for name in absent],
        )


def _commit(staging: Path, moves: list[Move]) -> None:
    for staged in (*staging.glob("*.parquet"), *staging.glob(f"{ASIDE}/*.csv")):
        _sync_file(staged)
    draft = staging / "journal.draft"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(moves, file)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(staging)
    sync_folder(staging.parent)
    draft.rename(staging / JOURNAL)
    sync_folder(staging)


def _sync_file(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _next_number(folder: LedgerFolder, table: str) -> int:
    numbers = [
        int(number)
        for file in folder.files(table)
        if (number := file.stem.removeprefix("part-")).isdecimal()
    ]
    return max(numbers, default=-1) + 1


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
