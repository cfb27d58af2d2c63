"""Options of the commands that count: which measures, by what, when and known when."""

from datetime import date
from typing import Annotated

import typer

from touchpoint.cli.judging import Engine
from touchpoint.cli.options import day_option

NamesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="NAME…",
        help="Measures, like needs_assessed; one value of one, like duty_met:R6.ARREST.",
        show_default=False,
    ),
]
ByOption = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="PERIOD[,DIMENSION…]",
        help="month, quarter, year, rolling3, rolling6 or rolling12, and what to split by: unit, "
        "unit:area, offence_group, mark, pathway, basis, sex, age_band, ethnicity, disability, "
        "source, duty, right, survey, question, provider, service, area, indicator.",
    ),
]
FromOption = Annotated[
    date | None,
    day_option(
        "--from",
        "Periods from the one that holds this day; from the first, unless said.",
    ),
]
ToOption = Annotated[
    date | None,
    day_option(
        "--to",
        "Periods to the one that holds this day; to the as-at day, or without one to the last "
        "day of the ledger.",
    ),
]
KnownOnOption = Annotated[
    date | None,
    day_option(
        "--as-known-on",
        "As the figures were on this day: what was recorded or loaded later is not there.",
    ),
]
EngineOption = Annotated[
    Engine, typer.Option(help="Where to count: duckdb here, or spark by its settings.")
]
ReleaseOption = Annotated[
    bool,
    typer.Option(
        "--release",
        help="As the figures may leave: small numbers, and what gives them away, kept back.",
    ),
]
ThreadsOption = Annotated[
    int | None,
    typer.Option(help="How many threads DuckDB may use.", min=1, max=256, show_default=False),
]
