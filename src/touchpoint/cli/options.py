"""Arguments and options that several commands share."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from touchpoint.errors import Refused

LONDON = ZoneInfo("Europe/London")

LedgerArgument = Annotated[
    Path, typer.Argument(metavar="LEDGER", help="The ledger folder.", show_default=False)
]


def a_date(text: str | date) -> date:
    """Read a date as it is written in every option: 2024-06-30. A default is one already."""
    if isinstance(text, date):
        return text
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date: write it as 2024-06-30.") from None


@contextmanager
def as_typed() -> Iterator[None]:
    """What is refused within this is no such word or day, whatever there is: status 2."""
    try:
        yield
    except Refused as refusal:
        raise typer.BadParameter(str(refusal)) from None


def today() -> date:
    """The day it is in England and Wales: a command is an edge, and may look at the clock."""
    return datetime.now(LONDON).date()  # noqa: TID251 - the edge where the clock is read


def now() -> datetime:
    """The instant it is, for what is written down with its time."""
    return datetime.now(UTC)  # noqa: TID251 - the edge where the clock is read


def day_option(name: str, about: str) -> Any:  # noqa: ANN401 - what typer.Option itself gives
    """An option that takes a day, which may be left out."""
    return typer.Option(name, metavar="DATE", parser=a_date, help=about, show_default=False)


AsAtOption = Annotated[
    date | None,
    day_option("--as-at", "Nothing that happened after this day counts; today, unless said."),
]
EditionOption = Annotated[
    str | None,
    typer.Option(
        "--edition",
        help="Judge everything by this edition, by name or .toml file; without it, each "
        "investigation by the one in force when it was reported.",
        show_default=False,
    ),
]
LocalOption = Annotated[
    str | None,
    typer.Option(
        "--local",
        help="Lay these local standards over it, by name or .toml file.",
        show_default=False,
    ),
]
