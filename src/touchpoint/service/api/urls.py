"""The addresses below /api/v1/: each asks for a token, but for the document that describes them."""

from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, reverse
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


@opened_by_anyone
@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Leads to the document; its address is what every other one is counted from."""
    del request
    return HttpResponseRedirect(reverse("api:openapi-json"))


def _opened(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern | URLResolver]:
    """The addresses, each of whose views says for whom it is."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern) and pattern.name == "api-root":
            continue
        if isinstance(pattern, URLPattern):
            pattern.callback = _as_problems(
                pattern.callback, _ASKED.get(str(pattern.name), frozenset())
            )
            describing = pattern.name == "openapi-json"
            (opened_by_anyone if describing else opened_by_token)(pattern.callback)
        yield pattern


def _as_problems(view: Callable[..., Any], asked: frozenset[str]) -> Callable[..., Any]:
    """A view that refuses what it does not know in the address, and a method, by a problem."""

    @wraps(view)
    def answering(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        unknown = set(request.GET) - asked
        if unknown:
            return problem(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "The request is not as the OpenAPI document says.",
                [f"{len(unknown)} of what is asked in the address is not known here."],
            )
        answer: HttpResponse = view(request, *args, **kwargs)
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return answer
        allowed = answer.headers["Allow"]
        refusal = problem(HTTPStatus.METHOD_NOT_ALLOWED, f"This address takes {allowed} alone.")
        refusal["Allow"] = allowed
        return refusal

    return answering


app_name = "api"
urlpatterns = [path("", root, name="api-root"), *_opened(api.urls[0])]
