"""A table on a terminal can be read there: numbers are rounded and no name is cut in two."""

import re
from pathlib import Path

import pytest

from command.typed import asked, terminal
from touchpoint.cli.drawn import drawn_cell
from touchpoint.synthetic import synthesise

DAY = ("--as-at", "2024-06-30")
FIGURES = ("measure", "force", "needs_assessed", "--by", "quarter,unit:area", *DAY)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn")
    synthesise(folder / "force", journeys=1_500, seed=3, workers=1)
    return folder


def drawn(here: Path, *words: str, columns: int) -> list[str]:
    """The lines that a terminal of so many columns shows, without what makes them bold."""
    with terminal(*words, within=here, columns=columns) as shown:
        assert shown.ended() == 0, shown.shown
    plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.shown)
    return [line.rstrip() for line in plain.replace("\r", "\n").splitlines()]


@pytest.mark.parametrize("columns", [80, 120])
def test_figures_by_unit_are_one_line_each_even_on_eighty_columns(here: Path, columns: int) -> None:
    lines = drawn(here, *FIGURES, "--from", "2024-05-01", columns=columns)
    rows = [line for line in lines if line.startswith("needs_assessed")]
    assert len(rows) > 5
    for row in rows:
        assert re.search(r" 2024-25Q1 .* +\d+ +\d+ +0\.\d{3} +0\.\d{3} +0\.\d{3} +shown", row)
    assert max(map(len, lines)) <= columns


def test_what_other_programs_read_has_every_place(here: Path) -> None:
    answer = asked(*FIGURES, "--from", "2024-05-01", "--format", "csv", within=here)
    assert re.search(r"0\.\d{9,}", answer.out)


def test_a_table_that_does_not_fit_is_drawn_row_by_row_with_no_word_broken(here: Path) -> None:
    lines = drawn(here, "duties", columns=80)
    assert "id            R6.ARREST" in lines
    assert "edition       victims-code-2021" in lines
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    ("value", "read"),
    [(0.23809523, "0.238"), (1234.5, "1,234.500"), (7, "7"), (None, ""), (True, "true")],
)
def test_a_cell_is_drawn_with_three_places_at_most(value: object, read: str) -> None:
    assert drawn_cell(value) == read
