"""Deciding on enhanced rights. A decision that is newer than the page is not overwritten."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from touchpoint.errors import Refused
from touchpoint.service.journeys.actions import decide_enhanced
from touchpoint.service.journeys.errors import Stale
from touchpoint.service.journeys.pages.forms.deciding import EnhancedForm
from touchpoint.service.journeys.pages.telling.enhanced import Enhanced, enhanced
from touchpoint.service.journeys.pages.views.decided import (
    AS_IT_STANDS,
    by_whom,
    told,
    told_of_newer,
    told_why_not,
)
from touchpoint.service.journeys.pages.views.going_back import back_to
from touchpoint.service.journeys.pages.views.looking import looked
from touchpoint.service.journeys.pages.views.seeing import Opened, opened
from touchpoint.service.journeys.queries.standing import decided_by, rights_as_they_stand
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.ui.pages import page


@dataclass(frozen=True, kw_only=True)
class EnhancedPage:
    """What stands now, and the form of the decision."""

    journey_id: str
    reference: str
    enhanced: Enhanced
    form: EnhancedForm


@opened_by(Permission.APPEND)
@require_http_methods(["GET", "HEAD", "POST"])
@looked
def decide(request: StaffRequest, journey_id: str) -> HttpResponse:
    """Decide whether enhanced rights apply."""
    seen = opened(request, journey_id)
    if "enhanced.decided" not in seen.reader.kinds:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = EnhancedForm(
        posted,
        today=seen.today,
        reported_on=seen.known.record.investigation["reported_on"],
        read=rights_as_they_stand(journey_id),
    )
    if posted is not None and form.is_valid():
        answer = _decide(request, seen, form)
        if answer is not None:
            return answer
    shown = EnhancedPage(
        journey_id=journey_id,
        reference=seen.known.record.investigation["reference"],
        enhanced=enhanced(seen.known.record),
        form=form,
    )
    return page(request, "journeys/pages/enhanced.html", shown)


def _decide(request: StaffRequest, seen: Opened, form: EnhancedForm) -> HttpResponse | None:
    """Where to go from a decision; nothing where the form says why it cannot be made."""
    journey = seen.known.record.journey
    now = (journey["enhanced_on"], sorted(journey["enhanced_basis"] or ()))
    decided = enhanced(seen.known.record).standing != "undecided"
    if decided and now == (form.enhanced_on, sorted(form.bases)):
        messages.info(request, AS_IT_STANDS)
        return back_to(seen.known.journey_id)
    try:
        decide_enhanced(
            by=request.staff,
            journey_id=seen.known.journey_id,
            enhanced_on=form.enhanced_on,
            basis=form.bases,
            now=seen.now,
            read=form.cleaned_data["read"] or None,
        )
    except Stale:
        by = decided_by(seen.known.journey_id)
        return told_of_newer(request, f"{by_whom(by)} decided on enhanced rights")
    except Refused as refused:
        told_why_not(form, refused)
        return None
    return told(request, seen)
