"""`touchpoint reconcile`: what each source says of a fact, where they differ, the likely truth."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from touchpoint.cli.options import AsAtOption, LedgerArgument, as_typed, day_option, today
from touchpoint.cli.output import Format, FormatOption, OutOption, found_fit, show
from touchpoint.cli.progress import progress
from touchpoint.cli.reconciled_drawn import draw
from touchpoint.cli.streaming import streamed_to
from touchpoint.engines import open_on_duckdb
from touchpoint.extracts.reconciling import (
    COLUMNS,
    JOURNEY_SCHEMA,
    STEPS,
    Question,
    fact_named,
    journey_batches,
    known_dimensions,
    reconciled,
    rows_of,
)

MEMORY = "4GB"
FIRST_DRAWN = 10
FIRST_WRITTEN = 1000


FactArgument = Annotated[
    str,
    typer.Argument(
        metavar="FACT",
        help="The kind of touchpoint, like statement.offered.",
        show_default=False,
    ),
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        help="Also by these, with commas: unit, source, officer, month, pathway, "
        "offence_group, stage.",
        show_default=False,
    ),
]
FromOption = Annotated[
    date | None,
    day_option(
        "--from",
        "Only investigations reported on this day or later.",
    ),
]
ToOption = Annotated[
    date | None,
    day_option(
        "--to",
        "Only investigations reported on this day or earlier.",
    ),
]
PrecedenceOption = Annotated[
    Path | None,
    typer.Option(
        "--precedence",
        metavar="FILE",
        help="Rules of precedence of your own, a .toml file.",
        show_default=False,
    ),
]
FirstOption = Annotated[
    int | None,
    typer.Option(
        "--first",
        min=0,
        help="How many records to mend are listed; 10 in a table, 1,000 elsewhere.",
        show_default=False,
    ),
]
JourneysOption = Annotated[
    Path | None,
    typer.Option(
        "--journeys",
        metavar="FILE",
        callback=found_fit,
        help="Write what each source says of each journey to this file as well.",
        show_default=False,
    ),
]


def reconcile(
    ledger: LedgerArgument,
    fact: FactArgument,
    *,
    by: ByOption = None,
    as_at: AsAtOption = None,
    from_on: FromOption = None,
    to_on: ToOption = None,
    precedence: PrecedenceOption = None,
    first: FirstOption = None,
    journeys: JourneysOption = None,
    form: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Hold sources against one another: what each says, what to mend, the likely truth."""
    known = fact_named(fact)
    with as_typed():
        question = Question(fact=known, as_at=as_at or today(), from_on=from_on, to_on=to_on)
        dimensions = known_dimensions(
            [name.strip() for name in by.split(",")] if by is not None else []
        )
    drawn = out is None and _is_drawn(form)
    with open_on_duckdb(ledger, memory=MEMORY) as opened, progress("Reconciling", STEPS) as done:
        found = reconciled(
            opened.connection.con,
            question,
            by=dimensions,
            precedence=precedence,
            first=first if first is not None else FIRST_DRAWN if drawn else FIRST_WRITTEN,
            progress=done,
        )
        if journeys is not None:
            with streamed_to(JOURNEY_SCHEMA, chosen=None, out=journeys) as write:
                for batch in journey_batches(found.said):
                    write(batch)
    if drawn:
        draw(found)
    else:
        show(COLUMNS, rows_of(found), chosen=form, out=out)


def _is_drawn(form: Format | None) -> bool:
    return form is Format.TABLE or (form is None and sys.stdout.isatty())
