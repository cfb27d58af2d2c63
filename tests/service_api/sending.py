"""A browser in which an analyst sends files, and the worker that does what is asked of it.

from sending import analyst, data  # fixtures are used by their names
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import worker
from calling import Force, database, force, server
from database import Database, Server
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from touchpoint.extracts import profiles

__all__ = [
    "analyst",
    "counted",
    "data",
    "database",
    "force",
    "fresh",
    "sample",
    "sent",
    "server",
    "work",
]

SAMPLES = Path(*profiles.__path__) / "samples"
COUNTED = (
    "SELECT (SELECT count(*) FROM journeys_investigation), "
    "(SELECT count(*) FROM journeys_journey), "
    "(SELECT count(*) FROM journeys_touchpoint AS t WHERE t.kind <> 'touchpoint.withdrawn' "
    "AND NOT EXISTS (SELECT FROM journeys_touchpoint AS c WHERE c.replaces = t.touchpoint_id))"
)


@pytest.fixture
def fresh(server: Server, database: Database, force: Force) -> Iterator[Database]:
    """The force in a database of this test's own, so that tests may come in any order."""
    from django.db import connections  # noqa: PLC0415 - Django is set up by then

    del force
    connections.close_all()
    cloned = server.clone(of=database.name)
    yield cloned
    cloned.drop()
    database.django("owner")


@pytest.fixture
def analyst(force: Force, fresh: Database, data: Path) -> Client:
    """A browser in which the analyst is signed in."""
    from touchpoint.service.organisation.sessions import BY_PROVIDER  # noqa: PLC0415 - Django is set up by then

    del data
    fresh.django("web")
    client = Client(SERVER_NAME="localhost")
    client.force_login(force.staff["analyst"])
    session = client.session
    session[BY_PROVIDER] = True
    session.save()
    return client


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder for this test alone."""
    from touchpoint.service.config.settings import settings  # noqa: PLC0415 - Django is set up by then

    monkeypatch.setenv("TOUCHPOINT_DATA", str(tmp_path))
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


def work(database: Database) -> None:
    """What the worker does with files until nothing waits."""
    worker.work(database, "extracts")


def counted(database: Database) -> tuple[Any, ...]:
    """Crimes, journeys, and touchpoints that count."""
    with database.owner() as connection:
        found = connection.execute(COUNTED).fetchone()
    assert found
    return tuple(found)


def sent(client: Client, name: str, content: bytes) -> str:
    """The address of an upload."""
    answered = client.post("/loads/send/", {"file": SimpleUploadedFile(name, content)})
    assert answered.status_code == 302
    return str(answered.headers["Location"])


def sample(client: Client, name: str) -> str:
    return sent(client, name, (SAMPLES / name).read_bytes())
