"""Writes down that somebody looks at a journey, or opens one with break-glass.

`by` is who acts in the database already (`organisation.acting`): the database writes down who
looked from that, and refuses a look at what they may not see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db import transaction

from touchpoint.errors import Refused
from touchpoint.service.journeys.looks.reasons import GIVE_A_REASON, fault_of
from touchpoint.service.journeys.raw import Row, rows, run
from touchpoint.service.organisation.break_glass.actions import Told, open_journey
from touchpoint.service.organisation.break_glass.queries import (
    supervisor_with_id,
    supervisors_of_unit,
)
from touchpoint.service.organisation.models import Staff
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.roles import Role


class How(StrEnum):
    """By what somebody looked."""

    PAGE = "page"
    PRINT = "print"
    API = "api"
    BREAK_GLASS = "break_glass"


class NotThere(Refused):
    """No such journey, or none that this person may know of: which of the two is not said."""


class ReasonWanted(Refused):
    """A reason has to be stated first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """What a break-glass opened, until when, and as what somebody was told."""

    journey_ids: tuple[str, ...]
    until: datetime | None
    """None where nothing had to be opened: nobody is told then."""
    told: frozenset[Told]


@transaction.atomic
def look(
    *, by: Staff, journey_id: str, reason: str | None, now: datetime, how: How = How.PAGE
) -> None:
    """Writes a look down. Without it, nobody is to be shown anything of a journey."""
    del now  # the database dates the look itself
    if not by.may(Permission.SEE_JOURNEY) or not may_see(journey_id):
        raise NotThere("There is no such journey.")
    said = (reason or "").strip() or None
    if said and (fault := fault_of(said)):
        raise ReasonWanted(f"{fault}.")
    if said is None and wants_reason(by=by, journey_id=journey_id):
        raise ReasonWanted("Say why you need to see this journey.")
    _write(journey_id, how, said)


@transaction.atomic
def break_glass(*, by: Staff, journey_id: str, reason: str, now: datetime) -> Opened:
    """Opens a journey, by its id or by the reference of its crime, and has supervisors told.

    A crime with several victims opens as a whole: which of them is meant shows only afterwards.
    """
    if not by.may(Permission.BREAK_GLASS):
        raise NotThere("There is no such journey.")
    if fault := fault_of(reason):
        raise ReasonWanted(f"{fault}.")
    found = rows("SELECT * FROM journeys_to_open(%s)", [journey_id])
    closed = [row for row in found if not may_see(row["journey_id"])]
    if not found:
        raise NotThere("There is no crime and no journey with this reference.")
    openings = []
    for row in closed:
        openings.append(
            open_journey(
                by=by,
                journey_id=row["journey_id"],
                reason=reason,
                holders=_holders(row),
                now=now,
            )
        )
        _write(row["journey_id"], How.BREAK_GLASS, reason.strip())
    return Opened(
        journey_ids=tuple(row["journey_id"] for row in found),
        until=openings[0].ends_at if openings else None,
        told=frozenset().union(*(one.told for one in openings)),
    )


def wants_reason(*, by: Staff, journey_id: str) -> bool:
    """Whether somebody has to state a reason before they see a journey."""
    if Role(by.role) not in GIVE_A_REASON:
        return False
    return not rows("SELECT journeys_looked_with_reason(%s) AS stated", [journey_id])[0]["stated"]


def may_see(journey_id: str) -> bool:
    """Whether whoever acts may see a journey."""
    return bool(rows("SELECT journeys_may_see(%s) AS seen", [journey_id])[0]["seen"])


_LOOK: Final = "INSERT INTO journeys_look (journey_id, how, reason) VALUES (%s, %s, %s)"


def _write(journey_id: str, how: How, reason: str | None) -> None:
    run(_LOOK, [journey_id, how.value, reason])


def _holders(row: Row) -> Sequence[Staff]:
    """Who supervises whoever holds the crime: as the crime says, or else by its unit."""
    named = supervisor_with_id(row["supervisor_id"])
    return [named] if named else supervisors_of_unit(row["unit_id"])
