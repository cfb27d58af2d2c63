"""What is logged: enough to find a fault, and nobody's name, search or row."""

import json
import logging
import sys

import pytest

from touchpoint.service.config.logs import FACTS, JsonLines


def line(record: logging.LogRecord) -> dict[str, object]:
    read: dict[str, object] = json.loads(JsonLines().format(record))
    return read


def record(name: str, message: str, *given: object) -> logging.LogRecord:
    return logging.LogRecord(name, logging.INFO, "file.py", 1, message, given, None)


def test_an_error_is_told_without_its_words_which_may_quote_a_row() -> None:
    broken = record("touchpoint.request", "request")
    try:
        int("somebody@westmarch.example")
    except ValueError:
        broken.exc_info = sys.exc_info()
    told = line(broken)
    assert told["error"] == "ValueError"
    assert "somebody" not in json.dumps(told)
    assert "test_what_is_logged.py" in json.dumps(told["passed"])


def test_what_others_quote_of_an_address_is_left_out() -> None:
    told = line(record("django.request", "Not Found: %s", "/search?name=Somebody"))
    assert told["event"] == "Not Found"
    assert "Somebody" not in json.dumps(told)


@pytest.mark.parametrize(
    ("message", "given", "status", "event"),
    [
        ("%s: %s", ("Not Found", "/search?name=Somebody"), 404, "Not Found"),
        ("Forbidden (%s): %s", ("Somebody does not match", "/x"), 403, "Forbidden"),
        ("%s", ("Somebody",), None, "Refused"),
    ],
)
def test_what_others_fill_into_their_words_is_never_told(
    message: str, given: tuple[str, ...], status: int | None, event: str
) -> None:
    told = record("django.request", message, *given)
    if status:
        told.status_code = status
    assert line(told)["event"] == event
    assert "Somebody" not in json.dumps(line(told))


@pytest.mark.parametrize(
    ("message", "given", "event"),
    [
        ("Error handling request %s %s", ("GET", "/search/?q=Somebody"), "Error handling request"),
        (
            "Invalid request from ip=203.0.113.7: Invalid HTTP Version: 'Somebody HTTP/1.1'",
            (),
            "Invalid request from ip",
        ),
        ("Invalid request from ip=2001:db8::7: Somebody", (), "Invalid request from ip"),
        ("Listening at: %s (%s)", ("http://127.0.0.1:8000", 7), "Listening at"),
        ("Booting worker with pid: %s", (7,), "Booting worker with pid: 7"),
        ("Worker (pid:%s) was sent %s!", (7, "SIGKILL"), "Worker (pid:7) was sent SIGKILL!"),
        (
            "Exception during worker exit:\n%s",
            ("ValueError: Somebody",),
            "Exception during worker exit",
        ),
    ],
)
def test_the_web_server_tells_of_its_processes_and_of_no_request_or_browser(
    message: str, given: tuple[object, ...], event: str
) -> None:
    told = line(record("gunicorn.error", message, *given))
    assert told["event"] == event
    assert not [word for word in ("Somebody", "203.0", "2001", "/search") if word in str(told)]


def test_facts_stand_beside_the_event() -> None:
    asked = record("touchpoint.request", "request")
    setattr(asked, FACTS, {"page": "journeys:journey", "staff": 7})
    assert {"page": "journeys:journey", "staff": 7, "event": "request"}.items() <= line(
        asked
    ).items()
