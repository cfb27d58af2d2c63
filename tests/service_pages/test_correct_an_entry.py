"""Correcting an entry: both stay, with who and why, and what is owed follows."""

from journeys_made import ARRESTED, FIRST_DAYS, Happening
from journeys_opened import Journeys, at_that_moment, empty_force, server
from journeys_recorded import Maker, filled, made, notice, saved
from pages import errors_of, got, sent

__all__ = ["Journeys", "at_that_moment", "empty_force", "made", "server"]

TOLD = Happening(
    kind="victim.told", ago=1, about="arrest", result="done", channel="phone", name="t"
)


def test_a_result_is_corrected_with_a_reason_and_the_duty_is_open_again(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED, TOLD)
    client = made.force.client("osei")
    assert made.state(journey, "R6.ARREST") == ["met"]
    address = f"/journeys/{journey}/correct/{journey}-t/"
    page = got(client, address)
    assert "Nothing is overwritten." in page.one("main").words
    data = filled(page) | {"result": "no_contact", "reason": "It went to voicemail"}
    after = saved(client, address, data)
    assert made.state(journey, "R6.ARREST") == ["open"]
    assert "Corrected. What stood there before is kept beside it." in notice(after)
    [correction] = after.having("journey-correction")
    assert "by PC Osei. It went to voicemail." in correction.words
    assert "Result: was Done is The victim could not be reached" in correction.words


def test_a_correction_needs_a_reason_and_a_change(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED, TOLD)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/correct/{journey}-t/"
    data = filled(got(client, address))
    assert errors_of(sent(client, address, data)) == ["Enter why you are correcting it"]
    [fault] = errors_of(sent(client, address, data | {"reason": "Wrong"}))
    assert fault == "Change what is wrong, or select that it did not happen"


def test_what_never_happened_is_taken_back_and_still_shown(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED, TOLD)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/correct/{journey}-t/"
    data = filled(got(client, address)) | {"what": "never", "reason": "Another victim"}
    after = saved(client, address, data)
    assert made.state(journey, "R6.ARREST") == ["open"]
    [entry] = after.having("journey-entry--withdrawn")
    assert "Taken back: Told of the arrest" in entry.words
    assert "Another victim." in entry.words


def test_an_entry_is_corrected_once_and_then_its_correction(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED, TOLD)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/correct/{journey}-t/"
    data = filled(got(client, address)) | {"channel": "letter", "reason": "It was a letter"}
    saved(client, address, data)
    twice = saved(client, address, data)
    assert "That entry has been corrected already, by you. What you entered was" in notice(twice)
    assert "was not saved: read how it stands now" in notice(twice)
    assert notice(got(client, client.get(address)["Location"])) == (
        "Important That entry has been corrected already, by you."
    )
    link = next(
        a["href"] for a in twice.all("a") if a.words.startswith("Correct Told of the arrest")
    )
    again = filled(got(client, link)) | {"channel": "email", "reason": "No, an email"}
    after = saved(client, link, again)
    outer, inner = after.having("journey-correction")
    assert "How: was By letter is By email" in outer.words
    assert "How: was By phone is By letter" in inner.words


def test_what_a_colleague_has_corrected_meanwhile_is_told_and_not_corrected_again(
    made: Maker,
) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED, TOLD)
    address = f"/journeys/{journey}/correct/{journey}-t/"
    osei, byrne = made.force.client("osei"), made.force.client("byrne")
    slow = filled(got(osei, address)) | {"channel": "email", "reason": "It was an email"}
    quick = filled(got(byrne, address)) | {"channel": "letter", "reason": "It was a letter"}
    saved(byrne, address, quick)
    told = notice(saved(osei, address, slow))
    assert "corrected already, by a supervisor. What you entered was not saved" in told
    assert [each["channel"] for each in made.recorded(journey, "victim.told")] == ["letter"]


def test_a_day_is_corrected_and_the_duty_becomes_late(made: Maker) -> None:
    journey = made.journey(
        *FIRST_DAYS,
        Happening(kind="suspect.arrested", ago=12, name="arrest"),
        Happening(kind="victim.told", ago=11, about="arrest", result="done", name="t"),
    )
    client = made.force.client("osei")
    address = f"/journeys/{journey}/correct/{journey}-t/"
    data = filled(got(client, address)) | {"day-day": "25", "reason": "It was yesterday"}
    saved(client, address, data)
    assert made.state(journey, "R6.ARREST") == ["late"]


def test_the_way_of_an_agreement_is_corrected_wherever_it_is_said(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/correct/{journey}-agreed/"
    data = filled(got(client, address)) | {"channel": "text", "reason": "They said text"}
    after = saved(client, address, data)
    assert "Safe contact: by text, after 18:00" in after.one("main").words
    assert not [a for a in after.all("a") if (a["href"] or "").startswith("tel:")]


def test_nobody_corrects_what_they_may_not_record_or_see(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, Happening(kind="suspect.charged", ago=9, name="charge"))
    address = f"/journeys/{journey}/correct/{journey}-charge/"
    for person in ("outsider", "analyst", "auditor", "witness", "services", "provider"):
        assert made.force.client(person).get(address).status_code in {302, 404}, person
    other = made.journey(*FIRST_DAYS)
    crossed = f"/journeys/{other}/correct/{journey}-charge/"
    assert made.force.client("osei").get(crossed).status_code == 404


def test_only_an_entry_that_its_reader_may_correct_leads_to_its_correction(made: Maker) -> None:
    review = Happening(kind="supervisor.reviewed", ago=2, name="review", staff="SGT-1")
    journey = made.journey(*FIRST_DAYS, review)
    address = f"/journeys/{journey}/correct/{journey}-review/"
    for person, may in (("osei", False), ("byrne", True)):
        client = made.force.client(person)
        links = {a["href"] for a in got(client, f"/journeys/{journey}/").all("a")}
        assert (address in links) is may, person
        assert client.get(address).status_code == (200 if may else 404)
