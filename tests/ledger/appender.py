"""A program that appends batches to a ledger and is meant to be killed while it does so.

It reads lines `NUMBER EVENT` and forks a child for each, that appends batch NUMBER; with EVENT
above zero the child kills itself just before its EVENT-th touch of the file system. It answers with
the child's number at once, and with its fate when it has ended.
"""

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from little import batch

from touchpoint.ledger import append

TOUCHES = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.scandir", "shutil.rmtree"}


def kill_at(event: int) -> None:
    seen = 0

    def watch(name: str, _: tuple[object, ...]) -> None:
        nonlocal seen
        if name in TOUCHES:
            seen += 1
            if seen == event:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def say(answer: object) -> None:
    sys.stdout.write(f"{answer}\n")
    sys.stdout.flush()


def main(path: Path) -> None:
    batch(0)  # what making a batch reads in is read in once, and not by each child before it writes
    for line in sys.stdin:
        number, event = map(int, line.split())
        child = os.fork()
        if child == 0:
            rows = batch(number)
            if event:
                kill_at(event)
            append(path, rows)
            os._exit(0)
        say(child)
        _, status = os.waitpid(child, 0)
        say("killed" if os.WIFSIGNALED(status) else f"ended {status}")


main(Path(sys.argv[1]))
