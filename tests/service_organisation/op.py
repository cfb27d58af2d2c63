"""The force's own sign-in for the tests: node-oidc-provider, driven as a browser would."""

import json
import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import requests

HERE = Path(__file__).parent / "oidc"
NODE = Path(__file__).parents[2] / ".venv" / "bin" / "node"
BACK = "http://localhost/sign-in/provider/force/back/"
CLIENT, SECRET = "touchpoint", "a secret of the tests alone"
PEOPLE: Mapping[str, Mapping[str, object]] = {
    "o-1": {"email": "osei@force.example", "email_verified": True, "name": "Osei"},
    "b-1": {"email": "byrne@force.example", "email_verified": True, "name": "Byrne"},
    "l-1": {"email": "lowe@force.example", "email_verified": False, "name": "Lowe"},
    "m-1": {"email": "moss@force.example", "email_verified": True, "name": "Moss"},
    "x-1": {"email": "stranger@force.example", "email_verified": True, "name": "Stranger"},
}


@dataclass(frozen=True)
class Provider:
    """A provider that is running."""

    url: str

    @property
    def environment(self) -> dict[str, str]:
        """What the service is told of it."""
        return {
            "TOUCHPOINT_OIDC_NAME": "the force",
            "TOUCHPOINT_OIDC_URL": self.url,
            "TOUCHPOINT_OIDC_CLIENT": CLIENT,
            "TOUCHPOINT_OIDC_SECRET": SECRET,
        }

    def sign_in(self, address: str, subject: str) -> str:
        """Goes where the service sent a browser, signs in there, and says where that leads back."""
        browser = requests.Session()
        answer = self._follow(browser, browser.get(address, allow_redirects=False))
        for prompt in ("login", "consent"):
            if isinstance(answer, str):
                break
            form = re.search(r'<form[^>]*action="([^"]+)"', answer.text)
            assert form, answer.text
            answer = self._follow(
                browser,
                browser.post(
                    urljoin(answer.url, form[1]),
                    data={"prompt": prompt, "login": subject, "password": "any"},
                    allow_redirects=False,
                ),
            )
        assert isinstance(answer, str), answer.text
        return answer.removeprefix("http://localhost")

    def _follow(
        self, browser: requests.Session, answer: requests.Response
    ) -> requests.Response | str:
        while answer.is_redirect:
            address = urljoin(answer.url, answer.headers["Location"])
            if address.startswith(BACK):
                return address
            answer = browser.get(address, allow_redirects=False)
        return answer


@contextmanager
def running_provider() -> Iterator[Provider]:
    """The provider, until the tests are done with it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with subprocess.Popen(
        [NODE, HERE / "provider.mjs", port, BACK, json.dumps(PEOPLE)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline().strip() == "ready"
            yield Provider(f"http://127.0.0.1:{port}")
        finally:
            # What is started is a program of Python, which starts node: both are to end.
            os.killpg(process.pid, signal.SIGTERM)
