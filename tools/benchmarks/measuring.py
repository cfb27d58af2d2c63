"""Which figures there are, and in which order they are taken.

What is compared runs in turn, round by round, so that both meet the same load on the machine;
commands of which only the time and the memory are told run once.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tools.benchmarks.force import Force, lying
from tools.benchmarks.lying import ORDERS
from tools.benchmarks.running import Run, command, program
from tools.benchmarks.task import AS_AT, FIVE, THREADS

Counts = list[list[Any]]
Tell = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Something that is measured: what it is, how anyone can run it again, and its runs."""

    name: str
    what: str
    typed: str
    force: Force
    runs: tuple[Run, ...]

    @property
    def seconds(self) -> float:
        return median(run.seconds for run in self.runs)

    @property
    def processor(self) -> float:
        return median(run.processor for run in self.runs)

    @property
    def peak(self) -> int:
        return max(run.peak for run in self.runs)

    @property
    def said(self) -> dict[str, Any]:
        return self.runs[0].said


@dataclass(frozen=True, kw_only=True)
class Task:
    """One figure before it is taken."""

    name: str
    what: str
    words: tuple[str, ...]
    shown: tuple[str, ...]
    is_command: bool = False

    @property
    def typed(self) -> str:
        """The words of the task as a person types them, at the top of the repository."""
        start = "touchpoint" if self.is_command else "python -m tools.benchmarks."
        return f".venv/bin/{start}{' ' * self.is_command}{' '.join(self.shown)}"

    def run(self) -> Run:
        return command(*self.words) if self.is_command else program(*self.words)


def measured(force: Force, *, rounds: int, with_pandas: bool, tell: Tell) -> list[Figure]:
    """Every figure that DuckDB and pandas give of a force."""
    compared, commands = _compared(force, with_pandas=with_pandas), _commands(force)
    tasks = [*compared, *commands]
    runs: dict[str, list[Run]] = {task.name: [] for task in tasks}
    for task in [*compared * rounds, *commands]:
        run = task.run()
        runs[task.name].append(run)
        tell(f"{task.what}, run {len(runs[task.name])}: {run.seconds:.2f} s")
    figures = [
        Figure(
            name=task.name,
            what=task.what,
            typed=task.typed,
            force=force,
            runs=tuple(runs[task.name]),
        )
        for task in tasks
    ]
    _verdict_table(force).unlink(missing_ok=True)  # it is large, and of no more use
    _agree({figure.name: figure for figure in figures})
    return [making(force), *figures]


def making(force: Force) -> Figure:
    """What making the force took, when it was made."""
    typed = f".venv/bin/touchpoint synthesise {force.place} --journeys {force.journeys} --seed 1"
    what = "the made-up force, written"
    return Figure(name="making", what=what, typed=typed, force=force, runs=(force.made,))


def one_journey(force: Force, folder: Path, *, asked: int, tell: Tell) -> Figure:
    """One journey after another through the Postgres view."""
    words = ("on_postgres", str(force.path), str(folder / "pg"), str(asked))
    shown = ("on_postgres", force.place, "build/bench/pg", str(asked))
    what = "loading Postgres, and asking it"
    task = Task(name="postgres", what=what, words=words, shown=shown)
    run = task.run()
    tell(f"one journey through the Postgres view: {run.said['median'] * 1000:.1f} ms")
    if run.said["journeys"] != force.journeys or not run.said["verdicts"]:
        sys.exit(f"Postgres was to hold {force.journeys} journeys, and holds {run.said}.")
    return Figure(name=task.name, what=what, typed=task.typed, force=force, runs=(run,))


def _compared(force: Force, *, with_pandas: bool) -> list[Task]:
    listed = [
        ("floor", "the floor", "on_duckdb", "floor"),
        ("whole", "counts of the whole edition", "on_duckdb", "whole"),
    ]
    if with_pandas:
        listed += [
            ("five", "counts of the five duties", "on_duckdb", "five"),
            ("pandas", "the same five with pandas", "on_pandas", ""),
        ]
    paths = {order: lying(force, order) for order in ORDERS}
    return [
        *(
            Task(
                name=name,
                what=what,
                words=(module, *figure.split(), str(force.path)),
                shown=(module, *figure.split(), force.place),
            )
            for name, what, module, figure in listed
        ),
        *(
            Task(
                name=named(figure, order),
                what=f"{what}, touchpoints {said(order)}",
                words=("on_duckdb", figure, str(path)),
                shown=("on_duckdb", figure, f"build/bench/{path.name}"),
            )
            for order, path in paths.items()
            for figure, what in (("floor", "the floor"), ("whole", "counts of the whole edition"))
        ),
    ]


def named(figure: str, order: str) -> str:
    """The name of a figure that is taken of touchpoints that lie in another order."""
    return f"{figure} {order}"


def said(order: str) -> str:
    """An order of touchpoints as a sentence says it."""
    return order.replace("-", " ")


def _commands(force: Force) -> list[Task]:
    out = _verdict_table(force)
    options = ("--as-at", AS_AT, "--threads", str(THREADS), "--out")
    return [
        Task(
            name="table",
            what="touchpoint verdicts, every verdict to Parquet",
            words=("verdicts", str(force.path), *options, str(out)),
            shown=("verdicts", force.place, *options, f"build/bench/{out.name}"),
            is_command=True,
        ),
        Task(
            name="check",
            what="touchpoint check",
            words=("check", str(force.path)),
            shown=("check", force.place),
            is_command=True,
        ),
    ]


def _verdict_table(force: Force) -> Path:
    return force.path.with_name("verdicts.parquet")


def _agree(figures: Mapping[str, Figure]) -> None:
    """Stop where two ways to the same counts differ: then they did not do the same work."""
    every: Counts = figures["whole"].said["counts"]
    for order in ORDERS:
        if figures[named("whole", order)].said["counts"] != every:
            sys.exit(f"The same touchpoints {order} give other counts.")
    if "five" not in figures:
        return
    whole = [row for row in every if row[0] in FIVE]
    five: Counts = figures["five"].said["counts"]
    pandas: Counts = figures["pandas"].said["counts"]
    for name, counts in (("the five duties alone", five), ("pandas", pandas)):
        unlike = [row for row in whole if row not in counts] + [r for r in counts if r not in whole]
        if unlike:
            sys.exit(f"The whole edition and {name} count differently: {unlike[:10]}")
