"""Opening a journey: what whoever asks may see of it, or a 404, with the look written down."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.http import Http404
from django.utils import timezone

from touchpoint.calendar.local_time import local_day
from touchpoint.service.journeys.actions.appending import recorded_by
from touchpoint.service.journeys.kinds_of_roles import NOT_BY_BREAK_GLASS, kinds_of
from touchpoint.service.journeys.pages.queries import is_theirs, journey_known
from touchpoint.service.journeys.pages.telling.due import Reader
from touchpoint.service.journeys.pages.telling.known import Known, Referred
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.organisation.roles import Role

_CLOSE: Final = frozenset({Role.OFFICER, Role.SUPERVISOR})


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A journey that somebody has opened, and when."""

    known: Known
    reader: Reader
    now: datetime

    @property
    def today(self) -> date:
        """The local day of now."""
        return self.known.today


def moment() -> datetime:
    """Now. Views are an edge: here a clock is read, and nowhere below."""
    return timezone.now()


def opened(request: StaffRequest, journey_id: str) -> Opened:
    """A journey that whoever asks may see; a 404 where there is none."""
    now = moment()
    known = known_to(request, journey_id, now)
    return Opened(known=known, reader=reader_of(request, journey_id), now=now)


def known_to(request: StaffRequest, journey_id: str, now: datetime) -> Known:
    """What whoever asks may know of a journey that counts; a 404 where that is nothing."""
    known = whatever_is_known(request, journey_id, now)
    if not isinstance(known, Known) or known.taken_back_on is not None:
        raise Http404
    return known


def whatever_is_known(request: StaffRequest, journey_id: str, now: datetime) -> Known | Referred:
    """The same, also where it is no more than a referral."""
    may_know = request.staff.may(Permission.SEE_IDENTITY)
    known = journey_known(journey_id, today=local_day(now), identities=may_know)
    if known is None:
        raise Http404
    return known


def may_close(request: StaffRequest, reader: Reader) -> bool:
    """Whether whoever asks closes the investigation."""
    return reader.theirs and request.staff.may(Permission.APPEND) and reader.role in _CLOSE


def reader_of(request: StaffRequest, journey_id: str) -> Reader:
    """The reader of a journey's pages, as their words need to know them."""
    staff, theirs = request.staff, is_theirs(journey_id)
    kinds = kinds_of(staff.role) if staff.may(Permission.APPEND) else frozenset()
    return Reader(
        role=staff.role,
        kinds=kinds if theirs else kinds - NOT_BY_BREAK_GLASS,
        staff_id=recorded_by(staff),
        theirs=theirs,
    )
