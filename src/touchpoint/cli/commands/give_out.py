"""`touchpoint give-out`: everything that the service keeps of journeys, as a ledger."""

from pathlib import Path
from typing import Annotated

import typer

from touchpoint.cli.progress import progress
from touchpoint.cli.running import DataOption, service_at_hand
from touchpoint.ledger import TABLES


def give_out(
    ledger: Annotated[
        Path,
        typer.Argument(
            metavar="LEDGER",
            help="The folder to make; it must not exist yet, or be empty.",
            show_default=False,
        ),
    ],
    *,
    data: DataOption = None,
) -> None:
    """Write the service's journeys as a ledger, while it runs or not."""
    with service_at_hand(data), progress("Writing tables", len(TABLES)) as done:
        from touchpoint.service.journeys.ledger_out import (  # noqa: PLC0415 - once Django is up
            export_ledger,
        )

        export_ledger(ledger, done=lambda _: done(1))
    typer.echo(f"{ledger} holds everything. It holds names: keep it as safe as the service.")
