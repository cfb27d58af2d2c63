"""The addresses below /api/v1/: each asks for a token, but for the document that describes them."""

from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from touchpoint import __version__
from touchpoint.service.api import due, force, journeys, touchpoints
from touchpoint.service.api.bearer import Bearer
from touchpoint.service.api.document import Described
from touchpoint.service.api.faults import answer_faults, problem
from touchpoint.service.organisation.opening import opened_by_anyone, opened_by_token

api = Described(
    title="Touchpoint",
    version=__version__,
    description="Append touchpoints, read a journey, ask what is due. Make a token under your name "
    "in the service; it sees and does what you may.",
    auth=Bearer(),
    docs_url=None,
    urls_namespace="api",
)
api.add_router("/touchpoints", touchpoints.router)
api.add_router("/journeys", journeys.router)
api.add_router("/obligations", due.router)
api.add_router("", force.router)
answer_faults(api)


_ASKED: Final = {
    "due": frozenset(due.DueIn.model_fields),
    "read": frozenset({"identities"}),
}
"""What may be asked in the address of each view; of the others, nothing."""
_TAKE_A_BODY: Final = frozenset({"append", "correct"})
_JSON: Final = "application/json"


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Leads to the document; its address is what every other one is counted from."""
    del request
    return HttpResponseRedirect(reverse("api:openapi-json"))


def _opened(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern | URLResolver]:
    """The addresses, each of whose views says for whom it is."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name == "api-root":
                pattern.callback = root
            elif pattern.name == "openapi-json":
                pattern.callback = require_safe(pattern.callback)
            open_to_all = pattern.name in {"api-root", "openapi-json"}
            pattern.callback = _as_problems(pattern.callback, str(pattern.name))
            (opened_by_anyone if open_to_all else opened_by_token)(pattern.callback)
        yield pattern


def _as_problems(view: Callable[..., Any], name: str) -> Callable[..., Any]:
    """A view that refuses by a problem what it does not know in the address, a body, a method."""

    # No cookie opens anything here, so nobody can be made to send what they did not mean to.
    @csrf_exempt
    @wraps(view)
    def answering(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        refusal = _refusal(request, name)
        if refusal is not None:
            return refusal
        answer: HttpResponse = view(request, *args, **kwargs)
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return answer
        allowed = answer.headers["Allow"]
        refusal = problem(HTTPStatus.METHOD_NOT_ALLOWED, f"This address takes {allowed} alone.")
        refusal["Allow"] = allowed
        return refusal

    return answering


def _refusal(request: HttpRequest, name: str) -> HttpResponse | None:
    """What is refused of a request before its view reads it."""
    unknown = set(request.GET) - _ASKED.get(name, frozenset())
    if unknown:
        return problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "The request is not as the OpenAPI document says.",
            [f"{len(unknown)} of what is asked in the address is not known here."],
        )
    takes_one = name in _TAKE_A_BODY and request.method == "POST"
    # Many programs say nothing of what they send; what says something else is something else.
    if takes_one and request.body and request.content_type not in {"", _JSON}:
        return problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"A body is taken as JSON alone: send it with Content-Type: {_JSON}.",
        )
    return None


app_name = "api"
urlpatterns = list(_opened(api.urls[0]))
