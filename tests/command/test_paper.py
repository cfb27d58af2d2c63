"""`touchpoint paper` and `touchpoint papers`: four forms or none, and how each fault is told."""

import json
from pathlib import Path

import pytest

from command.typed import asked, no_file_over, typed

PAPER = """
name = "little"
title = "A little paper"
statement = "What a little paper is for."
period = "month"
[[sections]]
id = "needs"
heading = "Needs"
[[sections.blocks]]
paragraph = [{ claim = "changed", measure = "needs_assessed" }]
[[sections.blocks]]
[sections.blocks.table]
id = "months"
caption = "Needs by month"
stub = "Month"
rows = { periods = { last = 2 } }
columns = [{ measure = "needs_assessed" }]
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small force and a description of a paper."""
    folder = tmp_path_factory.mktemp("papers")
    (folder / "little.toml").write_text(PAPER, encoding="utf-8")
    made = asked(
        "synthesise", "force", "--journeys", "800", "--seed", "5",
        "--from", "2024-01-01", "--to", "2024-06-30", within=folder,
    )  # fmt: skip
    assert made.status == 0, made.err
    return folder


def test_a_paper_is_written_in_four_forms_and_remembered(place: Path) -> None:
    words = ("paper", "force", "--paper", "little.toml", "--as-at", "2024-08-31", "--out", "out")
    made = asked(*words, "--quarter", "2024-25Q1", "--force-name", "Ours", within=place)
    assert made.status == 0, made.err
    names = {path.name for path in (place / "out").iterdir()}
    endings = (".docx", ".pdf", ".html", ".xlsx", ".figures.json")
    assert names == {f"little-2024-06{ending}" for ending in endings}
    kept = json.loads((place / "out" / "little-2024-06.figures.json").read_text())
    assert kept["period"] == "2024-06"
    assert kept["force"] == "Ours"
    assert len(list((place / "force" / "released").iterdir())) == 1


def test_the_rows_behind_a_figure_make_no_paper(place: Path) -> None:
    answer = asked(
        "paper", "force", "--paper", "little.toml", "--period", "2024-06", "--as-at",
        "2024-08-31", "--figure", "needs_assessed.2024-06", "--rows", "rows.csv", within=place,
    )  # fmt: skip
    assert answer.status == 0, answer.err
    first = (place / "rows.csv").read_text().splitlines()[0]
    assert first == "measure,period,row,id,numerator,denominator"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--paper", "nothing", "--quarter", "2024-25Q1", "--out", "x"), 1, "no paper 'nothing'"),
        (("--paper", "little.toml", "--out", "x"), 2, "Say which period"),
        (("--paper", "little.toml", "--quarter", "2024-25Q1"), 2, "Say where to write"),
        (("--paper", "little.toml", "--quarter", "2024-25Q9", "--out", "x"), 2, "quarter 9"),
        (("--paper", "little.toml", "--quarter", "2024-06", "--out", "x"), 2, "is a month"),
        (("--paper", "little.toml", "--period", "2024-06", "--figure", "a"), 2, "together"),
        (("--paper", "little.toml", "--period", "2199-12", "--out", "x"), 1, "begins after"),
    ],
)
def test_what_is_asked_wrongly_is_said(
    place: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    answer = asked("paper", "force", *words, within=place)
    assert answer.status == status
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert not (place / "x").exists()


def test_a_paper_that_there_is_no_room_for_leaves_no_folder(place: Path) -> None:
    words = ("--paper", "little.toml", "--as-at", "2024-08-31", "--quarter", "2024-25Q1")
    # No file may pass 4 kB, which the disk says just as it says that it is full.
    answer = typed(
        "paper", "force", *words, "--out", "new/papers", within=place, before=no_file_over(4)
    )
    assert (answer.status, answer.out) == (1, "")
    assert "File too large" in answer.err
    assert not (place / "new").exists()


def test_papers_are_listed_and_described(place: Path) -> None:
    listed = asked("papers", within=place)
    assert listed.status == 0
    assert "victim-confidence,Victim confidence,quarter" in listed.out
    described = asked("papers", "little.toml", "--format", "json", within=place)
    rows = json.loads(described.out)
    assert [row["block"] for row in rows] == ["claim", "table"]
    assert rows[0]["measures"] == "needs_assessed"
