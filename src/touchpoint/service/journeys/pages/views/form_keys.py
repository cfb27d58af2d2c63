"""The key of a form stands in its address, so that going back comes to the same form again."""

import re
import secrets
from functools import wraps
from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode

from touchpoint.service.journeys.pages.queries import is_saved
from touchpoint.service.journeys.pages.views.going_back import SEE_OTHER, back_to
from touchpoint.service.journeys.pages.views.looking import View
from touchpoint.service.organisation.requests import StaffRequest

_NAME: Final = "form"
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{32}")
SAVED_ALREADY: Final = (
    "That form is saved already. To record something more, choose it again; to change what is "
    "saved, correct it."
)
OTHER_ANSWERS: Final = (
    "You saved this form before, with other answers. Those stand, and what you entered now was not "
    "saved: correct the entry if it is wrong, or choose again what you want to record."
)


def key_of(request: StaffRequest) -> str:
    """The key of the form that is asked for; of one that is sent, its own stands in it."""
    return request.GET.get(_NAME, "")


def keyed(view: View) -> View:
    """A view of a form that is shown under a key, and not once that is saved.

    It stands before everything else: on the way to a key no journey is read or looked at.
    """

    @wraps(view)
    def under_a_key(request: StaffRequest, journey_id: str, **rest: str) -> HttpResponse:
        if request.method == "POST":
            return view(request, journey_id, **rest)
        key = key_of(request)
        if not _KEY.fullmatch(key):
            address = f"{request.path}?{urlencode({_NAME: secrets.token_urlsafe(24)})}"
            return HttpResponseRedirect(address, status=SEE_OTHER)
        if is_saved(key):
            messages.info(request, SAVED_ALREADY)
            return back_to(journey_id)
        return view(request, journey_id, **rest)

    return under_a_key
