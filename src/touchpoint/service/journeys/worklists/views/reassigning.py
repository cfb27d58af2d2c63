"""An investigation is given to another officer."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from touchpoint.errors import Refused
from touchpoint.service.journeys.actions import reassign as give_to
from touchpoint.service.journeys.errors import NotSeen, Stale
from touchpoint.service.journeys.pages.views.decided import told_of_newer
from touchpoint.service.journeys.raw import rows
from touchpoint.service.journeys.worklists.forms import ReassignForm
from touchpoint.service.journeys.worklists.queries import officers_in_scope
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.ui.pages import page


@opened_by(Permission.REASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def reassign(request: StaffRequest, investigation_id: str) -> HttpResponse:
    """Asks who is to hold an investigation, and gives it to them."""
    case = _case(investigation_id)
    back = _back(request)
    officers = [o for o in officers_in_scope() if o["officer_id"] != case["officer_id"]]
    read = case["officer_id"] or ""
    posted = request.POST if request.method == "POST" else None
    if posted is not None and posted.get("read", read) != read:
        return _given_meanwhile(request)
    form = ReassignForm(posted, officers=officers, read=read)
    if posted is not None and form.is_valid():
        chosen = form.cleaned_data["officer_id"]
        try:
            give_to(
                by=request.staff,
                investigation_id=investigation_id,
                officer_id=chosen,
                now=timezone.now(),
                read=form.cleaned_data["read"] or None,
            )
        except NotSeen:
            raise Http404 from None
        except Stale:
            return _given_meanwhile(request)
        except Refused as refusal:
            form.add_error("officer_id", refusal.sentence.rstrip("."))
        else:
            name = next(row["name"] for row in officers if row["officer_id"] == chosen)
            messages.success(request, f"{case['reference']} is now with {name}.")
            return HttpResponseRedirect(back)
    context = {"form": form, "case": case, "officers": officers, "back": back}
    return page(request, "journeys/worklists/reassign.html", context)


def _given_meanwhile(request: StaffRequest) -> HttpResponse:
    return told_of_newer(request, "somebody gave it to another officer")


def _back(request: StaffRequest) -> str:
    """The list as it was narrowed: its filters came along in the address."""
    filters = f"?{request.GET.urlencode()}" if request.GET else ""
    return f"{reverse('worklists:team')}{filters}"


def _case(investigation_id: str) -> dict[str, str | None]:
    found = rows(
        "SELECT i.investigation_id, i.reference, i.offence_group, i.officer_id, s.name AS officer "
        "FROM journeys_investigation AS i "
        "LEFT JOIN organisation_staff AS s ON s.officer_id = i.officer_id "
        "WHERE i.investigation_id = %s AND i.taken_back_at IS NULL "
        "AND journeys_investigation_is_theirs(i.investigation_id)",
        [investigation_id],
    )
    if not found:
        raise Http404
    return found[0]
