"""The first page: whatever somebody of this role has to do first."""

from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from touchpoint.service.organisation.opening import signed_in
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.ui.pages import page

FIRST_PAGES: Final[Sequence[tuple[Permission, str]]] = (
    (Permission.REASSIGN, "worklists:team"),
    (Permission.SEE_OWN_WORK, "worklists:mine"),
    (Permission.SEE_WITNESS_CARE_WORK, "worklists:witness-care"),
    (Permission.SEE_LOOKS, "looks:people"),
    (Permission.LOAD_EXTRACTS, "extracts:loads"),
    (Permission.SEE_TEAM_WORK, "worklists:team"),
    (Permission.SEE_JOURNEY, "worklists:referrals"),
    (Permission.MANAGE_PEOPLE, "organisation:people"),
)
"""What each permission makes the first page; the first that somebody has decides."""


@signed_in
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """Leads to the page of the day; who has none is told what would be here."""
    for permission, name in FIRST_PAGES:
        if request.staff.may(permission):
            return HttpResponseRedirect(reverse(name))
    return page(request, "journeys/worklists/nothing.html")
