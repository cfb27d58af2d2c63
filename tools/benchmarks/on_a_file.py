"""Loading a file: `touchpoint load` beside DuckDB, which only puts the same file into Parquet.

    python -m tools.benchmarks.on_a_file FOLDER [ROWS]

Both are timed as whole commands, in turn, round by round; the file has twenty columns, and its
profile makes an investigation, a journey and up to two touchpoints of each row.
"""

import shutil
import sys
from pathlib import Path
from statistics import median

import duckdb
from tools.benchmarks.running import Run, command, timed

ROUNDS = 3
FILLERS = 12
PROFILE = """
name = "large"
title = "A large file"
about = "Made up, to see how long a million rows take."
source = "crime_system"
dates = "day first"
[file]
header = ["Crime No", "Reported"]
[rows]
key = ["Crime No"]
[words.offered]
accepted = ["Yes"]
not_asked = ["No"]
[investigation]
id = "Crime No"
[journey]
id = { join = ["Crime No", { always = "V1" }], with = "-" }
[investigations]
reference = "Crime No"
offence_group = "Offence"
victim_based = { always = true }
reported_at = "Reported"
officer_id = "Officer"
[journeys]
age = "Age"
[[touchpoints]]
entry = "offer"
kind = "statement.offered"
when = "VPS offered on"
result = { column = "VPS offered", words = "offered" }
[[touchpoints]]
entry = "assessed"
kind = "needs.assessed"
when = "Needs assessed"
[[coverage]]
kinds = ["statement.offered", "needs.assessed"]
from = "rows"
to = "rows"
days = "Reported"
"""


def make(folder: Path, rows: int) -> Path:
    """The file, if it is not there from before."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "large.toml").write_text(PROFILE, encoding="utf-8")
    file = folder / f"rows-{rows}.csv"
    if not file.exists():
        fillers = ", ".join(
            f"'value ' || ((i * {n + 7}) % 1000) AS \"Column {n}\"" for n in range(FILLERS)
        )
        day = "strftime(DATE '2024-01-01' + CAST(i % 360 AS INTEGER), '%d/%m/%Y')"
        duckdb.sql(
            f"""
            COPY (SELECT 'CR/' || i AS "Crime No", {day} || ' 10:30' AS "Reported",
                'offence ' || (i % 40) AS "Offence", 'O' || (i % 3000) AS "Officer",
                18 + i % 60 AS "Age",
                CASE i % 3 WHEN 0 THEN 'Yes' WHEN 1 THEN 'No' END AS "VPS offered",
                CASE WHEN i % 3 < 2 THEN {day} END AS "VPS offered on",
                CASE WHEN i % 5 = 0 THEN {day} END AS "Needs assessed", {fillers}
            FROM range({rows}) t(i)) TO '{file}' (HEADER)
            """  # noqa: S608 - our own numbers and names
        )
    return file


def floor(file: Path) -> Run:
    """DuckDB's own time to read the file into Parquet."""
    copy = f"COPY (FROM read_csv('{file}')) TO '{file.with_suffix('.parquet')}'"
    return timed([sys.executable, "-c", f"import duckdb; duckdb.sql({copy!r})"])


def load(file: Path) -> Run:
    """The whole load into a new ledger."""
    ledger = file.parent / "ledger"
    shutil.rmtree(ledger, ignore_errors=True)
    return command("load", str(ledger), "--profile", str(file.parent / "large.toml"), str(file))


def main() -> None:
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000  # noqa: PLR2004 - the usage above
    file = make(Path(sys.argv[1]).resolve(), rows)
    floors, loads = zip(*((floor(file), load(file)) for _ in range(ROUNDS)), strict=True)
    ratios = [b.seconds / a.seconds for a, b in zip(floors, loads, strict=True)]
    print(f"DuckDB, into Parquet: {median(run.seconds for run in floors):.2f} s")
    print(f"touchpoint load: {median(run.seconds for run in loads):.2f} s")
    print(f"times DuckDB: {median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})")
    print(f"peak memory: {max(run.peak for run in loads) / 1e9:.2f} GB")


if __name__ == "__main__":
    main()
