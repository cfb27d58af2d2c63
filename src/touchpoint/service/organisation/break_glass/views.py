"""The page on which supervisors and auditors read of openings, and say that they have looked."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from touchpoint.service.organisation.break_glass import actions, queries
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.organisation.today import today
from touchpoint.service.ui.pages import page


@opened_by(Permission.SEE_LOOKS)
@require_safe
def break_glass(request: StaffRequest) -> HttpResponse:
    """What one was told of and, for an auditor, what else people of their units opened."""
    context = {
        "notices": queries.notices_of(request.staff),
        "watched": queries.watched_by(request.staff),
        "today": today(),
    }
    return page(request, "organisation/break_glass.html", context)


@opened_by(Permission.SEE_LOOKS)
@require_POST
def acknowledge(request: StaffRequest, notice_id: int) -> HttpResponse:
    """One has looked."""
    first = actions.acknowledge(by=request.staff, notice_id=notice_id, now=timezone.now())
    if first is None:
        raise Http404
    if first:
        messages.success(request, "It is written down that you have looked at this.")
    else:
        messages.info(request, "You have acknowledged this already.")
    return HttpResponseRedirect(reverse("organisation:break_glass"))
