"""Laws of every list: nobody's work that is hidden, the same as fresh verdicts, few questions."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from journeys_made import TODAY
from journeys_opened import Journeys, at_that_moment, journeys, server
from pages import Element, got

from touchpoint.rights.code.duty import State
from touchpoint.service.journeys.queries.obligations import obligations_of
from touchpoint.service.journeys.worklists.asked import Asked, Band, Whose, band_of
from touchpoint.service.journeys.worklists.listed import ranked
from touchpoint.service.organisation.acting import acting_as

__all__ = ["at_that_moment", "journeys", "server"]

WHOLE = {
    "osei": Whose.MINE,
    "byrne": Whose.TEAM,
    "outsider": Whose.MINE,
    "services": Whose.TEAM,
    "witness": Whose.WITNESS_CARE,
    "auditor": Whose.TEAM,
}


def asked_by(journeys: Journeys, who: str, today: date, **more: object) -> Asked:
    staff = journeys.person(who)
    return Asked(
        whose=WHOLE[who],
        role=staff.role,
        officer=staff.officer_id,
        today=today,
        long_late=True,
        **more,  # type: ignore[arg-type] # as the tests give it
    )


def references(page: Element) -> list[str]:
    return [one.words.split(",")[0] for one in page.having("worklist-why")]


@pytest.mark.parametrize("who", WHOLE)
def test_nobody_sees_a_task_of_a_journey_that_is_hidden_from_them(
    journeys: Journeys, who: str
) -> None:
    with acting_as(journeys.person(who)):
        listed = {
            row.journey_id
            for rows in ranked(asked_by(journeys, who, TODAY)).values()
            for row in rows
        }
        with connection.cursor() as cursor:
            cursor.execute("SELECT journey_id FROM journeys_journey")
            seen = {journey for (journey,) in cursor.fetchall()}
    assert listed <= seen


@pytest.mark.parametrize("days", [0, 1, 2, 9, 40])
@pytest.mark.parametrize("who", ["osei", "byrne", "witness"])
def test_a_list_of_a_later_day_is_what_fresh_verdicts_of_that_day_say(
    journeys: Journeys, who: str, days: int
) -> None:
    today = TODAY + timedelta(days=days)
    asked = asked_by(journeys, who, today)
    with acting_as(journeys.person(who)):
        listed = {
            (row.journey_id, row.duty_id, row.occurrence): (band, row.state)
            for band, rows in ranked(asked).items()
            for row in rows
        }
        with connection.cursor() as cursor:
            cursor.execute("SELECT journey_id FROM journeys_journey")
            every = [journey for (journey,) in cursor.fetchall()]
            # Why it cannot be done is recorded already: until its day it waits, but asks nobody.
            cursor.execute(
                "SELECT journey_id, duty_id, occurrence FROM journeys_obligation "
                "WHERE state = 'excused'"
            )
            excused_before = set(cursor.fetchall())
        fresh = {
            (one.journey_id, one.duty_id, one.occurrence): (band_of(one.due_on, today), one.state)
            for journey_id in every
            for one in obligations_of(journey_id, today=today)
            if one.state in {State.WAITING, State.MISSED}
            and (one.journey_id, one.duty_id, one.occurrence) not in excused_before
            and one.due_on is not None
            and one.due_on <= asked.today + timedelta(days=7)
            and one.duty_id in asked.duties
            and (one.closed_on is None or one.closed_on >= today - timedelta(days=28))
            and belongs(asked, one.officer_id, one.journey_id)
        }
    assert listed == fresh
    assert all((band is Band.OVERDUE) == (state is State.MISSED) for band, state in listed.values())


def belongs(asked: Asked, officer: str | None, journey_id: str) -> bool:
    if asked.whose is Whose.WITNESS_CARE:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT charged_on IS NOT NULL FROM journeys_journey WHERE journey_id = %s",
                [journey_id],
            )
            return bool(cursor.fetchall()[0][0])
    return asked.whose is not Whose.MINE or officer == asked.officer


def test_a_band_alone_is_the_same_as_that_band_of_the_whole(journeys: Journeys) -> None:
    with acting_as(journeys.person("byrne")):
        whole = ranked(asked_by(journeys, "byrne", TODAY))
        for band in Band:
            alone = ranked(asked_by(journeys, "byrne", TODAY, band=band))
            assert alone == {band: whole[band]}


@pytest.mark.parametrize(
    ("who", "path", "most"),
    [
        ("osei", "/worklists/mine/", 24),
        ("byrne", "/worklists/team/", 32),
        ("witness", "/worklists/witness-care/", 32),
        ("byrne", "/worklists/check/", 16),
        ("provider", "/worklists/referrals/", 16),
    ],
)
def test_a_page_asks_the_database_a_bounded_number_of_questions(
    journeys: Journeys, who: str, path: str, most: int
) -> None:
    client = journeys.client(who)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) <= most, [one["sql"][:90] for one in asked]


def test_what_weighs_most_and_is_latest_stands_first_and_the_page_says_so(
    journeys: Journeys,
) -> None:
    page = got(journeys.client("osei"), "/worklists/mine/")
    (first,) = page.having("worklist-first")
    assert first.words.startswith("Do this first.")
    assert references(page)[0] == "99/bereaved/25"
    assert "Somebody died" in page.having("worklist-why")[0].words


def test_the_pages_of_a_band_hold_each_task_once(journeys: Journeys) -> None:
    client = journeys.client("byrne")
    total = int(
        re.findall(
            r"(\d+)", got(client, "/worklists/team/?late=all").having("worklist-sum")[0].words
        )[0]
    )
    shown: list[str] = []
    for number in range(1, 2 + total // 25):
        page = got(client, f"/worklists/team/?late=all&band=overdue&page={number}")
        shown += [one.attributes["href"] for one in page.having("touchpoint-action")]
        assert bool(page.having("worklist-first")) == (number == 1)
    assert len(shown) == len(set(shown)) == total


def test_a_reassignment_leads_back_to_the_list_as_it_was_narrowed(journeys: Journeys) -> None:
    client = journeys.client("byrne")
    page = got(client, "/worklists/team/?mark=violence&late=all")
    link = next(a for a in page.all("a") if "reassign" in a.attributes.get("href", ""))
    sent = client.post(link.attributes["href"], {"officer_id": "SGT-1"})
    assert sent["Location"] == "/worklists/team/?mark=violence&late=all"
    away = client.post(
        "/investigations/I-done/reassign/?next=//evil.example", {"officer_id": "SGT-1"}
    )
    assert away["Location"].startswith("/worklists/team/?")


@pytest.mark.parametrize(
    ("who", "first"),
    {
        "osei": "/worklists/mine/",
        "byrne": "/worklists/team/",
        "witness": "/worklists/witness-care/",
        "services": "/worklists/team/",
        "auditor": "/looks/by/",
        "analyst": "/loads/",
        "provider": "/worklists/referrals/",
        "administrator": "/people/",
    }.items(),
)
def test_everybody_is_led_to_their_first_page(journeys: Journeys, who: str, first: str) -> None:
    assert journeys.client(who).get("/")["Location"] == first


def test_an_empty_list_says_what_would_stand_there_and_what_to_do(journeys: Journeys) -> None:
    (narrowed,) = got(journeys.client("osei"), "/worklists/mine/?mark=fatal&band=week").having(
        "touchpoint-empty"
    )
    assert "a week before it is due" in narrowed.words
    assert "Clear the filters" in narrowed.words


def test_the_incidents_of_one_person_and_of_two_stand_on_a_page_and_others_stay_hidden(
    journeys: Journeys,
) -> None:
    with journeys.write() as written:
        for person, names in {"P/1": ["due", "many"], "P/2": ["unsafe"]}.items():
            written.execute(
                "UPDATE journeys_journey SET person_id = %s WHERE journey_id = ANY (%s)",
                [person, names],
            )
    client = journeys.client("osei")
    (link,) = [a for a in got(client, "/journeys/due/").all("a") if "Every incident" in a.words]
    one = got(client, link["href"])
    assert "2 incidents that you may see" in one.words
    two = got(client, "/pairs/P~11/P~12/")
    assert "3 incidents that you may see" in two.words
    assert len(two.having("worklist-incident")) == 3
    for hidden in ("/persons/P~11/", "/pairs/P~11/P~12/"):
        assert journeys.client("outsider").get(hidden).status_code == 404


def test_an_auditor_states_one_reason_for_every_incident_of_a_person(journeys: Journeys) -> None:
    with journeys.write() as written:
        written.execute(
            "UPDATE journeys_journey SET person_id = 'P-3' WHERE journey_id = ANY (%s)",
            [["bereaved", "child"]],
        )
    client = journeys.client("auditor")
    asked = client.get("/persons/P-3/")
    assert asked.status_code == 302
    reason = "The audit of repeat victims"
    client.post(asked["Location"], {"reason": reason, "next": "/persons/P-3/"})
    assert "2 incidents that you may see" in got(client, "/persons/P-3/").one("main").words
    looks = journeys.rows(
        "SELECT DISTINCT journey_id FROM journeys_look WHERE staff_id = %s AND reason = %s",
        journeys.staff["auditor"],
        reason,
    )
    assert sorted(looks) == [("bereaved",), ("child",)]
