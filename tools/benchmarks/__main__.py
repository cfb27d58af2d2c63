"""Takes every figure, prints them and writes the page: what `make bench` does.

BENCH=tiny, the proof that it works, writes its page beside its work and leaves docs/ alone.
"""

import argparse
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from tools.benchmarks.force import force_of
from tools.benchmarks.measuring import Figure, Tell, measured, one_journey
from tools.benchmarks.page import machine, page_of, tables_of
from tools.benchmarks.running import ROOT


@dataclass(frozen=True, kw_only=True)
class Extent:
    """How much is measured: the sizes, the first with pandas and Postgres, and how often."""

    sizes: tuple[int, ...]
    rounds: int
    asked: int


EXTENTS = {
    "": Extent(sizes=(1_000_000,), rounds=3, asked=200),
    "full": Extent(sizes=(1_000_000, 6_000_000), rounds=3, asked=200),
    "tiny": Extent(sizes=(2_000,), rounds=1, asked=20),
}


def taken(extent: Extent, work: Path, tell: Tell) -> list[Figure]:
    """Every figure, force by force."""
    figures = []
    for size in extent.sizes:
        first = size == extent.sizes[0]
        tell(f"{size:,} journeys")
        force = force_of(size, work)
        figures += measured(force, rounds=extent.rounds, with_pandas=first, tell=tell)
        if first:
            figures.append(one_journey(force, work, asked=extent.asked, tell=tell))
    return figures


def shown(figures: list[Figure], console: Console) -> None:
    """The tables on a terminal."""
    for rows in tables_of(figures):
        table = Table(title=rows.title, title_justify="left", box=None, pad_edge=False)
        for column in rows.columns:
            table.add_column(column, overflow="fold")
        for row in rows.rows:
            table.add_row(*row)
        console.print("", table)
    console.print(f"\n{machine(figures)}")


def main() -> None:
    bench = os.environ.get("BENCH", "")
    if bench not in EXTENTS:
        sys.exit(f"BENCH is {bench!r}: leave it out, or say full or tiny.")
    usual = ROOT / "build" / "bench"
    parser = argparse.ArgumentParser(prog="tools/bench.py", description=__doc__)
    parser.add_argument("--work", type=Path, default=usual, help="where forces are made and kept")
    parser.add_argument("--page", type=Path, help="the page to write")
    options = parser.parse_args()
    tiny = bench == "tiny"
    page = options.page or (options.work if tiny else ROOT / "docs") / "benchmarks.md"
    console = Console(highlight=False, markup=False)
    figures = taken(EXTENTS[bench], options.work.resolve(), console.print)
    shown(figures, console)
    today = time.strftime("%d %B %Y").lstrip("0")
    page.write_text(page_of(figures, written_on=today), encoding="utf-8")


if __name__ == "__main__":
    main()
