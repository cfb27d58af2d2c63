"""Two who decide the same: what is newer than the page is told, and never overwritten by it."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections
from django.test import Client
from journeys_made import FIRST_DAYS
from journeys_opened import at_that_moment, empty_force, server
from journeys_recorded import Maker, filled, made, notice, saved
from pages import Element, errors_of, got, sent

__all__ = ["at_that_moment", "empty_force", "made", "server"]


def end_of(made: Maker, journey: str) -> tuple[Any, ...]:
    [end] = made.force.rows(
        "SELECT outcome, closed_on::text FROM journeys_investigation WHERE investigation_id = %s",
        f"I-{journey}",
    )
    return end


def rights_of(made: Maker, journey: str) -> tuple[Any, ...]:
    [rights] = made.force.rows(
        "SELECT enhanced_on::text, enhanced_basis FROM journeys_journey WHERE journey_id = %s",
        journey,
    )
    return rights


def at_once(*sending: tuple[Client, str, Mapping[str, Any]]) -> list[Element]:
    """The pages that several are shown who send a form at the same moment."""

    def send(client: Client, address: str, data: Mapping[str, Any]) -> str:
        try:
            answer = client.post(address, dict(data))
            assert answer.status_code == 303, answer.content.decode()[-2000:]
            return answer["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(sending)) as threads:
        answers = [threads.submit(send, *each) for each in sending]
        to = [answer.result() for answer in answers]
    return [got(each[0], address) for each, address in zip(sending, to, strict=True)]


def test_of_two_closings_at_once_the_second_is_told_of_the_first(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS)
    address = f"/journeys/{journey}/close/"
    outcomes = {"osei": "No suspect identified", "byrne": "Charged"}
    sending = []
    for name, outcome in outcomes.items():
        client = made.force.client(name)
        sending.append((client, address, filled(got(client, address)) | {"outcome": outcome}))
    told = [notice(page) for page in at_once(*sending)]
    assert sorted("Nothing was saved." in each for each in told) == [False, True]
    first = next(place for place, each in enumerate(told) if "Recorded." in each)
    kept = list(outcomes.values())[first]
    by = ("an officer", "a supervisor")[first]
    assert f"{by} closed it on 26 November 2025, with the outcome {kept}" in told[1 - first]
    assert end_of(made, journey) == (kept, "2025-11-26")


def test_an_older_no_does_not_undo_a_newer_yes_on_enhanced_rights(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS)
    address = f"/journeys/{journey}/enhanced/"
    osei, byrne = made.force.client("osei"), made.force.client("byrne")
    older = filled(got(osei, address)) | {"enhanced": "no"}
    newer = filled(got(byrne, address)) | {"enhanced": "yes"}
    saved(byrne, address, {**newer, "basis": ["vulnerable"]})
    page = saved(osei, address, older)
    assert "Nothing was saved." in notice(page)
    assert "a supervisor decided on enhanced rights" in notice(page)
    assert "Now: enhanced rights. Vulnerable." in page.one("main").words
    assert rights_of(made, journey) == ("2025-11-26", ["vulnerable"])
    saved(osei, address, filled(page) | {"enhanced": "no"})
    assert rights_of(made, journey) == (None, [])
    # What stands looks as it did before the first decision, and is another.
    late = {**older, "enhanced": "yes", "basis": ["intimidated"]}
    assert "Nothing was saved." in notice(saved(byrne, address, late))


def test_of_two_decisions_at_once_one_is_made(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS)
    address = f"/journeys/{journey}/enhanced/"
    sending = []
    for name, basis in (("osei", "vulnerable"), ("byrne", "intimidated")):
        client = made.force.client(name)
        data = {**filled(got(client, address)), "enhanced": "yes", "basis": [basis]}
        sending.append((client, address, data))
    told = [notice(page) for page in at_once(*sending)]
    assert sorted("Nothing was saved." in each for each in told) == [False, True]
    assert len(made.recorded(journey, "enhanced.decided")) == 1


def test_a_closed_investigation_is_given_its_right_outcome_or_opened_again(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS)
    client, address = made.force.client("osei"), f"/journeys/{journey}/close/"
    saved(client, address, filled(got(client, address)) | {"outcome": "Filed"})
    assert address in {a["href"] for a in got(client, f"/journeys/{journey}/").all("a")}
    form = got(client, address)
    assert "Now: closed 26 November 2025 with the outcome Filed." in form.one("main").words
    assert "That is how it stands already." in notice(saved(client, address, filled(form)))
    assert errors_of(sent(client, address, filled(form) | {"outcome": ""})) == ["Enter the outcome"]
    saved(client, address, filled(form) | {"outcome": "Charged"})
    assert end_of(made, journey) == ("Charged", "2025-11-26")
    assert "Nothing was saved." in notice(saved(client, address, filled(form)))
    again = filled(got(client, address)) | {"what": "open"}
    after = saved(client, address, again)
    assert end_of(made, journey) == (None, None)
    assert "Close the investigation" in after.one("main").words
    assert "you opened the investigation again" in notice(saved(client, address, again))
