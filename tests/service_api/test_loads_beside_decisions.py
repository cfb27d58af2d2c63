"""What people decided in the service stays, whatever is loaded; what a file says newly is told."""

from pathlib import Path
from urllib.parse import quote

import pytest
from calling import Caller, force, make_a_token, server
from calling import database as called
from decided import CLOSED_ON, OPEN, VICTIM, Crimes, crimes, database, file
from django.utils import timezone
from sending import analyst, data, fresh

__all__ = ["analyst", "called", "crimes", "data", "database", "force", "fresh", "server"]

INVESTIGATIONS = file("crime-investigations.csv")
VICTIMS = file("crime-victims.csv")
ROW = b"Public Protection,DC 9007,DS 9201,Open,,"


def says(old: bytes, new: bytes, whole: bytes = INVESTIGATIONS) -> bytes:
    assert whole.count(old) == 1
    return whole.replace(old, new)


def test_the_same_files_again_change_nothing_that_was_decided_meanwhile(crimes: Crimes) -> None:
    crimes.decide()
    decided = crimes.held()
    changes = crimes.rows("SELECT count(*) FROM journeys_change")
    assert decided[:3] == ("S1", "18", CLOSED_ON)
    assert decided[5] == ["vulnerable"]
    for content, number in ((INVESTIGATIONS, 12), (VICTIMS, 15)):
        page = crimes.load(content)
        assert f"Unchanged {number} Corrections 0" in page
        assert "that stands" not in page
    assert crimes.held() == decided
    assert crimes.rows("SELECT count(*) FROM journeys_change") == changes


def test_news_of_something_else_is_taken_in_beside_a_decision(crimes: Crimes) -> None:
    crimes.decide()
    officer, outcome, closed_on, _, *enhanced = crimes.held()
    page = crimes.load(says(b"Sexual assault,20A", b"Sexual assault,20B"))
    assert "Corrections 1" in page
    assert "that stands" not in page
    assert crimes.held() == (officer, outcome, closed_on, "20B", *enhanced)


def test_news_of_what_a_person_decided_is_told_once_and_their_decision_stands(
    crimes: Crimes,
) -> None:
    crimes.decide()
    decided = crimes.held()
    news = says(ROW, b"Public Protection,DC 9999,DS 9201,Open,8 - Community resolution,10/06/2024")
    page = crimes.load(news)
    assert "Corrections 1" in page
    assert "On 2 points people have decided otherwise in the service" in page
    assert f"{OPEN}: how it ended" in page
    assert f"{OPEN}: who holds it" in page
    assert crimes.held() == decided
    again = crimes.load(news)
    assert "Corrections 0" in again
    assert "people have decided otherwise" not in again
    back = crimes.load(INVESTIGATIONS)
    assert "Corrections 1" in back
    assert crimes.held() == decided


def test_once_a_file_says_what_was_decided_its_news_is_taken_in_again(crimes: Crimes) -> None:
    crimes.decide()
    caught_up = says(ROW, b"Public Protection,S1,DS 9201,Closed,18 - No suspect,01/07/2024")
    assert "people have decided otherwise" not in crimes.load(caught_up)
    crimes.load(says(ROW, b"Public Protection,DC 1,DS 9201,Closed,8 - Resolved,02/07/2024"))
    assert crimes.held()[:2] == ("DC 1", "8")


def test_a_decision_is_news_to_no_file_where_a_load_says_otherwise_before_it(
    crimes: Crimes,
) -> None:
    crimes.load(says(ROW, b"Public Protection,DC 2,DS 9201,Open,,"))
    crimes.decide()
    decided = crimes.held()
    crimes.load(says(ROW, b"Public Protection,DC 2,DS 9201,Open,,"))
    assert crimes.held() == decided


def test_what_is_undone_leaves_decisions_as_they_are(crimes: Crimes) -> None:
    address = crimes.loaded(says(ROW, b"Public Protection,DC 2,DS 9201,Open,,"))
    crimes.decide()
    officer, *_ = decided = crimes.held()
    assert officer == "S1"
    assert "Undone" in crimes.undo(address)
    assert crimes.held() == decided
    assert "Corrections 0" in crimes.load(INVESTIGATIONS)


def test_what_is_decided_while_a_file_is_loaded_stands(
    crimes: Crimes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from touchpoint.service.extracts.delta import difference  # noqa: PLC0415 - Django is set up by then
    from touchpoint.service.journeys.actions import investigations  # noqa: PLC0415 - the same

    def decided_meanwhile(*places: Path) -> int:
        investigations.close_investigation(
            by=crimes.supervisor,
            investigation_id=OPEN,
            outcome="18",
            closed_on=CLOSED_ON,
            now=timezone.now(),
        )
        return difference(*places)

    monkeypatch.setattr("touchpoint.service.extracts.work.difference", decided_meanwhile)
    page = crimes.load(says(b"Sexual assault,20A", b"Sexual assault,20B"))
    assert "Corrections 1" in page
    assert crimes.held()[1:4] == ("18", CLOSED_ON, "20B")


def test_enhanced_rights_that_a_file_gives_otherwise_stay_as_decided(crimes: Crimes) -> None:
    crimes.decide()
    enhanced = crimes.held()[4:]
    row = next(line for line in VICTIMS.splitlines() if line.startswith(OPEN.encode()))
    cells = row.split(b",")
    cells[18:20] = [b"Intimidated", b"01/05/2024"]
    page = crimes.load(says(row, b",".join(cells), VICTIMS))
    assert f"{VICTIM}: enhanced rights" in page
    assert crimes.held()[4:] == enhanced


def test_what_a_file_calls_by_ids_with_slashes_is_read_and_corrected_through_the_api(
    crimes: Crimes,
) -> None:
    with crimes.deciding():
        token = make_a_token(crimes.supervisor)
    caller = Caller(tokens={})
    read = caller.get(token, f"/journeys/{quote(VICTIM, safe='')}")
    assert (read.status, read.said["journey_id"]) == (200, VICTIM)
    (recorded, *_) = (t for t in read.said["touchpoints"] if t["kind"] == "needs.assessed")
    corrected = caller.post(
        token,
        f"/touchpoints/{quote(recorded['touchpoint_id'], safe='')}/corrections",
        {"reason": "It was not done", "changes": {"result": "unable"}},
    )
    assert corrected.status == 201, corrected.said
    assert caller.get(token, f"/journeys/{quote(VICTIM, safe='')}/nothing").status == 404
