"""A batch is added whole or not at all: the writer is really killed, at every point, at random."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
from little import write_little

from touchpoint.ledger import LedgerFolder, open_folder
from touchpoint.ledger.folder import committed_moves

KEYS = {
    "investigations": "investigation_id",
    "journeys": "journey_id",
    "touchpoints": "touchpoint_id",
}


@contextmanager
def appender(path: Path) -> Iterator[subprocess.Popen[str]]:
    program = [sys.executable, str(Path(__file__).with_name("appender.py")), str(path)]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def start(process: subprocess.Popen[str], number: int, event: int) -> int:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{number} {event}\n")
    return int(process.stdout.readline())


def fate(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def batches_in(folder: LedgerFolder) -> set[str]:
    """The numbers of the batches that the folder holds; fails when a batch is there in part."""
    found = {
        table: sorted(
            value
            for file in folder.files(table)
            for value in pq.ParquetFile(file).read([key], use_threads=False)[key].to_pylist()
        )
        for table, key in KEYS.items()
    }
    numbers = {name.removeprefix("J") for name in found["journeys"]}
    assert found["investigations"] == sorted(f"I{number}" for number in numbers)
    assert found["touchpoints"] == sorted(f"T{n}{half}" for n in numbers for half in "ab")
    return numbers


def look(path: Path, before: set[str], number: int) -> set[str]:
    """What a reader finds after a kill: first one that may not write, then one that may."""
    untouched = batches_in(LedgerFolder(path=path, moves=committed_moves(path)))
    mended = batches_in(open_folder(path))
    assert untouched == mended
    assert mended in (before, before | {str(number)})
    return mended


def test_a_writer_killed_at_any_touch_of_the_disk_leaves_the_old_ledger_or_the_new(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ledger"
    write_little(path)
    now = {"0"}
    outcomes = set()
    with appender(path) as process:
        for event in range(1, 500):
            start(process, event, event)
            ended = fate(process)
            after = look(path, now, event)
            outcomes.add(after == now)
            now = after
            if ended == "ended 0":
                break
    assert ended == "ended 0", "the writer never got to its end"
    assert event > 15, "the writer touched the disk more often than this"
    assert outcomes == {True, False}, "some kills come before the commit and some after it"


def test_two_hundred_kills_at_random_moments_leave_a_ledger_that_reads(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    dice = random.Random(20240401)  # noqa: S311 - a moment, not a secret
    killed = 0
    with appender(path) as process:
        for number in range(1, 201):
            if number % 20 == 1:  # a ledger of many batches takes long to look at
                shutil.rmtree(path, ignore_errors=True)
                write_little(path)
                now = {"0"}
            child = start(process, number, 0)
            fuse = threading.Timer(dice.random() * 0.025, kill, [child])
            fuse.start()
            killed += fate(process) == "killed"
            fuse.cancel()
            now = look(path, now, number)
    assert killed > 20


def kill(child: int) -> None:
    try:
        os.kill(child, signal.SIGKILL)
    except ProcessLookupError:
        return


def test_the_next_append_sweeps_away_what_a_dead_writer_left(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    write_little(path)
    with appender(path) as process:
        for event in range(1, 500):
            start(process, 1, event)
            assert fate(process) == "killed"
            if list(path.glob(".append-*/*.parquet")):
                break
        start(process, 2, 0)
        assert fate(process) == "ended 0"
    assert not list(path.glob(".append-*"))
    assert "2" in batches_in(open_folder(path))


def test_a_table_kept_in_one_file_becomes_a_folder_when_a_batch_is_added(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    write_little(path)
    for table in KEYS:
        (path / table / "part-00000.parquet").rename(path / f"{table}.parquet")
        (path / table).rmdir()
    with appender(path) as process:
        for event in range(1, 500):
            start(process, 1, event)
            ended = fate(process)
            now = look(path, {"0"}, 1)
            if now != {"0"}:
                break
    assert (ended, now) == ("killed", {"0", "1"})
    for table in KEYS:
        assert not (path / f"{table}.parquet").exists()
        assert len(list((path / table).glob("*.parquet"))) == 2
