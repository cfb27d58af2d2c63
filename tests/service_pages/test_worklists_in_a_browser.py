"""Lists, search and loads in a real browser, on a phone and at a desk: no barrier anywhere."""

from collections.abc import Iterator

import pytest
from journeys_opened import Journeys, at_that_moment, journeys, server
from web import served

from browser import SIZES, barriers, visit

__all__ = ["at_that_moment", "journeys", "server"]

PAGES = {
    "osei": ("/worklists/mine/?mark=fatal&band=week", "/search/"),
    "byrne": (
        "/worklists/team/?unit=north&late=all",
        "/worklists/team/print/",
        "/worklists/check/",
        "/investigations/I-due/reassign/",
    ),
    "provider": ("/worklists/referrals/",),
    "analyst": ("/loads/", "/loads/send/"),
    "auditor": ("/looks/by/", "/looks/by/{osei}/", "/looks/due/", "/looks/due/reason/"),
    "commissioner": ("/",),
}


@pytest.fixture(scope="module")
def site(journeys: Journeys) -> Iterator[str]:
    # The first page of a process takes longer than a browser waits.
    journeys.client("osei").get("/worklists/mine/")
    with served() as address:
        yield address


@pytest.mark.parametrize("who", PAGES)
def test_no_page_holds_a_barrier(journeys: Journeys, site: str, who: str) -> None:
    with visit(site, staff=journeys.person(who)) as at:
        for address in (one.format(**journeys.staff) for one in PAGES[who]):
            sizes = SIZES if address.endswith("/check/") else ("phone",)
            assert barriers(at.go(address), sizes=sizes) == [], address


def test_what_to_do_first_stands_on_the_first_screen_of_a_phone_and_is_one_tap_away(
    journeys: Journeys, site: str
) -> None:
    with visit(site, scripts=False, staff=journeys.person("osei")) as at:
        at.go("/")
        assert at.page.get_by_text("Do this first.").is_visible()
        record = at.page.locator(".touchpoint-action").first
        box = record.bounding_box()
        assert box
        assert box["y"] + box["height"] <= SIZES["phone"][1]
        record.tap()
        at.page.wait_for_url("**/due/**")


def test_a_list_is_narrowed_without_scripts_and_by_keyboard_alone(
    journeys: Journeys, site: str
) -> None:
    with visit(site, size="desktop", scripts=False, staff=journeys.person("byrne")) as at:
        at.go("/worklists/team/")
        page = at.page
        page.locator(".touchpoint-filters summary").focus()
        page.keyboard.press("Enter")
        page.get_by_label("Kind of crime").focus()
        page.keyboard.type("Somebody")
        page.get_by_role("button", name="Apply filters").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**mark=fatal**")
        assert "Somebody died" in page.locator(".touchpoint-chosen").inner_text()
