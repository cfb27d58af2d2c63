"""What is printed can be read: on white paper, without backgrounds, and no wider than the page."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from journeys_opened import Journeys, at_that_moment, journeys, server
from web import served

from browser import Visit, too_wide, visit

__all__ = ["at_that_moment", "journeys", "server"]

A4 = {"width": 794 - 2 * 57, "height": 1123 - 2 * 57}
"""In pixels, without the margin of 15 mm that the style sheet asks for."""

PAGES = (
    "/journeys/unsafe/",
    "/journeys/many/",
    "/journeys/many/why/R6.ARREST/",
    "/worklists/team/?late=all",
    "/worklists/team/print/?late=all",
    "/worklists/check/",
)

PALE = """() => {
  const bright = part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  const onWhite = colour => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).map(each => bright(each / 255))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
  }
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement
    const style = getComputedStyle(holder)
    const printed = style.printColorAdjust === "exact"
    if (!walker.currentNode.data.trim() || !holder.checkVisibility() || printed) continue
    if (onWhite(style.color) < 4.5) found.push(`${walker.currentNode.data.trim()} ${style.color}`)
  }
  return found
}"""
"""Words too pale for white paper: browsers leave backgrounds out unless somebody asks for them."""

ADDRESSES = """() => [...document.querySelectorAll("a")]
  .map(link => getComputedStyle(link, "::after").content).filter(each => each.includes("/"))"""

EDGE = """() => {
  const style = getComputedStyle(document.querySelector(".journey-safe--unsafe"))
  return [style.borderTopStyle, parseFloat(style.borderTopWidth), parseFloat(style.borderLeftWidth)]
}"""


@pytest.fixture(scope="module")
def site(journeys: Journeys) -> Iterator[str]:
    # The first page of a process takes longer than a browser waits.
    journeys.client("byrne").get("/worklists/team/")
    with served() as address:
        yield address


@contextmanager
def printed(journeys: Journeys, site: str, address: str) -> Iterator[Visit]:
    with visit(site, size="desktop", staff=journeys.person("byrne")) as at:
        at.page.emulate_media(media="print")
        at.page.set_viewport_size(A4)  # type: ignore[arg-type] # a mapping of these two
        yield at.go(address)


@pytest.mark.parametrize("address", PAGES)
def test_every_word_is_dark_enough_for_paper_on_which_no_background_is_printed(
    journeys: Journeys, site: str, address: str
) -> None:
    with printed(journeys, site, address) as at:
        assert at.page.evaluate(PALE) == []


def test_what_was_done_is_said_as_darkly_on_paper(journeys: Journeys, site: str) -> None:
    with visit(site, size="desktop", staff=journeys.person("byrne")) as at:
        at.go("/journeys/due/record/supervisor.reviewed/")
        at.page.locator("textarea").fill("Read through.")
        at.press("Save")
        at.page.emulate_media(media="print")
        assert at.page.locator(".govuk-notification-banner").count() == 1
        assert at.page.evaluate(PALE) == []


def test_the_warning_of_unsafe_contact_has_a_thick_edge_on_paper(
    journeys: Journeys, site: str
) -> None:
    with printed(journeys, site, "/journeys/unsafe/") as at:
        style, top, left = at.page.evaluate(EDGE)
        assert (style, top >= 4, left >= 8) == ("solid", True, True)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_wider_than_a_sheet_of_paper(
    journeys: Journeys, site: str, address: str
) -> None:
    with printed(journeys, site, address) as at:
        assert too_wide(at.page) == []


@pytest.mark.parametrize("address", PAGES)
def test_no_link_prints_the_address_of_a_page_here(
    journeys: Journeys, site: str, address: str
) -> None:
    with printed(journeys, site, address) as at:
        assert at.page.evaluate(ADDRESSES) == []
