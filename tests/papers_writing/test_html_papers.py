"""The page of a paper in a real browser: without barriers, without scripts, alone on its own."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from page_in_chromium import in_a_thread, opened, violations
from sample_document import sample_document

from touchpoint.papers.writing import write_html


@pytest.fixture(scope="module")
def page_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "paper.html"
    write_html(sample_document(), path)
    return path


def looked_at(page_path: Path) -> tuple[str, str, list[str]]:
    """What a figure says of itself, how it is counted, and what the page asked for."""
    asked: list[str] = []
    with opened(page_path, asked) as page:
        for details in page.locator("details").all():
            details.evaluate("each => each.open = true")
        assert violations(page) == []
        page.get_by_role("button", name="4,743").click()
        card = page.locator("[popover]:popover-open")
        told = card.inner_text()
        assert violations(page) == []
        card.get_by_role("button", name="How Needs assessed is counted").click()
        meaning = page.locator("[popover]:popover-open").last.inner_text()
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        assert page.locator("[popover]:popover-open").count() == 0
        page.set_viewport_size({"width": 320, "height": 640})  # a small screen, or a large zoom
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    return told, meaning, asked


def test_axe_finds_no_barrier_and_a_figure_opens_to_its_definition(page_path: Path) -> None:
    told, meaning, asked = in_a_thread(lambda: looked_at(page_path))
    for each in ("4,743", "24,991", "19.0%", "18.5% to 19.5%", "1 April 2024 to 30 June 2024"):
        assert each in told
    assert "needs.assessed" in meaning
    assert "Head of Victim Services" in meaning
    assert [address for address in asked if not address.startswith(("file:", "data:"))] == []


def test_a_page_is_whole_and_holds_no_script(page_path: Path) -> None:
    text = page_path.read_text(encoding="utf-8")
    root = ET.fromstring(text.removeprefix("<!DOCTYPE html>\n"))  # noqa: S314 - our own page
    assert root.get("lang") == "en-GB"
    assert not list(root.iter("script"))
    assert not [name for each in root.iter() for name in each.keys() if name.startswith("on")]  # noqa: SIM118 - an element is no dictionary
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    pointed = [each.get("popovertarget") for each in root.iter("button")]
    pointed += [(each.get("href") or "").removeprefix("#") for each in root.iter("a")]
    assert set(pointed) <= set(ids)


def test_every_heading_of_a_table_has_its_scope_and_every_chart_its_text(page_path: Path) -> None:
    root = ET.fromstring(page_path.read_text(encoding="utf-8").removeprefix("<!DOCTYPE html>\n"))  # noqa: S314 - our own page
    scopes = {each.get("scope") for each in root.iter("th")}
    assert scopes == {"col", "row", "colgroup"}
    assert all(table.find("caption") is not None for table in root.iter("table"))
    pictures = list(root.iter("img"))
    assert len(pictures) == 2
    assert all(len(each.get("alt") or "") > 40 for each in pictures)


def test_what_no_test_stands_behind_says_so(page_path: Path) -> None:
    text = page_path.read_text(encoding="utf-8")
    for mark in ("Author's words", "Not shown", "Cannot be told"):
        assert f"{mark.replace(chr(39), '&#x27;')}: " in text
