"""`make bench`, its second half: the service brought up, twenty people let loose on it, measured.

BENCH=full does it with a million journeys, BENCH=tiny with 1,000 for a minute. A data folder as an
argument is measured as it is, with whatever force is in it: `python -m tools.load FOLDER`.
"""

import csv
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
TOUCHPOINT: Final = str(Path(sys.executable).with_name("touchpoint"))
SIZES: Final = {"full": (1_000_000, "180s"), "": (30_000, "120s"), "tiny": (1_000, "60s")}
WARMING_UP: Final = "45s"
"""How long the same people work before it counts, as a service has that has run since morning."""
USERS: Final = 20
PAGE: Final = 200
ASKED_FOR: Final = {
    "own worklist": PAGE,
    "team worklist": PAGE,
    "area worklist": PAGE,
    "witness care worklist": PAGE,
    "daily check": PAGE,
    "journey page": PAGE,
    "form to record": PAGE,
    "search": PAGE,
    "search by name": PAGE,
    "append": 100,
}
"""Milliseconds, at the 95th percentile."""

Stats = dict[str, dict[str, str]]


@contextmanager
def service(data: Path, journeys: int) -> Iterator[str]:
    """The whole service on a made-up force; hands over its address."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    run = subprocess.Popen(
        [TOUCHPOINT, "run", "--data", str(data), "--port", str(port)],
        env={**os.environ, "TOUCHPOINT_MADE_UP_JOURNEYS": str(journeys)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        said = ""
        while "Press Ctrl-C" not in said:
            line = run.stdout.readline() if run.stdout else ""
            if not line:
                sys.exit(f"The service did not come up: {said}")
            said += line
        yield f"http://127.0.0.1:{port}"
    finally:
        run.terminate()
        run.wait()


def let_loose(address: str, people: Path, seconds: str, out: Path) -> None:
    """Have twenty people work for so long, each signed in."""
    subprocess.run(
        [
            sys.executable, "-m", "locust", "-f", str(Path(__file__).with_name("officers.py")),
            "--headless", "--users", str(USERS), "--spawn-rate", "1", "--run-time", seconds,
            "--host", address, "--csv", str(out), "--only-summary", "--reset-stats",
            "--exit-code-on-error", "1", "--loglevel", "ERROR",
        ],
        env={**os.environ, "LOAD_PEOPLE": str(people)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )  # fmt: skip


def measured(address: str, people: Path, seconds: str, out: Path) -> Stats:
    """Let them loose, and read what locust counted, by the name of what they did."""
    let_loose(address, people, WARMING_UP, out / "warming-up")
    let_loose(address, people, seconds, out / "load")
    with (out / "load_stats.csv").open(newline="") as file:
        told = {row["Name"]: row for row in csv.DictReader(file)}
    never = [name for name in ASKED_FOR if name not in told]
    if never:
        sys.exit(f"Nobody got as far as this, so there is no figure: {', '.join(never)}.")
    failed = [name for name, row in told.items() if int(row["Failure Count"])]
    if failed:
        print(f"Some of these failed: {', '.join(failed)}.", file=sys.stderr)
    return told


def page(known: dict[str, Any], stats: Stats) -> str:
    """The figures as a page of docs/."""
    lines = [
        "# The service under load",
        "",
        "For whoever asks how many people one machine serves. Written by `make bench`.",
        "",
        (
            f"{USERS} people at once, signed in, each doing something about once a second, on "
            f"{known['journeys']:,} journeys with {known['touchpoints']:,} touchpoints: 14 "
            "officers, three supervisors, two of victim services and one of witness care, after "
            f"{WARMING_UP} of the same to warm up. "
            "Postgres, web server, worker and the program that plays these people share "
            f"{os.cpu_count()} cores. Milliseconds, from the first byte sent to the last received."
        ),
        "",
        "| what | asked | median | 95th percentile | asked for | failed |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, limit in ASKED_FOR.items():
        row = stats[name]
        told = (row["Request Count"], row["50%"], row["95%"], f"under {limit}")
        lines.append(f"| {name} | {' | '.join(told)} | {row['Failure Count']} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    size = os.environ.get("BENCH", "")
    journeys, seconds = SIZES[size]
    with tempfile.TemporaryDirectory(prefix="touchpoint-load-") as folder:
        work = Path(folder)
        data = Path(sys.argv[1]) if len(sys.argv) > 1 else work / "data"
        with service(data, journeys) as address:
            told = subprocess.run(
                [sys.executable, "-m", "tools.load.people", str(data)],
                cwd=ROOT, stdout=subprocess.PIPE, check=True,
            )  # fmt: skip
            people = work / "people.json"
            people.write_bytes(told.stdout)
            stats = measured(address, people, seconds, work)
    text = page(json.loads(told.stdout), stats)
    print(text)
    if size != "tiny":
        (ROOT / "docs" / "benchmarks-of-the-service.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
