"""A made-up force in the service, people with tokens, and a program that calls the API.

from calling import caller, database, force, server  # fixtures are used by their names
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from database import Database, Server, server
from django.test import Client
from django.utils import timezone

from touchpoint.synthetic import synthesise

if TYPE_CHECKING:
    from touchpoint.service.organisation.models import Staff

__all__ = ["Caller", "Force", "caller", "database", "force", "make_a_token", "server"]
_CALLED = "called"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the API answered."""

    status: int
    said: Any


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A program that calls the API with the token of one person or another."""

    tokens: Mapping[str, str]
    client: Client = field(default_factory=lambda: Client(SERVER_NAME="localhost"))

    def get(self, who: str, path: str, **headers: str) -> Answer:
        return self._sent("GET", who, path, None, headers)

    def post(self, who: str, path: str, body: object, **headers: str) -> Answer:
        return self._sent("POST", who, path, body, headers)

    def _sent(
        self, method: str, who: str, path: str, body: object, headers: Mapping[str, str]
    ) -> Answer:
        token = self.tokens.get(who, who)
        answered = self.client.generic(
            method,
            f"/api/v1{path}",
            data=json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}", **headers},
        )
        return Answer(status=answered.status_code, said=answered.json())


@dataclass(frozen=True, kw_only=True)
class Force:
    """What the tests know of the force: an officer, a journey of theirs and one of others."""

    officer: str
    own: str
    of_others: str
    staff: Mapping[str, "Staff"]


@pytest.fixture(scope="module")
def database(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A small made-up force for one module of tests: loaded once for all of them, and copied."""
    with server.alone():
        if not server.has(_CALLED):
            half = server.clone(name=f"half_{_CALLED}")
            half.django("owner")
            _fill(tmp_path_factory.mktemp("api") / "force")
            server.rename(half.name, _CALLED)
    cloned = server.clone(of=_CALLED)
    cloned.django("owner")
    yield cloned
    cloned.drop()


def _fill(folder: Path) -> None:
    from touchpoint.service.journeys.ledger_in import load_ledger  # noqa: PLC0415 - Django is set up now
    from touchpoint.service.organisation.models import Staff  # noqa: PLC0415 - the same

    synthesise(folder, journeys=400, seed=5)
    load_ledger(folder, now=timezone.now())
    own = _open_journeys()[0]
    roles = {
        "officer": {"unit_id": own["unit_id"], "officer_id": own["officer_id"]},
        "analyst": {"unit_id": "F"},
        "commissioner": {},
    }
    for role, where in roles.items():
        Staff.objects.create(
            email=f"{role}@force.example",
            name=role.title(),
            role=role,
            added_at=timezone.now(),
            **where,
        )


def _open_journeys() -> list[dict[str, Any]]:
    from touchpoint.service.journeys.raw import rows  # noqa: PLC0415 - Django is set up now

    return rows(
        "SELECT j.journey_id, j.unit_id, j.officer_id FROM journeys_journey AS j "
        "JOIN journeys_obligation AS o USING (journey_id) WHERE o.state = 'open' "
        "ORDER BY j.journey_id"
    )


@pytest.fixture(scope="module")
def force(database: Database) -> Force:
    """An officer of the force and some others."""
    from touchpoint.service.organisation.models import Staff  # noqa: PLC0415 - Django is set up now

    database.django("owner")
    own, *others = _open_journeys()
    return Force(
        officer=own["officer_id"],
        own=own["journey_id"],
        of_others=next(one["journey_id"] for one in others if one["unit_id"] != own["unit_id"]),
        staff={one.role: one for one in Staff.objects.filter(email__endswith="@force.example")},
    )


@pytest.fixture(scope="module")
def caller(force: Force, database: Database) -> Caller:
    """A program with tokens of people; Django is as the web processes have it from then on."""
    tokens = {
        name: make_a_token(staff) for name, staff in force.staff.items() if name != "commissioner"
    }
    database.django("web")
    return Caller(tokens=tokens)


def make_a_token(staff: "Staff", *, but: frozenset[str] = frozenset()) -> str:
    """A token that may do whatever its owner may, but for some of it."""
    from touchpoint.service.organisation.acting import (  # noqa: PLC0415 - the same
        acting_as,
    )
    from touchpoint.service.organisation.tokens.actions import (  # noqa: PLC0415 - the same
        grantable,
        make_token,
    )

    wanted = [one for one in grantable(staff.role) if one.value not in but]
    with acting_as(staff):
        return make_token(by=staff, name="tests", permissions=wanted, days=1, now=timezone.now())
