"""A made-up force in the service, and one person of each role in it, for the tests of journeys.

    from force import NOW, TODAY, Force, force

`force` is a database of its own for each module of tests, cloned from one that is loaded once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from database import Database, Server, server

from touchpoint.synthetic import synthesise

if TYPE_CHECKING:
    from touchpoint.service.organisation.models import Staff

LOADED: Final = "loaded"
NOW: Final = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
TODAY: Final = date(2026, 9, 1)
JOURNEYS: Final = 240
SEED: Final = 11

PEOPLE: Final[Mapping[str, str]] = {
    # Name and role; everybody works in the unit of the journey that the force is about.
    "osei": "officer",
    "byrne": "supervisor",
    "vine": "victim_services",
    "wren": "witness_care",
    "ash": "auditor",
    "ames": "analyst",
    "cole": "commissioner",
    "pike": "provider",
    "adams": "administrator",
    "vale": "victim",
}
PROVIDER: Final = "Lantern Support"
"""A service that the made-up force refers nobody to: its referrals are the tests' own."""


@dataclass(frozen=True, kw_only=True)
class Force:
    """The database, and whom the tests speak of by name."""

    database: Database
    journey_id: str
    """A journey of the unit that everybody works in, whose officer is Osei."""
    elsewhere: str
    """A journey of another unit, which none of them sees."""

    def staff(self, name: str) -> "Staff":
        """One of the people."""
        from touchpoint.service.organisation.models import Staff  # noqa: PLC0415 - Django is set up by now

        return Staff.objects.get(email=f"{name}@force.example")

    def id_of(self, name: str) -> int:
        """The number of one of the people."""
        return int(
            self.one("SELECT id FROM organisation_staff WHERE email = %s", f"{name}@force.example")
        )

    def all(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What the owner reads."""
        with self.database.owner() as connection:
            return connection.execute(statement, values).fetchall()

    def one(self, statement: str, *values: object) -> Any:  # noqa: ANN401 - whatever is asked for
        """The one value that the owner reads."""
        return self.all(statement, *values)[0][0]


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the made-up force, written once for each process."""
    return _written(tmp_path_factory.getbasetemp() / "made-up")


@cache
def _written(ledger: Path) -> Path:
    synthesise(ledger, journeys=JOURNEYS, seed=SEED)
    return ledger


@pytest.fixture(scope="session")
def loaded(server: Server, made_up: Path) -> Server:
    """The server, with a database called `loaded` that holds the made-up force."""
    with server.alone():
        if not server.has(LOADED):
            half = server.clone(name=f"half_{LOADED}")
            half.django("owner")
            _load(half, made_up)
            server.rename(half.name, LOADED)
    return server


def _load(database: Database, ledger: Path) -> None:
    from touchpoint.service.journeys.ledger_in import load_ledger  # noqa: PLC0415 - Django is set up by now

    load_ledger(ledger, now=NOW)
    with database.owner() as connection:
        unit, officer = connection.execute(
            "SELECT i.unit_id, i.officer_id FROM journeys_investigation AS i "
            "JOIN organisation_unit AS u USING (unit_id) WHERE u.kind = 'team' "
            "AND i.closed_on IS NULL AND i.charged_on IS NOT NULL AND i.officer_id IS NOT NULL "
            "ORDER BY i.investigation_id LIMIT 1"
        ).fetchone() or ("", "")
        for name, role in PEOPLE.items():
            works = role not in {"commissioner", "provider", "administrator", "victim"}
            connection.execute(
                "INSERT INTO organisation_staff (password, email, name, role, unit_id, officer_id, "
                "provider, is_active, sessions_key, added_at) "
                "VALUES ('!', %s, %s, %s, %s, %s, %s, true, 0, %s)",
                [
                    f"{name}@force.example",
                    name.title(),
                    role,
                    unit if works else None,
                    {"osei": officer, "byrne": "S-byrne"}.get(name),
                    PROVIDER if role == "provider" else None,
                    NOW,
                ],
            )


@pytest.fixture(scope="module")
def force(loaded: Server) -> Iterator[Force]:
    """The made-up force in a database for one module of tests, Django turned to it as its owner."""
    database = loaded.clone(of=LOADED)
    database.django("owner")
    with database.owner() as connection:
        here = connection.execute(
            "SELECT j.journey_id, j.unit_id FROM journeys_journey AS j "
            "JOIN organisation_staff AS s ON s.officer_id = j.officer_id "
            "JOIN journeys_investigation AS i USING (investigation_id) "
            "WHERE s.name = 'Osei' AND i.closed_on IS NULL AND i.charged_on IS NOT NULL "
            "ORDER BY j.journey_id LIMIT 1"
        ).fetchone() or ("", "")
        elsewhere = connection.execute(
            "SELECT journey_id FROM journeys_journey WHERE unit_id <> %s "
            "ORDER BY journey_id LIMIT 1",
            [here[1]],
        ).fetchone() or ("",)
    yield Force(database=database, journey_id=here[0], elsewhere=elsewhere[0])
    database.drop()


__all__ = ["JOURNEYS", "NOW", "PROVIDER", "TODAY", "Force", "force", "loaded", "made_up", "server"]
