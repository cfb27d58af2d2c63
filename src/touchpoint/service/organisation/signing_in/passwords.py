"""A password that was forgotten, set or changed. Nothing tells whether an address is known."""

from datetime import datetime
from typing import TYPE_CHECKING, Final, cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from touchpoint.service.organisation.acting import acting_as
from touchpoint.service.organisation.links import staff_of_link
from touchpoint.service.organisation.mail_server import may_send
from touchpoint.service.organisation.models import Staff
from touchpoint.service.organisation.opening import enrolling, opened_by_anyone
from touchpoint.service.organisation.signing_in.actions import set_own_password
from touchpoint.service.organisation.signing_in.failures import attempt, failed, must_wait
from touchpoint.service.organisation.signing_in.forms import (
    ForgottenForm,
    NewPasswordForm,
    PasswordAgainForm,
)
from touchpoint.service.organisation.tasks import send_password_link
from touchpoint.service.ui.pages import page

if TYPE_CHECKING:
    from touchpoint.service.organisation.requests import StaffRequest

_HELD: Final = "password_link"
_IN_SESSION: Final = "here"
"""Stands in the address in place of the token, once the session holds that."""


@opened_by_anyone
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Asks for the address, and answers the same whoever it belongs to."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _ask(request, form.cleaned_data["email"], timezone.now())
        return HttpResponseRedirect(reverse("forgotten_asked"))
    return page(request, "organisation/forgotten.html", {"form": form, "by_mail": may_send()})


def _ask(request: HttpRequest, email: str, now: datetime) -> None:
    """Known or not, one job is put into the queue; asking too often puts none."""
    tried = attempt(request, f"link for {email}", now)
    if not must_wait(tried):
        failed(tried)
        staff = Staff.objects.filter(email=email.strip().lower()).first()
        send_password_link.defer(staff_id=staff.pk if staff else None)


@opened_by_anyone
@require_safe
def forgotten_asked(request: HttpRequest) -> HttpResponse:
    """What happens now, if the address is known."""
    return page(request, "organisation/forgotten_asked.html")


@opened_by_anyone
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def new_password(request: HttpRequest, who: str, token: str) -> HttpResponse:
    """Sets a password by a link. The token goes from the address into the session at once."""
    if token != _IN_SESSION:
        request.session[_HELD] = token
        return HttpResponseRedirect(
            reverse("new_password", kwargs={"who": who, "token": _IN_SESSION})
        )
    staff = staff_of_link(who, request.session.get(_HELD, ""))
    if staff is None:
        return page(request, "organisation/link_over.html", status=410)
    form = NewPasswordForm(request.POST or None, staff=staff)
    if request.method == "POST" and form.is_valid():
        # Whoever holds a link acts as its person for as long as this takes, and is not signed in.
        with acting_as(staff):
            set_own_password(by=staff, password=form.cleaned_data["password"], now=timezone.now())
        request.session.flush()
        messages.success(request, "Your password is set. Sign in with it now.")
        return HttpResponseRedirect(reverse("account_login"))
    return page(request, "organisation/new_password.html", {"form": form})


@enrolling
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def change_password(request: HttpRequest) -> HttpResponse:
    """Changes one's own password, and ends one's other sessions."""
    staff = cast("StaffRequest", request).staff
    posted = request.POST or None
    old = PasswordAgainForm(posted, prefix="old", user=staff, request=request)
    new = NewPasswordForm(posted, prefix="new", staff=staff)
    if request.method == "POST" and all([old.is_valid(), new.is_valid()]):
        set_own_password(by=staff, password=new.cleaned_data["password"], now=timezone.now())
        update_session_auth_hash(request, staff)
        messages.success(request, "Your password is changed. You are signed out everywhere else.")
        return HttpResponseRedirect(reverse("organisation:account"))
    return page(request, "organisation/change_password.html", {"old": old, "new": new})
