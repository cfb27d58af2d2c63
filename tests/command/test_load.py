"""`touchpoint load`, `loads` and `undo`, typed by an analyst in a folder of spreadsheets."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from command.typed import Answer, asked

OURS = Path(__file__).parents[1] / "loading" / "ours.toml"
HEADINGS = "Crime No,Reported,Unit,Offence,Age,VPS offered,Offered on,Assessed\n"
ROWS = (
    "C1,01/03/2024 10:00,North,theft,40,Yes,05/03/2024,\n"
    "C2,02/03/2024 10:00,North,theft,41,No,05/03/2024,06/03/2024\n"
    "C3,03/03/2024 10:00,South,fraud,42,Y?,05/03/2024,\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "march.csv").write_text(HEADINGS + ROWS, encoding="utf-8")
    shutil.copy(OURS, tmp_path / "ours.toml")
    return tmp_path


def load(folder: Path, *files: str) -> Answer:
    return asked(
        "load", "ledger", "--profile", "ours.toml", *files, "--format", "json", within=folder
    )


def counted(answer: Answer) -> list[tuple[int, ...]]:
    names = ("read", "loaded", "unchanged", "corrected", "refused")
    return [tuple(row[name] for name in names) for row in json.loads(answer.out)]


def test_a_ledger_that_is_not_there_is_made_and_refused_rows_are_told(folder: Path) -> None:
    answer = load(folder, "march.csv")
    assert answer.status == 0, answer.err
    assert counted(answer) == [(3, 2, 0, 0, 1)]
    assert "Row 4, VPS offered: 'Y?' is none of Yes, Declined, No, - or blank." in answer.err
    assert "ledger.refused/load-1-march.csv" in answer.err
    assert asked("check", "ledger", within=folder).status == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "ledger",
        "ledger.refused",
        "march.csv",
        "ours.toml",
    ]


def test_a_file_and_a_ledger_whose_names_begin_with_a_tilde_are_where_they_lie(
    folder: Path,
) -> None:
    (folder / "march.csv").rename(folder / "~march.csv")
    words = ("load", "~t", "--profile", "ours.toml", "~march.csv", "--format", "json")
    assert counted(asked(*words, within=folder)) == [(3, 2, 0, 0, 1)]
    assert counted(asked(*words, within=folder)) == [(3, 0, 2, 0, 1)]
    assert asked("check", "~t", within=folder).status == 0


def test_the_same_file_twice_changes_nothing_and_both_loads_are_listed(folder: Path) -> None:
    assert counted(load(folder, "march.csv", "march.csv")) == [(3, 2, 0, 0, 1), (3, 0, 2, 0, 1)]
    listed = list(csv.DictReader(io.StringIO(asked("loads", "ledger", within=folder).out)))
    assert [(row["load"], row["file"], row["loaded"]) for row in listed] == [
        ("1", "march.csv", "2"),
        ("2", "march.csv", "0"),
    ]


def test_a_load_is_undone_by_its_number(folder: Path) -> None:
    load(folder, "march.csv")
    answer = asked("undo", "ledger", "1", within=folder)
    assert (answer.status, answer.out) == (0, "Load 1 is undone by 2: 2 rows were taken back.\n")
    verdicts = asked("verdicts", "ledger", "--format", "json", within=folder)
    assert json.loads(verdicts.out) == []
    again = asked("undo", "ledger", "1", within=folder)
    assert (again.status, again.out) == (1, "")
    assert again.err == "Load 1 was undone already, by 2.\n"


def test_a_file_that_cannot_be_read_leaves_no_ledger_and_says_why(folder: Path) -> None:
    (folder / "empty.csv").write_bytes(b"")
    answer = load(folder, "empty.csv")
    assert answer.status == 1
    assert "empty.csv" in answer.err
    assert "Traceback" not in answer.err
    assert not (folder / "ledger").exists()


def test_a_file_that_is_not_there_stops_the_others_before_they_are_begun(folder: Path) -> None:
    (folder / "may").mkdir()
    answer = load(folder, "march.csv", "april.csv", "may")
    assert (answer.status, answer.out) == (1, "")
    assert "april.csv is not there." in answer.err
    assert "may is a folder: name the files in it." in answer.err
    assert not (folder / "ledger").exists()


def test_a_file_that_cannot_be_read_does_not_stop_the_others(folder: Path) -> None:
    (folder / "empty.csv").write_bytes(b"")
    answer = load(folder, "empty.csv", "march.csv")
    assert answer.status == 1
    assert counted(answer) == [(3, 2, 0, 0, 1)]
    assert "empty.csv" in answer.err
