"""Middleware that refuses a body too large for where it is sent, before any of it is read.

A body that comes in chunks does not say how large it is, and nothing of it would be read.
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from touchpoint.service.config.settings import settings
from touchpoint.service.ui.faults import FOR_PROGRAMS, too_large, without_length

MEGABYTE: Final = 1024 * 1024
ORDINARY: Final = 1 * MEGABYTE
WITH_FILES: Final = ("/loads/",)
"""Where files may be sent. Everywhere else a body is a form or a few touchpoints."""
TOO_LARGE: Final = 413
CHUNKED: Final = "HTTP_TRANSFER_ENCODING"


class BodySize:
    """Middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if CHUNKED in request.META:
            return without_length(request)
        allowed = ORDINARY
        if request.path.startswith(WITH_FILES):
            allowed = settings().upload_megabytes * MEGABYTE
        if _length(request) > allowed:
            return _refusal(request, allowed // MEGABYTE)
        return self.get_response(request)


def _refusal(request: HttpRequest, megabytes: int) -> HttpResponse:
    """To a program a problem document (RFC 9457), to a person a page."""
    if not request.path.startswith(FOR_PROGRAMS):
        return too_large(request)
    words = f"What you sent is larger than {megabytes} MB, the most that is taken here."
    said = {"title": "Content Too Large", "status": TOO_LARGE, "detail": words, "faults": []}
    return JsonResponse(said, status=TOO_LARGE, content_type="application/problem+json")


def _length(request: HttpRequest) -> int:
    """How long the body says it is; without a length there is none."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0
