"""The journey page in a real browser: no barrier in any state, and an officer's walk by thumb."""

import re
from collections.abc import Iterator

import pytest
from journeys_opened import Journeys, at_that_moment, journeys, server
from web import served

from browser import SIZES, barriers, visit

__all__ = ["at_that_moment", "journeys", "server"]

STATES = ("done", "many", "conflicts", "unsafe", "corrected", "closed", "empty", "unknown")
FORMS = (
    "due/record/",
    "many/due/R4.REFER/I-many/",
    "unsafe/record/contact.agreed/",
    "due/enhanced/",
    "due/correct/due-ack/",
    "many/why/R6.ARREST/",
)


@pytest.fixture(scope="module")
def site(journeys: Journeys) -> Iterator[str]:
    # The first page of a process takes longer than a browser waits.
    journeys.client("osei").get("/journeys/due/")
    with served() as address:
        yield address


@pytest.mark.parametrize("name", STATES)
def test_no_state_of_the_page_holds_a_barrier(journeys: Journeys, site: str, name: str) -> None:
    with visit(site, staff=journeys.person("byrne")) as at:
        sizes = SIZES if name == "many" else ("phone",)
        assert barriers(at.go(f"/journeys/{name}/"), sizes=sizes) == []


@pytest.mark.parametrize("form", FORMS)
def test_no_form_holds_a_barrier(journeys: Journeys, site: str, form: str) -> None:
    with visit(site, staff=journeys.person("osei")) as at:
        assert barriers(at.go(f"/journeys/{form}")) == []


def test_a_form_with_faults_holds_no_barrier(journeys: Journeys, site: str) -> None:
    with visit(site, staff=journeys.person("osei")) as at:
        at.go("/journeys/unsafe/record/contact.agreed/")
        at.page.get_by_role("button", name="Save").tap()
        at.page.get_by_role("alert").wait_for()
        assert at.page.title().startswith("Error: ")
        assert barriers(at) == []


def test_what_to_do_first_stands_on_the_first_screen_of_a_phone(
    journeys: Journeys, site: str
) -> None:
    with visit(site, staff=journeys.person("osei")) as at:
        for name in ("due", "many", "unsafe", "child"):
            at.go(f"/journeys/{name}/")
            box = at.page.locator(".journey-item__record").first.bounding_box()
            assert box, name
            assert box["y"] + box["height"] <= 844, name
            assert box["height"] >= 40, name


def test_told_of_the_arrest_is_two_taps_on_a_phone(journeys: Journeys, site: str) -> None:
    with visit(site, staff=journeys.person("osei")) as at:
        at.go("/journeys/due/")
        at.page.get_by_role("button", name=re.compile("Tell the victim of the arrest")).tap()
        at.page.get_by_role("button", name="Save").tap()
        banner = at.page.get_by_role("alert")
        assert "Told of the arrest: done in time." in banner.inner_text()
        assert "Next: update the victim, as agreed" in banner.inner_text()
        assert barriers(at) == []
        told = at.page.locator(".journey-point", has_text="Told of the arrest")
        assert "Done" in told.inner_text()
        at.page.go_back()
        at.page.go_back()
    kept = (
        "SELECT count(*) FROM journeys_touchpoint WHERE journey_id = 'due' AND kind = 'victim.told'"
    )
    assert journeys.rows(kept) == [(1,)]


def test_going_back_in_a_browser_after_saving_finds_no_form_to_save_again(
    journeys: Journeys, site: str
) -> None:
    with visit(site, staff=journeys.person("osei")) as at:
        at.go("/journeys/bereaved/record/")
        at.page.get_by_role("link", name="Update", exact=True).tap()
        at.page.get_by_label("Phone", exact=True).check()
        at.page.get_by_role("button", name="Save").tap()
        at.page.wait_for_url("**/journeys/bereaved/")
        at.page.go_back()
        at.page.wait_for_url("**/journeys/bereaved/")
        assert "That form is saved already." in at.page.locator("body").inner_text()


def test_everything_works_without_scripts_and_by_keyboard_alone(
    journeys: Journeys, site: str
) -> None:
    with visit(site, size="desktop", scripts=False, staff=journeys.person("osei")) as at:
        at.go("/journeys/bereaved/record/contact.agreed/")
        page = at.page
        page.get_by_label("Text", exact=True).focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.type("any time")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_url("**/journeys/bereaved/")
        assert "Safe contact: by text, any time" in page.locator("main").inner_text()


def test_what_a_choice_asks_for_shows_only_once_it_is_chosen(journeys: Journeys, site: str) -> None:
    with visit(site, scripts=False, staff=journeys.person("osei")) as at:
        at.go("/journeys/spokesperson/due/R6.ARREST/spokesperson-arrest/")
        reason = at.page.get_by_label("Reason, if it could not be done")
        assert not reason.is_visible()
        assert not at.page.get_by_label("Month").is_visible()
        at.page.get_by_label("Could not be reached").check()
        assert reason.is_visible()
        at.page.get_by_label("Another day").check()
        assert at.page.get_by_label("Month").is_visible()


def test_the_button_to_save_covers_nothing_that_has_the_focus(
    journeys: Journeys, site: str
) -> None:
    with visit(site, staff=journeys.person("osei")) as at:
        at.go("/journeys/child/record/contact.agreed/")
        boxes = at.page.locator("form.journey-form input:visible")
        save = at.page.get_by_role("button", name="Save")
        for place in range(boxes.count()):
            box = boxes.nth(place)
            box.focus()
            found, over = box.bounding_box(), save.bounding_box()
            assert found
            assert over
            assert found["y"] + found["height"] <= over["y"] or found["y"] > over["y"], place
