"""Who supervises whom, and which openings wait to be acknowledged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F

from touchpoint.service.organisation.models import BreakGlass, Notice, Staff, Unit, UnitAbove
from touchpoint.service.organisation.roles import Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """What one opening was: of which journey, by whom, when and why."""

    journey_id: str
    who: str
    role: str
    unit: str
    reason: str
    opened_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """One opening as those who were told see it."""

    notice_id: int
    opened: Opened
    acknowledged_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """One opening as an auditor sees it who was not told: it is for others to acknowledge."""

    opened: Opened
    told: int
    acknowledged: int


def supervisors_of(staff: Staff) -> tuple[Staff, ...]:
    """The supervisors of somebody: of their unit, or of the nearest unit above that has any."""
    return supervisors_of_unit(staff.unit_id, but=staff)


def supervisors_of_unit(unit_id: str | None, *, but: Staff | None = None) -> tuple[Staff, ...]:
    """The supervisors of a unit, or of the nearest unit above it that has any."""
    unit = Unit.objects.filter(unit_id=unit_id).first() if unit_id else None
    while unit:
        found = Staff.objects.filter(role=Role.SUPERVISOR, unit=unit, is_active=True)
        here = tuple((found.exclude(pk=but.pk) if but else found).order_by("pk"))
        if here:
            return here
        unit = unit.parent
    return ()


def auditors_of_the_force() -> tuple[Staff, ...]:
    """The auditors of the topmost unit: told where no supervisor is there to be told."""
    found = Staff.objects.filter(role=Role.AUDITOR, unit__parent=None, is_active=True)
    return tuple(found.order_by("pk"))


def supervisor_with_id(officer_id: str | None) -> Staff | None:
    """The supervisor whom a crime names, if they sign in here."""
    if not officer_id:
        return None
    return Staff.objects.filter(officer_id=officer_id, role=Role.SUPERVISOR, is_active=True).first()


def waiting_for(staff: Staff) -> int:
    """How many openings somebody has yet to acknowledge: for a notice on their first page."""
    return Notice.objects.filter(told=staff, acknowledged_at=None).count()


def notices_of(staff: Staff, number: int = 100) -> Sequence[Waiting]:
    """What somebody was told of: what waits first, then the latest."""
    rows = Notice.objects.filter(told=staff).select_related(
        "break_glass", "break_glass__staff", "break_glass__staff__unit"
    )
    # Nulls first: what waits has no day on which it was acknowledged.
    ordered = rows.order_by(F("acknowledged_at").desc(nulls_first=True), "-pk")
    return [_waiting(one) for one in ordered[:number]]


def _waiting(notice: Notice) -> Waiting:
    return Waiting(
        notice_id=notice.pk,
        opened=_opened(notice.break_glass),
        acknowledged_at=notice.acknowledged_at,
    )


def _opened(one: BreakGlass) -> Opened:
    who = one.staff
    return Opened(
        journey_id=one.journey_id,
        who=who.name,
        role=who.get_role_display(),
        unit=who.unit.name if who.unit else "",
        reason=one.reason,
        opened_at=one.opened_at,
    )


def watched_by(staff: Staff, number: int = 100) -> Sequence[Watched]:
    """The latest openings by people of an auditor's units, other than those they were told of."""
    if staff.role != Role.AUDITOR:
        return []
    units = UnitAbove.objects.filter(above_id=staff.unit_id).values("unit_id")
    rows = BreakGlass.objects.filter(staff__unit__in=units).exclude(notices__told=staff)
    counted = rows.select_related("staff", "staff__unit").annotate(
        told=Count("notices"), acknowledged=Count("notices__acknowledged_at")
    )
    return [
        Watched(opened=_opened(one), told=one.told, acknowledged=one.acknowledged)
        for one in counted.order_by("-pk")[:number]
    ]
