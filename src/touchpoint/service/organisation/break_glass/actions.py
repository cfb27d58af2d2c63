"""Opens a journey to somebody, tells their supervisors, and takes their acknowledgement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction

from touchpoint.errors import Refused
from touchpoint.service.config.settings import settings
from touchpoint.service.organisation.break_glass.queries import (
    auditors_of_the_force,
    supervisors_of,
)
from touchpoint.service.organisation.models import BreakGlass, Notice, Staff
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.tasks import send_break_glass_notice


class Told(StrEnum):
    """As what somebody was told of an opening."""

    OWN = "own"
    """As a supervisor of whoever opened it."""
    OF_THE_CASE = "of_the_case"
    AUDITOR = "auditor"
    """Where there is no supervisor to tell."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """What was opened, and who was told of it."""

    ends_at: datetime
    told: frozenset[Told]


@transaction.atomic
def open_journey(
    *, by: Staff, journey_id: str, reason: str, holders: Iterable[Staff], now: datetime
) -> Opening:
    """Opens one journey to one person. `holders` supervise whoever holds it and are told too."""
    if not by.may(Permission.BREAK_GLASS):
        raise Refused("Your role does not open journeys with break-glass.")
    if not reason.strip():
        raise Refused("Say why you need to see this journey.")
    opened = BreakGlass.objects.create(
        staff=by,
        journey_id=journey_id,
        reason=reason.strip(),
        opened_at=now,
        ends_at=now + timedelta(hours=settings().break_glass_hours),
    )
    telling = _to_be_told(by, holders)
    for one in {staff.pk: staff for _, staff in telling}.values():
        Notice.objects.create(break_glass=opened, told=one)
        send_break_glass_notice.defer(break_glass_id=opened.pk, told_id=one.pk)
    return Opening(ends_at=opened.ends_at, told=frozenset(told for told, _ in telling))


def _to_be_told(by: Staff, holders: Iterable[Staff]) -> Sequence[tuple[Told, Staff]]:
    """Both supervisors, or else the force's auditors: no opening is to go by unseen."""
    supervisors = [
        *((Told.OWN, one) for one in supervisors_of(by)),
        *((Told.OF_THE_CASE, one) for one in holders if one.pk != by.pk),
    ]
    return supervisors or [(Told.AUDITOR, one) for one in auditors_of_the_force()]


@transaction.atomic
def acknowledge(*, by: Staff, notice_id: int, now: datetime) -> bool | None:
    """Somebody who was told says that they have looked.

    Says whether it was for the first time: the first time stands. Nothing where they were told of
    no such opening.
    """
    told = Notice.objects.filter(pk=notice_id, told=by)
    if told.filter(acknowledged_at=None).update(acknowledged_at=now):
        return True
    return False if told.exists() else None
