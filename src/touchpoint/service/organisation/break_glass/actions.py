"""Opens a journey to somebody, tells their supervisors, and takes their acknowledgement."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from touchpoint.errors import Refused
from touchpoint.service.config.settings import settings
from touchpoint.service.organisation.break_glass.queries import supervisors_of
from touchpoint.service.organisation.models import BreakGlass, Notice, Staff
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.tasks import send_break_glass_notice


@transaction.atomic
def open_journey(
    *, by: Staff, journey_id: str, reason: str, holders: Iterable[Staff], now: datetime
) -> BreakGlass:
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
    told = {one.pk: one for one in (*supervisors_of(by), *holders) if one.pk != by.pk}
    for one in told.values():
        Notice.objects.create(break_glass=opened, told=one)
        send_break_glass_notice.defer(break_glass_id=opened.pk, told_id=one.pk)
    return opened


@transaction.atomic
def acknowledge(*, by: Staff, notice_id: int, now: datetime) -> bool:
    """Somebody who was told says that they have looked; says whether there was anything to say."""
    found = Notice.objects.filter(pk=notice_id, told=by, acknowledged_at=None)
    return bool(found.update(acknowledged_at=now))
