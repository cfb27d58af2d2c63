"""For every test of pages: asks for a page, holds it to every rule, and gives its tree."""

from collections.abc import Mapping
from typing import Any

from django.http.response import HttpResponseBase
from django.test import Client
from html_rules import faults_of
from html_tree import Element, read_page

__all__ = ["Element", "checked", "errors_of", "got", "sent"]


def checked(html: str) -> Element:
    """The tree of a page, once it is found without fault."""
    tree, faults = read_page(html)
    faults = faults or faults_of(tree)
    assert faults == [], html
    return tree


def got(client: Client, address: str, *, status: int = 200, **query: str) -> Element:
    """The page at an address, without fault; a form is there under a key, which it gets first."""
    answer = client.get(address, query or None)
    if answer.headers.get("Location", "").startswith(f"{address}?form="):
        answer = client.get(answer.headers["Location"])
    return _page(answer, status)


def sent(
    client: Client, address: str, data: Mapping[str, Any] | None = None, *, status: int = 200
) -> Element:
    """The page that answers a form, without fault."""
    return _page(client.post(address, dict(data or {})), status)


def errors_of(page: Element) -> list[str]:
    """What the error summary says; whatever a box says is said there too, and in the title."""
    summaries = page.having("govuk-error-summary__list")
    said = [item.words for summary in summaries for item in summary.all("li")]
    at_boxes = [one.words.removeprefix("Error: ") for one in page.having("govuk-error-message")]
    assert (not said) or page.one("title").words.startswith("Error: ")
    assert all(any(fault in words for fault in said) for words in at_boxes), (said, at_boxes)
    return said


def _page(response: HttpResponseBase, status: int) -> Element:
    assert response.status_code == status, response
    assert str(response.headers["Content-Type"]).startswith("text/html")
    return checked(response.content.decode())  # type: ignore[attr-defined] # a page is no stream
