"""`touchpoint repeat`: the victims of a month who were victims before, in all and by kind of crime.

A repeat victim had an earlier crime within the 12 months before this one; persons are counted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from touchpoint.calendar import Period, read_period
from touchpoint.cli.measuring import MEMORY, OnDuckDB, days_of_loads
from touchpoint.cli.options import AsAtOption, LedgerArgument, as_typed, today
from touchpoint.cli.output import FormatOption, OutOption, found_fit, show
from touchpoint.engines import open_on_duckdb
from touchpoint.measures.asking import Answer, ask_together
from touchpoint.measures.behind import COLUMNS, rows_behind
from touchpoint.measures.catalogue import catalogue, measure_named
from touchpoint.measures.counting.asked import Question
from touchpoint.measures.definition.dimensions import read_dimension
from touchpoint.measures.figuring.figure import columns
from touchpoint.rights.editions import in_force

REPEAT: Final = "repeat_victims"
MEASURES: Final = (REPEAT, "repeat_three_months")
BY: Final = "mark"
ALL: Final = "all"
"""What stands for the kind of crime where victims of every kind are counted together."""

MonthOption = Annotated[
    str, typer.Option("--month", help="The month, like 2024-06.", show_default=False)
]
RowsOption = Annotated[
    Path | None,
    typer.Option(
        "--rows",
        metavar="FILE",
        callback=found_fit,
        help="Write the ids of the journeys of repeat victims instead, as .csv, .json or "
        ".parquet: for whoever holds the ledger.",
        show_default=False,
    ),
]


def repeat(
    ledger: LedgerArgument,
    *,
    month: MonthOption,
    as_at: AsAtOption = None,
    rows: RowsOption = None,
    form: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Count repeat victims: of those of a month, how many were victims in the year before."""
    if rows is not None and out is not None:
        raise typer.BadParameter("Give --rows or --out: the journeys, or the counts.")
    with as_typed():
        period = read_period(month, "month")
    day = as_at or today()
    with open_on_duckdb(ledger, memory=MEMORY) as opened:
        runner = OnDuckDB(ledger=opened)
        if rows is not None:
            show(COLUMNS, _journeys(runner, period, day), chosen=form, out=rows)
            return
        answers = _counted(runner, period, day, days_of_loads(ledger))
    for sentence in dict.fromkeys(said for answer in answers for said in answer.said):
        typer.echo(sentence, err=True)
    show(columns((BY,)), list(_rows(answers)), chosen=form, out=out)


def _journeys(runner: OnDuckDB, period: Period, day: date) -> list[dict[str, Any]]:
    """The journeys of the repeat victims of a month."""
    behind = rows_behind(
        runner,
        measure_named(REPEAT),
        period,
        {},
        as_at=day,
        editions=in_force(),
        measures=catalogue(),
    )
    return [row for row in behind if row["numerator"]]


def _counted(
    runner: OnDuckDB, period: Period, day: date, loads: Mapping[int, date]
) -> tuple[Answer, ...]:
    """The figures of a month, in all and by kind of crime."""
    whole = Question(
        measures=tuple(map(measure_named, MEASURES)),
        period="month",
        from_on=period.from_on,
        to_on=period.to_on,
        as_at=day,
    )
    by_kind = replace(whole, dimensions=(read_dimension(BY),))
    return ask_together(runner, [whole, by_kind], editions=in_force(), loads=loads)


def _rows(answers: tuple[Answer, ...]) -> Iterator[Mapping[str, Any]]:
    """The figures of a month, those of all victims first."""
    for answer in answers:
        for figure in answer.figures:
            yield {BY: ALL, **figure.json()}
