"""A Postgres that goes away and comes back: what is between it and whoever asks can be cut.

from between import Between
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from database import Database
from living import free_port

PORTION: Final = 65_536


@dataclass(kw_only=True)
class Between:
    """A port of this machine that leads to the socket of a Postgres, until it is cut."""

    to: Path
    port: int = field(default_factory=free_port)
    listening: socket.socket | None = None
    held: list[socket.socket] = field(default_factory=list)

    def address(self, database: Database, role: str) -> str:
        return f"postgresql://{role}@127.0.0.1:{self.port}/{database.name}"

    def mend(self) -> None:
        """Let everybody through from now on."""
        self.listening = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._lead, args=(self.listening,), daemon=True).start()

    def cut(self) -> None:
        """End every connection, and refuse every new one, as a Postgres that was stopped does."""
        for one in [self.listening, *self.held]:
            if one is not None:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
                one.close()
        self.listening = None
        self.held.clear()

    def _lead(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                asking, _ = listening.accept()
                answering = socket.socket(socket.AF_UNIX)
                answering.connect(str(self.to))
                self.held += [asking, answering]
                for one, other in ((asking, answering), (answering, asking)):
                    threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while portion := one.recv(PORTION):
            other.sendall(portion)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def between(database: Database) -> Iterator[Between]:
    """A way to a database that can be cut and mended."""
    folder = Path(str(database.server.parameters["host"]))
    way = Between(to=next(folder.glob(".s.PGSQL.*[0-9]")))
    way.mend()
    try:
        yield way
    finally:
        way.cut()
