"""What somebody corrected by hand stands against loads and undoings, and is corrected once."""

from pathlib import Path

import pytest
from by_hand import correct, take_back
from little_force import (
    NOW,
    TOLD,
    TOLD_HEADINGS,
    Crime,
    empty_ledger,
    expected,
    held_in,
    load_crimes,
    rows_of,
    write_csv,
)

from touchpoint.cli.commands.check import faults_of
from touchpoint.errors import Refused
from touchpoint.extracts.loading import load, undo

OFFER = "statement.offered"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with one crime, whose victim accepted the offer of a statement."""
    made = empty_ledger(tmp_path / "ledger")
    load_crimes(made, tmp_path / "first.csv", [Crime(number=1, offered="Yes")])
    return made


def offers(ledger: Path) -> list[str | None]:
    """The results of the offers that count; every correction corrects something of its own."""
    assert [finding.sentence for finding in faults_of(ledger)] == []
    found = {result for _, kind, _, result in held_in(ledger).touchpoints if kind == OFFER}
    return sorted(found, key=str)


def says(offered: str, **other: str) -> list[Crime]:
    return [Crime(number=1, offered=offered, **other)]


def test_the_same_file_changes_nothing_of_what_was_corrected(ledger: Path, tmp_path: Path) -> None:
    correct(ledger, OFFER, "hand", result="declined")
    before = rows_of(ledger, "SELECT count(*) FROM {touchpoints}")
    again = load_crimes(ledger, tmp_path / "same.csv", says("Yes"))
    assert again.counts.unchanged == 1
    assert rows_of(ledger, "SELECT count(*) FROM {touchpoints}") == before
    assert offers(ledger) == ["declined"]


def test_news_of_something_else_in_the_row_leaves_a_correction_alone(
    ledger: Path, tmp_path: Path
) -> None:
    take_back(ledger, OFFER, "hand")
    loaded = load_crimes(ledger, tmp_path / "b.csv", says("Yes", age="41"))
    assert loaded.counts.corrected == 1
    assert loaded.standing == ()
    assert offers(ledger) == []


def test_news_of_what_was_corrected_is_kept_and_told_and_the_correction_stands(
    ledger: Path, tmp_path: Path
) -> None:
    correct(ledger, OFFER, "hand", result="declined")
    news = load_crimes(ledger, tmp_path / "b.csv", says("No"))
    assert news.counts.corrected == 1
    assert [str(one) for one in news.standing] == ["C1-V1: statement.offered"]
    assert any("What was corrected stands." in sentence for sentence in news.told)
    assert offers(ledger) == ["declined"]
    line = (
        "SELECT result, source FROM {touchpoints} WHERE kind = 'statement.offered' "
        "ORDER BY length(touchpoint_id), touchpoint_id"
    )
    assert sorted(rows_of(ledger, line)) == [
        ("accepted", "crime_system"),
        ("declined", "touchpoint"),
        ("declined", "touchpoint"),
        ("not_asked", "crime_system"),
    ]
    again = load_crimes(ledger, tmp_path / "c.csv", says("No"))
    assert again.counts.unchanged == 1
    assert again.standing == ()


def test_what_was_taken_back_is_not_revived_by_news_or_by_undoing_it(
    ledger: Path, tmp_path: Path
) -> None:
    take_back(ledger, OFFER, "hand")
    news = load_crimes(ledger, tmp_path / "b.csv", says("Declined"))
    assert offers(ledger) == []
    undone = undo(ledger, news.load, undone_at=NOW)
    assert [str(one) for one in undone.standing] == ["C1-V1: statement.offered"]
    assert offers(ledger) == []


def test_a_correction_stands_when_the_load_that_brought_it_is_undone_and_loaded_again(
    ledger: Path, tmp_path: Path
) -> None:
    news = load_crimes(ledger, tmp_path / "b.csv", says("No"))
    correct(ledger, OFFER, "hand", result="declined")
    undo(ledger, news.load, undone_at=NOW)
    assert offers(ledger) == ["declined"]
    load_crimes(ledger, tmp_path / "b.csv", says("No"))
    assert offers(ledger) == ["declined"]


def test_what_was_taken_back_stays_so_when_its_load_is_undone_and_loaded_again(
    ledger: Path, tmp_path: Path
) -> None:
    log = write_csv(tmp_path / "log.csv", [("E1", "C1", "2024-03-09")], TOLD_HEADINGS)
    made = load(ledger, TOLD, log, loaded_at=NOW)
    take_back(ledger, "victim.updated", "hand")
    undo(ledger, made.load, undone_at=NOW)
    load(ledger, TOLD, log, loaded_at=NOW)
    assert offers(ledger) == ["accepted"]
    assert held_in(ledger) == expected(says("Yes"))


def test_a_source_that_says_by_now_what_was_corrected_is_followed_again(
    ledger: Path, tmp_path: Path
) -> None:
    correct(ledger, OFFER, "hand", result="declined")
    agreeing = load_crimes(ledger, tmp_path / "b.csv", says("Declined"))
    assert agreeing.standing == ()
    assert offers(ledger) == ["declined"]
    assert load_crimes(ledger, tmp_path / "c.csv", says("No")).standing == ()
    assert offers(ledger) == ["not_asked"]


def test_a_source_that_is_silent_by_now_of_what_was_taken_back_is_followed_again(
    ledger: Path, tmp_path: Path
) -> None:
    take_back(ledger, OFFER, "hand")
    load_crimes(ledger, tmp_path / "b.csv", says(""))
    assert offers(ledger) == []
    load_crimes(ledger, tmp_path / "c.csv", says("No"))
    assert offers(ledger) == ["not_asked"]


def test_a_journey_with_a_correction_by_hand_does_not_go_with_its_load(ledger: Path) -> None:
    correct(ledger, OFFER, "hand", result="declined")
    with pytest.raises(Refused, match="while other rows rest on it"):
        undo(ledger, 1, undone_at=NOW)
    assert offers(ledger) == ["declined"]


def test_a_correction_of_a_correction_stands_as_well(ledger: Path, tmp_path: Path) -> None:
    correct(ledger, OFFER, "one", result="declined")
    correct(ledger, OFFER, "two", result="deferred")
    load_crimes(ledger, tmp_path / "b.csv", says("No"))
    assert offers(ledger) == ["deferred"]
