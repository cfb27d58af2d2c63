"""The addresses below /api/v1/: each asks for a token, but for the document that describes them."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI

from touchpoint import __version__
from touchpoint.service.api import due, force, journeys, touchpoints
from touchpoint.service.api.bearer import Bearer
from touchpoint.service.api.faults import answer_faults
from touchpoint.service.organisation.opening import opened_by_anyone, opened_by_token

api = NinjaAPI(
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


def _opened(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern | URLResolver]:
    """The addresses, each of whose views says for whom it is."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern) and pattern.name == "api-root":
            continue
        if isinstance(pattern, URLPattern):
            describing = pattern.name == "openapi-json"
            (opened_by_anyone if describing else opened_by_token)(pattern.callback)
        yield pattern


app_name = "api"
urlpatterns = list(_opened(api.urls[0]))
