"""One person for each role of a made-up force, so that its pages can be looked at by each of them.

Their passwords are made anew each time and told to whoever starts the service; nobody here is real.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import transaction

from touchpoint.service.organisation.changes import record
from touchpoint.service.organisation.models import Staff, Unit
from touchpoint.service.organisation.people.person import Person, faults_of
from touchpoint.service.organisation.roles import SIGNS_IN, Role

PLACE: Final = "made-up.example"
"""A domain that can belong to nobody."""

_NAMES: Final = {
    Role.OFFICER: "PC Osei",
    Role.SUPERVISOR: "Sgt Byrne",
    Role.VICTIM_SERVICES: "V. Vine",
    Role.WITNESS_CARE: "W. Wren",
    Role.AUDITOR: "A. Ash",
    Role.ANALYST: "A. Ames",
    Role.COMMISSIONER: "C. Cole",
    Role.PROVIDER: "P. Pike",
    Role.ADMINISTRATOR: "A. Adams",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class MadeUpSignIn:
    """What somebody made up types to sign in."""

    role: str
    name: str
    email: str
    password: str = field(repr=False)


@transaction.atomic
def make_made_up_sign_ins(
    *, officer_id: str, supervisor_id: str, unit_id: str, provider: str, now: datetime
) -> tuple[MadeUpSignIn, ...]:
    """Adds one person of each role, or gives those who are there new passwords.

    The officer and the supervisor are those of the ids, in their unit; whoever serves an area works
    in the one above it, and whoever serves the force in the topmost unit.
    """
    units = list(_upwards(unit_id))
    area, force = units[min(1, len(units) - 1)], units[-1]
    unit_of = {
        Role.OFFICER: unit_id,
        Role.SUPERVISOR: unit_id,
        Role.VICTIM_SERVICES: area,
        Role.WITNESS_CARE: force,
        Role.AUDITOR: force,
        Role.ANALYST: force,
    }
    officers = {Role.OFFICER: officer_id, Role.SUPERVISOR: supervisor_id}
    return tuple(
        _sign_in(
            Person(
                name=_NAMES[role],
                email=f"{role.value.replace('_', '.')}@{PLACE}",
                role=role,
                unit_id=unit_of.get(role),
                officer_id=officers.get(role),
                provider=provider if role is Role.PROVIDER else None,
            ),
            now,
        )
        for role in SIGNS_IN
    )


def _sign_in(person: Person, now: datetime) -> MadeUpSignIn:
    staff = Staff.objects.filter(email=person.email).first()
    if staff is None:
        if faults := faults_of(person):
            raise ValueError(f"{person.role}: {faults}")
        staff = Staff(added_at=now, **person.as_stored())
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    staff.set_password(password)
    staff.save()
    record(by=None, about=staff, what="added", now=now, after=person.as_stored())
    return MadeUpSignIn(
        role=staff.get_role_display(), name=staff.name, email=staff.email, password=password
    )


def _upwards(unit_id: str) -> Iterator[str]:
    unit: Unit | None = Unit.objects.get(unit_id=unit_id)
    while unit:
        yield unit.unit_id
        unit = unit.parent
