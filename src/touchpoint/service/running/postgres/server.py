"""The embedded Postgres as a process: started as a child, stopped properly, left-overs ended."""

import signal
import subprocess
import time
from pathlib import Path
from typing import Final

from touchpoint.errors import Refused
from touchpoint.service.config.database import socket_folder
from touchpoint.service.running.postgres.cluster import FOLDER, make_cluster, socket_ready
from touchpoint.service.running.postgres.programs import programs, quiet_environment
from touchpoint.service.running.postgres.tuning import tuning

LOGS: Final = "logs"
LOG: Final = "postgres.log"
STATUS: Final = 7
"""The line of the server's own file that says how it is, counted from nought."""
RECOVERY_SECONDS: Final = 300
STOP_SECONDS: Final = 60
PAUSE: Final = 0.05


def start_server(data: Path) -> subprocess.Popen[bytes]:
    """Start the server of a data folder and wait until it answers."""
    end_left_over(data)
    tools = programs()
    files = make_cluster(data, tools)
    socket = socket_ready(socket_folder(data), tools)
    options = {
        **tuning(),
        "unix_socket_directories": str(socket),
        "unix_socket_permissions": "0700",
    }
    (data / LOGS).mkdir(mode=0o700, exist_ok=True)
    with (data / LOGS / LOG).open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - our own program and arguments
            [
                tools.path("postgres"),
                "-D",
                str(files.resolve()),
                *(f"--{name}={value}" for name, value in options.items()),
            ],
            user=tools.user,
            env=quiet_environment(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _wait_until_ready(process, data)
    return process


def _wait_until_ready(process: subprocess.Popen[bytes], data: Path) -> None:
    until = time.monotonic() + RECOVERY_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise Refused("The embedded Postgres did not start. It said:", _end_of(data))
        if _of_the_server(data)[:1] == [str(process.pid)] and is_ready(data):
            return
        time.sleep(PAUSE)
    stop_server(process)
    raise Refused(f"The embedded Postgres did not answer within {RECOVERY_SECONDS} seconds.")


def is_ready(data: Path) -> bool:
    """Whether the server of a data folder takes connections, as it writes in its own file."""
    lines = _of_the_server(data)
    return len(lines) > STATUS and lines[STATUS].strip() == "ready"


def _of_the_server(data: Path) -> list[str]:
    try:
        return (data / FOLDER / "postmaster.pid").read_text().split("\n")
    except OSError:
        return []


def stop_server(process: subprocess.Popen[bytes]) -> None:
    """Stop the server as it wishes to be: sessions ended, everything written."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGQUIT)
            process.wait()


def end_left_over(data: Path) -> None:
    """Stop a server of this data folder that outlived whoever started it."""
    if _of_the_server(data):
        for how in ("fast", "immediate"):
            done = programs().run(
                "pg_ctl", "stop", "-D", str(data / FOLDER), "-m", how, "-w", "-t", str(STOP_SECONDS)
            )
            # Where the file is all that is left of it, there is nothing to stop.
            if done.returncode == 0 or "not running" in done.stderr + done.stdout:
                return


def _end_of(data: Path) -> list[str]:
    return (data / LOGS / LOG).read_text(errors="replace").strip().splitlines()[-5:]
