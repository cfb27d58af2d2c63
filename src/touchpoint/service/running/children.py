"""Processes that are kept going: started again when they die, stopped together at the end."""

import atexit
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from touchpoint.errors import Refused

FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0
WELL_SECONDS: Final = 60.0
"""A child that ran this long was well: what ends it now is not what ended it before."""
STOP_SECONDS: Final = 20

Process: TypeAlias = subprocess.Popen[bytes]


def ask_and_wait(process: Process) -> None:
    """Let a process end what it is doing, but not for ever."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            end_group(process)


def end_group(process: Process) -> None:
    """End a process and all that it started, at once."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()


@dataclass(kw_only=True)
class Child:
    """A process that is to run until it is told to stop."""

    name: str
    start: Callable[[], Process]
    stop: Callable[[Process], None] = ask_and_wait
    process: Process | None = None
    pause: float = FIRST_PAUSE
    started_at: float = 0.0
    again_at: float = 0.0

    def keep_going(self, now: float) -> str | None:
        """Start the child if it is not running; say what went wrong, if anything did."""
        if self.process is not None:
            status = self.process.poll()
            return None if status is None else self._ended(_how(status), now)
        if now < self.again_at:
            return None
        try:
            self.process, self.started_at = self.start(), now
        except Refused as refusal:
            return self._ended(str(refusal), now)
        return None

    def _ended(self, how: str, now: float) -> str:
        if self.process is not None and now - self.started_at > WELL_SECONDS:
            self.pause = FIRST_PAUSE
        self.process, self.again_at = None, now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        return f"The {self.name} ended ({how}). It is being started again."

    def end(self) -> None:
        if self.process is not None:
            self.stop(self.process)
            self.process = None


def python_child(
    module: str, *arguments: str, environment: Mapping[str, str], log: Path
) -> Callable[[], Process]:
    """How to start a module of Python that writes its log to a file and outlives nobody."""

    def start() -> Process:
        with log.open("ab") as written:
            return subprocess.Popen(  # noqa: S603 - our own program and arguments
                [sys.executable, "-m", module, *arguments],
                env={**os.environ, **environment, SUPERVISOR: str(os.getpid())},
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=written,
                start_new_session=True,
            )

    return start


SUPERVISOR: Final = "TOUCHPOINT_SUPERVISOR"
"""The variable that tells a child whose child it is."""


def say_nothing_at_the_end() -> None:
    """Let nothing be written once Python ends: what DuckDB's binding then says is no line of a log.

    Whatever is logged is written by then; processes that are forked from this one do likewise.
    """
    atexit.register(lambda: os.dup2(os.open(os.devnull, os.O_WRONLY), 2))


def end_with_supervisor() -> None:
    """Have the computer end this process when the supervisor that started it is no more."""
    supervisor = os.environ.get(SUPERVISOR)
    if supervisor is None or sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 - where there is such a call

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
    if os.getppid() != int(supervisor):
        sys.exit("The supervisor of this process is no more.")


def end_all(children: Sequence[Child]) -> None:
    """End children in the order given."""
    for child in children:
        child.end()


def _how(status: int) -> str:
    return signal.Signals(-status).name if status < 0 else f"status {status}"
