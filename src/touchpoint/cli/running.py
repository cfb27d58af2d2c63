"""What commands of the service have in common: where its data is, and how they say what they do.

A laptop may have the library alone. Nothing of the service is read in before a command needs it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from touchpoint.cli.progress import progress
from touchpoint.errors import Refused

if TYPE_CHECKING:
    from touchpoint.service.config.settings import Settings
    from touchpoint.service.running.sign_ins import SignIn
    from touchpoint.service.running.telling import Telling

DataOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="The folder that everything is kept in (data).", show_default=False
    ),
]


@contextmanager
def the_service() -> Iterator[None]:
    """Within this, what only the service has may be missing, and that is said in a sentence."""
    try:
        yield
    except ModuleNotFoundError as missing:
        raise Refused(
            f"This needs the service, which is not installed here ({missing.name} is missing). "
            "Install Touchpoint with its extra `service`; docs/how-to/install.md says how."
        ) from None


@contextmanager
def service_at_hand(data: Path | None = None) -> "Iterator[Settings]":
    """The service set up for a command, with a database that answers."""
    with the_service():
        from touchpoint.service.running import at_hand  # noqa: PLC0415 - the library does without

        with at_hand.service_at_hand(data) as found:
            yield found


def telling() -> "Telling":
    """Sentences and a bar on the terminal."""
    from touchpoint.service.running.telling import Telling  # noqa: PLC0415 - the library does without

    console = Console(highlight=False, soft_wrap=True)
    return Telling(say=console.print, progress=progress, sign_ins=lambda all_: _show(console, all_))


def _show(console: Console, sign_ins: "tuple[SignIn, ...]") -> None:
    """The people of the made-up force who can sign in, for whoever tries the service."""
    if not sign_ins:
        console.print("The force is made up. Its sign-ins are where it was made.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("role", "email", "password"):
        table.add_column(heading, no_wrap=True)
    for one in sign_ins:
        table.add_row(one.role, one.email, one.password)
    console.print("\nThe force is made up. Sign in as one of:\n")
    console.print(table)
    console.print()
