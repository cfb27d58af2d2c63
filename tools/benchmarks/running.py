"""Runs a program and says what it took: seconds, processor time, and the most memory it held.

Every figure is a process of its own, so that its memory is its own. The memory of a command that
shares its work among processes is that of all of them together, looked at ten times a second;
pages that they share are counted for each, so it is never too small.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parents[2]
LOOK_EVERY = 0.1


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one run took, and what it said."""

    seconds: float
    processor: float
    peak: int
    said: dict[str, Any] = field(default_factory=dict)


def program(*words: str) -> Run:
    """Run one of the programs beside this module; it times itself, without reading modules in."""
    whole, out = _run([sys.executable, "-m", f"tools.benchmarks.{words[0]}", *words[1:]])
    told = json.loads(out.splitlines()[-1])
    return Run(
        seconds=told["seconds"],
        processor=told["processor"],
        peak=whole.peak,
        said=told["said"],
    )


def command(*words: str) -> Run:
    """Run the touchpoint command, from its start to its end, as a person would."""
    run, _ = _run([str(Path(sys.executable).with_name("touchpoint")), *words])
    return run


def timed(words: list[str]) -> Run:
    """Run any program, from its start to its end."""
    run, _ = _run(words)
    return run


def memory_of_machine() -> int:
    """How much memory there is, in bytes."""
    return int(psutil.virtual_memory().total)


def _run(words: list[str]) -> tuple[Run, str]:
    with tempfile.TemporaryFile() as out:
        began = time.perf_counter()
        process = subprocess.Popen(words, cwd=ROOT, stdout=out)
        highest = 0
        while True:
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            highest = max(highest, _held_by(process.pid))
            time.sleep(LOOK_EVERY)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read().decode()
    if process.returncode:
        shown = " ".join(Path(word).name for word in words)
        sys.exit(f"{shown} ended with {process.returncode}: there is no figure. It said: {said}")
    return Run(
        seconds=seconds,
        processor=used.ru_utime + used.ru_stime,
        # The system's own record does not miss a moment, but knows of one process at a time.
        peak=max(highest, used.ru_maxrss * 1024),
    ), said


def _held_by(pid: int) -> int:
    """The memory of a process and all that work for it, in bytes."""
    try:
        leader = psutil.Process(pid)
        return sum(_resident(process) for process in (leader, *leader.children(recursive=True)))
    except psutil.NoSuchProcess:
        return 0


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0
