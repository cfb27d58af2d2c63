"""`touchpoint synthesise`: write a force that does not exist."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from touchpoint.cli.options import a_date
from touchpoint.cli.progress import progress
from touchpoint.synthetic import DEFAULT_FROM, DEFAULT_TO
from touchpoint.synthetic import synthesise as write_force


def synthesise(
    ledger: Annotated[
        Path,
        typer.Argument(
            metavar="LEDGER",
            help="The folder to make; it must not exist yet, or be empty.",
            show_default=False,
        ),
    ],
    *,
    journeys: Annotated[int, typer.Option(help="How many journeys.", min=1)] = 30_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.", min=0)] = 1,
    from_on: Annotated[
        date,
        typer.Option("--from", metavar="DATE", parser=a_date, help="First day of the reports."),
    ] = DEFAULT_FROM,
    to_on: Annotated[
        date, typer.Option("--to", metavar="DATE", parser=a_date, help="Last day of the reports.")
    ] = DEFAULT_TO,
    known_on: Annotated[
        date | None,
        typer.Option(
            "--known-on",
            metavar="DATE",
            parser=a_date,
            help="Leave out what is dated after this day; without it, journeys run to their end.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write a made-up force, with truths planted in it (truths.json)."""
    if to_on < from_on:
        raise typer.BadParameter(f"{to_on} is before {from_on}: give the first day first.")
    with progress("Making journeys", journeys) as done:
        write_force(
            ledger,
            journeys=journeys,
            seed=seed,
            from_on=from_on,
            to_on=to_on,
            known_on=known_on,
            progress=done,
        )
