"""A page in a real Chromium, and what axe-core finds in it; the page may fetch nothing."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Page, sync_playwright

Found = TypeVar("Found")

AXE = Path(__file__).parents[1] / "browser" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def in_a_thread(look: Callable[[], Found]) -> Found:
    """Look in a thread of its own: in this one a loop runs once another test has a browser open."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(look).result()


@contextmanager
def opened(path: Path, asked: list[str]) -> Iterator[Page]:
    """A page without scripts of its own; the addresses that it asks for are kept in a list."""
    chromium = shutil.which("chromium")
    assert chromium, "there is no chromium on the path: run `sh tools/chromium.sh`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 1100, "height": 900}).new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        yield page
        browser.close()


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe-core finds against WCAG 2.2 AA and good practice, with the elements concerned."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES
    )
    assert found["passes"], "axe looked at nothing"
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]
