"""What stands before every page of a journey: the look is written down, or a reason is asked."""

from collections.abc import Callable
from functools import wraps
from typing import TypeAlias

from django.http import HttpResponse

from touchpoint.service.journeys.looks.gate import look_or_ask
from touchpoint.service.organisation.requests import StaffRequest

View: TypeAlias = Callable[..., HttpResponse]


def looked(view: View) -> View:
    """A view of one journey that shows nothing before the look at it is written down."""

    @wraps(view)
    def looking(request: StaffRequest, journey_id: str, **rest: str) -> HttpResponse:
        asked = look_or_ask(request, journey_id)
        return view(request, journey_id, **rest) if asked is None else asked

    return looking
