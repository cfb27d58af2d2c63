"""Counts how often the interval of the likely rate holds the rate that was planted.

By hand: `.venv/bin/python tools/likely_truth.py --seeds 50`. For each seed a made-up force of
100,000 journeys is reconciled by the command, as anybody would; its true rate of offering follows
from the shares planted (truths.json) and from how many journeys there are of each kind. It is to
lie inside the interval at least 9 times in 10, and a run is to take less than 30 seconds.
"""

import argparse
import csv
import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from touchpoint.synthetic import synthesise

AS_AT = "2026-06-01"
FIRST_SEED = 1001
"""None of those that the model was tuned on."""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seeds", type=int, default=50)
    asked.add_argument("--journeys", type=int, default=100_000)
    told = asked.parse_args()
    inside, seconds = 0, []
    for seed in range(FIRST_SEED, FIRST_SEED + told.seeds):
        with TemporaryDirectory() as folder:
            ledger = Path(folder) / "force"
            synthesise(ledger, journeys=told.journeys, seed=seed)
            began = time.perf_counter()
            rows = _reconciled(ledger)
            seconds.append(time.perf_counter() - began)
            truth = planted_rate(ledger, rows)
        likely = next(row for row in rows if row["part"] == "likely")
        holds = float(likely["low"]) <= truth <= float(likely["high"])
        inside += holds
        print(f"seed {seed}: {truth:.4f}, {likely['low']} to {likely['high']}: {holds}", flush=True)
    found = {"seeds": told.seeds, "inside": inside, "slowest_seconds": round(max(seconds), 1)}
    json.dump(found, sys.stdout, indent=1)
    print()


def _reconciled(ledger: Path) -> list[dict[str, str]]:
    """What the command says of the offer of a statement, in all and by stage and pathway."""
    program = str(Path(sys.executable).with_name("touchpoint"))
    words = ("reconcile", str(ledger), "statement.offered", "--as-at", AS_AT)
    done = subprocess.run(
        [program, *words, "--by", "stage,pathway", "--format", "csv"],
        capture_output=True,
        text=True,
        check=True,
    )
    return list(csv.DictReader(done.stdout.splitlines()))


def planted_rate(ledger: Path, rows: list[dict[str, str]]) -> float:
    """The share of persons truly offered a statement."""
    told = json.loads((ledger / "truths.json").read_text(encoding="utf-8"))["truths"]
    start = "statement.offered."
    planted = {t["name"].removeprefix(start): t["value"] for t in told if start in t["name"]}
    of = {r["group"]: int(r["denominator"]) for r in rows if r["part"] == "likely" and r["by"]}
    numbers = {"charged": of["charged"], "telephone": of["telephone"]}
    numbers["others"] = of["closed uncharged"] + of["open"] - of["telephone"]
    whole = sum(number * planted[name] for name, number in numbers.items())
    return float(whole / sum(numbers.values()))


if __name__ == "__main__":
    main()
