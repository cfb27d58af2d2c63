"""`touchpoint add-administrator`: the first of those who add everybody else."""

from typing import Annotated

import typer

from touchpoint.cli.options import now
from touchpoint.cli.running import DataOption, service_at_hand


def add_administrator(
    *,
    name: Annotated[str, typer.Option(help="What they are called.")],
    email: Annotated[str, typer.Option(help="The address they sign in with.")],
    data: DataOption = None,
) -> None:
    """Add an administrator and print the link with which they set their password."""
    with service_at_hand(data):
        from touchpoint.service.organisation.links import link_for  # noqa: PLC0415 - once Django is up
        from touchpoint.service.organisation.people.actions import (  # noqa: PLC0415 - the same
            add_administrator as add,
        )

        link = link_for(add(name=name, email=email, now=now()))
    typer.echo(f"Give them this link. It works once, for 24 hours:\n{link}")
