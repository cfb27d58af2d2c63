"""A browser in which an analyst sends files, and the worker that does what is asked of it.

from sending import analyst, data  # fixtures are used by their names
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import worker
from calling import Force, database, force, server
from database import Database, Server
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pages import got

from touchpoint.extracts import profiles

if TYPE_CHECKING:
    from touchpoint.service.organisation.models import Staff

__all__ = [
    "analyst",
    "colleague",
    "counted",
    "data",
    "database",
    "force",
    "fresh",
    "loaded",
    "sample",
    "sent",
    "server",
    "signed_in",
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
    del data
    fresh.django("web")
    return signed_in(force.staff["analyst"])


@pytest.fixture
def colleague(fresh: Database, analyst: Client) -> Client:
    """A browser in which another analyst is signed in, of one area of the force."""
    from touchpoint.service.organisation.models import Staff  # noqa: PLC0415 - Django is set up by then

    del analyst
    with fresh.owner() as connection:
        areas = connection.execute(
            "SELECT unit_id FROM organisation_unit WHERE parent_id = 'F' ORDER BY unit_id LIMIT 1"
        ).fetchall()
    fresh.django("owner")
    other = Staff.objects.create(
        email="colleague@force.example",
        name="Colleague",
        role="analyst",
        unit_id=areas[0][0],
        added_at=timezone.now(),
    )
    fresh.django("web")
    return signed_in(other)


def signed_in(staff: "Staff") -> Client:
    """A browser in which somebody is signed in."""
    from touchpoint.service.organisation.sessions import BY_PROVIDER  # noqa: PLC0415 - Django is set up by then

    client = Client(SERVER_NAME="localhost")
    client.force_login(staff)
    session = client.session
    session[BY_PROVIDER] = True
    session.save()
    return client


def loaded(analyst: Client, fresh: Database, *names: str) -> list[str]:
    """The pages of samples that were sent and loaded, one after the other."""
    addresses = []
    for name in names:
        addresses.append(sample(analyst, name))
        work(fresh)
        analyst.post(f"{addresses[-1]}load/")
        work(fresh)
        assert "Loaded" in got(analyst, addresses[-1]).words
    return addresses


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
