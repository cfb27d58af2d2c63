"""`make run`: a made-up force of 30,000 journeys, checked and summed up on one page."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import ibis.expr.types as ir
from rich.console import Console
from rich.table import Table

from touchpoint.calendar import quarter_of
from touchpoint.engines import open_on_duckdb

ROOT = Path(__file__).parents[1]
FORCE = Path("data") / "force"
JOURNEYS = 30_000
SEED = 1
DONE = ("done", "accepted", "declined", "deferred")
KINDS = {
    "needs.assessed": "needs assessed",
    "information.sent": "told of rights and support",
    "contact.agreed": "contact agreed",
    "statement.offered": "statement offered",
}


def command(*words: str) -> None:
    """Run the touchpoint command as a person would; stop when it does not do what it was asked."""
    program = str(Path(sys.executable).with_name("touchpoint"))
    subprocess.run([program, *words], check=True)


def counts(tables: dict[str, ir.Table]) -> Iterator[tuple[str, int]]:
    for name in ("investigations", "journeys", "touchpoints", "responses", "reviews"):
        yield name, tables[name].count().execute()


def by_quarter(tables: dict[str, ir.Table]) -> ir.Table:
    """For each financial quarter, the journeys reported in it and the share with each kind."""
    investigations = tables["investigations"]
    investigations = investigations.filter(investigations.victim_based)
    replaced = tables["touchpoints"].filter(tables["touchpoints"].replaces.notnull())
    counting = tables["touchpoints"].anti_join(
        replaced.select(touchpoint_id="replaces"), "touchpoint_id"
    )
    done = counting.filter(counting.result.isnull() | counting.result.isin(DONE))
    has = done.group_by("journey_id").agg(
        **{name.replace(" ", "_"): (done.kind == kind).any() for kind, name in KINDS.items()}
    )
    journeys = tables["journeys"].inner_join(investigations, "investigation_id")
    joined = journeys.left_join(
        has.rename(has_journey="journey_id"), [("journey_id", "has_journey")]
    )
    start = joined.reported_on.truncate("Q")
    return (
        joined.group_by(quarter=start)
        .agg(
            journeys=joined.count(),
            **{
                name: joined[name.replace(" ", "_")].fill_null(False).mean()
                for name in KINDS.values()
            },
        )
        .order_by("quarter")
    )


def main() -> None:
    console = Console(highlight=False)
    os.chdir(ROOT)
    console.print(f"Making a force that does not exist, with {JOURNEYS:,} journeys.")
    if (FORCE / "truths.json").exists():
        shutil.rmtree(FORCE)
    command("synthesise", str(FORCE), "--journeys", str(JOURNEYS), "--seed", str(SEED))
    command("check", str(FORCE), "--format", "table")
    with open_on_duckdb(FORCE) as ledger:
        tables = dict(ledger.tables)
        for name, number in counts(tables):
            console.print(f"{number:>9,} {name}")
        console.print("\nOf the journeys of each quarter's victim-based crimes:\n")
        shown = Table(box=None, pad_edge=False, header_style="bold")
        shown.add_column("quarter")
        shown.add_column("journeys", justify="right")
        for name in KINDS.values():
            shown.add_column(name, justify="right")
        for row in by_quarter(tables).to_pyarrow().to_pylist():
            shares = (f"{row[name]:.1%}" for name in KINDS.values())
            shown.add_row(quarter_of(row["quarter"]).label, f"{row['journeys']:,}", *shares)
        console.print(shown)
    console.print(f"\nThe ledger is in {FORCE}.")
    console.print(f"What was planted in it is in {FORCE / 'truths.json'}.")
    console.print("Next: .venv/bin/touchpoint --help")


if __name__ == "__main__":
    main()
