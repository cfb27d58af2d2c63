"""What a support service sees of a journey, and the two things that it records of a referral."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from touchpoint.calendar.local_time import local_day
from touchpoint.errors import Refused
from touchpoint.service.journeys.actions import NewTouchpoint, append_touchpoints
from touchpoint.service.journeys.pages.forms.asked import Asked, Recorded
from touchpoint.service.journeys.pages.forms.moments import Bounds
from touchpoint.service.journeys.pages.forms.recording import RecordForm
from touchpoint.service.journeys.pages.queries import is_saved, journey_known, says_the_same
from touchpoint.service.journeys.pages.telling.known import Referred
from touchpoint.service.journeys.pages.telling.referral import (
    Referral,
    last_referral,
    referral_of,
)
from touchpoint.service.journeys.pages.views import seeing
from touchpoint.service.journeys.pages.views.form_keys import OTHER_ANSWERS, key_of, keyed
from touchpoint.service.journeys.pages.views.going_back import back_to
from touchpoint.service.journeys.pages.views.looking import looked
from touchpoint.service.journeys.pages.words.recordings import recording_of
from touchpoint.service.journeys.referral_steps import ACCEPTED, CLOSED
from touchpoint.service.journeys.referral_steps import Referral as Steps
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.organisation.roles import Role
from touchpoint.service.ui.pages import page


@dataclass(frozen=True, kw_only=True)
class ReferralPage:
    """The form by which a support service records what became of a referral."""

    journey_id: str
    reference: str
    title: str
    above: str
    due: str
    safety: str
    warning: str
    nothing: str
    form: RecordForm


def referred_page(request: StaffRequest, referred: Referred) -> HttpResponse:
    """A journey as a support service sees it."""
    shown = _told(request, referred)
    return page(request, "journeys/pages/referred.html", shown)


@opened_by(Permission.APPEND)
@require_http_methods(["GET", "HEAD", "POST"])
@keyed
@looked
def record_referral(request: StaffRequest, journey_id: str, kind: str) -> HttpResponse:
    """Record that a referral was accepted, or closed. Whose it is, the sign-in knows."""
    now = seeing.moment()
    referred = journey_known(journey_id, today=local_day(now), identities=False)
    recording = recording_of(kind) if kind in {ACCEPTED, CLOSED} else None
    if request.staff.role != Role.PROVIDER or recording is None:
        raise Http404
    if not isinstance(referred, Referred):
        raise Http404
    last = last_referral(referred)
    again = next(last.not_again(kind), None)
    if again is not None and not is_saved(request.POST.get("key", "")):
        messages.info(request, again)
        return back_to(journey_id)
    asked = Asked(
        recording=recording,
        bounds=_bounds(last, kind, now),
        today=local_day(now),
        known=frozenset({"provider"}),
        says={"provider": request.staff.provider},
    )
    posted = request.POST if request.method == "POST" else None
    form = RecordForm(posted, asked=asked, key=key_of(request))
    if posted is not None and form.is_valid() and _append(request, journey_id, form):
        return back_to(journey_id)
    shown = ReferralPage(
        journey_id=journey_id,
        reference="the referral",
        title=recording.heading,
        above="",
        due="",
        safety="",
        warning="",
        nothing="",
        form=form,
    )
    return page(request, "journeys/pages/record.html", shown)


def _bounds(last: Steps, kind: str, now: datetime) -> Bounds:
    """A referral is accepted after it was sent, and closed after it was accepted."""
    if kind == CLOSED and last.accepted_at is not None:
        return Bounds(now=now, not_before=last.accepted_at, before_words="its acceptance")
    return Bounds(now=now, not_before=last.sent_at, before_words="the referral")


def _append(request: StaffRequest, journey_id: str, form: RecordForm) -> bool:
    """Whether it is recorded; where not, the form says why."""
    recorded: Recorded = form.recorded()
    item = NewTouchpoint(
        journey_id=journey_id,
        kind=recorded.kind,
        happened_at=recorded.happened_at,
        result=recorded.result,
        detail=dict(recorded.detail),
    )
    if is_saved(recorded.key):
        same = says_the_same(recorded.key, item, just_now=recorded.just_now)
        messages.info(request, "Recorded." if same else OTHER_ANSWERS)
        return True
    try:
        append_touchpoints(
            by=request.staff, items=[item], key=recorded.key, now=form.asked.bounds.now
        )
    except Refused as refused:
        for sentence in refused.faults or (refused.sentence,):
            form.add_error(None, sentence)
        return False
    messages.success(request, "Recorded.")
    return True


def _told(request: StaffRequest, referred: Referred) -> Referral:
    provider = request.staff.provider or ""
    may_append = request.staff.may(Permission.APPEND)
    return referral_of(referred, provider=provider, may_append=may_append)
