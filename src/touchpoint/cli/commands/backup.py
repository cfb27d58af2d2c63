"""`touchpoint backup`: the service's whole state in one file."""

from pathlib import Path
from typing import Annotated

import typer

from touchpoint.cli.options import now
from touchpoint.cli.output import so_many
from touchpoint.cli.running import DataOption, telling, the_service


def backup(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="The file to write; it must not exist.", show_default=False
        ),
    ],
    *,
    data: DataOption = None,
) -> None:
    """Write the service's whole state to a file, while it runs or not."""
    with the_service():
        from touchpoint.service.running.at_hand import service_at_hand  # noqa: PLC0415 - the library does without
        from touchpoint.service.running.state.backup import back_up  # noqa: PLC0415 - the library does without

        with service_at_hand(data) as found:
            rows = back_up(found, file, telling=telling(), now=now())
    typer.echo(
        f"{file} holds {so_many(rows, 'row')}. It holds names and secrets: keep it as safe as both."
    )
