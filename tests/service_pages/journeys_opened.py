"""The journeys of journeys_made.py in a database, and browsers signed in as the cast.

from journeys_opened import journeys, server  # fixtures are used by their names
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import django
import psycopg
import pytest
from database import Database, Server, server
from django.test import Client
from journeys_made import NOW, force, make_all

# Tests import models, which Django has to know of first.
django.setup()

from touchpoint.service.journeys.pages.views import seeing  # noqa: E402 - as said
from touchpoint.service.organisation.models import Staff  # noqa: E402 - as said
from touchpoint.service.organisation.sessions import BY_PROVIDER  # noqa: E402 - as said

__all__ = ["Journeys", "at_that_moment", "empty_force", "journeys", "server"]

_MADE = "with_journeys"


@dataclass(frozen=True, kw_only=True)
class Journeys:
    """A database with the cast and its journeys, to which Django is turned as the web role."""

    database: Database
    staff: Mapping[str, int]

    def person(self, name: str) -> Staff:
        """One of the cast."""
        found: Staff = Staff.objects.get(pk=self.staff[name])
        return found

    def client(self, name: str) -> Client:
        """A browser in which one of the cast is signed in, with a second factor."""
        client = Client(SERVER_NAME="localhost")
        client.force_login(self.person(name))
        session = client.session
        session[BY_PROVIDER] = True
        session.save()
        return client

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database holds, as its owner sees it."""
        with self.database.owner() as connection:
            return connection.execute(question, values).fetchall()

    def write(self) -> psycopg.Connection:
        """A connection of the owner, by which a test adds journeys of its own."""
        return self.database.owner()


@pytest.fixture(scope="module")
def journeys(server: Server) -> Iterator[Journeys]:
    """The journeys for one module of tests: made once for all of them, and copied."""
    with server.alone():
        if not server.has(_MADE):
            made = server.clone(name=f"{_MADE}_half")
            with made.owner() as connection:
                make_all(connection)
            server.rename(made.name, _MADE)
    yield from _opened(server.clone(of=_MADE))


@pytest.fixture(scope="module")
def empty_force(server: Server) -> Iterator[Journeys]:
    """The cast alone, for tests that make journeys of their own."""
    cloned = server.clone()
    with cloned.owner() as connection:
        force(connection)
    yield from _opened(cloned)


def _opened(cloned: Database) -> Iterator[Journeys]:
    with cloned.owner() as connection:
        found = connection.execute("SELECT split_part(email, '@', 1), id FROM organisation_staff")
        staff = {str(name): int(number) for name, number in found.fetchall()}
    cloned.django("web")
    yield Journeys(database=cloned, staff=staff)
    cloned.drop()


@pytest.fixture(autouse=True)
def at_that_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages read the clock of the journeys, so that they say the same words on every day."""
    monkeypatch.setattr(seeing, "moment", lambda: NOW)
