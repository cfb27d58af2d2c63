"""Middleware that writes one line for each request: which page, by whom, how it went, how long.

The page is named by its route, not by its address, so that neither a search nor a key in an address
is written down; a person is their id.
"""

import logging
import time
from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from touchpoint.service.config.logs import FACTS

_log: Final = logging.getLogger("touchpoint.request")
QUIET: Final = frozenset({"health"})


class RequestLog:
    """Middleware, outermost, so that what other middleware refuses is logged as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        page = _page(request)
        if page not in QUIET:
            facts = {
                "method": request.method,
                "page": page,
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - began) * 1000, 1),
                **_who(request),
            }
            _log.info("request", extra={FACTS: facts})
        return response


def _page(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.view_name or "unnamed") if match else "none"


def _who(request: HttpRequest) -> dict[str, Any]:
    """Who asked, if that was looked up anyway."""
    found = request.__dict__.get("_cached_user")
    return {"staff": found.pk} if found is not None and found.pk else {}
