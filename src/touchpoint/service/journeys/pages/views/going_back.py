"""The way back to the journey, once something is done there."""

from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

SEE_OTHER: Final = 303


def back_to(journey_id: str) -> HttpResponse:
    """To the journey page, so that going back or loading again sends nothing twice."""
    return HttpResponseRedirect(reverse("journeys:journey", args=[journey_id]), status=SEE_OTHER)
