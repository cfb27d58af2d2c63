"""The journey page: one victim's journey in one look."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from touchpoint.service.journeys.pages.telling.journey_page import May, journey_page
from touchpoint.service.journeys.pages.telling.known import Referred
from touchpoint.service.journeys.pages.views import seeing
from touchpoint.service.journeys.pages.views.looking import looked
from touchpoint.service.journeys.pages.views.referring import referred_page
from touchpoint.service.journeys.pages.views.seeing import (
    Opened,
    may_close,
    reader_of,
    whatever_is_known,
)
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.ui.pages import page


@opened_by(Permission.SEE_JOURNEY)
@require_safe
@looked
def journey(request: StaffRequest, journey_id: str) -> HttpResponse:
    """Who, how to reach them safely, what is due and when, the roadmap and all that is recorded."""
    now = seeing.moment()
    known = whatever_is_known(request, journey_id, now)
    if isinstance(known, Referred):
        return referred_page(request, known)
    seen = Opened(known=known, reader=reader_of(request, journey_id), now=now)
    sources = {touchpoint["source"] for touchpoint in known.record.touchpoints}
    asked = request.GET.get("source")
    source = asked if asked in sources else None
    shown = journey_page(seen.known, seen.reader, _may(request, seen), source=source)
    return page(request, "journeys/pages/journey.html", shown)


def _may(request: StaffRequest, seen: Opened) -> May:
    # On what was taken back with its load nobody records anything.
    counts = seen.known.taken_back_on is None
    kinds = seen.reader.kinds if counts else frozenset[str]()
    return May(
        append=bool(kinds),
        correct=seen.reader.corrects if counts else frozenset(),
        agree_contact="contact.agreed" in kinds,
        decide_enhanced="enhanced.decided" in kinds,
        set_plan="plan.set" in kinds,
        review="supervisor.reviewed" in kinds,
        close=counts and may_close(request, seen.reader),
        see_looks=request.staff.may(Permission.SEE_LOOKS),
    )
