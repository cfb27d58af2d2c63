"""The people of a made-up force: everybody who holds its investigations, and one to try each role.

Their names come from the lists of the made-up victims; nobody has them on purpose.
"""

import random
import secrets
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import connection, transaction

from touchpoint.calendar import local_day
from touchpoint.service.organisation.models import Staff
from touchpoint.service.organisation.people.actions import add_person
from touchpoint.service.organisation.people.person import Person
from touchpoint.service.organisation.roles import ROLE_NAMES, Role
from touchpoint.service.organisation.signing_in.actions import set_own_password
from touchpoint.service.running.sign_ins import SignIn
from touchpoint.service.running.telling import Telling
from touchpoint.synthetic.people.identities import family_names, given_names

DOMAIN: Final = "westmarch.example"
SEED: Final = 1
PASSWORD_BYTES: Final = 12
PROVIDER: Final = "Harbour Support"

_HOLDERS: Final = """
    SELECT officer_id AS id, 'officer' AS role, min(unit_id) AS unit
    FROM journeys_investigation WHERE officer_id IS NOT NULL AND unit_id IS NOT NULL GROUP BY 1
    UNION ALL
    SELECT supervisor_id, 'supervisor', min(unit_id)
    FROM journeys_investigation WHERE supervisor_id IS NOT NULL AND unit_id IS NOT NULL GROUP BY 1
    ORDER BY id
"""
_BUSIEST_TODAY: Final = """
    SELECT officer_id, min(supervisor_id) FROM journeys_obligation
    WHERE state = 'open' AND officer_id IS NOT NULL AND supervisor_id IS NOT NULL
    GROUP BY officer_id, unit_id
    ORDER BY count(*) FILTER (WHERE due_on = %(today)s) > 0 DESC,
        count(*) FILTER (WHERE due_on < %(today)s) BETWEEN 1 AND 12 DESC,
        count(*) FILTER (WHERE due_on >= %(today)s) DESC, officer_id
    LIMIT 1
"""
"""Somebody with a morning's work: something due today, something late, and not too much of it."""
_ROOT: Final = "SELECT unit_id FROM organisation_unit WHERE parent_id IS NULL ORDER BY 1 LIMIT 1"
_AREA_OF: Final = """
    SELECT u.parent_id FROM organisation_unit u JOIN organisation_staff s ON s.unit_id = u.unit_id
    WHERE s.id = %(staff)s
"""


def add_people(telling: Telling, now: datetime) -> tuple[SignIn, ...]:
    """Add them all, or none; hand back how those who try the roles sign in."""
    names = _names(random.Random(SEED))  # noqa: S311 - names, not secrets
    with transaction.atomic():
        holders = _rows(_HOLDERS)
        added = {}
        with telling.progress("Adding people", len(holders)) as done:
            for id_, role, unit in holders:
                person = Person(**next(names), role=Role(role), unit_id=unit, officer_id=id_)
                added[id_] = add_person(by=None, person=person, now=now)
                done(1)
        return tuple(_sign_in(staff, now) for staff in _to_try(added, names, now))


def _to_try(
    holders: Mapping[str, Staff], names: Iterator[dict[str, str]], now: datetime
) -> Iterator[Staff]:
    """One of each role: an officer with work to do today, who supervises them, and the others."""
    officer, supervisor = _rows(_BUSIEST_TODAY, today=local_day(now))[0]
    yield holders[officer]
    yield holders[supervisor]
    area = _rows(_AREA_OF, staff=holders[officer].pk)[0][0]
    force = _rows(_ROOT)[0][0]
    units = {
        Role.VICTIM_SERVICES: area,
        Role.WITNESS_CARE: force,
        Role.AUDITOR: force,
        Role.ANALYST: force,
        Role.COMMISSIONER: None,
        Role.PROVIDER: None,
        Role.ADMINISTRATOR: None,
    }
    for role, unit in units.items():
        provider = PROVIDER if role is Role.PROVIDER else None
        person = Person(**next(names), role=role, unit_id=unit, provider=provider)
        yield add_person(by=None, person=person, now=now)


def _sign_in(staff: Staff, now: datetime) -> SignIn:
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    set_own_password(by=staff, password=password, now=now)
    role = ROLE_NAMES[Role(staff.role)]
    return SignIn(role=role, name=staff.name, email=staff.email, password=password)


def _names(dice: random.Random) -> Iterator[dict[str, str]]:
    """Names without end, each once, and the address that goes with each."""
    given, family = given_names(), family_names()
    firsts, lasts = given.spellings[:: given.each], family.spellings[:: family.each]
    used: set[str] = set()
    while True:
        first, last = dice.choice(firsts), dice.choice(lasts)
        name = f"{first} {last}"
        if name not in used:
            used.add(name)
            local = ".".join(word.lower().replace("'", "") for word in (first, last))
            yield {"name": name, "email": f"{local}@{DOMAIN}"}


def _rows(question: str, **values: str | int | date) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return list(cursor.fetchall())
