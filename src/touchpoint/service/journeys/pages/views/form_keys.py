"""The key of a form stands in its address, so that going back comes to the same form again."""

import re
import secrets
from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode

from touchpoint.service.journeys.pages.queries import is_saved
from touchpoint.service.journeys.pages.views.going_back import SEE_OTHER, back_to
from touchpoint.service.organisation.requests import StaffRequest

_NAME: Final = "form"
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{32}")
OTHER_ANSWERS: Final = (
    "You saved this form before, with other answers. Those stand, and what you entered now was not "
    "saved: correct the entry if it is wrong, or choose again what you want to record."
)


def key_of(request: StaffRequest) -> str:
    """The key of the form that is asked for; of one that is sent, its own stands in it."""
    return request.GET.get(_NAME, "")


def keyed_or_told(request: StaffRequest, journey_id: str) -> HttpResponse | None:
    """Nothing where a form may be shown; else the way to a new one, or back from a saved one."""
    if request.method == "POST":
        return None
    key = key_of(request)
    if not _KEY.fullmatch(key):
        address = f"{request.path}?{urlencode({_NAME: secrets.token_urlsafe(24)})}"
        return HttpResponseRedirect(address, status=SEE_OTHER)
    if not is_saved(key):
        return None
    messages.info(
        request,
        "That form is saved already. To record something more, choose it again; to change what is "
        "saved, correct it.",
    )
    return back_to(journey_id)
