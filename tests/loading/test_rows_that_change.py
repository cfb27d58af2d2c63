"""A row that the source corrects is one correction, whatever and however much of it changes."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from little_force import (
    HERE,
    NOW,
    Crime,
    empty_ledger,
    load_crimes,
    rows_of,
    write_csv,
)

from touchpoint.extracts.loading import Counts, Loaded, load
from touchpoint.extracts.profile import read_profile

STATEMENTS = read_profile(str(HERE / "statements.toml"))
HEADINGS = ("Entry", "Crime", "VPS offered", "Offered on", "Taken on")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = empty_ledger(tmp_path / "ledger")
    load_crimes(path, tmp_path / "crimes.csv", [Crime(number=1), Crime(number=2)])
    return path


def load_statements(ledger: Path, file: Path, *rows: Sequence[str]) -> Loaded:
    return load(ledger, STATEMENTS, write_csv(file, rows, HEADINGS), loaded_at=NOW)


def test_a_row_of_which_two_touchpoints_change_is_one_correction(
    ledger: Path, tmp_path: Path
) -> None:
    same = ("E2", "C2", "Declined", "2024-03-06", "")
    load_statements(ledger, tmp_path / "a.csv", ("E1", "C1", "Yes", "2024-03-05", ""), same)
    for taken, day in (("2024-03-12", "2024-03-07"), ("2024-03-13", "2024-03-08"), ("", "")):
        row = ("E1", "C1", "Yes" if day else "", day, taken)
        loaded = load_statements(ledger, tmp_path / "b.csv", row, same)
        assert loaded.counts == Counts(read=2, loaded=0, unchanged=1, corrected=1, refused=0)
    replacing = "SELECT count(*) FROM {touchpoints} WHERE replaces IS NOT NULL"
    assert rows_of(ledger, replacing) == [(5,)]


def test_a_row_that_a_later_one_of_its_file_corrects_is_corrected_once(
    ledger: Path, tmp_path: Path
) -> None:
    last = replace(STATEMENTS, repeated="last")
    days = ("2024-03-05", "2024-03-06", "2024-03-06", "2024-03-07")
    ends = []
    for number in (3, 3, 4):
        rows = [("E1", "C1", "Yes", day, "") for day in days[:number]]
        file = write_csv(tmp_path / "a.csv", rows, HEADINGS)
        counts = load(ledger, last, file, loaded_at=NOW).counts
        ends.append((counts.loaded, counts.unchanged, counts.corrected))
    assert ends == [(1, 1, 1), (0, 3, 0), (0, 0, 4)]
