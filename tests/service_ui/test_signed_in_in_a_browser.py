"""The harness against the real service: a real database, a real session, somebody's own page."""

from collections.abc import Iterator

import pytest
from cast import Cast
from inside import cast, database, server
from web import served

from browser import visit

__all__ = ["cast", "database", "server"]


@pytest.fixture(scope="module")
def service(cast: Cast) -> Iterator[str]:  # noqa: ARG001 - it puts the cast into the database
    with served() as address:
        yield address


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_somebody_signed_in_sees_their_own_page_without_a_barrier(
    service: str,
    cast: Cast,
    size: str,
) -> None:
    with visit(service, size=size, staff=cast.osei) as seen:
        page = seen.go("/people/account/").page
        assert "Osei, officer" in page.locator(".touchpoint-bar__person").inner_text()
        seen.look("account")


def test_a_page_that_is_nobodys_is_a_404_with_its_own_words(service: str, cast: Cast) -> None:
    with visit(service, staff=cast.osei) as seen:
        page = seen.go("/nowhere").page
        page.get_by_role("heading", name="Page not found").wait_for()
        seen.press("Sign out")
        page.get_by_role("heading", name="Sign in").wait_for()
        seen.look("sign-in")
