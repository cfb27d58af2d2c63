"""The figures as docs/benchmarks.md and as tables on a terminal, from one list of rows."""

import importlib.metadata
import os
import platform
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tools.benchmarks.lying import ORDERS
from tools.benchmarks.measuring import Figure, named, said
from tools.benchmarks.running import memory_of_machine
from tools.benchmarks.task import AS_AT, FIVE, MEMORY, PORTION, SCATTERED, THREADS

PACKAGES = {"duckdb": "DuckDB", "ibis-framework": "Ibis", "pandas": "pandas", "pyarrow": "PyArrow"}
ANSWERED = ("met", "late")
GIGABYTE = 1e9
THREE_FIGURES = 100


@dataclass(frozen=True, kw_only=True)
class Rows:
    """A table with its heading."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables_of(figures: Sequence[Figure]) -> tuple[Rows, Rows, Rows]:
    """The figures as tables: against what is asked for, each on its own, and how to run each."""
    sizes: dict[int, dict[str, Figure]] = {}
    for figure in figures:
        sizes.setdefault(figure.force.journeys, {})[figure.name] = figure
    asked = [row for one_size in sizes.values() for row in _asked_for(one_size)]
    alone = [row for figure in figures for row in _alone(figure)]
    return (
        Rows(
            title="Against what is asked for",
            columns=("what", "journeys", "measured", "asked for"),
            rows=tuple(asked),
        ),
        Rows(
            title="Each figure",
            columns=("what", "journeys", "time", "each run", "processor time", "peak memory"),
            rows=tuple(alone),
        ),
        Rows(
            title="The command of each figure",
            columns=("what", "journeys", "command"),
            rows=tuple((f.what, _size(f), f"`{f.typed}`") for f in figures),
        ),
    )


def _asked_for(of: Mapping[str, Figure]) -> Iterator[tuple[str, ...]]:
    """Ratios first: they hold on a busy machine, where seconds do not."""
    size = _size(next(iter(of.values())))
    if "floor" in of:
        what = "counts by duty, month and state: times the floor"
        ratio = _ratio(of["whole"], of["floor"])
        yield what, size, ratio, "at most 12, with 6,000,000 journeys"
        for order in ORDERS:
            ratio = _ratio(of[named("whole", order)], of[named("floor", order)])
            yield f"{what}, touchpoints {said(order)}", size, ratio, "the same"
    if "pandas" in of:
        what = "the five commonest duties: how much longer pandas takes"
        yield what, size, _ratio(of["pandas"], of["five"]), "10 times would please"
    for name, what in (
        ("whole", "the counts"),
        *((named("whole", order), f"the counts, touchpoints {said(order)}") for order in ORDERS),
        ("table", "the verdict table to Parquet"),
    ):
        if name in of:
            asked = "under 6 GB, with 6,000,000 journeys"
            yield f"{what}: peak memory", size, _memory(of[name].peak), asked
    if "postgres" in of:
        what = "one journey through the Postgres view: median"
        yield what, size, _short(of["postgres"].said["median"]), "under 20 ms, with 1,000,000"


def _ratio(above: Figure, below: Figure) -> str:
    rounds = [a.seconds / b.seconds for a, b in zip(above.runs, below.runs, strict=True)]
    between = f"{min(rounds):.1f} to {max(rounds):.1f}; " if len(rounds) > 1 else ""
    worked = f"{above.processor / below.processor:.1f} of processor time"
    return f"{above.seconds / below.seconds:.1f} ({between}{worked})"


def _alone(figure: Figure) -> Iterator[tuple[str, ...]]:
    size = _size(figure)
    if figure.name == "postgres":
        said = figure.said
        on_disk = f"{_memory(said['on_disk'])} on disk"
        yield "Postgres: loaded, indexed, analysed", size, _long(said["loading"]), "", "", on_disk
        for name, what in (
            ("first", "the first call of a connection"),
            ("median", f"median of {said['asked']} journeys"),
            ("most", "95th percentile"),
        ):
            yield f"Postgres: {what}", size, _short(said[name]), "", "", ""
        return
    yield (
        figure.what,
        size,
        _long(figure.seconds),
        ", ".join(_figures(run.seconds) for run in figure.runs),
        _long(figure.processor),
        _memory(figure.peak),
    )


def page_of(figures: Sequence[Figure], *, written_on: str) -> str:
    """The whole page."""
    return "\n".join(_lines(figures, written_on)) + "\n"


def _lines(figures: Sequence[Figure], written_on: str) -> Iterator[str]:
    asked, alone, commands = tables_of(figures)
    yield from ("# How fast, and how large", "")
    yield f"Written by `make bench` on {written_on}, and never by hand. {machine(figures)}"
    yield ""
    yield from (f"* {sentence}" for sentence in _notes(figures))
    for table in (asked, alone, commands):
        yield from ("", f"## {table.title}", "")
        yield f"| {' | '.join(table.columns)} |"
        yield f"|{'---|' * len(table.columns)}"
        yield from (f"| {' | '.join(row)} |" for row in table.rows)


def machine(figures: Sequence[Figure]) -> str:
    """What it was measured on: nothing that names the machine or who it belongs to."""
    listed = [f"{name} {importlib.metadata.version(it)}" for it, name in PACKAGES.items()]
    listed += [f"Postgres {f.said['postgres']}" for f in figures if f.name == "postgres"]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"The machine: {cores} cores, {memory_of_machine() / GIGABYTE:.0f} GB of memory, "
        f"{platform.system()}, Python {platform.python_version()}. Touchpoint "
        f"{importlib.metadata.version('touchpoint')}, {', '.join(listed)}."
    )


def _notes(figures: Sequence[Figure]) -> Iterator[str]:
    yield (
        "The journeys are made up (`touchpoint synthesise`), and judged by every duty of every "
        f"edition in force, as at {AS_AT}. DuckDB has {THREADS} threads and {MEMORY}, and judges "
        f"about {PORTION:,} journeys at a time, or {SCATTERED:,} where each portion has to read "
        "all of the touchpoints."
    )
    yield (
        "The floor is `SELECT journey_id, count(*), min(happened_at) FROM touchpoints GROUP BY "
        "journey_id`, kept as a temporary table. The counts are kept in one too."
    )
    yield (
        "The made-up force is written journey by journey, which is the kindest order for that "
        'grouping. "As loaded" is the same force with a file for each month and journey by journey '
        'in it, as `touchpoint load` leaves it after monthly loads; "as recorded" has one file in '
        "the order of recording, as other programs may write it, so that every portion has to read "
        "all of it."
    )
    yield (
        "Every figure is a process of its own. Its time leaves out starting Python, and takes in "
        "reading the files and making the expression; a command's time is that of the whole "
        "command. What is compared runs in turn, round by round; a figure is the median of its "
        "rounds, and behind a ratio stand the least and the greatest of the rounds. Commands run "
        "once."
    )
    yield (
        "Memory is resident memory at its highest; for a command of several processes, of all "
        "of them together."
    )
    for figure in figures:
        yield from _of_one(figure)


def _of_one(figure: Figure) -> Iterator[str]:
    size, said = _size(figure), figure.said
    match figure.name:
        case "floor":
            yield f"{size} journeys are {said['touchpoints']:,} touchpoints."
        case "whole":
            told: Counter[str] = Counter()
            for duty, _, state, number in said["counts"]:
                told[duty] += number * (state in ANSWERED)
            verdicts = sum(number for *_, number in said["counts"])
            share = sum(told[duty] for duty in FIVE) / max(1, told.total())
            yield (
                f"{size} journeys give {verdicts:,} verdicts, and {said['prepared']:.1f} s of the "
                f"counts are making the expression. The five duties ({', '.join(FIVE)}) are "
                f"{share:.0%} of the verdicts that say met or late; pandas and the house gave the "
                "same counts of them."
            )
        case "pandas":
            yield f"Of the time of pandas, {said['prepared']:.1f} s are reading the files."


def _size(figure: Figure) -> str:
    return f"{figure.force.journeys:,}"


def _long(seconds: float) -> str:
    return f"{_figures(seconds)} s"


def _figures(seconds: float) -> str:
    """A number to three figures, written out."""
    return f"{seconds:,.0f}" if seconds >= THREE_FIGURES else f"{seconds:.3g}"


def _short(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _memory(held: int) -> str:
    return f"{held / GIGABYTE:.2f} GB"
