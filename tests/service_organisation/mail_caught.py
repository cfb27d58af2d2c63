"""A real mail server for the tests of letters: Debian's aiosmtpd, which keeps what it takes."""

import contextlib
import email
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Final

_LONGEST: Final = 600
"""Tries of a twentieth of a second each, until the server answers."""


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """A server that answers, and the letters that it took."""

    port: int
    folder: Path

    @property
    def letters(self) -> list[EmailMessage]:
        """The letters so far, as whoever they are for would read them."""
        return [
            email.message_from_bytes(file.read_bytes(), policy=policy.default)
            for file in sorted((self.folder / "new").iterdir(), key=_place)
        ]


@contextlib.contextmanager
def mail_server(folder: Path, *more: str) -> Iterator[MailServer]:
    """A mail server on a port of its own, until the end of the block."""
    program = shutil.which("aiosmtpd")
    assert program, "there is no aiosmtpd on the path: run `sh tools/mail_server.sh`"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "mail"
    command = [program, "-n", *more, "-l", f"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Mailbox"]
    with subprocess.Popen([*command, str(kept)]) as process:
        try:
            _wait_for(process, port)
            yield MailServer(port=port, folder=kept)
        finally:
            process.terminate()


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of this machine's own that no browser would believe, and its key."""
    paths = folder / "own.pem", folder / "own.key"
    openssl = shutil.which("openssl")
    assert openssl, "there is no openssl on the path"
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-days", "2", "-subj", "/CN=mail.example", "-out", paths[0]),
            *("-keyout", paths[1], "-addext", "subjectAltName=IP:0.0.0.0"),
        ],
        check=True,
        capture_output=True,
    )
    return paths


def _place(letter: Path) -> int:
    """How many letters its server kept before; the names do not sort within a second."""
    (count,) = re.findall(r"Q([0-9]+)\.", letter.name)
    return int(count)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(_LONGEST):
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port), timeout=5) as answered,
        ):
            answered.settimeout(5)
            assert answered.recv(3) == b"220"
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.05)
        assert process.poll() is None, "aiosmtpd ended before it answered"
    raise AssertionError("aiosmtpd does not answer")
