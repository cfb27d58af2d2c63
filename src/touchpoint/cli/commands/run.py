"""`touchpoint run`: the service with everything it needs, or one part of it."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from touchpoint.cli.options import now
from touchpoint.cli.running import DataOption, telling, the_service


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
    data: DataOption = None,
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
    with the_service():
        match only:
            case None:
                _everything(data, port)
            case Part.SET_UP:
                _set_up(data)
            case Part.WEB:
                _web(data, port)
            case Part.WORKER:
                _worker(data)


# The library does without the service: each part is read in when it is asked for.


def _everything(data: Path | None, port: int | None) -> None:
    from touchpoint.service.running.at_hand import settings_as  # noqa: PLC0415 - as above
    from touchpoint.service.running.supervising import run_whole_service  # noqa: PLC0415 - as above

    run_whole_service(settings_as("owner", data, port), telling(), now())


def _set_up(data: Path | None) -> None:
    from touchpoint.service.running import at_hand  # noqa: PLC0415 - as above

    at_hand.wait_for_database(at_hand.settings_as("owner", data), typer.echo)
    with at_hand.service_at_hand(data, empty=True):
        from touchpoint.service.running import ready  # noqa: PLC0415 - once Django is up

        ready.migrate()
    typer.echo("The tables are up to date.")


def _web(data: Path | None, port: int | None) -> None:
    from touchpoint.service.running import at_hand  # noqa: PLC0415 - as above
    from touchpoint.service.running.postgres.roles import prove  # noqa: PLC0415 - as above
    from touchpoint.service.running.serving import (  # noqa: PLC0415 - as above
        become_web_server,
        refuse_what_cannot_be_served,
    )

    found = at_hand.settings_as("web", data, port)
    at_hand.refuse_without_database(found)
    at_hand.refuse_apart_without_uploads(found)
    at_hand.refuse_without_key(found)
    refuse_what_cannot_be_served(found)
    at_hand.wait_for_database(found, typer.echo)
    prove(found)
    become_web_server()


def _worker(data: Path | None) -> None:
    from touchpoint.service.running import at_hand, worker  # noqa: PLC0415 - as above

    found = at_hand.settings_as("owner", data)
    at_hand.refuse_without_database(found)
    at_hand.refuse_apart_without_uploads(found)
    at_hand.refuse_without_key(found)
    worker.main()
