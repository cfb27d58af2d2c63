"""The command is stopped, killed, cut off from its reader or out of room: nothing half is left."""

import os
import resource
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pyarrow.parquet as pq
import pytest
from little import batch, write_little

from command.typed import Answer, no_file_over, stop_all, terminal, typed
from touchpoint.ledger import append, open_folder

SOME_DONE = r"\b[1-9]\d*/\d{6,}"
"""A progress bar that has moved: the work is spread over processes and some of it is written."""


def test_a_terminal_sees_a_progress_bar_and_a_drawn_table(tmp_path: Path) -> None:
    with terminal("synthesise", "westmarch", "--journeys", "50", within=tmp_path) as shown:
        assert shown.ended() == 0
    assert "Making journeys" in shown.shown
    assert "50/50" in shown.shown
    with terminal("duties", within=tmp_path) as shown:
        assert shown.ended() == 0
    assert "R6.ARREST " in shown.shown


def test_ctrl_c_ends_with_130_and_a_sentence_and_leaves_nothing_behind(tmp_path: Path) -> None:
    words = ("synthesise", "westmarch", "--journeys", "2000000")
    with terminal(*words, within=tmp_path) as seen:
        seen.read_until(SOME_DONE)
        assert [path.name.startswith(".westmarch-") for path in tmp_path.iterdir()] == [True]
        seen.press("\x03")
        assert seen.ended() == 130
    assert seen.shown.endswith("Stopped.\r\n")
    assert "Traceback" not in seen.shown
    assert list(tmp_path.iterdir()) == []


def test_a_kill_leaves_no_ledger_of_that_name_and_one_can_be_made_afterwards(
    tmp_path: Path,
) -> None:
    words = ("synthesise", "westmarch", "--journeys", "2000000")
    with terminal(*words, within=tmp_path) as seen:
        seen.read_until(SOME_DONE)
        stop_all(seen.process)
        assert seen.ended() == -9
    assert not (tmp_path / "westmarch").exists()
    for left in tmp_path.iterdir():
        shutil.rmtree(left)  # test folders are kept for a while, and this is a large one
    assert typed("synthesise", "westmarch", "--journeys", "20", within=tmp_path).status == 0


@pytest.mark.parametrize("words", ["duties R6.ARREST", "duties --format json"])
def test_a_reader_that_has_gone_is_no_fault_to_speak_of(tmp_path: Path, words: str) -> None:
    told = typed(*words.split(), within=tmp_path, after="| head -c 1")
    assert (len(told.out), told.err) == (1, "")
    gone = typed(*words.split(), within=tmp_path, after="| :; exit ${PIPESTATUS[0]}")
    assert (gone.out, gone.err) == ("", "")
    assert gone.status in (0, 1), "0 where all was in the pipe before the reader had gone"


@pytest.mark.parametrize("after", ["> /dev/full", "--out full.csv", "--out full.json"])
def test_a_full_disk_under_the_output_is_a_sentence(tmp_path: Path, after: str) -> None:
    (tmp_path / "full.csv").symlink_to("/dev/full")
    (tmp_path / "full.json").symlink_to("/dev/full")
    assert typed("duties", within=tmp_path, after=after) == Answer(
        status=1, out="", err="The computer refused: No space left on device.\n"
    )


@pytest.mark.parametrize("journeys", ["400", "110000"])
def test_a_disk_without_room_for_a_new_ledger_leaves_nothing_behind(
    tmp_path: Path, journeys: str
) -> None:
    # No file may pass 20 kB, which the disk says just as it says that it is full.
    told = typed(
        "synthesise",
        "westmarch",
        "--journeys",
        journeys,
        within=tmp_path,
        before=no_file_over(20),
    )
    assert told == Answer(status=1, out="", err="The computer refused: File too large.\n")
    assert list(tmp_path.iterdir()) == []


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        # Python would cut what it compiles short as well.
        with patch.object(sys, "dont_write_bytecode", new=True):
            yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def journeys_in(path: Path) -> list[str]:
    files = open_folder(path).files("journeys")
    return [name for file in files for name in pq.read_table(file)["journey_id"].to_pylist()]


def test_a_disk_without_room_for_a_batch_leaves_the_old_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    write_little(path)
    held = ["J0"]
    ended = set()
    for size in range(0, 12_000, 400):
        before = snapshot(path)
        try:
            with no_file_larger_than(size):
                append(path, batch(size + 1))
        except OSError as error:
            ended.add(os.strerror(error.errno or 0))
            assert snapshot(path) == before
        else:
            ended.add("added")
            held.append(f"J{size + 1}")
        assert sorted(journeys_in(path)) == sorted(held)
    assert ended == {"added", "File too large"}


def snapshot(path: Path) -> set[tuple[str, int]]:
    """Every file of a ledger with its size; the lock, which holds nothing, aside."""
    return {
        (file.relative_to(path).as_posix(), file.stat().st_size)
        for file in path.rglob("*")
        if file.name != ".lock"
    }
