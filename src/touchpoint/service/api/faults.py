"""What is answered when something is wrong: one shape, in sentences, for every fault there is."""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from touchpoint.errors import Refused
from touchpoint.service.journeys.errors import KeyUsed, NotAllowed, NotSeen
from touchpoint.service.journeys.looks.actions import NotThere, ReasonWanted

PROBLEM: Final = "application/problem+json"
NOT_FOUND: Final = "There is nothing of this name that you may see."
_MOST_FAULTS: Final = 100


class Forbidden(Refused):
    """The token may not do this at all."""


def answer_faults(api: NinjaAPI) -> None:
    """Let every fault end in a problem document."""
    handlers: dict[type[Exception], Any] = {
        **{error: _refused(status) for error, status in _STATUSES.items()},
        **dict.fromkeys((NotSeen, NotThere, Http404), _not_found),
        AuthenticationError: _unknown,
        ValidationError: _unreadable,
        HttpError: _http,
    }
    for error, handler in handlers.items():
        api.add_exception_handler(error, handler)


_STATUSES: Final[Mapping[type[Refused], HTTPStatus]] = {
    Refused: HTTPStatus.UNPROCESSABLE_ENTITY,
    KeyUsed: HTTPStatus.CONFLICT,
    NotAllowed: HTTPStatus.FORBIDDEN,
    Forbidden: HTTPStatus.FORBIDDEN,
    ReasonWanted: HTTPStatus.FORBIDDEN,
}


def problem(status: HTTPStatus, detail: str, faults: Iterable[str] = ()) -> HttpResponse:
    """A problem document (RFC 9457), with every fault."""
    listed = list(faults)[:_MOST_FAULTS]
    said = {"title": status.phrase, "status": status.value, "detail": detail, "faults": listed}
    return JsonResponse(said, status=status, content_type=PROBLEM)


def _refused(status: HTTPStatus) -> Callable[[HttpRequest, Refused], HttpResponse]:
    def handle(_: HttpRequest, error: Refused) -> HttpResponse:
        return problem(status, error.sentence, error.faults)

    return handle


def _not_found(_: HttpRequest, __: Exception) -> HttpResponse:
    return problem(HTTPStatus.NOT_FOUND, NOT_FOUND)


def _unknown(_: HttpRequest, __: Exception) -> HttpResponse:
    response = problem(
        HTTPStatus.UNAUTHORIZED,
        "Send a token that counts: Authorization: Bearer and the token. Tokens are made under your "
        "name in the service, and end on a day.",
    )
    response["WWW-Authenticate"] = "Bearer"
    return response


def _unreadable(_: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The request is not as the OpenAPI document says.",
        (_place(fault) for fault in error.errors),
    )


def _place(fault: dict[str, Any]) -> str:
    """Where a fault is and what it is; never what was sent, which may be somebody's."""
    place = ".".join(str(part) for part in fault["loc"] if part not in {"body", "payload"})
    return f"{place[:200] or 'the request'}: {fault['msg'].removeprefix('Value error, ')}"


def _http(_: HttpRequest, error: HttpError) -> HttpResponse:
    status = HTTPStatus(error.status_code)
    if status is HTTPStatus.BAD_REQUEST:
        return problem(status, "The body of the request cannot be read as JSON.")
    return problem(status, status.description or status.phrase)
