"""That no way of contact is safe, or that none is wanted, is kept as it was said and followed."""

import json

import pytest
from journeys_made import ARRESTED, FIRST_DAYS, Happening
from journeys_opened import Journeys, at_that_moment, empty_force, server
from journeys_recorded import Maker, filled, made, saved
from pages import errors_of, got, sent

__all__ = ["Journeys", "at_that_moment", "empty_force", "made", "server"]

LETTER = Happening(kind="victim.updated", ago=3, result="done", channel="letter", name="update")
REASON = {"reason": "He reads everything"}


def test_that_no_way_is_safe_leaves_no_way_open_and_none_chosen_beforehand(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED, LETTER)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/record/contact.agreed/"
    form = filled(got(client, address))
    assert form["method"] == "phone"
    after = saved(client, address, form | {"result": "unsafe"} | REASON)
    [kept] = made.recorded(journey, "contact.agreed")
    assert (kept["result"], kept["channel"]) == ("unsafe", None)
    [strip] = after.one("main").having("journey-safe--unsafe")
    assert "Contact recorded as unsafe on 26 November 2025" in strip.words
    assert not [a for a in after.all("a") if (a["href"] or "").startswith(("tel:", "mailto:"))]
    assert "method" not in filled(got(client, address))
    for kind in ("victim.updated", "referral.offered", "closure.discussed"):
        assert "channel" not in filled(got(client, f"/journeys/{journey}/record/{kind}/"))


def test_what_came_of_it_names_no_way_where_no_contact_was_agreed(made: Maker) -> None:
    for result in ("declined", "deferred", "no_contact", "unable"):
        journey = made.journey(*FIRST_DAYS)
        client = made.force.client("osei")
        address = f"/journeys/{journey}/record/contact.agreed/"
        saved(client, address, filled(got(client, address)) | {"result": result} | REASON)
        [kept] = made.recorded(journey, "contact.agreed")
        assert (kept["result"], kept["channel"]) == (result, None)


def test_an_agreement_corrected_to_no_way_being_safe_leaves_no_way_open(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, LETTER)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/correct/{journey}-agreed/"
    after = saved(client, address, filled(got(client, address)) | {"result": "unsafe"} | REASON)
    [kept] = made.recorded(journey, "contact.agreed")
    assert (kept["result"], kept["channel"]) == ("unsafe", None)
    assert json.loads(kept["detail"]) == {"corrected_because": "He reads everything"}
    [strip] = after.one("main").having("journey-safe--unsafe")
    assert "Contact recorded as unsafe" in strip.words
    form = filled(got(client, f"/journeys/{journey}/record/victim.updated/"))
    assert "channel" not in form


def test_whoever_wants_no_contact_has_no_way_chosen_for_them(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, LETTER)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/record/contact.agreed/"
    saved(client, address, filled(got(client, address)) | {"result": "declined"})
    page = got(client, f"/journeys/{journey}/record/victim.updated/")
    assert "channel" not in filled(page)
    assert "Wants no contact" in page.one("main").words


def test_whoever_wants_no_contact_wants_none_until_something_is_agreed(made: Maker) -> None:
    refused = Happening(kind="contact.agreed", ago=4, result="declined", name="refused")
    for later in ("deferred", "no_contact", "unable"):
        asked = Happening(kind="contact.agreed", ago=2, result=later, name="asked")
        journey = made.journey(*FIRST_DAYS, refused, asked)
        main = got(made.force.client("osei"), f"/journeys/{journey}/").one("main").words
        assert "Wants no contact" in main
        assert "Safe contact: " not in main
    terms = {"method": "text", "safe": "any time"}
    agreed = Happening(kind="contact.agreed", ago=1, result="done", detail=terms, name="anew")
    journey = made.journey(*FIRST_DAYS, refused, agreed)
    main = got(made.force.client("osei"), f"/journeys/{journey}/").one("main").words
    assert "Safe contact: by text, any time" in main


@pytest.mark.parametrize(
    "words", ["text only, husband answers the phone", "only by text", "do not ring the landline"]
)
def test_words_that_leave_another_way_open_are_refused_of_the_one_selected(
    made: Maker, words: str
) -> None:
    journey = made.journey(ARRESTED)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/record/contact.agreed/"
    data = filled(got(client, address)) | {"method": "phone", "often": "28", "safe": words}
    [fault] = errors_of(sent(client, address, data))
    assert "If another way is safe, select that one." in fault
    assert made.recorded(journey, "contact.agreed") == []
    main = saved(client, address, data | {"method": "text"}).one("main").words
    assert f"Safe contact: by text, {words}" in main


def test_words_on_another_way_that_were_loaded_leave_no_number_to_tap(made: Maker) -> None:
    terms = {"every_days": 28, "method": "phone", "safe": "text only, husband answers the phone"}
    journey = made.journey(Happening(kind="contact.agreed", ago=2, detail=terms))
    main = got(made.force.client("osei"), f"/journeys/{journey}/").one("main")
    [strip] = main.having("journey-safe--unsafe")
    assert "Phone recorded as unsafe on 24 November 2025" in strip.words
    assert "Not recorded as safe: text only, husband answers the phone." in main.words
    assert not [a for a in main.all("a") if (a["href"] or "").startswith(("tel:", "mailto:"))]
