"""The whole service as real processes, on a port and in a folder of its own, for tests of it.

    from living import begun, living  # `begun` is a fixture

A first start from nothing is dear: it is made once for all processes of a run (`begun`), looked at
by the test of it, and whoever needs a service that has begun already starts a copy of its folder.
"""

import fcntl
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import psutil
import psycopg
import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "touchpoint.service.config.django_settings")

TOUCHPOINT: Final = str(Path(sys.executable).with_name("touchpoint"))
JOURNEYS: Final = "120"
PATIENCE: Final = 120


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def environment() -> dict[str, str]:
    """Ours, without what another test or the machine may have set."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TOUCHPOINT_", "DATABASE_"))}
    return {**kept, "TOUCHPOINT_MADE_UP_JOURNEYS": JOURNEYS, "TOUCHPOINT_WEB_PROCESSES": "1"}


def command(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [TOUCHPOINT, *words],
        env={**environment(), **more},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@dataclass(kw_only=True)
class Living:
    """A run of the service."""

    data: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None
    said: str = ""

    def start(self) -> None:
        """Start it and read what it says until it is up."""
        self.process = subprocess.Popen(
            [TOUCHPOINT, "run", "--data", str(self.data), "--port", str(self.port)],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if "Press Ctrl-C" in line:
                return
        raise AssertionError(self.said)

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        assert self.process
        assert self.process.stdout
        self.process.send_signal(how)
        self.said += self.process.stdout.read()
        self.process.stdout.close()
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """Kill the run itself, as the computer would, and nothing that it started."""
        if self.process and self.process.stdout:
            self.process.kill()
            self.process.wait(PATIENCE)
            self.process.stdout.close()

    def processes(self) -> list[psutil.Process]:
        """Everything that runs on the data folder or under the run."""
        found = []
        for process in psutil.process_iter(["cmdline", "environ"]):
            words = process.info["cmdline"] or []
            own = (process.info["environ"] or {}).get("TOUCHPOINT_DATA", "")
            if any(str(self.data) in word for word in words) or own == str(self.data):
                found.append(process)
        return found

    def one(self, part: str) -> psutil.Process:
        """The process of the run that is a part of it: the first whose command says so."""
        parts = [process for process in self.processes() if part in " ".join(process.cmdline())]
        return min(parts, key=lambda process: process.create_time())

    def sign_ins(self) -> dict[str, tuple[str, str]]:
        return printed_in(self.said)

    def ask(
        self, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None
    ) -> tuple[int, http.client.HTTPMessage, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body or None, dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()

    def page(self, path: str, browser: Mapping[str, str]) -> tuple[int, str, str]:
        """The page that a browser ends on: its status, its address and its text."""
        status, headers, text = self.ask("GET", path, headers=browser)
        while status == http.client.FOUND:
            path = headers["Location"]
            status, headers, text = self.ask("GET", path, headers=browser)
        assert headers["Cache-Control"] == "no-store"
        return status, path, text

    def signed_in(self, role: str) -> dict[str, str]:
        """Sign in as somebody who was printed; the headers that a browser would send from then."""
        email, password = self.sign_ins()[role]
        _, headers, page = self.ask("GET", "/sign-in/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        form = {"csrfmiddlewaretoken": token[1], "email": email, "password": password}
        sent = {
            "Cookie": _cookies(headers),
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{self.port}",
        }
        status, headers, page = self.ask("POST", "/sign-in/", urlencode(form), sent)
        assert status == http.client.FOUND, page
        return {"Cookie": _cookies(headers)}


def printed_in(said: str) -> dict[str, tuple[str, str]]:
    """The email and the password of each role, as they were printed."""
    printed = re.findall(r"^(\S.*?) {2,}(\S+@\S+) +(\S+) *$", said, re.MULTILINE)
    return {role: (email, password) for role, email, password in printed}


def _cookies(headers: http.client.HTTPMessage) -> str:
    return "; ".join(one.split(";")[0] for one in headers.get_all("Set-Cookie") or [])


@dataclass(frozen=True, kw_only=True)
class FirstStart:
    """What a start from nothing said, what was left of it, and its folder."""

    data: Path
    said: str
    healthy: bool
    status: int
    left: list[str]

    @property
    def sign_ins(self) -> dict[str, tuple[str, str]]:
        return printed_in(self.said)

    def copied(self, to: Path) -> Path:
        """The folder once more for one test alone, with the owner that each file has."""
        subprocess.run([shutil.which("cp") or "cp", "-a", str(self.data), str(to)], check=True)
        return to


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> FirstStart:
    """A service started in an empty folder and stopped again, by whoever comes first."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "begun"
    folder.mkdir(exist_ok=True)
    told = folder / "told.json"
    with (folder / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not told.exists():
            told.write_text(json.dumps(_begun_in(folder / "data")))
    return FirstStart(data=folder / "data", **json.loads(told.read_text()))


def _begun_in(data: Path) -> dict[str, object]:
    with living(data) as service:
        healthy = service.ask("GET", "/health")[::2] == (http.client.OK, '{"well": true}')
        status = service.stop()
        left = [" ".join(process.cmdline()) for process in service.processes()]
    return {"said": service.said, "healthy": healthy, "status": status, "left": left}


@contextmanager
def beside(data: Path) -> Iterator[psycopg.Connection]:
    """A connection to the database of a service that runs, as its owner; Django works on it too."""
    import django  # noqa: PLC0415 - the settings are named first
    from django.apps import apps  # noqa: PLC0415 - as above
    from django.db import connections  # noqa: PLC0415 - as above

    if not apps.ready:
        django.setup()
    from touchpoint.service.config.database import as_owner  # noqa: PLC0415 - as above
    from touchpoint.service.config.settings import Settings  # noqa: PLC0415 - as above

    at = as_owner(Settings.model_validate({"data": data}))
    connections.close_all()
    connections.settings["default"].update(
        NAME=at["dbname"], USER=at["user"], PASSWORD=at["password"], HOST=at["host"], OPTIONS={}
    )
    try:
        with psycopg.connect(**at) as connection:
            yield connection
    finally:
        connections.close_all()


@contextmanager
def living(folder: Path) -> Iterator[Living]:
    """A service that is brought up, and of which nothing is left behind."""
    service = Living(data=folder.resolve())
    try:
        service.start()
        yield service
    finally:
        service.kill()
        for process in service.processes():
            process.kill()
