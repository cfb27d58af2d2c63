"""A ledger on disk: where its files lie, what its `ledger.json` says, and the append under way.

A batch on its way in waits in a folder of its own, `.append-…`, beside the tables. The moment its
journal is in place the batch belongs to the ledger, whether or not its files have reached their
tables: whoever opens the folder next moves them there, or reads them where they are when the folder
cannot be written to. No two batches share a name, so a slow helper can never touch a later batch.

A journal lists moves: a staged file and its table, or a file of a table and nothing, when the batch
puts another in its place. Beside its tables a ledger may keep a memory of what was loaded into it,
and for whoever appended it a file that is no part of the ledger lies aside until it is fetched.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from touchpoint.errors import Refused
from touchpoint.ledger.tables import CALENDAR, FORMAT, TABLES, TIME_ZONE

DESCRIPTION = "ledger.json"
STAGING = ".append-"
JOURNAL = "journal.json"
MEMORY = ("loads", "rows", "records")
"""Folders of Parquet files that are no tables of the contract: what was loaded, and from where."""
ASIDE = ".aside"
"""Where what a batch puts aside lies from its commit until it is fetched."""

Move: TypeAlias = tuple[str, str | None]
"""From where to where; to nowhere when the file is to go."""


@dataclass(frozen=True, kw_only=True)
class LedgerFolder:
    """An open ledger: its folder and the moves of a committed batch that are still to be made."""

    path: Path
    moves: tuple[Move, ...] = ()

    def files(self, table: str) -> tuple[Path, ...]:
        """The Parquet files of a table in order; none where the ledger does not have it."""
        found = {path.relative_to(self.path).as_posix() for path in _files(self.path, table)}
        for source, target in self.moves:
            if _table_of(target or source) != table:
                continue
            found.discard(source)
            if target is not None:
                found.add(target if (self.path / target).exists() else source)
        return tuple(self.path / name for name in sorted(found))


def describe() -> str:
    """What `ledger.json` says of a ledger of this format."""
    return json.dumps({"format": FORMAT, "calendar": CALENDAR, "time_zone": TIME_ZONE}) + "\n"


def open_folder(path: Path) -> LedgerFolder:
    """Open a ledger, finishing a committed append that was cut short; refuse what is not one.

    That a table is missing is for structure.py to find: what is there can be read without it.
    """
    faults = [*folder_faults(path)]
    if faults:
        raise Refused(f"{path} cannot be read as a ledger.", faults)
    finish_append(path)
    # Absolute, since DuckDB takes a path that begins with ~ to lie in its user's own folder.
    return LedgerFolder(path=path.absolute(), moves=committed_moves(path))


def folder_faults(path: Path) -> Iterator[str]:
    """What is wrong with the folder itself, with its `ledger.json` and with an append under way."""
    if not path.is_dir():
        state = "is a file, not a folder" if path.exists() else "does not exist"
        yield f"{path} {state}: give the folder that holds ledger.json."
        return
    yield from _description_faults(path)
    yield from _journal_faults(path)


def _description_faults(path: Path) -> Iterator[str]:
    try:
        said = json.loads((path / DESCRIPTION).read_text(encoding="utf-8"))
    except FileNotFoundError:
        yield f"ledger.json is missing: a ledger has one that says {describe().strip()}"
        return
    except (OSError, ValueError, RecursionError) as error:
        yield f"ledger.json cannot be read as JSON ({error}): it should say {describe().strip()}"
        return
    if not isinstance(said, dict):
        yield f"ledger.json holds no JSON object: it should say {describe().strip()}"
        return
    for name, wanted in (("format", FORMAT), ("calendar", CALENDAR), ("time_zone", TIME_ZONE)):
        found = said.get(name)
        if found != wanted or type(found) is not type(wanted):
            yield (
                f"ledger.json gives {name} as {json.dumps(found)}: "
                f"this version reads {json.dumps(wanted)} only."
            )


def _journal_faults(path: Path) -> Iterator[str]:
    """Journals that cannot be followed: a ledger from elsewhere must not move files at will."""
    for journal in _journals(path):
        place = journal.relative_to(path).as_posix()
        try:
            moves = _read_journal(journal)
        except (OSError, TypeError, ValueError, RecursionError):
            yield f"{place} is no list of moves into tables: remove {journal.parent.name}."
            continue
        for source, target in moves:
            # The source is looked for first: somebody else may be moving it at this moment.
            if target and not (path / source).exists() and not (path / target).exists():
                yield f"{place} names {source}, which is neither there nor in its table."


def committed_moves(path: Path) -> tuple[Move, ...]:
    """The moves of batches that were committed and have not wholly reached their tables."""
    return tuple(move for journal in _journals(path) for move in _read_journal(journal))


def finish_append(path: Path) -> None:
    """Move the files of a committed batch to their tables. May be done twice, or by two at once."""
    if not os.access(path, os.W_OK):
        return
    for journal in _journals(path):
        touched = {path, journal.parent}
        for source, target in _read_journal(journal):
            _move(path, source, target)
            touched.add((path / (target or source)).parent)
        for folder in sorted(touched):
            if folder.exists():
                sync_folder(folder)
        shutil.rmtree(journal.parent, ignore_errors=True)
        sync_folder(path)


def _move(path: Path, source: str, target: str | None) -> None:
    if target is None:
        (path / source).unlink(missing_ok=True)
        return
    (path / target).parent.mkdir(exist_ok=True)
    try:
        (path / source).rename(path / target)
    except FileNotFoundError:
        if not (path / target).exists():
            raise


def sync_folder(path: Path) -> None:
    """Make the names in a folder outlive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _journals(path: Path) -> list[Path]:
    return sorted(path.glob(f"{STAGING}*/{JOURNAL}"))


def _read_journal(journal: Path) -> list[Move]:
    """The moves a journal lists; none when somebody else has just finished it."""
    try:
        moves = [(source, target) for source, target in json.loads(journal.read_bytes())]
    except FileNotFoundError:
        return []
    if not all(_stays_inside(*move) for move in moves):
        raise ValueError("a move is not from a staged file to its table")
    return moves


def _stays_inside(source: object, target: object) -> bool:
    aside = re.fullmatch(r"\.append-[^/]+/(\.aside/[^/]+\.csv)", str(source))
    if aside is not None:
        return target == aside[1]
    if target is None:
        going = re.fullmatch(r"([a-z]+)(?:/[^/]+)?\.parquet", str(source))
        return bool(going and going[1] in (*TABLES, *MEMORY))
    staged = re.fullmatch(r"(?:\.append-[^/]+/)?([a-z]+)\.parquet", str(source))
    placed = re.fullmatch(r"([a-z]+)/part-[0-9]+\.parquet", str(target))
    return bool(staged and placed and staged[1] == placed[1] and staged[1] in (*TABLES, *MEMORY))


def _files(path: Path, table: str) -> Iterator[Path]:
    single = path / f"{table}.parquet"
    if single.is_file():
        yield single
    if (path / table).is_dir():
        yield from (part for part in (path / table).glob("*.parquet") if not is_hidden(part.name))


def is_hidden(name: str) -> bool:
    """Whether engines and shells pass over a name: what begins so is left by a copy or a write."""
    return name.startswith((".", "_"))


def _table_of(target: str) -> str:
    return Path(target).parts[0].removesuffix(".parquet")
