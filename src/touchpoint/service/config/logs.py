"""What is logged and how: a JSON object a line, with ids and never a name, an address or a search.

An error is logged as its type and the lines of our code that it passed, without its words: those of
a database quote the row.
"""

import json
import logging
import re
import signal
import traceback
from datetime import UTC, datetime
from http.client import responses
from types import TracebackType
from typing import Any, Final, TypeAlias

from touchpoint.service.config.settings import Settings

Raised: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)

FACTS: Final = "facts"
"""Where a record carries what is to stand in the line beside its event."""

_OTHERS_WORDS: Final = ("django.request", "django.security", "django.server")
"""Loggers whose messages quote what somebody typed into an address."""

_WEB_SERVER: Final = "gunicorn"
"""It quotes the address of a request that broke, and of a bad one its words and whose browser."""

_FILLED_IN: Final = re.compile("[%:=]")
"""Where words of its own end, and what it quotes may begin."""


class JsonLines(logging.Formatter):
    """One record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": _event(record),
            **getattr(record, FACTS, {}),
        }
        if record.exc_info:
            line |= _raised(record.exc_info)
        return json.dumps(line, default=str)


def _event(record: logging.LogRecord) -> str:
    """What happened: our own words, or of others' only the part that quotes nobody."""
    if record.name.startswith(_WEB_SERVER):
        return _of_the_web_server(record)
    if not record.name.startswith(_OTHERS_WORDS):
        return record.getMessage()
    words = str(record.msg).partition(":")[0]
    # Words that others fill in may be what somebody typed: the answer's own phrase says as much.
    status = getattr(record, "status_code", None)
    if "%" in words:
        return responses.get(status, "Refused") if isinstance(status, int) else "Refused"
    return words


def _of_the_web_server(record: logging.LogRecord) -> str:
    """Processes by their numbers and how they ended; of requests and browsers nothing."""
    if record.args and all(map(_quotes_nobody, record.args)):
        return record.getMessage()
    return _FILLED_IN.split(str(record.msg), maxsplit=1)[0].strip()


def _quotes_nobody(given: object) -> bool:
    return isinstance(given, int) or str(given) in signal.Signals.__members__


def _raised(raised: Raised) -> dict[str, Any]:
    kind, _, passed = raised
    if kind is None:
        return {}
    frames = traceback.extract_tb(passed)
    return {
        "error": kind.__qualname__,
        "passed": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


def logging_settings(settings: Settings) -> dict[str, Any]:
    """What logging is to be configured with."""
    level = settings.log_level.upper()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": JsonLines}},
        "handlers": {
            "lines": {
                "class": "logging.StreamHandler",
                "formatter": "lines",
                "stream": "ext://sys.stderr",
            }
        },
        "root": {"level": "WARNING", "handlers": ["lines"]},
        "loggers": {
            "touchpoint": {"level": level},
            "gunicorn.error": {"level": level, "handlers": ["lines"], "propagate": False},
            "procrastinate": {"level": "WARNING"},
            # Statements with the names in them, at a level that nobody is to reach by accident.
            "django.db.backends": {"level": "WARNING"},
        },
    }
