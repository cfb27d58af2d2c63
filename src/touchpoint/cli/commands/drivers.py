"""`touchpoint drivers`: what the whole experience of victims is associated with, and how surely."""

from pathlib import Path
from typing import Annotated

import typer

from touchpoint.cli.driving_rows import COLUMNS, DRAWN, drawn_rows, rows_of_drivers
from touchpoint.cli.measuring import OnDuckDB
from touchpoint.cli.options import AsAtOption, LedgerArgument, as_typed, today
from touchpoint.cli.output import FormatOption, OutOption, show
from touchpoint.cli.voices_asked import (
    ByOption,
    ChartOption,
    FromOption,
    InstrumentsOption,
    SurveyOption,
    ToOption,
    dimensions_asked,
    is_drawn,
    tell,
)
from touchpoint.engines import open_on_duckdb
from touchpoint.errors import Refused
from touchpoint.papers.voices.driving import Driving, Found
from touchpoint.papers.voices.listening import Listening
from touchpoint.voice.reading import with_own

MEMORY = "3GB"
STAGES = "contact,actions,follow_up,treatment"

OutcomeOption = Annotated[
    str, typer.Option("--outcome", metavar="QUESTION", help="What is to be explained.")
]
DriversOption = Annotated[
    str,
    typer.Option("--drivers", metavar="QUESTION…", help="What it may go with, with commas."),
]
GainOption = Annotated[
    str | None,
    typer.Option(
        "--gain",
        metavar="QUESTION",
        help="Say what would be expected if this driver stood one point higher or, with --by, "
        "at the level of the best group.",
        show_default=False,
    ),
]


def drivers(
    ledger: LedgerArgument,
    *,
    survey: SurveyOption = None,
    as_at: AsAtOption = None,
    outcome: OutcomeOption = "whole",
    names: DriversOption = STAGES,
    from_on: FromOption = None,
    to_on: ToOption = None,
    by: ByOption = None,
    gain: GainOption = None,
    samples: Annotated[
        int, typer.Option("--samples", min=100, max=20_000, help="Resamples of the intervals.")
    ] = 2_000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of the resamples.")] = 1,
    instruments: InstrumentsOption = None,
    chart: ChartOption = None,
    form: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Rank what satisfaction goes with: importance, intervals and bounded ranks; never causes."""
    chosen = [name.strip() for name in names.split(",") if name.strip()]
    _refuse_names(outcome, chosen, gain)
    day = as_at or today()
    with as_typed():
        asked = Listening(survey=survey, from_on=from_on, to_on=min(to_on or day, day))
    held = with_own(instruments)
    with open_on_duckdb(ledger, memory=MEMORY) as opened:
        dimensions = dimensions_asked(opened, by)
        runner = OnDuckDB(ledger=opened)
        voices = asked.voices(runner, [outcome, *chosen], dimensions)
        _refuse_unasked([outcome, *chosen], asked.answered(runner))
    driving = Driving(
        voices=voices, outcome=outcome, drivers=tuple(chosen), questions=held.questions,
        dimensions=tuple(each.label for each in dimensions), samples=samples, seed=seed, gain=gain,
    )  # fmt: skip
    found = driving.found()
    drawn = is_drawn(form, out)
    columns = DRAWN if drawn else COLUMNS
    labels = tuple(each.label for each in dimensions)
    rows = rows_of_drivers(found, labels)
    show((*labels, *columns), drawn_rows(rows) if drawn else rows, chosen=form, out=out)
    tell(driving.sentences(found), drawn=drawn)
    if chart is not None:
        _draw(driving, found, chart)


def _refuse_names(outcome: str, chosen: list[str], gain: str | None) -> None:
    faults = [f"{name} is named twice." for name in sorted(set(chosen)) if chosen.count(name) > 1]
    if outcome in chosen:
        faults.append(f"{outcome} is the outcome and a driver of itself.")
    if not chosen:
        faults.append("no driver is named.")
    if gain is not None and gain not in chosen:
        faults.append(f"--gain names {gain}, which is none of the drivers.")
    if faults:
        raise Refused("These questions make no analysis of drivers.", faults)


def _refuse_unasked(names: list[str], answered: dict[str, int]) -> None:
    faults = [f"nobody was asked {name!r}." for name in names if name not in answered]
    if faults:
        there = ", ".join(answered) or "none"
        raise Refused(f"Questions are missing from these responses, which have: {there}.", faults)


def _draw(driving: Driving, found: list[Found], chart: Path) -> None:
    from touchpoint.papers.charts import write_chart  # noqa: PLC0415 - slow to import
    from touchpoint.papers.voices.drivers_drawn import picture_of  # noqa: PLC0415 - slow to import

    typer.echo(f"{chart.name}: {write_chart(picture_of(driving, found), chart)}", err=True)
