"""Crimes of a sample file in the service, and somebody who decides of them there.

from calling import database as called  # fixtures are used by their names
from decided import Crimes, crimes, database
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from calling import Force
from database import Database, Server
from django.test import Client
from django.utils import timezone
from pages import got
from sending import SAMPLES, sent, work

if TYPE_CHECKING:
    from touchpoint.service.organisation.models import Staff

_LOADED = "loaded_with_crimes"
OPEN = "99/0108/24"
VICTIM = "99/0108/24-V1"
CLOSED_ON = date(2024, 7, 1)
_HELD = (
    "SELECT i.officer_id, i.outcome, i.closed_on, i.offence_code, j.enhanced_on, j.enhanced_basis "
    "FROM journeys_investigation AS i JOIN journeys_journey AS j USING (investigation_id) "
    "WHERE i.investigation_id = %s"
)


@dataclass(frozen=True, kw_only=True)
class Crimes:
    """The browser of an analyst, the database, and a supervisor who decides."""

    analyst: Client
    database: Database
    supervisor: "Staff"

    def load(self, content: bytes, name: str = "file.csv") -> str:
        """Send a file and have it loaded; the words of its page."""
        return got(self.analyst, self.loaded(content, name)).words

    def loaded(self, content: bytes, name: str = "file.csv") -> str:
        """Send a file and have it loaded; the address of its page."""
        address = sent(self.analyst, name, content)
        work(self.database)
        self.analyst.post(f"{address}load/")
        work(self.database)
        return address

    def undo(self, address: str) -> str:
        """Have a load undone; the words of its page."""
        self.analyst.post(f"{address}undo/")
        work(self.database)
        return got(self.analyst, address).words

    def held(self, reference: str = OPEN) -> tuple[Any, ...]:
        """Officer, outcome, day of closing, offence, and enhanced rights of a crime."""
        (found,) = self.rows(_HELD, reference)
        return found

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What the owner of the database reads."""
        with self.database.owner() as connection:
            return connection.execute(statement, values).fetchall()

    @contextmanager
    def deciding(self) -> Iterator[None]:
        """Until the block ends, what is done is done in the service as the owner lets it."""
        self.database.django("owner")
        yield
        self.database.django("web")

    def decide(self) -> None:
        """Close the open crime, give it to somebody else, and enhance the rights of its victim."""
        from touchpoint.service.journeys.actions import investigations  # noqa: PLC0415 - Django is set up by then

        by, now = self.supervisor, timezone.now()
        yesterday = timezone.localdate() - timedelta(days=1)
        with self.deciding():
            investigations.close_investigation(
                by=by, investigation_id=OPEN, outcome="18", closed_on=CLOSED_ON, now=now
            )
            investigations.reassign(by=by, investigation_id=OPEN, officer_id="S1", now=now)
            investigations.decide_enhanced(
                by=by, journey_id=VICTIM, enhanced_on=yesterday, basis=["vulnerable"], now=now
            )


def file(name: str) -> bytes:
    """A sample, as it is shipped."""
    return (SAMPLES / name).read_bytes()


@pytest.fixture(scope="module")
def database(
    server: Server, called: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A small made-up force and the samples of crimes and victims: loaded once, and copied."""
    with server.alone():
        if not server.has(_LOADED):
            half = server.clone(of=called.name, name=f"half_{_LOADED}")
            half.django("owner")
            _fill(tmp_path_factory.mktemp("data"))
            server.rename(half.name, _LOADED)
    cloned = server.clone(of=_LOADED)
    cloned.django("owner")
    yield cloned
    cloned.drop()


def _fill(folder: Path) -> None:
    from touchpoint.service.config.settings import settings  # noqa: PLC0415 - Django is set up by then
    from touchpoint.service.extracts import work  # noqa: PLC0415 - the same
    from touchpoint.service.extracts.files import Place  # noqa: PLC0415 - the same
    from touchpoint.service.extracts.models import State, Upload  # noqa: PLC0415 - the same
    from touchpoint.service.organisation.models import Staff  # noqa: PLC0415 - the same

    now = timezone.now()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOUCHPOINT_DATA", str(folder))
        settings.cache_clear()
        for profile in ("crime-investigations", "crime-victims"):
            made = Upload(name=f"{profile}.csv", profile=profile, state=State.LOADING)
            made.staff_id, made.received_at = 0, now
            made.save(force_insert=True)
            place = Place.of(made)
            place.folder.mkdir(parents=True)
            place.file.write_bytes(file(made.name))
            work.take_in(made, now)
            assert made.state == State.LOADED
    settings.cache_clear()
    # Of the area of the crimes, which the load brought: what is decided is decided of one's own.
    Staff.objects.create(
        email="supervisor@force.example",
        name="Supervisor",
        role="supervisor",
        unit_id="South",
        officer_id="S1",
        added_at=now,
    )


@pytest.fixture
def crimes(analyst: Client, fresh: Database, force: Force) -> Crimes:
    """The samples of crimes and victims, loaded, and who loads and decides."""
    return Crimes(analyst=analyst, database=fresh, supervisor=force.staff["supervisor"])
