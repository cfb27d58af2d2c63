"""Two things that only one run may have: a data folder, and a port."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from touchpoint.errors import Refused

LOCK: Final = "in-use"


@contextmanager
def only_run(data: Path) -> Iterator[None]:
    """Hold a data folder for as long as the block lasts; the computer lets go if we are killed."""
    _make(data)
    with (data / LOCK).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise Refused(
                f"The data folder {data} is in use by another run (process {file.read().strip()}). "
                "Stop that one first, or give this one a folder of its own with --data."
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def is_in_use(data: Path) -> bool:
    """Whether a run holds the data folder now."""
    try:
        with (data / LOCK).open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except BlockingIOError:
        return True
    return False


def _make(data: Path) -> None:
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            f"The data folder {data} cannot be made ({error.strerror}). Give another with --data."
        ) from None
    if not os.access(data, os.W_OK):
        raise Refused(f"The data folder {data} may not be written to. Give another with --data.")


def check_port_is_free(host: str, port: int) -> None:
    """Refuse a port that something else listens on, before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise Refused(
                f"Nothing can listen on port {port} of {host} ({error.strerror}). Stop what uses "
                "it, or choose another port with --port."
            ) from None
