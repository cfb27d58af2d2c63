"""`touchpoint rebuild-obligations`: what is owed, made again from nothing."""

import typer

from touchpoint.cli.options import today
from touchpoint.cli.output import so_many
from touchpoint.cli.progress import progress
from touchpoint.cli.running import DataOption, service_at_hand


def rebuild_obligations(*, data: DataOption = None) -> None:
    """Make what is owed on every journey again; what is appended meanwhile waits."""
    with service_at_hand(data), progress("Judging portions", 1) as done:
        from touchpoint.service.journeys import rebuilding  # noqa: PLC0415 - once Django is up

        made = rebuilding.rebuild(
            today=today(), done=lambda portions, all_: done(int(portions == all_))
        )
    typer.echo(f"{so_many(made, 'obligation')} {'is' if made == 1 else 'are'} kept.")
