"""The pages of looks: who looked, a reason stated, a journey opened with break-glass."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from touchpoint.service.config.settings import settings
from touchpoint.service.journeys.looks import queries
from touchpoint.service.journeys.looks.actions import NotThere, break_glass, look, may_see
from touchpoint.service.journeys.looks.forms import BreakGlassForm, ReasonForm
from touchpoint.service.journeys.looks.words import who_is_told
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.ui.pages import page
from touchpoint.service.ui.paging import asked_page, of_one_more

A_PAGE = 50


@opened_by(Permission.SEE_LOOKS)
@require_safe
def looks(request: StaffRequest, journey_id: str) -> HttpResponse:
    """Who looked at one journey."""
    if not may_see(journey_id):
        raise Http404
    number = asked_page(request)
    found = queries.looks_at(journey_id, number=A_PAGE + 1, after=(number - 1) * A_PAGE)
    shown, paging = of_one_more(found, number=number, size=A_PAGE, query=request.GET)
    context = {
        "journey_id": journey_id,
        "looks": shown,
        "paging": paging,
        "today": timezone.localdate(),
    }
    return page(request, "journeys/looks/looks.html", context)


@opened_by(Permission.SEE_JOURNEY)
@require_http_methods(["GET", "HEAD", "POST"])
def reason(request: StaffRequest, journey_id: str) -> HttpResponse:
    """A reason is stated, and then the journey is shown."""
    if not may_see(journey_id):
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stated = form.cleaned_data["reason"]
        look(by=request.staff, journey_id=journey_id, reason=stated, now=timezone.now())
        return HttpResponseRedirect(_after(request))
    context = {"form": form, "after": _after(request)}
    return page(request, "journeys/looks/reason.html", context)


@opened_by(Permission.BREAK_GLASS)
@require_http_methods(["GET", "HEAD", "POST"])
def open_journey(request: StaffRequest) -> HttpResponse:
    """A journey is opened to somebody whose own it is not."""
    form = BreakGlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        said = form.cleaned_data
        try:
            opened = break_glass(
                by=request.staff, journey_id=said["reference"], reason=said["reason"], now=now
            )
        except NotThere as fault:
            form.add_error("reference", fault.sentence.rstrip("."))
        else:
            return page(
                request,
                "journeys/looks/opened.html",
                {
                    "opened": opened,
                    "told": who_is_told(opened.told),
                    "today": timezone.localdate(),
                },
            )
    context = {"form": form, "hours": settings().break_glass_hours}
    return page(request, "journeys/looks/break_glass.html", context)


def _after(request: StaffRequest) -> str:
    """Where somebody wanted to go: a page of this service, or the first one."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=None, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/") else "/"
