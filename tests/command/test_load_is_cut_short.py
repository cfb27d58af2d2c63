"""A load of several files that ends early says what it loaded, and what it did not come to."""

import shutil
from pathlib import Path

import pytest

from command.test_load import HEADINGS, OURS, ROWS, counted
from command.typed import Answer, asked, no_file_over, typed

FILES = ("march.csv", "empty.csv", "year.csv", "april.csv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(OURS, tmp_path / "ours.toml")
    many = (f"D{n},01/03/2024 10:00,North,theft,40,Yes,05/03/2024,\n" for n in range(30_000))
    for name, rows in zip(FILES, (ROWS, "", "".join(many), ROWS), strict=True):
        (tmp_path / name).write_text(HEADINGS * bool(rows) + rows, encoding="utf-8")
    return tmp_path


def load(folder: Path, *files: str, before: str = "", after: str = "") -> Answer:
    words = ("load", "ledger", "--profile", "ours.toml", *files, "--format", "json")
    return typed(*words, within=folder, before=before, after=after)


def loaded(folder: Path) -> list[str]:
    rows = asked("loads", "ledger", within=folder).out.splitlines()[1:]
    return [row.split(",")[3] for row in rows]


def test_a_disk_that_fills_up_is_told_as_one_with_what_was_loaded_before(folder: Path) -> None:
    # No file may pass 60 kB, which the disk says just as it says that it is full.
    answer = load(folder, *FILES, before=no_file_over(60))
    assert answer.status == 1
    assert counted(answer) == [(3, 2, 0, 0, 1)]
    assert "ledger.refused/load-1-march.csv" in answer.err
    assert "empty.csv" in answer.err
    assert "year.csv was not finished: `touchpoint loads ledger` says whether" in answer.err
    assert "Not reached: april.csv.\n" in answer.err
    assert answer.err.endswith("The computer refused: File too large.\n")
    assert loaded(folder) == ["march.csv"]


def test_counts_that_cannot_be_written_do_not_hide_that_the_load_stands(folder: Path) -> None:
    answer = load(folder, "march.csv", after="> /dev/full")
    assert answer.status == 1
    assert answer.err.startswith("What was loaded stands (1 in `touchpoint loads ledger`): only")
    assert "ledger.refused/load-1-march.csv" in answer.err
    assert answer.err.endswith("The computer refused: No space left on device.\n")
    assert loaded(folder) == ["march.csv"]


def test_a_first_file_that_does_not_fit_leaves_no_ledger(folder: Path) -> None:
    answer = load(folder, "year.csv", before=no_file_over(60))
    assert (answer.status, counted(answer)) == (1, [])
    assert answer.err.endswith("The computer refused: File too large.\n")
    assert not (folder / "ledger").exists()
