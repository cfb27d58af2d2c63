"""Whether the web server answers, asked as anybody would ask it."""

import http.client
import time
from collections.abc import Sequence
from typing import Final

from touchpoint.errors import Refused
from touchpoint.service.config.settings import Settings
from touchpoint.service.running.children import Child
from touchpoint.service.running.telling import Telling

PATIENCE_SECONDS: Final = 90
BETWEEN_TRIES: Final = 0.1
WELL: Final = 200
EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - not listened on, looked for


def wait_until_it_answers(found: Settings, children: Sequence[Child], telling: Telling) -> None:
    """Wait for the first answer; a child that ends meanwhile will end again, so that is that."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if answers(found):
            return
        for child in children:
            if child.process is not None and child.process.poll() is not None:
                raise Refused(
                    f"The {child.name} did not start. Its log is in {found.data / 'logs'}."
                )
        time.sleep(BETWEEN_TRIES)
    telling.say("The web server is slow to answer.")


def answers(found: Settings) -> bool:
    """Whether the health page says that all is well."""
    host = EVERYWHERE.get(found.host, found.host)
    connection = http.client.HTTPConnection(host, found.port, timeout=5)
    try:
        connection.request("GET", "/health", headers={"X-Forwarded-Proto": "https"})
        return connection.getresponse().status == WELL
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
