"""What is answered where even the page of a fault could not be made.

No exception leaves the service: a web server would log the address with it, and a name that was
searched stands in the address.
"""

import json
import logging
import sys
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Final

from touchpoint.service.ui.faults import BROKEN, FOR_PROGRAMS
from touchpoint.service.ui.headers import ALWAYS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_log: Final = logging.getLogger("touchpoint.request")
STATUS: Final = "500 Internal Server Error"


class LastResort:
    """A WSGI application that answers whatever happens to the one within it."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        try:
            return self._application(environ, start_response)
        except Exception:  # noqa: BLE001 - nothing may leave that the web server would quote
            _log.exception("no page could be made, not even that of the fault")
            kind, body = _told(str(environ.get("PATH_INFO", "")))
            headers = {**ALWAYS, "Cache-Control": "no-store", "Content-Type": kind}
            headers["Content-Length"] = str(len(body))
            start_response(STATUS, list(headers.items()), sys.exc_info())
            return [body]


def _told(path: str) -> tuple[str, bytes]:
    """The page or the problem document, made of nothing that could be broken as well."""
    if path.startswith(FOR_PROGRAMS):
        said = {"title": STATUS[4:], "status": 500, "detail": f"{BROKEN.title}.", "faults": []}
        return "application/problem+json", json.dumps(said).encode()
    sentences = "".join(f"<p>{escape(sentence)}</p>" for sentence in BROKEN.sentences)
    title = escape(BROKEN.title)
    page = (
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f"<h1>{title}</h1>{sentences}</html>"
    )
    return "text/html; charset=utf-8", page.encode()
