"""`touchpoint take-in`: a ledger into the service, whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from touchpoint.cli.options import LedgerArgument, now
from touchpoint.cli.running import DataOption, service_at_hand


def take_in(
    ledger: LedgerArgument,
    *,
    changes: Annotated[
        bool,
        typer.Option(
            "--changes",
            help="Bring what the service keeps up to what the ledger says; touchpoints never.",
        ),
    ] = False,
    data: DataOption = None,
) -> None:
    """Load a ledger into the service, on top of what is there."""
    with service_at_hand(data), _shown() as progress:
        from touchpoint.service.journeys.ledger_in import (  # noqa: PLC0415 - once Django is up
            load_ledger,
        )

        loaded = load_ledger(ledger, now=now(), changes=changes, progress=progress)
    added = {table: number for table, number in loaded.added.items() if number}
    for table, number in added.items():
        typer.echo(f"{number:>12,} {table} added")
    for table, number in loaded.changed.items():
        typer.echo(f"{number:>12,} {table} changed")
    if not added and not loaded.changed:
        typer.echo("Everything in it was there already: nothing was added.")


class _Bar:
    """One bar for whatever is being done."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task = bar.add_task("Opening the ledger", total=None)

    def __call__(self, what: str, done: int, total: int) -> None:
        self._bar.update(self._task, description=what, completed=done, total=total or None)


@contextmanager
def _shown() -> Iterator[_Bar]:
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(
        *columns, console=console, disable=not console.is_terminal, transient=True
    ) as bar:
        yield _Bar(bar)
