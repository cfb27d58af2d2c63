"""The request that a view gets: it knows who is signed in."""

from django.http import HttpRequest

from touchpoint.service.organisation.models import Staff


class StaffRequest(HttpRequest):
    """A request of somebody who is signed in."""

    staff: Staff


def staff_of(request: HttpRequest) -> Staff | None:
    """Whoever is signed in, as the middleware found them."""
    found: Staff | None = getattr(request, "staff", None)
    return found
