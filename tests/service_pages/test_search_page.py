"""Search: what was found has a page of its own, and nothing that was typed is kept for it."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client
from journeys_opened import Journeys, at_that_moment, journeys, server
from pages import Element, checked, errors_of, got, sent
from web import served

from browser import SIZES, barriers, visit

__all__ = ["at_that_moment", "journeys", "server"]

SEARCH = "/search/"


def searched(client: Client, **what: str) -> str:
    """The address of what was found."""
    answer = client.post(SEARCH, what)
    assert answer.status_code == 303
    return str(answer["Location"])


def listed(page: Element) -> list[str]:
    return [one.all("a")[0]["href"] for one in page.having("worklist-found__one")]


def test_search_finds_by_reference_and_by_name_and_puts_neither_in_an_address(
    journeys: Journeys,
) -> None:
    client = journeys.client("osei")
    ((reference,),) = journeys.rows(
        "SELECT reference FROM journeys_investigation WHERE unit_id = 'north' "
        "ORDER BY reference LIMIT 1"
    )
    for asked in ({"reference": reference}, {"family_name": "Testcase"}):
        address = searched(client, **asked)
        assert not [word for word in asked.values() if word.lower() in address.lower()]
        assert listed(got(client, address))
    assert not listed(got(client, SEARCH, reference=reference))


def test_what_was_found_stands_before_the_form_and_in_the_title(journeys: Journeys) -> None:
    client = journeys.client("osei")
    page = got(client, searched(client, reference="99/due"))
    assert page.one("title").words.startswith("Search: 1 journey")
    assert page.one("h1").words.endswith("1 journey")
    order = [one.tag for one in page.one("main").all("ul", "form")]
    assert order == ["ul", "form"]


def test_the_session_keeps_what_was_found_and_nothing_that_was_typed(journeys: Journeys) -> None:
    client = journeys.client("osei")
    typed = {"family_name": "Testcase", "email": "amira@example.org", "phone": "01632 960123"}
    searched(client, **typed)
    kept = json.dumps(dict(client.session.items()))
    assert "due" in kept
    assert not [word for word in typed.values() if word.lower() in kept.lower()]


def test_two_tabs_go_back_each_to_what_it_found(journeys: Journeys) -> None:
    client = journeys.client("osei")
    one, other = (searched(client, reference=f"99/{name}") for name in ("due", "child"))
    assert listed(got(client, one)) == ["/journeys/due/"]
    assert listed(got(client, other)) == ["/journeys/child/"]


def test_what_is_no_longer_kept_is_searched_again(journeys: Journeys) -> None:
    client = journeys.client("osei")
    first = searched(client, reference="99/due")
    for _ in range(5):
        searched(client, reference="99/child")
    for address in (first, "/search/found/never/"):
        answer = client.get(address)
        assert answer["Location"] == SEARCH
        assert "is no longer kept: search again." in got(client, SEARCH).words


def test_what_one_person_found_is_not_there_for_another(journeys: Journeys) -> None:
    address = searched(journeys.client("osei"), reference="99/due")
    assert journeys.client("outsider").get(address)["Location"] == SEARCH
    assert journeys.client("analyst").get(address).status_code == 404


def test_where_nothing_is_found_what_was_typed_is_there_to_be_mended(journeys: Journeys) -> None:
    page = sent(journeys.client("osei"), SEARCH, {"family_name": "Tsetcase"})
    assert page.one("title").words.startswith("Search: Nothing was found")
    assert "Tsetcase" in [one["value"] for one in page.one("main").all("input")]


def test_too_little_to_search_by_is_told_what_is_missing(journeys: Journeys) -> None:
    page = sent(journeys.client("osei"), SEARCH, {"family_name": "a"})
    assert "Type at least 3 characters" in errors_of(page)[0]


def test_signs_alone_list_nobody(journeys: Journeys) -> None:
    page = journeys.client("osei").post(SEARCH, {"postcode": "---"}).content.decode()
    assert "Type letters or numbers of the postcode" in page
    assert not listed(checked(page))


@pytest.fixture(scope="module")
def site(journeys: Journeys) -> Iterator[str]:
    # The first page of a process takes longer than a browser waits.
    journeys.client("osei").get(SEARCH)
    with served() as address:
        yield address


def test_on_a_phone_what_was_found_is_seen_at_once_and_going_back_comes_to_it_again(
    journeys: Journeys, site: str
) -> None:
    with visit(site, staff=journeys.person("osei")) as at:
        at.go(SEARCH)
        at.page.get_by_label("Crime reference").fill("99/due")
        at.press("Search")
        box = at.page.locator(".worklist-found__one a").first.bounding_box()
        assert box
        assert box["y"] + box["height"] <= SIZES["phone"][1]
        assert barriers(at) == []
        at.follow("99/due/25, Amira Testcase")
        at.page.go_back()
        assert at.page.title().startswith("Search: 1 journey")
        assert at.page.get_by_role("link", name="99/due/25").is_visible()
