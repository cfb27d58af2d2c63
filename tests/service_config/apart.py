"""The web server and the worker as processes of their own, as a force runs them.

    from apart import Web, environment, part, web

Each has a data folder of its own and the role of the database that is meant for it.
"""

import http.client
import re
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from database import Database
from living import PATIENCE, TOUCHPOINT, Living, free_port
from living import environment as nothing_set

if TYPE_CHECKING:
    from touchpoint.service.organisation.models import Staff

BETWEEN_TRIES: Final = 0.05
TRIES: Final = 1_000
BOUNDARY: Final = "a-boundary-that-no-file-holds"


def environment(database: Database, folder: Path, part: str) -> dict[str, str]:
    """What is set for one part: a database, a data folder of its own, and what both have."""
    from django.conf import settings  # noqa: PLC0415 - Django is set up by then

    uploads, data = folder / "uploads", folder / part
    for one in (uploads, data):
        one.mkdir(exist_ok=True)
    address = "DATABASE_WEB_URL" if part == "web" else "DATABASE_URL"
    return {
        **nothing_set(),
        address: database.url("web" if part == "web" else "owner"),
        "DATABASE_WEB_URL": database.url("web"),
        "TOUCHPOINT_DATA": str(data),
        "TOUCHPOINT_UPLOADS": str(uploads),
        # That of the process of the test, which makes sessions.
        "TOUCHPOINT_SECRET_KEY": str(settings.SECRET_KEY),
    }


@contextmanager
def part(name: str, given: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A part that runs until the block ends; what it says is in its log."""
    with log.open("ab") as written:
        process = subprocess.Popen(
            [TOUCHPOINT, "run", "--only", name],
            env=dict(given),
            stdout=written,
            stderr=written,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


@dataclass(kw_only=True)
class Web(Living):
    """The web server by itself."""

    log: Path

    def answers(self, process: subprocess.Popen[bytes]) -> None:
        """Wait until it answers."""
        while process.poll() is None:
            try:
                self.ask("GET", "/health")
            except (OSError, http.client.HTTPException):
                threading.Event().wait(BETWEEN_TRIES)
            else:
                return
        raise AssertionError(self.log.read_text())

    def send(
        self, browser: Mapping[str, str], form: str, to: str = "", file: bytes = b""
    ) -> tuple[int, str, str]:
        """Send a form as a browser does: the status, where that leads, and the page."""
        _, headers, page = self.ask("GET", form, headers=browser)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, page
        cookies = [one.split(";")[0] for one in headers.get_all("Set-Cookie") or []]
        status, headers, page = self.ask(
            "POST",
            to or form,
            _parts(token[1], file.decode("ascii")),
            {
                "Cookie": "; ".join([browser["Cookie"], *cookies]),
                "Origin": f"http://127.0.0.1:{self.port}",
                "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            },
        )
        return status, headers.get("Location", ""), page

    def until_not(self, waiting: str, page: str, browser: Mapping[str, str]) -> str:
        """What a page says once it no longer says that something waits."""
        for _ in range(TRIES):
            said = self.page(page, browser)[2]
            if waiting not in said:
                return said
            threading.Event().wait(BETWEEN_TRIES)
        raise AssertionError(said)


def _parts(token: str, file: str) -> str:
    return (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
        f'{token}\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; '
        f'filename="sent.csv"\r\nContent-Type: text/csv\r\n\r\n{file}\r\n--{BOUNDARY}--\r\n'
    )


@contextmanager
def web(given: Mapping[str, str], folder: Path) -> Iterator[Web]:
    """The web server, answering."""
    server = Web(data=folder / "web", port=free_port(), log=folder / "web.log")
    with part("web", {**given, "TOUCHPOINT_PORT": str(server.port)}, server.log) as process:
        server.answers(process)
        yield server


def browser_of(staff: "Staff") -> dict[str, str]:
    """What the browser of somebody who is signed in sends along."""
    from django.test import Client  # noqa: PLC0415 - Django is set up by then

    from touchpoint.service.organisation.sessions import BY_PROVIDER  # noqa: PLC0415 - the same

    client = Client(SERVER_NAME="localhost")
    client.force_login(staff)
    session = client.session
    session[BY_PROVIDER] = True
    session.save()
    return {"Cookie": f"session={session.session_key}"}
