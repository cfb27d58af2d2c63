"""Search. What is looked for is posted, so that no name stands in an address or a log."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from touchpoint.calendar import local_day
from touchpoint.errors import Refused
from touchpoint.service.journeys.pages.views import seeing
from touchpoint.service.journeys.queries.search import Found, Sought, find
from touchpoint.service.journeys.worklists.forms import SearchForm
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.ui.pages import page

MOST: int = 50


@opened_by(Permission.SEARCH)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: StaffRequest) -> HttpResponse:
    """Looks for journeys by a reference, a name, a birthday or a contact."""
    today = local_day(seeing.moment())
    form = SearchForm(request.POST if request.method == "POST" else None, today=today)
    found: tuple[Found, ...] | None = None
    if request.method == "POST" and form.is_valid():
        try:
            found = find(Sought(**form.cleaned_data), most=MOST + 1)
        except Refused as refusal:
            for fault in refusal.faults or (refusal.sentence,):
                form.add_error(None, fault.rstrip("."))
    context = {
        "form": form,
        "found": found and found[:MOST],
        "searched": found is not None,
        "more": found is not None and len(found) > MOST,
        "may_open": request.staff.may(Permission.BREAK_GLASS),
        "today": today,
    }
    return page(request, "journeys/worklists/search.html", context)
