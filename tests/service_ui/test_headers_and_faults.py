"""Every answer carries the headers that protect it, and every fault says what to do."""

import json
import re

import pytest
from django.test import Client
from html_tree import Element
from pages import checked, got

from touchpoint.service.ui.headers import ALWAYS
from touchpoint.service.ui.wiring import SERVED

FAULTS = {
    400: "We could not understand that request",
    403: "You cannot do that",
    404: "Page not found",
    413: "That is too large",
    429: "Too many tries",
    500: "Sorry, there is a problem with the service",
}


def fault(client: Client, status: int) -> Element:
    return got(client, "/nowhere" if status == 404 else f"/fault/{status}", status=status)


@pytest.mark.parametrize("status", FAULTS)
def test_a_fault_has_a_page_that_says_what_to_do(client: Client, status: int) -> None:
    page = fault(client, status)
    assert page.one("h1").words == FAULTS[status]
    assert len(page.one("main").all("p")) >= 2


def test_a_fault_of_ours_says_nothing_of_the_code_or_of_anybody(client: Client) -> None:
    said = fault(client, 500).words
    assert not re.search("Traceback|RuntimeError|Alex|SW1A|\\.py", said)


@pytest.mark.usefixtures("in_gallery")
def test_a_form_without_its_token_says_to_open_the_page_again() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/form", {"note": "x"})
    assert answer.status_code == 403
    assert checked(answer.content.decode()).one("h1").words == "Open the page again"


def test_what_only_a_form_may_send_to_says_so_when_it_is_opened(client: Client) -> None:
    answer = client.get("/signing-out", headers={"Accept": "text/html,*/*"})
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    heading = checked(answer.content.decode()).one("h1").words
    assert heading == "That page cannot be opened like this"
    assert client.get("/signing-out", headers={"Accept": "application/json"}).content == b""


@pytest.mark.parametrize("address", ["/components", "/nowhere", "/fault/500", "/form"])
def test_every_page_carries_every_header_and_is_kept_nowhere(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert {name: headers[name] for name in ALWAYS} == dict(ALWAYS)
    assert headers["Cache-Control"] == "no-store"


def test_the_policy_lets_in_nothing_that_is_not_ours() -> None:
    policy = dict(part.split(" ", 1) for part in ALWAYS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert {"script-src", "style-src", "form-action", "frame-ancestors", "base-uri"} <= set(policy)
    assert set(policy.values()) == {"'none'", "'self'"}


def test_what_a_page_is_dressed_in_has_its_hash_in_its_name_and_is_kept_for_ever(
    client: Client,
) -> None:
    page = got(client, "/components")
    addresses = [one["href"] for one in page.all("link")] + [
        one["src"] for one in page.all("script")
    ]
    assert len(addresses) == 4
    for address in addresses:
        assert re.fullmatch(r"/static/ui/[a-z-]+\.[0-9a-f]{12}\.[a-z]+", address)
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        answer.close()


def test_no_style_sheet_asks_for_a_typeface_a_crown_or_anything_from_elsewhere() -> None:
    names = json.loads((SERVED / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    sheet = (SERVED / names["ui/touchpoint.css"]).read_text(encoding="utf-8")
    assert "@font-face" not in sheet
    assert "crown" not in sheet
    assert "gds transport" not in sheet.lower()
    addresses = re.findall(r"url\(\"?([^)\"]+)", sheet)
    assert addresses
    assert all(
        re.fullmatch(r"\./?[a-z-]+\.[0-9a-f]{12}\.svg|[a-z-]+\.[0-9a-f]{12}\.svg", one)
        for one in addresses
    ), addresses


def test_a_script_finds_the_other_under_its_hashed_name() -> None:
    names = json.loads((SERVED / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    script = (SERVED / names["ui/touchpoint.js"]).read_text(encoding="utf-8")
    assert names["ui/govuk-frontend.js"].removeprefix("ui/") in script
