"""`touchpoint paper`: a board paper in four forms, with every sentence a tested claim."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from touchpoint.calendar import Period, read_period
from touchpoint.cli.editions_asked import editions_asked
from touchpoint.cli.measuring import OnDuckDB, days_of_loads
from touchpoint.cli.options import AsAtOption, EditionOption, LedgerArgument, LocalOption, today
from touchpoint.cli.progress import progress
from touchpoint.engines import DuckLedger, open_on_duckdb
from touchpoint.errors import Refused
from touchpoint.papers.asking.answering import Asking
from touchpoint.papers.description.paper import Paper
from touchpoint.papers.description.periods import ending_with
from touchpoint.papers.description.reading import paper_file, read_paper
from touchpoint.papers.kept.file import ENDING, kept_in, last_before
from touchpoint.papers.making.given import Given
from touchpoint.papers.making.making import Made, make
from touchpoint.papers.wording.settings import read_settings

MEMORY = "2500MB"
STEPS = 3


def paper(
    ledger: LedgerArgument,
    *,
    paper: Annotated[
        str,
        typer.Option(
            "--paper", metavar="NAME", help="A paper by its name, or your own .toml file."
        ),
    ],
    quarter: Annotated[
        str | None,
        typer.Option(
            "--quarter", help="The financial quarter, like 2024-25Q1.", show_default=False
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            help="The month or year instead, for a paper that is of one: 2024-06, 2024-25.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="The folder to write in.", show_default=False),
    ] = None,
    as_at: AsAtOption = None,
    edition: EditionOption = None,
    local: LocalOption = None,
    settings: Annotated[
        Path | None,
        typer.Option(
            "--settings",
            metavar="FILE",
            help="A force's words, names, standards and breaks, a .toml file.",
            show_default=False,
        ),
    ] = None,
    force_name: Annotated[
        str | None,
        typer.Option("--force-name", help="What the force is called.", show_default=False),
    ] = None,
) -> None:
    """Make a board paper: every figure released once, every sentence tested, in four forms."""
    folder = _folder(out)
    said = read_settings(settings)
    if force_name is not None:
        said = replace(said, force=force_name)
    described = read_paper(
        paper_file(paper), standards=said.standards, instruments=said.instruments
    )
    own = _own(described, quarter, period)
    judged = editions_asked(edition, local)
    with _opened(ledger) as opened, progress("Making the paper", STEPS) as done:
        given = Given(
            paper=described,
            own=own,
            asking=Asking(
                runner=OnDuckDB(ledger=opened),
                as_at=as_at or today(),
                editions=judged.editions,
                loads=days_of_loads(ledger),
                instruments=said.instruments,
                whenever=judged.whenever,
            ),
            settings=said,
            command=f"touchpoint paper LEDGER --paper {described.name} --period {own.label}",
        )
        given = _after_the_last(given, folder)
        made = make(given)
        done(2)
        for path in _written(made, folder):
            typer.echo(path)
        done(1)


def _folder(out: Path | None) -> Path:
    if out is None:
        raise typer.BadParameter("Say where to write: --out DIR.")
    if out.exists() and not out.is_dir():
        raise Refused(f"{out.name} is a file: give a folder to write the paper in.")
    out.mkdir(parents=True, exist_ok=True)
    return out


def _own(described: Paper, quarter: str | None, period: str | None) -> Period:
    """The period of the paper: as asked, or ending with the quarter asked for."""
    if (quarter is None) == (period is None):
        raise typer.BadParameter("Say which period: --quarter 2024-25Q1, or --period.")
    if quarter is not None:
        return ending_with(read_period(quarter, "quarter"), described.period)
    return read_period(period or "", described.period)


@contextmanager
def _opened(ledger: Path) -> Iterator[DuckLedger]:
    with open_on_duckdb(ledger, memory=MEMORY) as opened:
        yield opened


def _after_the_last(given: Given, folder: Path) -> Given:
    """The same with what released papers of the folder keep."""
    kept = [each for each in kept_in(folder) if each.force == given.force]
    last = last_before(kept, given.paper.name, given.own, given.force)
    return replace(given, earlier=tuple(each.published for each in kept), last=last)


def _written(made: Made, folder: Path) -> Iterator[Path]:
    from touchpoint.papers.writing import write_paper  # noqa: PLC0415 - heavy, and only here

    yield from write_paper(made.document, folder)
    beside = folder / f"{made.document.name}{ENDING}"
    beside.write_text(made.kept.to_json(), encoding="utf-8")
    yield beside
