"""Loading a million rows: `touchpoint load` beside DuckDB, which only puts them into Parquet.

    python -m tools.loading_speed FOLDER [ROWS]

Both are timed as whole commands, in turn, round by round, for two files of twenty columns: one with
a plain profile, which makes an investigation, a journey and up to two touchpoints of each row, and
one as a crime system writes it, with the profile that Touchpoint ships for it.
"""

import shutil
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import duckdb
from tools.benchmarks.running import Run, command, timed

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3
FILLERS = 12
PLAIN = """
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
CRIMES = "crime-investigations"


def plain_rows(rows: int) -> str:
    """The SELECT of a file for the plain profile."""
    fillers = ", ".join(
        f"'value ' || ((i * {n + 7}) % 1000) AS \"Column {n}\"" for n in range(FILLERS)
    )
    day = "strftime(DATE '2024-01-01' + CAST(i % 360 AS INTEGER), '%d/%m/%Y')"
    return f"""
        SELECT 'CR/' || i AS "Crime No", {day} || ' 10:30' AS "Reported",
            'offence ' || (i % 40) AS "Offence", 'O' || (i % 3000) AS "Officer",
            18 + i % 60 AS "Age",
            CASE i % 3 WHEN 0 THEN 'Yes' WHEN 1 THEN 'No' END AS "VPS offered",
            CASE WHEN i % 3 < 2 THEN {day} END AS "VPS offered on",
            CASE WHEN i % 5 = 0 THEN {day} END AS "Needs assessed", {fillers}
        FROM range({rows}) t(i)
        """  # noqa: S608 - our own numbers and names


def crimes(rows: int) -> str:
    """The SELECT of a crime system's export: every column that the shipped profile asks for."""

    def one_of(*words: str | None) -> str:
        listed = ", ".join("NULL" if word is None else f"'{word}'" for word in words)
        place = f"hash(i, {sum(map(len, map(str, words)))}) % {len(words)}"
        return f"([{listed}])[1 + CAST({place} AS INTEGER)]"

    day = "(DATE '2023-04-01' + CAST(i % 720 AS INTEGER))"
    minutes = "CAST(120 + hash(i) % 1320 AS INTEGER)"  # never in the hour that clocks skip
    clock = f"strftime(TIMESTAMP '2024-01-01' + to_minutes({minutes}), '%H:%M')"
    written = "'%d/%m/%Y'"
    last = f"{day} + CAST(3 + i % 90 AS INTEGER)"
    ended = f"CASE WHEN i % 4 > 0 THEN strftime({last}, {written}) END"
    outcomes = (
        "1 - Charged / summonsed",
        "18 - Investigation complete, no suspect identified",
        "16 - Evidential difficulties: victim does not support",
        "8 - Community resolution",
    )
    flags = (
        None,
        None,
        "DA; Alcohol",
        "CCTV",
        "Stalking; DA",
        "Hate - Race",
        "Knife; Child Victim",
    )
    groups = (
        *("Violence with injury", "Residential burglary", "Vehicle offences", "Public order"),
        *("Stalking and harassment", "Drug offences", "Robbery", "Sexual offences", "Shoplifting"),
    )
    return f"""
        SELECT '99/' || lpad(CAST(i AS VARCHAR), 7, '0') || '/24' AS "Investigation Reference",
            'Offence number ' || (i % 150) AS "Offence", (i % 105) || 'A' AS "HO Class",
            {one_of(*groups)} AS "Offence Group", {one_of(*flags)} AS "Flags",
            strftime({day}, {written}) AS "Date Reported",
            CASE WHEN i % 10 > 0 THEN {clock} END AS "Time Reported",
            strftime({day} + 1, {written}) || ' ' || {clock} AS "Date/Time Recorded",
            {one_of("Y", "Y", "Y", "N")} AS "Victim Based",
            {one_of("Domestic abuse team", "Telephone", "Attended", "CID", "Online")}
                AS "Investigation Type",
            'Area ' || (i % 6) AS "LPA", 'Team ' || (i % 48) AS "Team",
            'PC ' || (9000 + i % 3000) AS "OIC", 'PS ' || (100 + i % 300) AS "Supervisor",
            {one_of("At court", "Finalised", "Open")} AS "Status",
            {one_of(*outcomes, None)} AS "Outcome", {ended} AS "Date Finalised",
            'beat ' || (i % 400) AS "Beat", 'street ' || (i * 7 % 9000) AS "Street",
            'value ' || (i * 11 % 1000) AS "Local code"
        FROM range({rows}) t(i)
        """  # noqa: S608 - our own numbers and names


def make(file: Path, select: str) -> Path:
    """A file of rows, if it is not there from before."""
    if not file.exists():
        duckdb.sql(f"COPY ({select}) TO '{file}' (HEADER)")
    return file


def floor(file: Path) -> Run:
    """DuckDB's own time to read the file into Parquet."""
    copy = f"COPY (FROM read_csv('{file}')) TO '{file.with_suffix('.parquet')}'"
    return timed([sys.executable, "-c", f"import duckdb; duckdb.sql({copy!r})"])


def load(file: Path, profile: str) -> Run:
    """The whole load into a new ledger."""
    ledger = file.parent / "ledger"
    shutil.rmtree(ledger, ignore_errors=True)
    return command("load", str(ledger), "--profile", profile, str(file))


def compare(file: Path, profile: str) -> None:
    """Time both, round by round, and say what they took."""
    floors, loads = zip(*((floor(file), load(file, profile)) for _ in range(ROUNDS)), strict=True)
    print(f"{file.name} with the profile {Path(profile).stem}")
    measures: dict[str, Callable[[Run], float]] = {
        "seconds": lambda run: run.seconds,
        "processor seconds": lambda run: run.processor,
    }
    for name, of in measures.items():
        ratios = [of(b) / of(a) for a, b in zip(floors, loads, strict=True)]
        print(
            f"  {name}: DuckDB {median(map(of, floors)):.2f}, load {median(map(of, loads)):.2f}, "
            f"{median(ratios):.1f} times ({min(ratios):.1f} to {max(ratios):.1f})"
        )
    print(f"  peak memory of the load: {max(run.peak for run in loads) / 1e9:.2f} GB")


def main() -> None:
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000  # noqa: PLR2004 - the usage above
    folder = Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    profile = folder / "large.toml"
    profile.write_text(PLAIN, encoding="utf-8")
    compare(make(folder / f"rows-{rows}.csv", plain_rows(rows)), str(profile))
    compare(make(folder / f"crimes-{rows}.csv", crimes(rows)), CRIMES)


if __name__ == "__main__":
    main()
