"""A program that loads a file into a ledger and is meant to be killed while it does so.

It reads numbers and forks a child for each; the child kills itself at a touch of the file system,
when the ledger lies on the disk in its so manieth state. It answers with the child's fate.
"""

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
TOUCHES = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.scandir", "shutil.rmtree"}


def kill_at(state: int, ledger: Path) -> None:
    seen: list[object] = []
    looking = False

    def watch(name: str, _: tuple[object, ...]) -> None:
        nonlocal looking
        if name not in TOUCHES or looking:
            return
        looking = True
        now = [(folder, sorted(names), sorted(files)) for folder, names, files in os.walk(ledger)]
        looking = False
        if now not in seen[-1:]:
            seen.append(now)
        if len(seen) == state:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def main(ledger: Path, file: Path) -> None:
    from little_force import NOW, OURS  # noqa: PLC0415 - the folder is on the path by now

    from touchpoint.extracts.loading import load  # noqa: PLC0415 - with it

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            kill_at(int(line), ledger)
            load(ledger, OURS, file, loaded_at=NOW)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write("killed\n" if os.WIFSIGNALED(status) else f"ended {status}\n")
        sys.stdout.flush()


main(Path(sys.argv[1]), Path(sys.argv[2]))
