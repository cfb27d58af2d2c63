"""Types the command: in a pipe, at a terminal, or in the process of the test to save its start."""

import io
import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import pytest

from touchpoint.cli import main

PROGRAM = str(Path(sys.executable).with_name("touchpoint"))
AT_ONCE = 60
"""Seconds after which a command that should have answered is taken to hang."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str


def no_file_over(kilobytes: int) -> str:
    """What a shell is told before a command that no file may pass some size, as on a full disk.

    Python would cut what it compiles short as well, for whoever reads it in afterwards.
    """
    return f"export PYTHONDONTWRITEBYTECODE=1; ulimit -f {kilobytes};"


def typed(*words: str, within: Path, before: str = "", after: str = "") -> Answer:
    """Run the command in a folder; `before` and `after` are what a shell is told around it."""
    line = f'{before} "$@" {after}'
    done = subprocess.run(
        ["bash", "-c", line, "bash", PROGRAM, *words],  # noqa: S607 - the shell of the path
        cwd=within,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=AT_ONCE * 2,
    )
    return Answer(status=done.returncode, out=done.stdout, err=done.stderr)


def asked(*words: str, within: Path, as_one: bool = False) -> Answer:
    """Run the command in the process of the test; `as_one`, its errors are part of its output."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    err = out if as_one else io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with (
        patch.object(sys, "argv", ["touchpoint", *words]),
        chdir(within),
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    return Answer(
        status=int(ended.value.code or 0),
        out=_all_of(out),
        err="" if as_one else _all_of(err),
    )


def _all_of(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


@dataclass(kw_only=True)
class Terminal:
    """A terminal with the command in its foreground: what it shows, and the keys pressed."""

    process: subprocess.Popen[bytes]
    ours: int
    shown: str = field(default="")

    def read_until(self, pattern: str) -> str:
        """Read what is shown until the pattern is there."""
        while not re.search(pattern, self.shown):
            more = self._read()
            assert more, f"it ended without showing {pattern}: {self.shown[-500:]}"
            self.shown += more
        return self.shown

    def press(self, key: str) -> None:
        os.write(self.ours, key.encode())

    def ended(self) -> int:
        """Read to the end; give the status with which the command ended."""
        while more := self._read():
            self.shown += more
        return self.process.wait(AT_ONCE)

    def _read(self) -> str:
        ready, _, _ = select.select([self.ours], [], [], AT_ONCE)
        assert ready, f"nothing was shown for {AT_ONCE} seconds after: {self.shown[-500:]}"
        try:
            return os.read(self.ours, 65536).decode(errors="replace")
        except OSError:  # the last program at the other end of the terminal has gone
            return ""


@contextmanager
def terminal(*words: str, within: Path, columns: int = 120) -> Iterator[Terminal]:
    """Run the command at a terminal of its own, with nothing left running afterwards."""
    ours, theirs = pty.openpty()
    # The first terminal that the leader of a session opens is the one whose keys reach it.
    line = 'exec "$@" < "$0" > "$0" 2>&1'
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": str(columns)}
    with subprocess.Popen(
        # Whoever runs the tests in the background has told them to leave interrupts be.
        ["env", "--default-signal=INT", "bash", "-c", line, os.ttyname(theirs), PROGRAM, *words],  # noqa: S607 - as above
        cwd=within,
        env=environment,
        stdin=theirs,  # so that the terminal is open at all times
        start_new_session=True,
    ) as process:
        os.close(theirs)
        try:
            yield Terminal(process=process, ours=ours)
        finally:
            stop_all(process)
            os.close(ours)


def stop_all(process: subprocess.Popen[bytes]) -> None:
    """Kill the command and those that work for it, as a machine that loses its power would."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
