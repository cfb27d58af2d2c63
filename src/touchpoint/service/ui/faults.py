"""What is said when something goes wrong: calm, and with what to do.

Nothing private is said, and nothing of the code.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase

from touchpoint.service.ui.pages import page

FOR_PROGRAMS: Final = "/api/"
"""Below this, programs ask: they are told the same in a problem document (RFC 9457)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """A page about what went wrong."""

    title: str
    sentences: tuple[str, ...]
    home: bool = True
    to_programs: str = ""
    """What a program is told instead of the title, where that speaks of pages."""


BAD_REQUEST: Final = Fault(
    title="We could not understand that request",
    sentences=(
        "Something in what your browser sent was not as we expect it. Nothing was changed.",
        "Go back, open the page again and try once more.",
    ),
)
FORBIDDEN: Final = Fault(
    title="You cannot do that",
    sentences=(
        "Your role does not let you do this. Nothing was changed.",
        "If it is part of your work, ask your supervisor or whoever manages people here.",
    ),
)
STALE: Final = Fault(
    title="Open the page again",
    sentences=(
        "The page you sent was open too long, or came from elsewhere. Nothing was changed.",
        "Go back, open the page again and send it once more. Sign in first if you were signed out.",
        "This service needs cookies: if your browser refuses them, it cannot keep you signed in.",
    ),
)
NOT_FOUND: Final = Fault(
    title="Page not found",
    sentences=(
        "If you typed the address, check that it is right. If you pasted it, that it is whole.",
        "The page may have moved, or it may not be for you to see.",
    ),
    to_programs="There is nothing at this address",
)
NOT_ALLOWED: Final = Fault(
    title="That page cannot be opened like this",
    sentences=(
        "It only takes what a form sends. Nothing was changed.",
        "Go back to the page with the form and send it from there.",
    ),
)
TOO_LARGE: Final = Fault(
    title="That is too large",
    sentences=(
        "What you sent is larger than this service takes. Nothing was changed.",
        "Go back and send a smaller file, or less text.",
    ),
)
WITHOUT_LENGTH: Final = Fault(
    title=BAD_REQUEST.title,
    sentences=BAD_REQUEST.sentences,
    to_programs="Say how long the body is: send Content-Length, and no chunks",
)
TOO_MANY: Final = Fault(
    title="Too many tries",
    sentences=(
        "We have stopped taking these requests for a while, to keep everybody's account safe.",
        "Wait five minutes, then try again.",
    ),
)
BROKEN: Final = Fault(
    title="Sorry, there is a problem with the service",
    sentences=(
        "Try again in a few minutes.",
        "If you were saving something, look whether it is there before you save it again.",
        "Whatever was shown as saved before is safe.",
    ),
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 where there was too much."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return too_large(request)
    return _told(request, BAD_REQUEST, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403. What somebody is not allowed to know of is a 404 instead."""
    del exception
    return _told(request, FORBIDDEN, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, for a form that did not come from a page of ours, or came too late."""
    del reason
    return _told(request, STALE, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404. It says nothing of whether there is such a thing."""
    del exception
    return _told(request, NOT_FOUND, 404)


def too_large(request: HttpRequest) -> HttpResponse:
    """413."""
    return _told(request, TOO_LARGE, 413)


def without_length(request: HttpRequest) -> HttpResponse:
    """411."""
    return _told(request, WITHOUT_LENGTH, 411)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429."""
    del exception
    return _told(request, TOO_MANY, 429)


def broken(request: HttpRequest) -> HttpResponse:
    """500. It asks nothing of the database, which may be what is broken.

    So it knows nobody: neither who is signed in nor what they were to be told.
    """
    return _told(request, BROKEN, 500, for_anybody=True)


class NotAllowed:
    """Middleware: somebody who opens by address what only a form may send to is told so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or not _is_browser(request):
            return response
        told = _told(request, NOT_ALLOWED, 405)
        told.headers["Allow"] = response.headers["Allow"]
        return told


def _is_browser(request: HttpRequest) -> bool:
    return "text/html" in request.headers.get("Accept", "")


def _told(
    request: HttpRequest, fault: Fault, status: int, *, for_anybody: bool = False
) -> HttpResponse:
    if request.path.startswith(FOR_PROGRAMS):
        detail = f"{fault.to_programs or fault.title}."
        title = HTTPStatus(status).phrase
        said = {"title": title, "status": status, "detail": detail, "faults": []}
        return JsonResponse(said, status=status, content_type="application/problem+json")
    asked = None if for_anybody else request
    return page(asked, "ui/faults/fault.html", fault, status=status)
