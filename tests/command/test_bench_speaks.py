"""`make bench` works from end to end on a small force, and leaves docs/ and build/ alone."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, str(ROOT / "tools" / "bench.py")]
JOURNEYS = "2,000"

RATIOS = (
    "counts by duty, month and state: times the floor",
    "counts by duty, month and state: times the floor, touchpoints as loaded",
    "counts by duty, month and state: times the floor, touchpoints as recorded",
    "the five commonest duties: how much longer pandas takes",
    "the counts: peak memory",
    "the counts, touchpoints as loaded: peak memory",
    "the counts, touchpoints as recorded: peak memory",
    "the verdict table to Parquet: peak memory",
    "one journey through the Postgres view: median",
)
FIGURES = (
    "the made-up force, written",
    "the floor",
    "counts of the whole edition",
    "counts of the five duties",
    "the same five with pandas",
    "the floor, touchpoints as loaded",
    "counts of the whole edition, touchpoints as loaded",
    "the floor, touchpoints as recorded",
    "counts of the whole edition, touchpoints as recorded",
    "touchpoint verdicts, every verdict to Parquet",
    "touchpoint check",
    "Postgres: loaded, indexed, analysed",
    "Postgres: the first call of a connection",
    "Postgres: median of 20 journeys",
    "Postgres: 95th percentile",
)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def printed(work: Path) -> str:
    """What a tiny run says on a terminal as wide as its tables."""
    done = subprocess.run(
        [*PROGRAM, "--work", str(work)],
        env={**os.environ, "BENCH": "tiny", "COLUMNS": "250"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def page(work: Path, printed: str) -> str:
    assert printed
    return (work / "benchmarks.md").read_text(encoding="utf-8")


def test_every_row_is_printed_with_a_figure(printed: str) -> None:
    for what in (*RATIOS, *FIGURES):
        row = re.escape(what) + rf" +{JOURNEYS} +[0-9.]+"
        assert re.search(row, printed), f"{what} has no figure in:\n{printed}"


def test_every_row_is_on_the_page_with_a_figure_above_nothing(page: str) -> None:
    for what in (*RATIOS, *FIGURES):
        (found,) = re.findall(rf"\| {re.escape(what)} \| {JOURNEYS} \| ([0-9.]+)", page)
        assert float(found) > 0, what


def test_ratios_stand_before_every_other_figure(page: str) -> None:
    places = [page.index(f"| {what} |") for what in (*RATIOS, *FIGURES)]
    assert max(places[: len(RATIOS)]) < min(places[len(RATIOS) :])


def test_every_figure_has_a_command_that_names_no_folder_of_this_machine(
    page: str, work: Path
) -> None:
    (_, commands) = page.split("## The command of each figure")
    rows = [line for line in commands.splitlines() if JOURNEYS in line]
    assert len(rows) == 12
    assert all(re.search(r"`\.venv/bin/[a-z]+ .*build/bench/force-2000", row) for row in rows)
    assert str(work) not in page
    assert str(ROOT) not in page


def test_the_page_says_what_it_was_measured_on(page: str) -> None:
    for name in ("cores", "GB of memory", "Python 3.", "DuckDB 2.", "pandas 2.", "Postgres 1"):
        assert name in page


def test_nothing_of_the_database_is_left(work: Path, printed: str) -> None:
    assert printed
    assert not (work / "pg").exists()


def test_an_extent_that_does_not_exist_is_refused_in_a_sentence() -> None:
    done = subprocess.run(
        PROGRAM,
        env={**os.environ, "BENCH": "huge"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "BENCH is 'huge': leave it out, or say full or tiny.\n"
