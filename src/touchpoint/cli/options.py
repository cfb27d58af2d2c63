"""Arguments and options that several commands share."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

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
