"""Every paper that comes with Touchpoint can be made of a force as it is, and of a bare ledger."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from made_papers import made, shipped

from touchpoint.papers.description.reading import shipped_papers
from touchpoint.papers.writing.sound import refuse_unsound
from touchpoint.synthetic import synthesise

NAMES = [path.stem for path in shipped_papers()]
KEPT = {"ledger.json", "investigations", "journeys", "touchpoints"}


@pytest.fixture(scope="module")
def force(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "force"
    synthesise(path, journeys=1_000, seed=1)
    return path


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("year", [2023, 2024])
def test_a_paper_is_made_of_a_made_up_force(force: Path, name: str, year: int) -> None:
    refuse_unsound(made(force, shipped(name), own(name, year), date(year, 12, 31)))


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_is_made_of_a_ledger_with_nothing_but_its_journeys(
    force: Path, name: str, tmp_path: Path
) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    for kept in KEPT:
        copy = shutil.copytree if (force / kept).is_dir() else shutil.copy
        copy(force / kept, bare / kept)
    refuse_unsound(made(bare, shipped(name), own(name, 2024), date(2024, 12, 31)))


def own(name: str, year: int) -> str:
    """The quarter to June, or June, as a paper reports."""
    months = shipped(name).period == "month"
    return f"{year}-06" if months else f"{year}-{year - 1999}Q1"
