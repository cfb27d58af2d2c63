"""One's own page: who one is here, how one signs in, and leaving everywhere at once."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from touchpoint.service.organisation.opening import signed_in
from touchpoint.service.organisation.people.queries import second_factors
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.organisation.signing_in.actions import sign_out_everywhere
from touchpoint.service.ui.pages import page


@signed_in
@require_safe
def account(request: StaffRequest) -> HttpResponse:
    """Who one is here."""
    staff = request.staff
    return page(
        request,
        "organisation/account.html",
        {
            "who": staff,
            "role": staff.get_role_display(),
            "unit": staff.unit.name if staff.unit else "",
            "factors": second_factors(staff),
            "has_password": staff.has_usable_password(),
            "uses_api": staff.may(Permission.USE_API),
        },
    )


@signed_in
@require_POST
def leave_everywhere(request: StaffRequest) -> HttpResponse:
    """Signs out here and everywhere else."""
    sign_out_everywhere(by=request.staff, now=timezone.now())
    logout(request)
    messages.success(request, "You are signed out everywhere.")
    return HttpResponseRedirect(reverse("account_login"))
