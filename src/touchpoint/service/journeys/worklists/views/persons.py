"""The page of one person, and of two: every incident, and what was done."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from touchpoint.calendar import local_day
from touchpoint.ledger.vocabulary import MARKS, TOUCHPOINT_KINDS
from touchpoint.service.journeys.looks.actions import look, wants_reason
from touchpoint.service.journeys.looks.gate import look_or_ask
from touchpoint.service.journeys.looks.queries import reason_stated
from touchpoint.service.journeys.pages.views import seeing
from touchpoint.service.journeys.worklists.people import Incident, incidents, people_beside
from touchpoint.service.organisation.models import Staff
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.ui.pages import page


@opened_by(Permission.SEE_TEAM_WORK, Permission.SEE_OWN_WORK, Permission.SEE_WITNESS_CARE_WORK)
@require_safe
def person(request: StaffRequest, person_id: str) -> HttpResponse:
    """Every incident of which one person was a victim."""
    return _page(request, (person_id,))


@opened_by(Permission.SEE_TEAM_WORK, Permission.SEE_OWN_WORK, Permission.SEE_WITNESS_CARE_WORK)
@require_safe
def pair(request: StaffRequest, person_id: str, other_id: str) -> HttpResponse:
    """Every incident of which either of two people was a victim."""
    if person_id == other_id:
        raise Http404
    return _page(request, (person_id, other_id))


def _page(request: StaffRequest, persons: tuple[str, ...]) -> HttpResponse:
    found = incidents(persons)
    if {who for one in found for who in one.persons} != set(persons):
        raise Http404
    journeys = [journey for one in found for journey in one.journeys]
    asked = look_or_ask(request, journeys[0])
    if asked is not None:
        return asked
    _look_at_the_rest(request.staff, journeys)
    context = {
        "persons": persons,
        "incidents": found,
        "together": sum(len(set(one.persons)) > 1 for one in found),
        "beside": people_beside(persons[0]) if len(persons) == 1 else [],
        "kinds": TOUCHPOINT_KINDS,
        "marks": MARKS,
        "nothing_done": _nothing_done(found),
        "today": local_day(seeing.moment()),
    }
    return page(request, "journeys/worklists/people.html", context)


def _look_at_the_rest(staff: Staff, journeys: Sequence[str]) -> None:
    """The reason stated for the first, where one was asked, is that for the whole page."""
    first, *rest = journeys
    stated = reason_stated(first)
    for journey_id in rest:
        reason = stated if wants_reason(by=staff, journey_id=journey_id) else None
        look(by=staff, journey_id=journey_id, reason=reason, now=timezone.now())


def _nothing_done(found: tuple[Incident, ...]) -> int:
    """Of how many incidents no record shows that anything was done to keep anybody safe."""
    return sum(not one.done for one in found)
