"""Whatever breaks, somebody is told so, and no name that was searched comes into the log."""

import io
import json
import logging
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final
from wsgiref.util import setup_testing_defaults

import pytest
from database import Database, Server, database, server, turn_django

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["database", "server"]

SOUGHT: Final = "Margaret+Thatcherson"


@pytest.fixture
def log(database: Database) -> Iterator[io.StringIO]:
    """What is logged meanwhile, as the service writes it."""
    # Read in first: Django is set up by it once more, and the log with it.
    from touchpoint.service.config import wsgi  # noqa: PLC0415 - Django is set up by now
    from touchpoint.service.config.logs import JsonLines  # noqa: PLC0415 - as above

    del wsgi, database

    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


def answered(
    application: "WSGIApplication", path: str, cookie: str = ""
) -> tuple[str, dict[str, str], bytes]:
    """The status, the headers and the body that a web server would be given to send."""
    environ: WSGIEnvironment = {
        "PATH_INFO": path,
        "QUERY_STRING": f"q={SOUGHT}",
        "HTTP_COOKIE": cookie,
        "HTTP_HOST": "localhost",
    }
    setup_testing_defaults(environ)
    told: list[tuple[str, dict[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]], _raised: object = None) -> object:
        told.append((status, dict(headers)))
        return None

    body = b"".join(application(environ, start))  # type: ignore[arg-type] # nothing is ever written by what it returns
    ((status, headers),) = told
    return status, headers, body


def test_without_a_database_a_search_ends_in_a_page_that_says_so_and_no_name_is_logged(
    server: Server, database: Database, log: io.StringIO
) -> None:
    from touchpoint.service.config.wsgi import application  # noqa: PLC0415 - Django is set up by now

    turn_django(server, "no_such_database", "touchpoint_web")
    try:
        status, headers, body = answered(application, "/search/", cookie=f"session={'a' * 32}")
    finally:
        database.django("owner")
    assert status.startswith("500")
    assert b"there is a problem with the service" in body
    assert headers["Cache-Control"] == "no-store"
    assert "OperationalError" in log.getvalue()
    assert "Thatcherson" not in log.getvalue()


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/search/", "text/html; charset=utf-8"), ("/api/v1/me", "application/problem+json")],
)
def test_what_breaks_outside_of_every_page_is_answered_and_logged_without_its_words(
    log: io.StringIO, path: str, kind: str
) -> None:
    from touchpoint.service.config.last_resort import LastResort  # noqa: PLC0415 - as above

    def broken(environ: "WSGIEnvironment", _: "StartResponse") -> Iterable[bytes]:
        raise ValueError(environ["QUERY_STRING"])

    status, headers, body = answered(LastResort(broken), path)
    assert status == "500 Internal Server Error"
    assert headers["Content-Type"] == kind
    assert headers["Content-Length"] == str(len(body))
    assert b"problem with the service" in body
    assert json.loads(log.getvalue())["error"] == "ValueError"
    assert "Thatcherson" not in log.getvalue()
