"""Every macro in a real browser: on a phone and a desk, without scripts, by keyboard alone."""

import pytest

from browser import SIZES, visit

COMPONENTS = "/components?state=missed&unit=N1"


@pytest.mark.parametrize(
    ("address", "size"),
    [(COMPONENTS, "phone"), (COMPONENTS, "desktop"), ("/fault/500", "phone")],
)
def test_a_page_has_no_barrier_at_any_size(site: str, size: str, address: str) -> None:
    with visit(site, size=size) as seen:
        seen.go(address)
        seen.look(f"gallery{address.partition('?')[0]}")


@pytest.mark.parametrize("size", SIZES)
def test_a_form_sent_empty_has_no_barrier_and_begins_with_its_faults(site: str, size: str) -> None:
    with visit(site, size=size) as seen:
        seen.go("/form").press("Save")
        assert seen.page.title().startswith("Error: ")
        seen.look("gallery-form-faults")
        focused = seen.page.evaluate("document.activeElement.className")
        assert "govuk-error-summary" in focused
        seen.page.get_by_role("link", name="Enter the day you told them").click()
        assert seen.page.evaluate("document.activeElement.id") == "id_told_on-day"


def test_without_scripts_a_form_can_be_filled_sent_and_mended(site: str) -> None:
    with visit(site, scripts=False) as seen:
        page = seen.go("/form").page
        page.get_by_label("Day").fill("today")
        page.get_by_label("What time was it?").fill("noon")
        page.get_by_label("By phone").check()
        page.get_by_label("Visits so far").fill("1")
        page.get_by_label("Unit").select_option("N1")
        page.get_by_label("They are worried").check()
        seen.press("Save")
        page.get_by_role("heading", name="There is a problem").wait_for()
        seen.look("gallery-form-mending")
        page.get_by_label("Note").fill("Told of the arrest")
        page.get_by_label("I have checked").check()
        seen.press("Save")
        page.get_by_role("heading", name="Recorded").wait_for()
        seen.look("gallery-recorded")


def test_without_scripts_every_part_is_open_to_whoever_wants_it(site: str) -> None:
    with visit(site, scripts=False) as seen:
        page = seen.go("/components?unit=N1").page
        page.get_by_role("link", name="Search").wait_for()
        page.get_by_text("Filter this list").click()
        page.get_by_role("checkbox", name="Overdue").check()
        seen.press("Apply filters")
        page.get_by_role("link", name="Remove this filter: Overdue").wait_for()
        assert "state=missed" in page.url
        seen.look("gallery-components")


def test_the_first_key_leads_past_the_navigation_and_the_next_to_what_is_due(site: str) -> None:
    with visit(site, size="desktop") as seen:
        page = seen.go("/components").page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent").startswith("Overdue")


def test_on_a_phone_buttons_are_as_large_as_a_thumb_and_the_menu_opens(site: str) -> None:
    with visit(site) as seen:
        page = seen.go("/components").page
        boxes = [one.bounding_box() for one in page.locator("main .govuk-button:visible").all()]
        assert len(boxes) >= 3
        assert all(box and box["height"] >= 40 and box["width"] >= 240 for box in boxes)
        navigation = page.get_by_role("navigation", name="Pages of Touchpoint")
        assert not navigation.get_by_role("link", name="My team").is_visible()
        page.get_by_role("button", name="Menu").click()
        navigation.get_by_role("link", name="My team").click()
        page.get_by_role("heading", name="Tell them of the arrest").wait_for()
