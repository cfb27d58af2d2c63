"""Why a duty says what it says: the rule, what set it off, the days one by one, what met it."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from touchpoint.service.journeys.pages.telling.why import Why, why
from touchpoint.service.journeys.pages.views.looking import looked
from touchpoint.service.journeys.pages.views.seeing import opened
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.ui.pages import page


@dataclass(frozen=True, kw_only=True, slots=True)
class WhyPage:
    """The proof of one duty on one journey."""

    journey_id: str
    reference: str
    why: Why


@opened_by(Permission.SEE_JOURNEY)
@require_safe
@looked
def why_duty(request: StaffRequest, journey_id: str, duty_id: str) -> HttpResponse:
    """The proof of one duty, however often it was set off."""
    seen = opened(request, journey_id)
    duty = seen.known.duties.get(duty_id)
    if duty is None:
        raise Http404
    shown = WhyPage(
        journey_id=journey_id,
        reference=seen.known.record.investigation["reference"],
        why=why(seen.known, duty, seen.reader),
    )
    return page(request, "journeys/pages/why.html", shown)
