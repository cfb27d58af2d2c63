"""The shipped profiles work together: a sound ledger, sensible verdicts, nothing let out."""

import subprocess
import sys
from pathlib import Path

import pytest
from made_up_force import NOW, ORDER, SAMPLES, empty_ledger, force, rows, sample
from source import ROOT

from touchpoint.cli.commands.check import faults_of
from touchpoint.extracts.loading import load
from touchpoint.extracts.profile import explain, read_profile, shipped

FREE_TEXT = ("Made-up text", "Tried three times", "Check with OIC", "No update in week two")
NAMES = ("Nine Example", "@example.org", "07700", "ZZ1 1AA", "BYSTANDER", "192.0.2.")


def test_every_profile_has_one_sample_and_every_sample_its_profile() -> None:
    assert set(ORDER) == set(shipped())
    assert sorted(path.stem for path in SAMPLES.iterdir()) == sorted(shipped())


@pytest.mark.parametrize("name", ORDER)
def test_a_profile_says_what_the_file_is_and_what_goes_wrong_in_it(name: str) -> None:
    profile = read_profile(name)
    assert profile.name == name
    assert "goes wrong in it" in " ".join(profile.about.split())
    assert profile.title in explain(profile)


def test_the_ledger_of_the_samples_has_no_fault() -> None:
    assert faults_of(force().ledger) == []


@pytest.mark.parametrize("name", ORDER)
def test_a_sample_has_between_8_and_30_rows_and_each_ends_somewhere(name: str) -> None:
    counts = force().loads[name].counts
    assert 8 <= counts.read <= 30
    assert counts.read == counts.loaded + counts.refused


def test_contacts_and_free_text_are_in_no_table_but_that_of_identities() -> None:
    for table in ("investigations", "journeys", "touchpoints", "responses", "returns", "reviews"):
        written = str(rows(f"FROM {table}"))
        assert [word for word in (*FREE_TEXT, *NAMES) if word in written] == []


def test_loading_a_sample_again_changes_nothing(tmp_path: Path) -> None:
    ledger = tmp_path / "force"
    empty_ledger(ledger)
    for name in ORDER[:2]:
        load(ledger, read_profile(name), sample(name), loaded_at=NOW)
    again = load(ledger, read_profile(ORDER[1]), sample(ORDER[1]), loaded_at=NOW).counts
    assert (again.loaded, again.unchanged, again.corrected) == (0, again.read, 0)


def test_verdicts_of_the_samples_are_what_a_person_would_say(tmp_path: Path) -> None:
    out = tmp_path / "verdicts.parquet"
    program = Path(sys.executable).with_name("touchpoint")
    asked = ["verdicts", str(force().ledger), "--as-at", "2024-07-15", "--out", str(out)]
    subprocess.run([str(program), *asked], check=True, capture_output=True)
    held = rows("SELECT journey_id, duty_id, state FROM read_parquet(?)", str(out))
    said = {(journey, duty): state for journey, duty, state in held}
    # Arrested on 3 April and told the same day; charged on the 4th and told on the 8th, two
    # working days later, where one is the limit of a victim with enhanced rights.
    assert said["99/0101/24-V1", "R6.ARREST"] == "met"
    assert said["99/0101/24-V1", "R6.CHARGE"] == "late"
    assert said["99/0102/24-V1", "R6.NFA"] == "met"
    assert said["99/0102/24-V2", "R6.NFA"] == "missed"
    assert said["99/0105/24-V2", "R4.NEEDS"] == "declined"
    # Offered by the crime system and declined: the offer was made.
    assert said["99/0104/24-V1", "R7.OFFER"] == "met"
    # A message that could not be delivered confirms nothing.
    assert said["99/0103/24-V1", "R3.WRITTEN"] == "missed"
    assert said["99/0112/24-V1", "R3.WRITTEN"] == "met"


def test_the_script_writes_the_workbooks_as_they_are_shipped(tmp_path: Path) -> None:
    script = ROOT / "tools" / "samples.py"
    subprocess.run(
        [sys.executable, str(script), "--out", str(tmp_path)], check=True, capture_output=True
    )
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(written) == 5
    assert {name: (SAMPLES / name).read_bytes() for name in written} == written
