"""Worklists say what to do first, keep their filters in the address, and hide others' work."""

import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from journeys_made import TODAY
from journeys_opened import Journeys, at_that_moment, journeys, server
from openpyxl import load_workbook
from pages import Element, got

from touchpoint.service.journeys.worklists.asked import Asked, Whose
from touchpoint.service.journeys.worklists.forms import MOST_OFFICERS, FilterForm

__all__ = ["at_that_moment", "journeys", "server"]

LISTS = {
    "osei": "/worklists/mine/",
    "byrne": "/worklists/team/",
    "services": "/worklists/team/",
    "auditor": "/worklists/team/",
    "witness": "/worklists/witness-care/",
}


def shown(client: Client, path: str) -> Element:
    return got(client, path)


def references(page: Element) -> list[str]:
    return [one.words.split(",")[0] for one in page.having("worklist-why")]


def test_what_is_overdue_is_counted_and_stands_before_what_is_to_come(journeys: Journeys) -> None:
    page = shown(journeys.client("osei"), "/worklists/mine/")
    (number,) = journeys.rows(
        "SELECT count(*) FROM journeys_obligation WHERE state = 'open' AND officer_id = 'PC-1' "
        "AND due_on < %s AND due_on >= %s AND (closed_on IS NULL OR closed_on >= %s)",
        TODAY,
        TODAY - timedelta(days=28),
        TODAY - timedelta(days=28),
    )[0]
    said = page.having("worklist-sum")[0].words
    assert int(re.findall(r"([\d,]+) overdue", said)[0].replace(",", "")) <= number
    parts = [one.words for part in page.having("worklist-part") for one in part.all("h2")]
    assert parts[0].startswith("Overdue")


def test_an_officer_sees_no_work_of_another_and_an_outsider_none_of_the_north(
    journeys: Journeys,
) -> None:
    mine = references(shown(journeys.client("osei"), "/worklists/mine/"))
    assert mine
    assert not set(mine) & set(references(shown(journeys.client("outsider"), "/worklists/mine/")))


def test_a_task_leads_to_its_record_in_one_tap(journeys: Journeys) -> None:
    client = journeys.client("osei")
    page = shown(client, "/worklists/mine/")
    record = page.having("touchpoint-action")[0]
    assert got(client, record.attributes["href"]).one("main").all("form")


@pytest.mark.parametrize("who", ["auditor", "analyst"])
def test_whoever_records_nothing_is_not_asked_to(journeys: Journeys, who: str) -> None:
    client = journeys.client(who)
    page = shown(client, "/worklists/team/?late=all")
    assert page.having("touchpoint-card")
    assert page.having("touchpoint-action") == []
    assert "Do this first" not in page.words


@pytest.mark.parametrize(("who", "path"), LISTS.items())
def test_every_record_that_a_list_offers_is_there(journeys: Journeys, who: str, path: str) -> None:
    client = journeys.client(who)
    offered = {one["href"] for one in shown(client, f"{path}?late=all").having("touchpoint-action")}
    assert all(got(client, address).one("main").all("form") for address in offered)


def test_how_late_a_task_is_is_said_as_its_journey_says_it(journeys: Journeys) -> None:
    client = journeys.client("byrne")
    cards = shown(client, "/worklists/team/?late=all&band=overdue").having("touchpoint-card")
    assert len(cards) > 10
    for card in cards[:10]:
        (when,), (more,) = card.having("touchpoint-tag"), card.having("worklist-due")
        words = f"{when.words}, {more.words[:1].lower()}{more.words[1:]}"
        page = shown(client, card.having("touchpoint-second")[0].attributes["href"])
        assert words in [one.words for one in page.having("journey-item__due")]


def test_filters_stay_in_the_address_and_can_be_taken_away_one_by_one(journeys: Journeys) -> None:
    client = journeys.client("byrne")
    page = shown(client, "/worklists/team/?unit=north&mark=violence&late=all")
    assert {"North", "However late"} <= {
        one.words.removeprefix("Remove this filter: ") for one in page.having("moj-filter__tag")
    }
    hrefs = [one.attributes["href"] for one in page.having("moj-filter__tag")]
    assert all(client.get(f"/worklists/team/{href}").status_code == 200 for href in hrefs)


@pytest.mark.parametrize("narrowed", ["", "&officer=SGT-1", "&mark=cyber&officer=SGT-1"])
def test_a_list_without_a_task_never_says_that_nothing_is_late_while_late_things_are_left_out(
    journeys: Journeys, narrowed: str
) -> None:
    client = journeys.client("byrne")
    page = shown(client, f"/worklists/team/?unit=nowhere{narrowed}")
    assert page.having("worklist-sum")[0].words == "Nothing is due, or late by up to four weeks."
    assert "choose However late under Filter this list" in page.words
    assert "Clear the filters to see more." in page.words
    printed = shown(client, f"/worklists/team/print/?unit=nowhere{narrowed}")
    assert "Nothing is due in the next week, or late by up to four weeks." in printed.words
    whole = shown(client, f"/worklists/team/?unit=nowhere&late=all{narrowed}")
    assert whole.having("worklist-sum")[0].words == "Nothing is due."
    assert "choose However late" not in whole.words
    printed = shown(client, f"/worklists/team/print/?unit=nowhere&late=all{narrowed}")
    assert "Nothing is due in the next week, and nothing is late." in printed.words


def test_a_list_of_one_officer_says_their_name(journeys: Journeys) -> None:
    client = journeys.client("byrne")
    for officer, called in (("PC-1", "PC Osei"), ("PC-99", "Officer PC-99")):
        (tag,) = shown(client, f"/worklists/team/?officer={officer}").having("moj-filter__tag")
        assert tag.words == f"Remove this filter: {called}"


def test_of_more_officers_than_anybody_looks_through_only_the_chosen_one_is_listed(
    journeys: Journeys,
) -> None:
    asked = Asked(whose=Whose.TEAM, role="supervisor", officer=None, today=TODAY, of_officer="o7")
    officers = [{"officer_id": f"o{n}", "name": f"Officer {n}"} for n in range(MOST_OFFICERS + 1)]
    many = FilterForm(asked, units=[], officers=officers)
    assert 'value="o7" selected' in str(many["officer"])
    assert str(many["officer"]).count("<option") == 2
    assert "Choose a unit first" in many.fields["officer"].help_text
    few = FilterForm(asked, units=[], officers=officers[1:])
    assert str(few["officer"]).count("<option") == 1 + MOST_OFFICERS
    assert few.fields["officer"].help_text == ""
    page = shown(journeys.client("byrne"), "/worklists/team/?unit=north")
    assert "Choose a unit first" not in page.words


def _listed(journeys: Journeys, query: str) -> tuple[list[str], set[str]]:
    """The tasks of a list however late, and what it says that it is narrowed by."""
    page = shown(journeys.client("byrne"), f"/worklists/team/?late=all&{query}")
    tags = {
        tag.words.removeprefix("Remove this filter: ") for tag in page.having("moj-filter__tag")
    }
    return [card.words for card in page.having("touchpoint-card")], tags - {"However late"}


def test_a_filter_that_makes_no_sense_is_left_out(journeys: Journeys) -> None:
    everything = _listed(journeys, "")
    assert len(everything[0]) > 10
    assert _listed(journeys, "band=overdue") != everything
    for query in ("unit=%00", "mark=nonsense", "band=never", "page=x"):
        assert _listed(journeys, query) == everything, query


@pytest.mark.parametrize(("query", "name"), [("unit=nowhere", "nowhere"), ("duty=';--", "';--")])
def test_a_filter_by_what_is_not_there_lists_nothing_and_can_be_taken_away(
    journeys: Journeys, query: str, name: str
) -> None:
    assert _listed(journeys, query) == ([], {name})


def test_the_spreadsheet_holds_the_tasks_of_the_list_and_no_names(journeys: Journeys) -> None:
    client = journeys.client("byrne")
    answered = client.get("/worklists/team/spreadsheet/?late=all")
    sheet = load_workbook(io.BytesIO(answered.content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("When", "How late", "Due on", "To do")
    assert len(rows) > 1
    names = {name for (name,) in journeys.rows("SELECT family_name FROM personal.identity") if name}
    assert not names & {str(cell) for row in rows for cell in row}


def test_a_list_can_be_printed_whole(journeys: Journeys) -> None:
    page = shown(journeys.client("byrne"), "/worklists/team/print/")
    assert page.all("table")


def test_a_list_of_others_is_not_there(journeys: Journeys) -> None:
    client = journeys.client("osei")
    for path in ("/worklists/witness-care/", "/worklists/check/", "/worklists/team/spreadsheet/"):
        assert client.get(path).status_code == 404


def test_a_supervisor_gives_an_investigation_to_another_officer(journeys: Journeys) -> None:
    client = journeys.client("byrne")
    ((case,),) = journeys.rows(
        "SELECT investigation_id FROM journeys_investigation WHERE officer_id = 'PC-1' "
        "ORDER BY investigation_id LIMIT 1"
    )
    path = f"/investigations/{case}/reassign/"
    assert shown(client, path).all("input")
    nobody = client.post(path, {})
    assert "Select who is to hold the investigation" in nobody.content.decode()
    given = client.post(path, {"officer_id": "SGT-1"})
    assert given.status_code == 302
    holder = "SELECT officer_id FROM journeys_investigation WHERE investigation_id = %s"
    assert journeys.rows(holder, case) == [("SGT-1",)]
    owed = "SELECT DISTINCT officer_id FROM journeys_obligation WHERE investigation_id = %s"
    assert journeys.rows(owed, case) in ([("SGT-1",)], [])

    older = client.post(path, {"read": "PC-1", "officer_id": "PC-1"})
    assert older["Location"] == path
    assert (
        "Nothing was saved. While you had this page open, somebody gave it to another officer."
        in (shown(client, path).words)
    )
    assert journeys.rows(holder, case) == [("SGT-1",)]
    assert client.post(path, {"read": "SGT-1", "officer_id": "PC-1"}).status_code == 302
    assert journeys.rows(holder, case) == [("PC-1",)]


def test_the_daily_check_puts_first_what_lacks_most(journeys: Journeys) -> None:
    page = shown(journeys.client("byrne"), "/worklists/check/")
    rows = [row.words for body in page.all("tbody") for row in body.all("tr")]
    lacking = [row.count("Not assessed") + row.count("Overdue") for row in rows]
    assert rows
    assert lacking == sorted(lacking, reverse=True)


def test_a_person_of_others_is_not_there(journeys: Journeys) -> None:
    assert journeys.client("osei").get("/persons/nobody/").status_code == 404
    assert journeys.client("osei").get("/pairs/nobody/else/").status_code == 404
