"""A crime that stands on the rows of several victims is, after an undoing, as without that load."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from little_force import HERE, NOW, empty_ledger, rows_of, write_csv

from touchpoint.extracts.loading import Loaded, load, undo
from touchpoint.extracts.profile import read_profile

VICTIMS = read_profile(str(HERE / "victims.toml"))
HEADINGS = ("Crime", "Victim", "Offence", "Age")
CRIMES = "SELECT investigation_id, offence_group FROM {investigations} ORDER BY ALL"
JOURNEYS = "SELECT journey_id, age FROM {journeys} ORDER BY ALL"

File = tuple[Mapping[int, str], Mapping[tuple[int, int], int]]
"""What a file says: the offence of each crime, and the age of each victim on its rows."""


def load_victims(ledger: Path, place: Path, file: File) -> Loaded:
    offences, ages = file
    rows = [
        (f"C{crime}", f"V{victim}", offences[crime], str(age))
        for (crime, victim), age in ages.items()
    ]
    return load(ledger, VICTIMS, write_csv(place, rows, HEADINGS), loaded_at=NOW)


def expected(files: list[File]) -> tuple[list[tuple[str, str]], list[tuple[str, int]]]:
    """What the last file that holds it says of each crime, and of each victim."""
    offences: dict[int, str] = {}
    ages: dict[tuple[int, int], int] = {}
    for said, held in files:
        offences |= {crime: said[crime] for crime, _ in held}
        ages |= held
    return (
        sorted((f"C{crime}", offence) for crime, offence in offences.items()),
        sorted((f"C{crime}-V{victim}", age) for (crime, victim), age in ages.items()),
    )


FILES = st.tuples(
    st.fixed_dictionaries({n: st.sampled_from(["theft", "fraud", "arson"]) for n in (1, 2)}),
    st.dictionaries(
        st.tuples(st.integers(1, 2), st.integers(1, 2)), st.sampled_from([30, 40]), max_size=3
    ),
)
STEPS = st.lists(FILES | st.integers(1, 5), min_size=3, max_size=7)


def of_one(offence: str, *victims: int) -> File:
    return {1: offence, 2: "theft"}, {(1, victim): 30 for victim in victims}


@example(steps=[of_one("theft", 1), of_one("fraud", 2), 1])
@example(steps=[of_one("theft", 1), of_one("fraud", 2), of_one("theft", 1), 2])
@example(steps=[of_one("theft", 1), of_one("fraud", 2), of_one("fraud", 1), 1, 2])
@example(steps=[of_one("theft", 1), of_one("fraud", 2), of_one("arson", 1), 2, 1])
@given(steps=STEPS)
@settings(max_examples=10, deadline=None)
def test_a_crime_is_as_the_last_standing_load_of_any_of_its_victims_says(
    steps: list[File | int],
) -> None:
    with TemporaryDirectory() as folder:
        ledger = empty_ledger(Path(folder) / "ledger")
        standing: dict[int, File] = {}
        for place, step in enumerate(steps):
            if not isinstance(step, int):
                loaded = load_victims(ledger, Path(folder) / f"{place}.csv", step)
                standing[loaded.load] = step
            elif standing:
                number = sorted(standing)[step % len(standing)]
                undo(ledger, number, undone_at=NOW)
                del standing[number]
            files = [standing[number] for number in sorted(standing)]
            assert (rows_of(ledger, CRIMES), rows_of(ledger, JOURNEYS)) == expected(files)


@pytest.mark.parametrize("undone", [2, 3])
def test_a_row_that_says_of_a_crime_what_another_row_said_since_is_unchanged_and_holds_it(
    undone: int, tmp_path: Path
) -> None:
    ledger = empty_ledger(tmp_path / "ledger")
    for number, victim in enumerate((1, 2, 1), 1):
        file = of_one("theft" if number == 1 else "fraud", victim)
        loaded = load_victims(ledger, tmp_path / "a.csv", file)
    assert (loaded.counts.unchanged, loaded.counts.corrected) == (1, 0)
    undo(ledger, undone, undone_at=NOW)
    assert rows_of(ledger, CRIMES) == [("C1", "fraud")]
