"""What the commands on voices share: the responses of a ledger, by question and group."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import ibis.expr.types as ir
import typer

from touchpoint.cli.options import as_typed, day_option
from touchpoint.cli.output import Format
from touchpoint.cli.whole_file import refuse_unwritable
from touchpoint.engines import DuckLedger
from touchpoint.voice.voices import DIMENSIONS, Dimension, read_dimensions

SurveyOption = Annotated[
    str | None,
    typer.Option(
        "--survey", help="Only this survey; all of them, unless said.", show_default=False
    ),
]
FromOption = Annotated[
    date | None,
    day_option(
        "--from",
        "Only answers given on this day or later.",
    ),
]
ToOption = Annotated[
    date | None,
    day_option(
        "--to",
        "Only answers given on this day or earlier.",
    ),
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="DIMENSION…",
        help=f"Also by these, with commas: {', '.join(DIMENSIONS)}; unit:area for a level.",
        show_default=False,
    ),
]
InstrumentsOption = Annotated[
    Path | None,
    typer.Option(
        "--instruments",
        metavar="FILE",
        help="Questions of your own, a .toml file, laid over those that are held.",
        show_default=False,
    ),
]


def _found_fit(chart: Path | None) -> Path | None:
    """Refuse a picture that cannot be drawn before the work, not after it."""
    if chart is not None:
        # The papers room is large, and most commands draw nothing.
        from touchpoint.papers.charts import (  # noqa: PLC0415 - slow to import
            ending_of_picture,
            refuse_no_folder,
        )

        with as_typed():
            ending_of_picture(chart)
        refuse_no_folder(chart)
        refuse_unwritable(chart)
    return chart


ChartOption = Annotated[
    Path | None,
    typer.Option(
        "--chart",
        metavar="FILE",
        callback=_found_fit,
        help="Also draw it to this file: .svg or .png.",
        show_default=False,
    ),
]


def dimensions_asked(opened: DuckLedger, by: str | None) -> tuple[Dimension, ...]:
    """What --by names."""
    units = rows_of(opened, opened.tables["units"].select("unit_id", "parent_id", "kind"))
    with as_typed():
        return read_dimensions(by, units)


def rows_of(opened: DuckLedger, expression: ir.Table) -> list[dict[str, Any]]:
    """The rows of an expression."""
    rows: list[dict[str, Any]] = opened.answer(expression).to_pylist()
    return rows


def is_drawn(form: Format | None, out: Path | None) -> bool:
    """Whether the answer is read on a terminal, where a few columns serve better than all."""
    drawn = form is Format.TABLE or (form is None and sys.stdout.isatty())
    return out is None and drawn


def tell(sentences: Sequence[str], *, drawn: bool) -> None:
    """Say what a reader should know: below the table on a terminal, beside it in a pipe."""
    for sentence in sentences:
        typer.echo(sentence, err=not drawn)
