"""The journey page, as Django's client sees it: what each state says, and to whom."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from journeys_made import CAST, Happening, Made, make
from journeys_opened import Journeys, at_that_moment, journeys, server
from pages import Element, got

__all__ = ["at_that_moment", "journeys", "server"]


def shown(journeys: Journeys, name: str, person: str = "osei") -> Element:
    address = name.replace("~", "~0").replace("/", "~1")
    return got(journeys.client(person), f"/journeys/{address}/")


def words(page: Element) -> str:
    return page.one("main").words


def first_card(page: Element) -> str:
    return page.having("journey-item--first")[0].words


def test_the_page_says_what_to_do_first_and_by_when(journeys: Journeys) -> None:
    page = shown(journeys, "due")
    assert page.one("h1").words.endswith("Amira Testcase")
    assert "Nothing is due today. Tomorrow:" in words(page)
    card = first_card(page)
    assert "Due tomorrow Thursday 27 November" in card
    assert "Tell the victim of the arrest" in card
    assert "Because a suspect was arrested on Thursday 20 November." in card


def test_what_is_overdue_comes_first_and_says_how_late(journeys: Journeys) -> None:
    page = shown(journeys, "many")
    assert "Do first" in words(page)
    assert "26 working days late, was due Tuesday 21 October" in first_card(page)
    dues = [item.words for item in page.having("journey-item")]
    assert "Tell the victim of the arrest" in dues[1]
    assert "Due today" in dues[3]
    assert "charge" in dues[3]


def test_safe_contact_is_said_with_its_terms(journeys: Journeys) -> None:
    strip = shown(journeys, "due").having("journey-safe--safe")[0]
    assert "Safe contact: by phone, after 18:00" in strip.words
    assert strip.all("a")[0]["href"] == "tel:01632960123"


def test_unsafe_contact_is_said_loudly_and_nothing_can_be_tapped(journeys: Journeys) -> None:
    page = shown(journeys, "unsafe")
    strip = page.having("journey-safe--unsafe")[0]
    assert "Warning: Phone recorded as unsafe on 23 November 2025" in strip.words
    assert not [link for link in page.all("a") if link["href"].startswith(("tel:", "mailto:"))]
    assert "Recorded as unsafe: do not use it" in words(page)


def test_unknown_contact_is_never_taken_to_be_safe(journeys: Journeys) -> None:
    page = shown(journeys, "many")
    strip = page.having("journey-safe--unknown")[0]
    assert "Nobody has recorded how to make contact safely" in strip.words
    assert "Do not assume that any way is safe" in strip.words
    assert not [link for link in page.all("a") if link["href"].startswith(("tel:", "mailto:"))]


def test_enhanced_rights_say_why_and_since_when(journeys: Journeys) -> None:
    page = words(shown(journeys, "many"))
    assert "Enhanced rights" in page
    assert "Vulnerable and intimidated." in page
    assert "Since 17 October 2025" in page
    assert "Nobody has decided on enhanced rights" in words(shown(journeys, "due"))


def test_the_roadmap_shows_each_stage_with_its_points(journeys: Journeys) -> None:
    page = shown(journeys, "many")
    stages = page.having("journey-stage")
    names = [stage.all("h3")[0].words for stage in stages]
    assert names[0] == "Report 17 October 2025"
    assert names[-2:] == ["Court not yet", "Outcome of the case not yet"]
    interview = next(s for s in stages if "under caution" in s.all("h3")[0].words)
    assert "Done late" in interview.words
    assert "Told of the interview" in interview.words
    assert "5 working days late" in interview.words
    now = [stage for stage in stages if stage["aria-current"] == "step"]
    assert [stage.all("h3")[0].words for stage in now] == [
        "Suspect charged or summonsed 25 November 2025"
    ]


def test_sources_that_disagree_stand_side_by_side(journeys: Journeys) -> None:
    [conflict] = shown(journeys, "conflicts").having("journey-conflict")
    says = [each.words for each in conflict.having("journey-conflict__source")]
    assert len(says) == 3
    assert says[0].startswith("CJU sheet Victim Personal Statement offered: the victim was not")
    assert says[1].startswith("Crime system Victim Personal Statement offered: declined")
    assert says[2].startswith("Witness system Victim Personal Statement taken: done")


def test_a_correction_stands_beside_what_it_replaced(journeys: Journeys) -> None:
    page = shown(journeys, "corrected")
    [correction] = page.having("journey-correction")
    assert "Corrected on 20 November 2025 by PC Osei. The wrong result." in correction.words
    assert "Result: was The victim was not asked is Declined" in correction.words


def test_an_investigation_that_closed_says_so_and_when(journeys: Journeys) -> None:
    page = words(shown(journeys, "closed"))
    assert "Closed 16 November 2025" in page
    assert "Closed, and still open" in page
    assert "Closed 16 November 2025 with outcome no suspect" in page
    assert "Close the investigation" not in page


def test_a_journey_without_records_teaches_what_will_stand_there(journeys: Journeys) -> None:
    page = words(shown(journeys, "empty"))
    assert "Nothing is recorded yet." in page
    assert "No name is recorded." in page
    assert "Age not recorded" in page


def test_where_all_is_done_nothing_is_due_and_the_page_says_what_will_stand_there(
    journeys: Journeys,
) -> None:
    page = shown(journeys, "done")
    assert "Nothing is due" in words(page)
    assert "What happens next in the case will set off what is due next" in words(page)
    assert not page.having("journey-item--first")


def test_a_journey_of_before_the_code_is_not_judged(journeys: Journeys) -> None:
    page = words(shown(journeys, "old"))
    assert "Nothing is judged here" in page


@pytest.mark.parametrize(
    ("name", "heading", "task"),
    [
        ("child", "The victim, a child", "Tell the child of the arrest"),
        ("bereaved", "A close relative of the person who died", "Tell the bereaved relative of"),
        ("business", "The named contact of a business", "Tell the business contact of the arrest"),
        ("spokesperson", "A member of the family", "Tell the family spokesperson of the arrest"),
        ("guardian", "The parent or guardian", "Tell the parent or guardian of the arrest"),
    ],
)
def test_the_person_is_spoken_of_by_their_role(
    journeys: Journeys, name: str, heading: str, task: str
) -> None:
    page = words(shown(journeys, name))
    assert heading in page
    assert task in page


def test_a_child_who_speaks_another_language_is_said_to(journeys: Journeys) -> None:
    page = words(shown(journeys, "child"))
    assert "Aged 9" in page
    assert "Speak with the parent or guardian as well" in page
    assert "Speaks Polish: an interpreter is free of charge" in page


def test_an_id_may_hold_a_slash(journeys: Journeys) -> None:
    page = shown(journeys, "with/slash~")
    record = [link["href"] for link in page.all("a") if "/due/R6.ARREST/" in link["href"]]
    assert record == ["/journeys/with~1slash~0/due/R6.ARREST/with~1slash~0-arrest/"]
    got(journeys.client("osei"), record[0])


@pytest.mark.parametrize("name", [made.name for made in CAST if made.name != "elsewhere"])
def test_every_page_is_strict_and_its_title_names_nobody(journeys: Journeys, name: str) -> None:
    page = shown(journeys, name)
    assert "Amira" not in page.one("title").words
    assert "Testcase" not in page.one("title").words
    assert f"99/{name}/25" in page.one("title").words
    assert not [link for link in page.all("a") if "Amira" in link["href"]]


def test_one_source_alone_is_shown_when_it_is_asked_for(journeys: Journeys) -> None:
    page = got(journeys.client("osei"), "/journeys/conflicts/", source="cju_sheet")
    [entry] = page.having("journey-entry")
    assert "CJU sheet" in entry.words


def test_what_somebody_may_not_know_exists_is_a_404(journeys: Journeys) -> None:
    for person, name in (
        ("outsider", "due"),
        ("osei", "elsewhere"),
        ("osei", "nobody"),
        ("witness", "due"),
        ("commissioner", "due"),
        ("administrator", "due"),
        ("provider", "due"),
    ):
        for page in ("", "why/R6.ARREST/", "record/", "record/victim.updated/", "close/"):
            address = f"/journeys/{name}/{page}"
            answer = journeys.client(person).get(address, follow=True)
            assert answer.status_code == 404, (person, address)


def test_an_analyst_states_a_reason_and_sees_no_names(journeys: Journeys) -> None:
    client = journeys.client("analyst")
    asked = client.get("/journeys/due/")
    assert asked.status_code == 302
    assert asked["Location"].startswith("/looks/due/reason/?next=")
    stated = client.post(
        "/looks/due/reason/", {"reason": "The audit of November", "next": "/journeys/due/"}
    )
    assert stated["Location"] == "/journeys/due/"
    page = got(client, "/journeys/due/")
    assert "Amira" not in words(page)
    assert "01632" not in words(page)
    assert "Your role does not see names." in words(page)
    assert not page.having("journey-item__record")


def test_an_auditor_sees_names_once_a_reason_is_stated_and_records_nothing(
    journeys: Journeys,
) -> None:
    client = journeys.client("auditor")
    assert client.get("/journeys/due/").status_code == 302
    client.post("/looks/due/reason/", {"reason": "The audit of November", "next": "/"})
    page = got(client, "/journeys/due/")
    assert "Amira Testcase" in words(page)
    assert not page.having("journey-item__record")
    assert client.get("/journeys/due/record/").status_code == 404


def test_every_look_is_written_down(journeys: Journeys) -> None:
    asked = "SELECT count(*) FROM journeys_look WHERE journey_id = 'bereaved' AND staff_id = %s"
    before = journeys.rows(asked, journeys.staff["byrne"])[0][0]
    shown(journeys, "bereaved", "byrne")
    got(journeys.client("byrne"), "/journeys/bereaved/why/R6.ARREST/")
    assert journeys.rows(asked, journeys.staff["byrne"])[0][0] == before + 2


def test_a_support_service_sees_who_was_referred_and_nothing_of_the_case(
    journeys: Journeys,
) -> None:
    page = shown(journeys, "referred", "provider")
    assert "Amira Testcase" in words(page)
    assert "Referral sent to a support service" in words(page)
    for secret in ("Crime recorded", "99/referred", "violence", "Needs assessment"):
        assert secret not in words(page)


def test_witness_care_sees_what_it_owes_itself_first(journeys: Journeys) -> None:
    page = shown(journeys, "court", "witness")
    assert "Tell the victim of the hearing" in first_card(page)
    assert "Due today" in first_card(page)
    assert "and the news received on Tuesday 25 November" in first_card(page)
    assert "Owed by the police." in words(page)


@pytest.mark.parametrize("who", ["auditor", "analyst"])
def test_whoever_owes_nothing_reads_on_a_journey_of_every_duty_that_their_list_holds(
    journeys: Journeys, who: str
) -> None:
    client = journeys.client(who)
    client.post("/looks/unsafe/reason/", {"reason": "The audit of November", "next": "/"})
    card = got(client, "/worklists/team/?late=all&mark=domestic_abuse").one("main").words
    assert "Offer the victim a referral to a support service" in card
    page = got(client, "/journeys/unsafe/")
    assert "Due first" in words(page)
    assert "12 working days late" in first_card(page)
    assert "Owed by the police." in first_card(page)
    assert not page.having("journey-item__record")
    assert "Owed by others" not in words(page)
    assert "Nothing is due" not in words(page)


def test_whoever_owes_none_of_what_is_late_reads_that_others_owe_it(journeys: Journeys) -> None:
    happenings = (
        Happening(kind="suspect.charged", ago=30, name="charge"),
        Happening(kind="victim.told", ago=29, about="charge", result="done", channel="phone"),
    )
    with journeys.write() as opened:
        make(opened, Made(name="told", reported_ago=100, happenings=happenings))
    page = shown(journeys, "told", "witness")
    assert "Nothing is due from you 1 is overdue from others." in words(page)
    assert "Owed by others (" in words(page)
    assert "Nothing is due today" not in words(page)


def test_the_number_of_questions_does_not_grow_with_the_journey(journeys: Journeys) -> None:
    small, large = (_questions(journeys, name) for name in ("empty", "large"))
    assert small == large
    assert small <= 22


def _questions(journeys: Journeys, name: str) -> int:
    if name == "large":
        happenings = [
            Happening(
                kind="victim.updated", ago=60 - n / 2, result="done", source=f"source {n % 7}"
            )
            for n in range(100)
        ]
        happenings += [Happening(kind="suspect.arrested", ago=60 - n) for n in range(40)]
        named = [replace(each, name=f"t{place}") for place, each in enumerate(happenings)]
        with journeys.write() as opened:
            make(opened, Made(name="large", reported_ago=70, happenings=named))
    client = journeys.client("osei")
    client.get(f"/journeys/{name}/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/journeys/{name}/").status_code == 200
    return len(asked)
