"""A load that is killed at any moment leaves the ledger as it was, or whole; the kill is real.

The rows that it refused go the way of the ledger: they are where they belong, or nowhere.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from little_force import (
    Crime,
    empty_ledger,
    expected,
    held_in,
    load_crimes,
    rows_of,
    write_csv,
)

from touchpoint.ledger import TABLES

LOADER = Path(__file__).with_name("loader.py")
BEFORE = [Crime(number=n, offered="No") for n in (1, 2)]
AFTER = [
    Crime(number=1, offered="Yes", unit="South"),
    Crime(number=2, offered="No"),
    Crime(number=3, assessed="06/03/2024"),
]
REFUSED = Crime(number=4, offered="Y?")


def test_a_load_killed_after_any_change_of_the_disk_leaves_the_old_ledger_or_the_new(
    tmp_path: Path,
) -> None:
    untouched, ledger = empty_ledger(tmp_path / "untouched"), tmp_path / "ledger"
    load_crimes(untouched, tmp_path / "before.csv", BEFORE)
    file = write_csv(tmp_path / "after.csv", [crime.cells for crime in (*AFTER, REFUSED)])
    refused = tmp_path / "ledger.refused" / "load-2-after.csv"
    old, new = expected(BEFORE), expected(AFTER)
    outcomes = set()
    with subprocess.Popen(
        [sys.executable, str(LOADER), str(ledger), str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for state in range(1, 100):
            shutil.rmtree(ledger, ignore_errors=True)
            shutil.rmtree(refused.parent, ignore_errors=True)
            shutil.copytree(untouched, ledger)
            process.stdin.write(f"{state}\n")
            ended = process.stdout.readline().strip()
            held = held_in(ledger)
            assert held in (old, new)
            outcomes.add(held == new)
            ((loads,),) = rows_of(ledger, "SELECT count(*) FROM {loads}")
            assert loads == (2 if held == new else 1)
            if any(ledger.rglob("*after*.csv")):
                load_crimes(ledger, tmp_path / "next.csv", [])
            kept = [place for place in tmp_path.rglob("*after*.csv") if place != file]
            assert kept == ([refused] if held == new else [])
            if ended == "ended 0":
                break
        process.stdin.close()
    assert ended == "ended 0", "the loader never got to its end"
    assert outcomes == {True, False}
    assert state > len(TABLES), "the loader was killed too seldom"
