"""`touchpoint restore`: the state of a backup in place of what there is."""

from pathlib import Path
from typing import Annotated

import typer

from touchpoint.cli.output import so_many
from touchpoint.cli.running import DataOption, telling, the_service


def restore(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file of the backup.", show_default=False)
    ],
    *,
    over: Annotated[
        bool, typer.Option("--over", help="Lose what the service holds now, if it holds anything.")
    ] = False,
    data: DataOption = None,
) -> None:
    """Put the state of a backup in place; the service must be stopped."""
    with the_service():
        from touchpoint.service.running.at_hand import service_stopped  # noqa: PLC0415 - the library does without
        from touchpoint.service.running.state.archive import reading  # noqa: PLC0415 - the library does without
        from touchpoint.service.running.state.restore import restore as put_back  # noqa: PLC0415 - the library does without

        # What is no backup is refused before a database is made to put it in.
        with reading(file) as backup, service_stopped(data) as found:
            rows = put_back(found, backup, over=over, telling=telling())
    are = "is as it was" if rows == 1 else "are as they were"
    typer.echo(f"{so_many(rows, 'row')} {are} in {file}.")
