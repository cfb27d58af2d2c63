"""The made-up force that is measured: made by the command once, and kept while it is the same.

It is the same when it was made of as many journeys, with the same seed, by the same source.
"""

import json
import shutil
import sys
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from tools.benchmarks.lying import ORDERS
from tools.benchmarks.running import ROOT, Run, command, timed

import touchpoint

SEED = 1
MAKERS = ("synthetic", "ledger", "calendar")
"""The rooms whose source decides what a force looks like."""


@dataclass(frozen=True, kw_only=True)
class Force:
    """A ledger, and what making it took."""

    path: Path
    journeys: int
    made: Run

    @property
    def place(self) -> str:
        """Where it is, as the documents say it."""
        return f"build/bench/{self.path.name}"


def force_of(journeys: int, folder: Path) -> Force:
    """The force of so many journeys in a folder; made when it is not there, or not the same."""
    path = folder / f"force-{journeys}"
    record = folder / f"force-{journeys}.json"
    wanted = {"journeys": journeys, "seed": SEED, **_made_by()}
    found = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    if not path.is_dir() or found.get("force") != wanted or not _says_so(path, journeys):
        record.unlink(missing_ok=True)
        for old in (path, *(_lying(path, order) for order in ORDERS)):
            shutil.rmtree(old, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        made = command("synthesise", str(path), "--journeys", str(journeys), "--seed", str(SEED))
        found = {"force": wanted, "made": asdict(made)}
        record.write_text(json.dumps(found), encoding="utf-8")
    return Force(path=path, journeys=journeys, made=Run(**found["made"]))


def lying(force: Force, order: str) -> Path:
    """The force with its touchpoints in another order; made when it is not there."""
    path = _lying(force.path, order)
    if not path.is_dir():
        timed([sys.executable, "-m", "tools.benchmarks.lying", order, str(force.path), str(path)])
    return path


def _lying(path: Path, order: str) -> Path:
    return path.with_name(f"{path.name}-{order}")


def _says_so(path: Path, journeys: int) -> bool:
    """Whether the force's own description says the same."""
    truths = json.loads((path / "truths.json").read_text(encoding="utf-8"))
    return (truths["journeys"], truths["seed"]) == (journeys, SEED)


def _made_by() -> dict[str, str]:
    source = sha256()
    rooms = [ROOT / "src" / "touchpoint" / room for room in MAKERS]
    for file in sorted(file for room in rooms for file in room.rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            source.update(file.relative_to(ROOT).as_posix().encode() + file.read_bytes())
    return {"version": touchpoint.__version__, "source": source.hexdigest()}
