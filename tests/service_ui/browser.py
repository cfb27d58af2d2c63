"""A real browser for the tests of pages: Debian's Chromium, with axe-core to look for barriers.

One browser is opened for each process of the tests and used again. Every visit records what was
asked of whom and what the console said; when it ends, neither may have been out of order.
"""

import atexit
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

if TYPE_CHECKING:
    from touchpoint.service.organisation.models import Staff

# Playwright runs a loop of its own in this thread, in which Django would refuse its database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ROOT = Path(__file__).parents[2]
AXE = ROOT / "tests" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = ROOT / "build" / "screenshots"
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
WIDTHS = (320, 390, 768, 1280)
"""No page scrolls sideways at any of them: 320 is what WCAG 2.2 asks for (1.4.10)."""
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
_ASK_AXE = """async rules => {
  const found = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] })
  return found.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${rule.help}: ${node.html.slice(0, 200)} (${node.failureSummary})`))
}"""


@cache
def browser() -> Browser:
    """The browser of this process."""
    player = sync_playwright().start()
    atexit.register(player.stop)
    return player.chromium.launch(
        executable_path=shutil.which("chromium"), headless=True, args=list(_FLAGS)
    )


@dataclass
class Visit:
    """A page that is open, and what came of it."""

    page: Page
    site: str
    size: str
    scripts: bool = True
    strangers: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def go(self, address: str) -> "Visit":
        self.page.goto(self.site + address)
        return self

    def press(self, button: str) -> "Visit":
        """Presses a button that leads to a page, and waits until that page is there."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()
        return self

    def follow(self, link: str | re.Pattern[str]) -> "Visit":
        """Follows a link to another page, and waits until that page is there."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=link).click()
        return self

    def look(self, name: str) -> None:
        """Keeps a picture of the page and, where scripts run, looks for barriers in it."""
        self.page.wait_for_load_state()
        picture(self.page, f"{name}-{self.size}{'' if self.scripts else '-plain'}")
        if self.scripts:
            assert violations(self.page) == []
            assert too_wide(self.page) == []

    def hears(self, message: ConsoleMessage) -> None:
        # A page that answers 404 is one that the test asked for; hints to developers are no faults.
        refused = message.text.startswith("Failed to load resource")
        asked_for = refused and message.location.get("url") == self.page.url
        if not asked_for and message.type not in {"debug", "verbose"}:
            self.said.append(f"{message.type}: {message.text}")

    def sees(self, address: str) -> None:
        if not address.startswith((self.site + "/", "data:image/svg+xml")):
            self.strangers.append(address)


@contextmanager
def visit(
    site: str, *, size: str = "phone", scripts: bool = True, staff: "Staff | None" = None
) -> Iterator[Visit]:
    """A fresh visitor, signed in where somebody is given."""
    width, height = SIZES[size]
    context = browser().new_context(
        viewport={"width": width, "height": height},
        java_script_enabled=scripts,
        is_mobile=size == "phone",
        has_touch=size == "phone",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
    )
    try:
        if staff is not None:
            signed_in(context, site, staff)
        opened = Visit(page=context.new_page(), site=site, size=size, scripts=scripts)
        opened.page.set_default_timeout(30_000)
        opened.page.on("request", lambda request: opened.sees(request.url))
        opened.page.on("console", opened.hears)
        opened.page.on("pageerror", lambda error: opened.said.append(str(error)))
        yield opened
        assert opened.strangers == [], opened.strangers
        assert opened.said == [], opened.said
    finally:
        context.close()


def signed_in(context: BrowserContext, site: str, staff: "Staff") -> None:
    """Gives a visitor the session of somebody who has signed in."""
    from touchpoint.service.organisation.sessions import SECOND_FACTOR  # noqa: PLC0415 - models need Django

    client = Client()
    client.force_login(staff, settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": kept, "url": site}])


def violations(page: Page) -> list[str]:
    """Every barrier that axe finds (WCAG 2.2 A and AA, and good practice), with where it is."""
    page.evaluate(_axe())
    found: list[str] = page.evaluate(_ASK_AXE, list(RULES))
    return found


def too_wide(page: Page) -> list[str]:
    """What makes a page scroll sideways."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
        : [...document.querySelectorAll("body *")]
            .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
            .map(one => one.outerHTML.slice(0, 120))"""
    )
    return found


def barriers(at: Visit, *, sizes: Iterable[str] = ("phone",)) -> list[str]:
    """Every barrier on the page that is open at some sizes, and what is too wide at any width."""
    found = []
    at.page.wait_for_load_state()
    for width in WIDTHS:
        at.page.set_viewport_size({"width": width, "height": SIZES["phone"][1]})
        found += too_wide(at.page)
    found += too_wide_when_spaced(at.page)
    for size in sizes:
        width, height = SIZES[size]
        at.page.set_viewport_size({"width": width, "height": height})
        found += violations(at.page)
    return found


def too_wide_when_spaced(page: Page) -> list[str]:
    """What scrolls sideways on the narrowest screen when text is as far apart as a reader may ask.

    WCAG 1.4.12; and what fits then fits in whatever letters a machine has.
    """
    page.set_viewport_size({"width": min(WIDTHS), "height": SIZES["phone"][1]})
    page.evaluate(
        """() => {
            const spaced = new CSSStyleSheet();
            spaced.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
                word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
            document.adoptedStyleSheets = [spaced];
        }"""
    )
    found = too_wide(page)
    page.evaluate("() => { document.adoptedStyleSheets = [] }")
    return found


def picture(page: Page, name: str) -> Path:
    """A picture of the whole page, kept under build/screenshots."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    path = SCREENSHOTS / f"{re.sub('[^a-z0-9-]+', '-', name.lower())}.png"
    page.screenshot(path=path, full_page=True)
    return path


@cache
def _axe() -> str:
    assert AXE.is_file(), "axe-core is not there: sh tools/chromium.sh installs it"
    return AXE.read_text(encoding="utf-8")
