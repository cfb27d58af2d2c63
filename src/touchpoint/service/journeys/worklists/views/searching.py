"""Search. What is looked for is posted, so that no name stands in an address or a log.

What was found has a page of its own, so that going back to it sends nothing again. For it the
session keeps the ids of the journeys, and nothing of what was typed.
"""

import secrets
from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from touchpoint.calendar import local_day
from touchpoint.errors import Refused
from touchpoint.service.journeys.pages.views import seeing
from touchpoint.service.journeys.pages.views.going_back import SEE_OTHER
from touchpoint.service.journeys.queries.search import Found, Sought, find, found_before
from touchpoint.service.journeys.worklists.forms import SearchForm
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.ui.pages import page

MOST: Final = 50
KEPT: Final = 5
"""How many searches a session keeps: one for each tab that somebody is likely to go back in."""
_FOUND: Final = "found"
SEARCH_AGAIN: Final = "What you found before is no longer kept: search again."


@opened_by(Permission.SEARCH)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: StaffRequest) -> HttpResponse:
    """Looks for journeys by a reference, a name, a birthday or a contact."""
    sent = request.method == "POST"
    form = SearchForm(request.POST if sent else None, today=local_day(seeing.moment()))
    journeys = _journeys(form) if sent and form.is_valid() else None
    if journeys:
        key = _keep(request, [one.journey_id for one in journeys])
        return HttpResponseRedirect(reverse("worklists:found", args=[key]), status=SEE_OTHER)
    return _page(request, form, journeys)


@opened_by(Permission.SEARCH)
@require_safe
def found(request: StaffRequest, key: str) -> HttpResponse:
    """What a search found, as whoever asks may see it now."""
    ids = dict(request.session.get(_FOUND, ())).get(key)
    if ids is None:
        messages.info(request, SEARCH_AGAIN)
        return HttpResponseRedirect(reverse("worklists:search"), status=SEE_OTHER)
    form = SearchForm(None, today=local_day(seeing.moment()))
    return _page(request, form, found_before(ids))


def _journeys(form: SearchForm) -> Sequence[Found] | None:
    """What fits; none where the form asks for too little, which it then says."""
    try:
        return find(Sought(**form.cleaned_data), most=MOST + 1)
    except Refused as refusal:
        for fault in refusal.faults or (refusal.sentence,):
            form.add_error(None, fault.rstrip("."))
    return None


def _keep(request: StaffRequest, journey_ids: Sequence[str]) -> str:
    """The key under which the session keeps what was found."""
    key = secrets.token_urlsafe(9)
    request.session[_FOUND] = [*request.session.get(_FOUND, ()), (key, journey_ids)][-KEPT:]
    return key


def _page(
    request: StaffRequest, form: SearchForm, journeys: Sequence[Found] | None
) -> HttpResponse:
    context = {
        "form": form,
        "found": (journeys or ())[:MOST],
        "searched": journeys is not None,
        "more": len(journeys or ()) > MOST,
        "may_open": request.staff.may(Permission.BREAK_GLASS),
        "today": form.today,
    }
    return page(request, "journeys/worklists/search.html", context)
