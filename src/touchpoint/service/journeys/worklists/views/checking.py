"""The daily check of a supervisor: needs assessments, contact and reviews, crime by crime."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from touchpoint.calendar import local_day
from touchpoint.service.journeys.pages.views import seeing
from touchpoint.service.journeys.worklists.check import MOST, checked
from touchpoint.service.journeys.worklists.queries import units_in_scope
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.ui.pages import page
from touchpoint.service.ui.paging import asked_page, of_all

A_PAGE: int = 50


@opened_by(Permission.REASSIGN)
@require_safe
def check(request: StaffRequest) -> HttpResponse:
    """Open crimes of a unit, those that lack most first."""
    today = local_day(seeing.moment())
    units = units_in_scope()
    known = {row["unit_id"] for row in units}
    asked = request.GET.get("unit", "")
    unit = asked if asked in known else request.staff.unit_id
    found = checked(unit or "", today)
    number = asked_page(request)
    shown, paging = of_all(found, number=number, size=A_PAGE, query=request.GET)
    lacking = {
        "needs": sum(not one.assessed for one in found),
        "contact": sum(one.contact_overdue for one in found),
        "review": sum(one.review_overdue for one in found),
    }
    context = {
        "found": shown,
        "lacking": lacking,
        "number": len(found),
        "cut": len(found) >= MOST,
        "units": units,
        "unit": unit,
        "paging": paging,
        "today": today,
    }
    return page(request, "journeys/worklists/check.html", context)
