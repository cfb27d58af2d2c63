"""Recording from a journey page: two taps from what is due, errors as sentences, nothing twice."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from journeys_made import ARRESTED, FIRST_DAYS, Happening
from journeys_opened import at_that_moment, empty_force, server
from journeys_recorded import Maker, filled, made, notice, saved
from pages import checked, errors_of, got, sent

__all__ = ["at_that_moment", "empty_force", "made", "server"]


def test_told_of_the_arrest_is_recorded_in_two_taps(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED)
    client = made.force.client("osei")
    page = got(client, f"/journeys/{journey}/")
    record = page.having("journey-item__record")[0]["href"]
    form = got(client, record)
    assert form.one("h1").words.endswith("Tell the victim of the arrest")
    after = saved(client, record, filled(form))
    [told] = made.recorded(journey, "victim.told")
    assert told["about"] == f"{journey}-arrest"
    assert (told["result"], told["channel"], told["staff_id"]) == ("done", "phone", "PC-1")
    assert made.state(journey, "R6.ARREST") == ["met"]
    said = "Recorded. Told of the arrest: done in time. Updated as agreed: done in time. Next: "
    assert said in notice(after)
    assert "Next: update the victim, as agreed, due Wednesday 24 December" in notice(after)


def test_the_form_asks_only_how_when_and_with_what_result(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED)
    page = got(made.force.client("osei"), f"/journeys/{journey}/due/R6.ARREST/{journey}-arrest/")
    questions = [legend.words for legend in page.one("main").all("legend")]
    assert questions == ["How?", "When?", "Day", "What came of it?"]


def test_saving_twice_records_once(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/record/victim.updated/"
    data = filled(got(client, address))
    saved(client, address, data)
    assert "Recorded." in notice(saved(client, address, data))
    other = saved(client, address, {**data, "result": "no_contact"})
    assert "You saved this form before, with other answers." in notice(other)
    assert "was not saved: correct the entry" in notice(other)
    assert [each["result"] for each in made.recorded(journey, "victim.updated")] == ["done"]


def test_going_back_to_a_form_comes_to_the_same_form_and_choosing_it_again_to_another(
    made: Maker,
) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/record/victim.updated/"
    form = client.get(address)["Location"]
    data = filled(got(client, form))
    assert filled(got(client, form))["key"] == data["key"]
    saved(client, form, data)
    back = client.get(form)
    assert back.status_code == 303
    assert "That form is saved already." in notice(got(client, back["Location"]))
    again = client.get(address)["Location"]
    assert again != form
    saved(client, again, filled(got(client, again)))
    assert len(made.recorded(journey, "victim.updated")) == 2


def test_going_back_to_what_is_done_records_nothing_more(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/due/R6.ARREST/{journey}-arrest/"
    saved(client, address, filled(got(client, address)))
    again = client.get(address, follow=True)
    assert again.redirect_chain[-1] == (f"/journeys/{journey}/", 303)
    assert "recorded already" in notice(checked(again.content.decode()))
    assert len(made.recorded(journey, "victim.told")) == 1


def test_what_a_colleague_has_recorded_meanwhile_is_told_and_not_recorded_again(
    made: Maker,
) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED)
    address = f"/journeys/{journey}/due/R6.ARREST/{journey}-arrest/"
    osei, byrne = made.force.client("osei"), made.force.client("byrne")
    slow = filled(got(osei, address))
    saved(byrne, address, filled(got(byrne, address)))
    told = notice(saved(osei, address, slow | {"channel": "letter"}))
    assert "That has been recorded already, by a supervisor." in told
    assert "What you entered was not saved" in told
    assert [each["channel"] for each in made.recorded(journey, "victim.told")] == ["phone"]


def test_of_two_who_record_the_same_at_once_one_is_told(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED)
    address = f"/journeys/{journey}/due/R6.ARREST/{journey}-arrest/"
    clients = [made.force.client(name) for name in ("osei", "byrne")]
    forms = [filled(got(client, address)) for client in clients]

    def send(client: Client, data: dict[str, str]) -> int:
        try:
            return client.post(address, data).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        answers = [threads.submit(send, *each) for each in zip(clients, forms, strict=True)]
        assert [answer.result() for answer in answers] == [303, 303]
    assert len(made.recorded(journey, "victim.told")) == 1
    told = [notice(got(client, f"/journeys/{journey}/")) for client in clients]
    assert sum("recorded already" in each for each in told) == 1


def test_what_could_not_be_done_is_excused_only_with_a_reason(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, Happening(kind="suspect.arrested", ago=12, name="arrest"))
    client = made.force.client("osei")
    address = f"/journeys/{journey}/due/R6.ARREST/{journey}-arrest/"
    saved(client, address, {**filled(got(client, address)), "result": "no_contact"})
    assert made.state(journey, "R6.ARREST") == ["open"]
    data = {**filled(got(client, address)), "result": "no_contact", "reason": "The line was dead"}
    after = saved(client, address, data)
    assert made.state(journey, "R6.ARREST") == ["excused"]
    assert "excused, with the reason given" in notice(after)


def test_nothing_is_recorded_before_what_it_answers(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/due/R6.ARREST/{journey}-arrest/"
    data = filled(got(client, address)) | {"when": "day"}
    page = sent(client, address, data)
    assert errors_of(page) == ["Enter the day on which it happened"]
    early = data | {"day-day": "19", "day-month": "11", "day-year": "2025"}
    [fault] = errors_of(sent(client, address, early))
    assert fault.startswith("It must be after the arrest, which was on 20 November 2025 at")
    late = data | {"day-day": "27", "day-month": "11", "day-year": "2025"}
    assert errors_of(sent(client, address, late)) == ["The day must be today or in the past"]
    assert made.recorded(journey, "victim.told") == []


def test_a_day_without_a_time_comes_after_what_it_answers(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/due/R6.ARREST/{journey}-arrest/"
    day = {"when": "day", "day-day": "20", "day-month": "11", "day-year": "2025"}
    saved(client, address, filled(got(client, address)) | day)
    assert made.state(journey, "R6.ARREST") == ["met"]


def test_earlier_today_needs_a_time_that_has_been(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/record/victim.updated/"
    data = filled(got(client, address)) | {"when": "today"}
    assert errors_of(sent(client, address, data)) == ["Enter the time, like 9:30am or 16:05"]
    [fault] = errors_of(sent(client, address, data | {"today_at": "11pm"}))
    assert "happened already" in fault
    saved(client, address, data | {"today_at": "9.15"})
    [update] = made.recorded(journey, "victim.updated")
    assert f"{update['at']:%H:%M}" == "09:15"


def test_an_offer_asks_what_the_answer_was_and_assumes_none(made: Maker) -> None:
    journey = made.journey(ARRESTED)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/due/R4.REFER/I-{journey}/"
    data = filled(got(client, address)) | {"channel": "in_person", "specialist": "no"}
    assert errors_of(sent(client, address, data)) == ["Select what came of it"]
    saved(client, address, data | {"result": "declined"})
    [offer] = made.recorded(journey, "referral.offered")
    assert offer["result"] == "declined"
    assert made.state(journey, "R4.REFER") == ["late"]


def test_how_is_never_assumed_where_no_way_is_known(made: Maker) -> None:
    journey = made.journey(ARRESTED)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/due/R6.ARREST/{journey}-arrest/"
    page = got(client, address)
    assert "Nobody has recorded how to make contact safely" in page.one("main").words
    assert errors_of(sent(client, address, filled(page))) == ["Select how it was done"]


def test_agreeing_contact_says_the_way_its_terms_and_how_often(made: Maker) -> None:
    journey = made.journey(ARRESTED)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/record/contact.agreed/"
    data = filled(got(client, address))
    assert errors_of(sent(client, address, data)) == [
        "Select how they want to be contacted",
        "Enter when and how contact is safe",
        "Select how often they want an update",
    ]
    after = saved(
        client,
        address,
        data | {"method": "text", "safe": "any time", "often": "other", "every_days": "10"},
    )
    [agreed] = made.recorded(journey, "contact.agreed")
    assert json.loads(agreed["detail"]) == {
        "every_days": 10,
        "method": "text",
        "safe": "any time",
    }
    assert "Safe contact: by text, any time" in after.one("main").words


@pytest.mark.parametrize("words", ["no", "not safe", "Never", "n\u200bo", "\u200b", "tbc"])
def test_words_that_do_not_say_when_contact_is_safe_are_refused(made: Maker, words: str) -> None:
    journey = made.journey(ARRESTED)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/record/contact.agreed/"
    data = filled(got(client, address)) | {"method": "phone", "often": "28", "safe": words}
    [fault] = errors_of(sent(client, address, data))
    assert fault.startswith("When and how contact is safe")
    assert "after 6pm" in fault
    assert made.recorded(journey, "contact.agreed") == []


def test_what_was_loaded_as_not_safe_is_shown_loudly_and_without_a_link(made: Maker) -> None:
    terms = {"every_days": 28, "method": "phone", "safe": False}
    journey = made.journey(Happening(kind="contact.agreed", ago=2, detail=terms))
    main = got(made.force.client("osei"), f"/journeys/{journey}/").one("main")
    [strip] = main.having("journey-safe--unsafe")
    assert "Phone recorded as unsafe on 24 November 2025" in strip.words
    assert "Safe contact: " not in main.words
    assert "Recorded as not safe." in main.words
    assert not [a for a in main.all("a") if (a["href"] or "").startswith(("tel:", "mailto:"))]


def test_whoever_wants_no_contact_is_not_asked_for_a_way(made: Maker) -> None:
    journey = made.journey(ARRESTED)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/record/contact.agreed/"
    after = saved(client, address, filled(got(client, address)) | {"result": "declined"})
    assert "Wants no contact" in after.one("main").words


def test_a_record_made_for_a_duty_says_what_the_duty_reads(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS)
    client = made.force.client("osei")
    for duty, scheme in (("R5.COURT", "court"), ("R5.CICA", "criminal_injuries")):
        address = f"/journeys/{journey}/due/{duty}/I-{journey}/"
        page = got(client, address)
        assert "Which compensation?" not in page.one("main").words
        saved(client, address, filled(page))
        details = [
            json.loads(e["detail"]) for e in made.recorded(journey, "compensation.explained")
        ]
        assert details[-1] == {"scheme": scheme}
        assert made.state(journey, duty) == ["met"]


def test_news_from_the_court_asks_when_it_was_received(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, Happening(kind="suspect.charged", ago=15))
    client = made.force.client("witness")
    address = f"/journeys/{journey}/record/hearing.listed/"
    received = {"received-day": "26", "received-month": "11", "received-year": "2025"}
    day = {"when": "day", "day-day": "24", "day-month": "11", "day-year": "2025"}
    after = saved(client, address, filled(got(client, address)) | day | received)
    [hearing] = made.recorded(journey, "hearing.listed")
    assert (hearing["result"], str(hearing["received"])) == (None, "2025-11-26")
    assert "Next: tell the victim of the hearing, due tomorrow" in notice(after)


def test_the_menu_holds_what_the_role_may_record_and_first_what_is_due(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED)
    page = got(made.force.client("osei"), f"/journeys/{journey}/record/")
    links = [link.words for link in page.one("main").all("a")]
    assert links[0] == "Tell the victim of the arrest"
    assert "Supervisory review" not in links
    assert "Supervisory review" in [
        link.words
        for link in got(made.force.client("byrne"), f"/journeys/{journey}/record/").all("a")
    ]
    assert made.force.client("osei").get(
        f"/journeys/{journey}/record/supervisor.reviewed/", follow=True
    ).status_code == 404  # fmt: skip


def test_told_of_something_asks_of_what_where_there_are_several(made: Maker) -> None:
    journey = made.journey(
        *FIRST_DAYS, ARRESTED, Happening(kind="suspect.bailed", ago=5.8, name="bail")
    )
    client = made.force.client("osei")
    address = f"/journeys/{journey}/record/victim.told/"
    page = got(client, address)
    assert "What were they told of?" in page.one("main").words
    saved(client, address, filled(page) | {"about": f"{journey}-bail"})
    assert made.state(journey, "R6.BAIL") == ["met"]
    assert made.state(journey, "R6.ARREST") == ["open"]


def test_where_nothing_can_be_answered_the_page_says_so(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS)
    page = got(made.force.client("osei"), f"/journeys/{journey}/record/victim.told/")
    assert "Nothing is recorded on this journey that this could answer." in page.one("main").words
    assert not page.one("main").all("form")


def test_a_plan_and_a_review_are_recorded_with_their_words(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS)
    client = made.force.client("byrne")
    for kind, note in (("plan.set", "House to house."), ("supervisor.reviewed", "On track.")):
        address = f"/journeys/{journey}/record/{kind}/"
        assert errors_of(sent(client, address, filled(got(client, address)))) == [
            "Enter what was decided"
        ]
        after = saved(client, address, filled(got(client, address)) | {"note": note})
    main = after.one("main").words
    assert "Plan set today by Sgt Byrne." in main
    assert "House to house." in main
    assert "Reviewed today by Sgt Byrne. On track." in main


def test_enhanced_rights_are_decided_with_their_grounds(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/enhanced/"
    form = filled(got(client, address)) | {"since": "report"}
    assert errors_of(sent(client, address, form)) == ["Select whether enhanced rights apply"]
    assert errors_of(sent(client, address, form | {"enhanced": "yes"})) == [
        "Select why enhanced rights apply"
    ]
    data = {**form, "enhanced": "yes", "basis": ["vulnerable"]}
    after = saved(client, address, data)
    assert "Vulnerable." in after.one("main").words
    assert "Since 6 November 2025" in after.one("main").words
    saved(client, address, data)
    assert len(made.recorded(journey, "enhanced.decided")) == 1
    assert made.force.rows(
        "SELECT due_on::text FROM journeys_obligation WHERE journey_id = %s "
        "AND duty_id = 'R6.ARREST'", journey,
    ) == [("2025-11-21",)]  # fmt: skip


def test_enhanced_rights_begin_on_no_day_that_the_ledger_cannot_hold(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/enhanced/"
    day = {"day-day": "1", "day-month": "1", "day-year": "0001"}
    data = filled(got(client, address)) | {"enhanced": "yes", "since": "day", **day}
    [fault] = errors_of(sent(client, address, {**data, "basis": ["vulnerable"]}))
    assert fault.endswith("must be on or after 1 January 2010")


def test_an_investigation_is_closed_with_its_outcome(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/close/"
    page = got(client, address)
    assert "What is not done by the closing day counts as missed" in page.one("main").words
    assert errors_of(sent(client, address, filled(page))) == ["Enter the outcome"]
    after = saved(client, address, filled(page) | {"outcome": "No suspect identified"})
    assert "Closed 26 November 2025" in after.one("main").words
    assert made.force.client("services").get(address).status_code == 404


def test_a_form_sent_without_its_key_or_with_words_of_its_own_is_refused(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/record/victim.updated/"
    data = filled(got(client, address))
    without = {name: value for name, value in data.items() if name != "key"}
    assert errors_of(sent(client, address, without))
    for name, value in (("result", "accepted"), ("channel", "pigeon"), ("when", "never")):
        assert errors_of(sent(client, address, data | {name: value}))
    # What no question asks for is not listened to.
    saved(
        client, address, data | {"staff_id": "PC-2", "source": "crime_system", "kind": "plan.set"}
    )
    [update] = made.recorded(journey, "victim.updated")
    assert (update["staff_id"], update["source"]) == ("PC-1", "touchpoint")
