"""Whatever is loaded and undone, in whatever order, the ledger says what a plain reading says.

The plain reading: a row stands as the last load that holds it and is not undone left it.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from little_force import (
    NOW,
    OURS,
    Crime,
    empty_ledger,
    expected,
    held_in,
    load_crimes,
    rows_of,
    write_csv,
)

from touchpoint.cli.commands.check import faults_of
from touchpoint.extracts.loading import load, undo

CRIMES = st.builds(
    Crime,
    number=st.integers(1, 4),
    offence=st.sampled_from(["theft", "violence"]),
    age=st.sampled_from(["40", "41"]),
    offered=st.sampled_from(["", "-", "Yes", "Declined", "No"]),
    assessed=st.sampled_from(["", "06/03/2024", "07/03/2024"]),
)
FILES = st.lists(CRIMES, max_size=4, unique_by=lambda crime: crime.number)
STEPS = st.lists(FILES | st.integers(1, 5), min_size=2, max_size=6)


def stands(loads: dict[int, dict[int, Crime]]) -> list[Crime]:
    last = {number: crime for load in sorted(loads) for number, crime in loads[load].items()}
    return [last[number] for number in sorted(last)]


@given(steps=STEPS)
@settings(max_examples=8, deadline=None)
def test_a_ledger_holds_what_the_last_standing_load_of_each_row_says(
    steps: list[list[Crime] | int],
) -> None:
    with TemporaryDirectory() as folder:
        ledger = empty_ledger(Path(folder) / "ledger")
        standing: dict[int, dict[int, Crime]] = {}
        for number, step in enumerate(steps, 1):
            if isinstance(step, list):
                loaded = load_crimes(ledger, Path(folder) / f"{number}.csv", step)
                assert loaded.counts.read == len(step)
                assert loaded.counts.refused == 0
                standing[loaded.load] = {crime.number: crime for crime in step}
            elif standing:
                load = sorted(standing)[step % len(standing)]
                undo(ledger, load, undone_at=NOW)
                del standing[load]
            assert held_in(ledger) == expected(stands(standing))


def test_a_ledger_from_which_a_load_was_taken_back_is_sound(tmp_path: Path) -> None:
    ledger = empty_ledger(tmp_path / "ledger")
    load_crimes(ledger, tmp_path / "a.csv", [Crime(number=1, offered="Yes"), Crime(number=2)])
    load_crimes(ledger, tmp_path / "b.csv", [Crime(number=1, offered="No", unit="South")])
    undo(ledger, 1, undone_at=NOW)
    assert [finding.sentence for finding in faults_of(ledger)] == []
    undo(ledger, 2, undone_at=NOW)
    assert [finding.sentence for finding in faults_of(ledger)] == []
    assert held_in(ledger) == expected([])


def test_what_a_load_adds_lies_journey_by_journey_whatever_the_order_of_its_rows(
    tmp_path: Path,
) -> None:
    ledger = empty_ledger(tmp_path / "ledger")
    crimes = [Crime(number=1, offered="Yes", assessed="06/03/2024").cells] * 20_000
    rows = [(f"C{n * 7_919 % 20_000:05}", *cells[1:]) for n, cells in enumerate(crimes)]
    load(ledger, OURS, write_csv(tmp_path / "shuffled.csv", rows), loaded_at=NOW)
    lying = [name for (name,) in rows_of(ledger, "SELECT journey_id FROM {touchpoints}")]
    assert len(lying) == 40_000
    assert lying == sorted(lying)


@given(files=st.lists(FILES, min_size=1, max_size=2))
@settings(max_examples=5, deadline=None)
def test_loading_everything_again_adds_no_row_to_any_table(files: list[list[Crime]]) -> None:
    counting = "SELECT (SELECT count(*) FROM {touchpoints}), (SELECT count(*) FROM {journeys})"
    with TemporaryDirectory() as folder:
        ledger = empty_ledger(Path(folder) / "ledger")
        for number, file in enumerate(files):
            load_crimes(ledger, Path(folder) / f"{number}.csv", file)
            before = rows_of(ledger, counting)
            again = load_crimes(ledger, Path(folder) / f"{number}.csv", file)
            assert again.counts.unchanged == again.counts.read == len(file)
            assert rows_of(ledger, counting) == before


@given(
    crimes=st.lists(CRIMES, min_size=2, max_size=4, unique_by=lambda crime: crime.number),
    cut=st.integers(1, 3),
)
@settings(max_examples=5, deadline=None)
def test_files_that_do_not_overlap_give_the_same_ledger_in_any_order(
    crimes: list[Crime], cut: int
) -> None:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        one, other = empty_ledger(place / "one"), empty_ledger(place / "other")
        files = {"first.csv": crimes[:cut], "second.csv": crimes[cut:]}
        for name, rows in files.items():
            load_crimes(one, place / name, rows)
        for name, rows in reversed(files.items()):
            load_crimes(other, place / name, rows)
        ids = "SELECT touchpoint_id FROM {touchpoints} ORDER BY ALL"
        assert held_in(one) == held_in(other)
        assert rows_of(one, ids) == rows_of(other, ids)
