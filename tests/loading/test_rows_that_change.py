"""A row that the source corrects is one correction, whatever and however much of it changes."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from by_hand import correct
from hypothesis import given, settings
from hypothesis import strategies as st
from little_force import (
    HERE,
    NOW,
    RESULTS,
    Crime,
    empty_ledger,
    held_in,
    load_crimes,
    rows_of,
    write_csv,
)

from touchpoint.cli.commands.check import faults_of
from touchpoint.extracts.loading import Counts, Loaded, load, undo
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


ROWS = st.tuples(st.sampled_from(["C1", "C2"]), st.sampled_from(["", "Yes", "Declined"]))
FILES = st.dictionaries(st.integers(1, 2), ROWS, max_size=2)
STEPS = st.lists(FILES | st.integers(1, 5), min_size=2, max_size=6)


def said_of(entry: int, crime: str, offered: str) -> set[tuple[str, str, str, str | None]]:
    journey, day = f"{crime}-V1", f"2024-03-0{entry}"
    offer = {(journey, "statement.offered", day, RESULTS[offered])} if offered else set()
    return {*offer, (journey, "statement.taken", day, None)}


@given(steps=STEPS)
@settings(max_examples=10, deadline=None)
def test_whichever_victim_a_row_is_about_it_counts_for_that_one_and_no_other(
    steps: list[dict[int, tuple[str, str]] | int],
) -> None:
    with TemporaryDirectory() as folder:
        ledger = empty_ledger(Path(folder) / "ledger")
        load_crimes(ledger, Path(folder) / "crimes.csv", [Crime(number=1), Crime(number=2)])
        loaded: dict[int, dict[int, tuple[str, str]]] = {}
        for place, step in enumerate(steps):
            if isinstance(step, dict):
                rows = [
                    (f"E{n}", crime, said, f"2024-03-0{n}" if said else "", f"2024-03-0{n}")
                    for n, (crime, said) in step.items()
                ]
                file = Path(folder) / f"{place}.csv"
                loaded[load_statements(ledger, file, *rows).load] = step
            elif loaded:
                number = sorted(loaded)[step % len(loaded)]
                undo(ledger, number, undone_at=NOW)
                del loaded[number]
            stands = {n: row for number in sorted(loaded) for n, row in loaded[number].items()}
            wanted = set().union(*(said_of(n, *row) for n, row in stands.items()))
            assert held_in(ledger).touchpoints == wanted
            assert faults_of(ledger) == []


def test_what_is_said_of_another_victim_is_withdrawn_from_the_first(
    ledger: Path, tmp_path: Path
) -> None:
    for crime in ("C1", "C2", "C1"):
        row = ("E1", crime, "Yes", "2024-03-05", "")
        loaded = load_statements(ledger, tmp_path / "a.csv", row)
    assert loaded.counts == Counts(read=1, loaded=0, unchanged=0, corrected=1, refused=0)
    lines = "SELECT journey_id, list(kind ORDER BY touchpoint_id) FROM {touchpoints} GROUP BY ALL"
    assert sorted(rows_of(ledger, lines)) == [
        ("C1-V1", ["statement.offered", "touchpoint.withdrawn", "statement.offered"]),
        ("C2-V1", ["statement.offered", "touchpoint.withdrawn"]),
    ]
    undo(ledger, loaded.load, undone_at=NOW)
    assert held_in(ledger).touchpoints == {("C2-V1", "statement.offered", "2024-03-05", "accepted")}


def test_what_was_corrected_by_hand_counts_once_when_a_row_moves_away_and_comes_back(
    ledger: Path, tmp_path: Path
) -> None:
    load_statements(ledger, tmp_path / "a.csv", ("E1", "C1", "Yes", "2024-03-05", ""))
    correct(ledger, "statement.offered", "by-hand", result="declined")
    load_statements(ledger, tmp_path / "b.csv", ("E1", "C2", "Yes", "2024-03-05", ""))
    corrected = ("C1-V1", "statement.offered", "2024-03-05", "declined")
    moved = ("C2-V1", "statement.offered", "2024-03-05", "accepted")
    assert held_in(ledger).touchpoints == {corrected, moved}
    undo(ledger, 3, undone_at=NOW)
    assert held_in(ledger).touchpoints == {corrected}
    assert faults_of(ledger) == []
