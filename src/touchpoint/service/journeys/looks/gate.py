"""What stands before every page of a journey: the look is written down, or a reason is asked."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from touchpoint.service.journeys.looks.actions import How, NotThere, ReasonWanted, look
from touchpoint.service.organisation.requests import StaffRequest


def look_or_ask(request: StaffRequest, journey_id: str, how: How = How.PAGE) -> HttpResponse | None:
    """Nothing, once the look is written down; else the page on which a reason is stated.

    A journey that is not there, or not for this person, is a 404.
    """
    try:
        look(by=request.staff, journey_id=journey_id, reason=None, now=timezone.now(), how=how)
    except NotThere:
        raise Http404 from None
    except ReasonWanted:
        address = reverse("looks:reason", kwargs={"journey_id": journey_id})
        return HttpResponseRedirect(f"{address}?{urlencode({'next': request.get_full_path()})}")
    return None
