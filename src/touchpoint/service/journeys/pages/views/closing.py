"""Closing an investigation, changing how it closed, and opening it again.

What a form was opened over is read again when it comes back: nothing newer is overwritten.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from touchpoint.errors import Refused
from touchpoint.service.journeys.actions import close_investigation
from touchpoint.service.journeys.errors import Stale
from touchpoint.service.journeys.pages.forms.deciding import ClosedForm, CloseForm
from touchpoint.service.journeys.pages.telling.due import DueList, due_list
from touchpoint.service.journeys.pages.views.decided import (
    AS_IT_STANDS,
    by_whom,
    told,
    told_of_newer,
    told_why_not,
)
from touchpoint.service.journeys.pages.views.going_back import back_to
from touchpoint.service.journeys.pages.views.looking import looked
from touchpoint.service.journeys.pages.views.seeing import Opened, may_close, opened
from touchpoint.service.journeys.queries.standing import end_as_it_stands, ended_by
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.ui.dates import day_in_words
from touchpoint.service.ui.pages import page


@dataclass(frozen=True, kw_only=True)
class ClosePage:
    """What is still open when an investigation closes, and the form that closes it."""

    journey_id: str
    reference: str
    title: str
    closed: str
    """The day on which it has closed already, where it has."""
    outcome: str
    due: DueList
    form: CloseForm


@opened_by(Permission.APPEND)
@require_http_methods(["GET", "HEAD", "POST"])
@looked
def close(request: StaffRequest, journey_id: str) -> HttpResponse:
    """Close the investigation; where it has closed, change how, or open it again."""
    seen = opened(request, journey_id)
    if not may_close(request, seen.reader):
        raise Http404
    case = seen.known.record.investigation
    read = end_as_it_stands(case["investigation_id"])
    posted = request.POST if request.method == "POST" else None
    if posted is not None and posted.get("read", read) != read:
        return _ended_meanwhile(request, seen)
    form = (ClosedForm if seen.known.is_closed else CloseForm)(
        posted,
        today=seen.today,
        reported_on=case["reported_on"],
        read=read,
        closed_on=case["closed_on"],
        outcome=case["outcome"],
    )
    if posted is not None and form.is_valid():
        answer = _close(request, seen, form)
        if answer is not None:
            return answer
    return page(request, "journeys/pages/close.html", _close_page(seen, form))


def _close_page(seen: Opened, form: CloseForm) -> ClosePage:
    case, closed = seen.known.record.investigation, seen.known.record.closed_on
    return ClosePage(
        journey_id=seen.known.journey_id,
        reference=case["reference"],
        title="Change how it closed" if closed else "Close the investigation",
        closed=day_in_words(closed) if closed else "",
        outcome=(case["outcome"] or "").replace("_", " "),
        due=due_list(seen.known, seen.reader),
        form=form,
    )


def _close(request: StaffRequest, seen: Opened, form: CloseForm) -> HttpResponse | None:
    """Where to go from a closing; nothing where the form says why it cannot be."""
    case = seen.known.record.investigation
    outcome, closed_on = form.end
    if (outcome, closed_on) == (case["outcome"], case["closed_on"]):
        messages.info(request, AS_IT_STANDS)
        return back_to(seen.known.journey_id)
    try:
        close_investigation(
            by=request.staff,
            investigation_id=case["investigation_id"],
            outcome=outcome,
            closed_on=closed_on,
            now=seen.now,
            read=form.cleaned_data["read"] or None,
        )
    except Stale:
        return _ended_meanwhile(request, opened(request, seen.known.journey_id))
    except Refused as refused:
        told_why_not(form, refused)
        return None
    return told(request, seen)


def _ended_meanwhile(request: StaffRequest, seen: Opened) -> HttpResponse:
    case = seen.known.record.investigation
    by = by_whom(ended_by(case["investigation_id"]))
    if case["closed_on"] is None:
        return told_of_newer(request, f"{by} opened the investigation again")
    outcome = (case["outcome"] or "not recorded").replace("_", " ")
    on = day_in_words(case["closed_on"])
    return told_of_newer(request, f"{by} closed it on {on}, with the outcome {outcome}")
