"""A database with the cast in it, Django as the web role, and browsers for the tests of this room.

    from inside import cast, database, server, visitor  # fixtures are used by their names
"""

from collections.abc import Iterator
from typing import Any

import pytest
from cast import PASSWORD, Cast, make_cast
from database import Database, database, server
from django.test import Client

__all__ = ["Visitor", "cast", "database", "server", "visitor"]


class Visitor(Client):
    """A browser without scripts. It checks CSRF, as a browser's requests are checked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(enforce_csrf_checks=True, SERVER_NAME="localhost", **kwargs)

    def send(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        """Post a form as its page would: with the token of the form."""
        if "csrf" not in self.cookies:
            self.get("/sign-in/")
        token = self.cookies["csrf"].value if "csrf" in self.cookies else ""
        return self.post(path, {**(data or {}), "csrfmiddlewaretoken": token}, **kwargs)

    def sign_in(self, email: str, password: str = PASSWORD) -> Any:
        """Type an address and a password."""
        return self.send("/sign-in/", {"email": email, "password": password})


@pytest.fixture(scope="module")
def cast(database: Database) -> Cast:
    """The cast, and from then on Django as the web processes have it."""
    made = make_cast()
    database.django("web")
    return made


@pytest.fixture
def visitor() -> Iterator[Visitor]:
    yield Visitor()
