"""What happens around every view: who is it, may they open this, and who acts in the database.

The three stand last in MIDDLEWARE and in this order: SignedIn, Declared, ActingAs.
"""

import logging
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from touchpoint.service.organisation.acting import acting_as
from touchpoint.service.organisation.models import Staff
from touchpoint.service.organisation.opening import Opening, Who, opening_of
from touchpoint.service.organisation.requests import staff_of
from touchpoint.service.organisation.sessions import has_ended, has_second_factor, seen

GetResponse = Callable[[HttpRequest], HttpResponseBase]
SAFE_METHODS: Final = frozenset({"GET", "HEAD"})
NOT_SAVED: Final = "You were signed out. What you sent was not saved: sign in, and enter it again."
_FAULT: Final = "ended_in_a_fault"
_log: Final = logging.getLogger(__name__)


class SignedIn:
    """Puts whoever is signed in on the request, and ends sessions that are too old."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Whoever comes with a token is whose token it is, whatever else a browser sends along.
        user = None if _asks_for_a_token(request) else request.user
        staff = user if isinstance(user, Staff) else None
        now = timezone.now()
        if staff and has_ended(request.session, now):
            logout(request)
            staff = None
        elif staff:
            seen(request.session, now)
        request.staff = staff  # type: ignore[attr-defined] # this is where the attribute comes from
        return self.get_response(request)


class Declared:
    """Refuses a view that declares nothing, and one that is not for whoever asks."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        opening = opening_of(view)
        if opening is None:
            _log.error("A route declares nobody and opens to nobody: %s", view.__qualname__)
            raise Http404
        if opening.who in {Who.ANYONE, Who.TOKEN}:
            return None
        return self._for_somebody(request, opening)

    def _for_somebody(self, request: HttpRequest, opening: Opening) -> HttpResponse | None:
        staff = staff_of(request)
        if opening.who is Who.NOBODY:
            raise Http404
        if staff is None:
            return to_sign_in(request)
        if opening.who is not Who.ENROLLING and not has_second_factor(request.session, staff):
            return HttpResponseRedirect(reverse("mfa_index"))
        if not opening.admits(staff):
            raise Http404
        return None


class ActingAs:
    """Runs the whole of a view in one transaction in which whoever is signed in acts."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _wants_no_transaction(request):
            return self.get_response(request)
        with acting_as(staff_of(request)):
            response = self.get_response(request)
            # A view that ends in a fault leaves nothing behind, whatever page is shown of it.
            if getattr(request, _FAULT, False):
                transaction.set_rollback(True)
            return response

    def process_exception(self, request: HttpRequest, _error: Exception) -> None:
        setattr(request, _FAULT, True)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Sends somebody to sign in, and back to the page that they wanted or sent a form from."""
    if request.method in SAFE_METHODS:
        after = request.get_full_path() if request.path != "/" else ""
    else:
        messages.error(request, NOT_SAVED)
        after = _page_of_the_form(request)
    address = reverse("account_login")
    return HttpResponseRedirect(f"{address}?{urlencode({'next': after})}" if after else address)


def _page_of_the_form(request: HttpRequest) -> str:
    """Where a form stood: not all can be opened at the address that they are sent to."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return ""
    return urlsplit(page)._replace(scheme="", netloc="", fragment="").geturl()


def _wants_no_transaction(request: HttpRequest) -> bool:
    """Addresses that nothing answers to, views that must answer without a database, and the API.

    The API opens a transaction itself, once it knows who asks.
    """
    view = _view_of(request)
    return (
        view is None
        or bool(getattr(view, "_non_atomic_requests", None))
        or _asks_for_a_token(request)
    )


def _asks_for_a_token(request: HttpRequest) -> bool:
    view = _view_of(request)
    opening = opening_of(view) if view else None
    return opening is not None and opening.who is Who.TOKEN


def _view_of(request: HttpRequest) -> Callable[..., HttpResponseBase] | None:
    """What answers to an address, if anything does."""
    try:
        view: Callable[..., HttpResponseBase] = resolve(request.path_info).func
    except Resolver404:
        return None
    return view
