"""`touchpoint run`: the service with everything it needs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from touchpoint.cli.options import now
from touchpoint.cli.progress import progress
from touchpoint.service.running.at_hand import service_at_hand, settings_as
from touchpoint.service.running.serving import become_web_server
from touchpoint.service.running.sign_ins import SignIn
from touchpoint.service.running.supervising import run_whole_service
from touchpoint.service.running.telling import Telling


class Part(StrEnum):
    """One part of the service, for whoever has another way of keeping processes going."""

    SET_UP = "set-up"
    WEB = "web"
    WORKER = "worker"


def run(
    *,
    port: Annotated[
        int | None,
        typer.Option(help="The port to answer on (8000).", min=1, max=65535, show_default=False),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="The folder to keep everything in (data).", show_default=False
        ),
    ] = None,
    only: Annotated[
        Part | None,
        typer.Option(
            help="One part alone, on a database of your own in DATABASE_URL: set-up makes the "
            "tables and ends, web serves pages, worker does background work.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Run the service, with a made-up force on its first start."""
    match only:
        case None:
            found = settings_as("owner", data, port)
            run_whole_service(found, _telling(), now())
        case Part.SET_UP:
            _set_up(data)
        case Part.WEB:
            settings_as("web", data, port)
            become_web_server()
        case Part.WORKER:
            from touchpoint.service.running import worker  # noqa: PLC0415 - as it is needed

            settings_as("owner", data)
            worker.main()


def _set_up(data: Path | None) -> None:
    with service_at_hand(data):
        from touchpoint.service.running import ready  # noqa: PLC0415 - once Django is up

        ready.migrate()
    typer.echo("The tables are up to date.")


def _telling() -> Telling:
    console = Console(highlight=False, soft_wrap=True)
    return Telling(say=console.print, progress=progress, sign_ins=lambda all_: _show(console, all_))


def _show(console: Console, sign_ins: tuple[SignIn, ...]) -> None:
    """The people of the made-up force who can sign in, for whoever tries the service."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("role", "email", "password"):
        table.add_column(heading, no_wrap=True)
    for one in sign_ins:
        table.add_row(one.role, one.email, one.password)
    console.print("\nThe force is made up. Sign in as one of:\n")
    console.print(table)
    console.print()
