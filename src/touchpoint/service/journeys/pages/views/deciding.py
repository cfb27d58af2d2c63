"""Decisions on a journey: enhanced rights, and that the investigation closes."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from touchpoint.errors import Refused
from touchpoint.service.journeys.actions import close_investigation, decide_enhanced
from touchpoint.service.journeys.pages.forms.deciding import CloseForm, EnhancedForm
from touchpoint.service.journeys.pages.telling.after import after_recording
from touchpoint.service.journeys.pages.telling.due import DueList, due_list
from touchpoint.service.journeys.pages.telling.enhanced import Enhanced, enhanced
from touchpoint.service.journeys.pages.views.going_back import back_to
from touchpoint.service.journeys.pages.views.looking import looked
from touchpoint.service.journeys.pages.views.seeing import Opened, known_to, may_close, opened
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


@dataclass(frozen=True, kw_only=True)
class ClosePage:
    """What is still open when an investigation closes, and the form that closes it."""

    journey_id: str
    reference: str
    due: DueList
    form: CloseForm


@opened_by(Permission.APPEND)
@require_http_methods(["GET", "HEAD", "POST"])
@looked
def decide(request: StaffRequest, journey_id: str) -> HttpResponse:
    """Decide whether enhanced rights apply."""
    seen = opened(request, journey_id)
    if "enhanced.decided" not in seen.reader.kinds:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    reported = seen.known.record.investigation["reported_on"]
    form = EnhancedForm(posted, today=seen.today, reported_on=reported)
    if posted is not None and form.is_valid() and _decide(request, seen, form):
        return back_to(journey_id)
    shown = EnhancedPage(
        journey_id=journey_id,
        reference=seen.known.record.investigation["reference"],
        enhanced=enhanced(seen.known.record),
        form=form,
    )
    return page(request, "journeys/pages/enhanced.html", shown)


@opened_by(Permission.APPEND)
@require_http_methods(["GET", "HEAD", "POST"])
@looked
def close(request: StaffRequest, journey_id: str) -> HttpResponse:
    """Close the investigation."""
    seen = opened(request, journey_id)
    if not may_close(request, seen.reader):
        raise Http404
    if seen.known.is_closed:
        messages.info(request, "The investigation has been closed already.")
        return back_to(journey_id)
    posted = request.POST if request.method == "POST" else None
    reported = seen.known.record.investigation["reported_on"]
    form = CloseForm(posted, today=seen.today, reported_on=reported)
    if posted is not None and form.is_valid() and _close(request, seen, form):
        return back_to(journey_id)
    shown = ClosePage(
        journey_id=journey_id,
        reference=seen.known.record.investigation["reference"],
        due=due_list(seen.known, seen.reader),
        form=form,
    )
    return page(request, "journeys/pages/close.html", shown)


def _decide(request: StaffRequest, seen: Opened, form: EnhancedForm) -> bool:
    journey = seen.known.record.journey
    now = (journey["enhanced_on"], sorted(journey["enhanced_basis"] or ()))
    decided = enhanced(seen.known.record).standing != "undecided"
    if decided and now == (form.enhanced_on, sorted(form.bases)):
        messages.info(request, "That is how it stands already.")
        return True
    try:
        decide_enhanced(
            by=request.staff,
            journey_id=seen.known.journey_id,
            enhanced_on=form.enhanced_on,
            basis=form.bases,
            now=seen.now,
        )
    except Refused as refused:
        return _refused(form, refused)
    return _told(request, seen)


def _close(request: StaffRequest, seen: Opened, form: CloseForm) -> bool:
    try:
        close_investigation(
            by=request.staff,
            investigation_id=seen.known.record.investigation["investigation_id"],
            outcome=form.cleaned_data["outcome"],
            closed_on=form.cleaned_data["closed_on"],
            now=seen.now,
        )
    except Refused as refused:
        return _refused(form, refused)
    return _told(request, seen)


def _refused(form: EnhancedForm | CloseForm, refused: Refused) -> bool:
    for sentence in refused.faults or (refused.sentence,):
        form.add_error(None, sentence)
    return False


def _told(request: StaffRequest, seen: Opened) -> bool:
    after = known_to(request, seen.known.journey_id, seen.now)
    messages.success(request, after_recording(seen.known, after, seen.reader))
    return True
