"""`touchpoint paper`: a board paper in four forms, with every sentence a tested claim."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import pyarrow.parquet as pq
import typer

from touchpoint.cli.options import AsAtOption, EditionOption, LedgerArgument, LocalOption, today
from touchpoint.cli.output import found_fit
from touchpoint.cli.progress import progress
from touchpoint.cli.whole_file import refuse_unwritable
from touchpoint.errors import Refused
from touchpoint.ledger import open_folder
from touchpoint.papers.hands import Hands, OwnHands, other_hands, read_in

MANY: Final = 50_000
"""So many journeys are worth another process, which takes a second or two to begin."""


PaperOption = Annotated[
    str,
    typer.Option("--paper", metavar="NAME", help="A paper by its name, or your own .toml file."),
]
QuarterOption = Annotated[
    str | None,
    typer.Option("--quarter", help="The financial quarter, like 2024-25Q1.", show_default=False),
]
PeriodOption = Annotated[
    str | None,
    typer.Option(
        "--period",
        help="The month or year instead, for a paper that is of one: 2024-06, 2024-25.",
        show_default=False,
    ),
]
FolderOption = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="The folder to write in.", show_default=False),
]
SettingsOption = Annotated[
    Path | None,
    typer.Option(
        "--settings",
        metavar="FILE",
        help="A force's words, names, standards and breaks, a .toml file.",
        show_default=False,
    ),
]
ForceOption = Annotated[
    str | None,
    typer.Option("--force-name", help="What the force is called.", show_default=False),
]
FigureOption = Annotated[
    str | None,
    typer.Option(
        "--figure",
        metavar="ID",
        help="With --rows: the figure, by its id in the paper.",
        show_default=False,
    ),
]
RowsOption = Annotated[
    Path | None,
    typer.Option(
        "--rows",
        metavar="FILE",
        callback=found_fit,
        help="Make no paper: write the ids of the rows behind a figure, as .csv, .json or "
        ".parquet.",
        show_default=False,
    ),
]


def paper(
    ledger: LedgerArgument,
    *,
    paper: PaperOption,
    quarter: QuarterOption = None,
    period: PeriodOption = None,
    out: FolderOption = None,
    as_at: AsAtOption = None,
    edition: EditionOption = None,
    local: LocalOption = None,
    settings: SettingsOption = None,
    force_name: ForceOption = None,
    figure: FigureOption = None,
    rows: RowsOption = None,
) -> None:
    """Make a board paper: every figure released once, every sentence tested, in four forms."""
    if (figure is None) != (rows is None):
        raise typer.BadParameter("Give --figure and --rows together: which figure, and where to.")
    folder = None if rows is not None else _folder(out)
    with hands_for(ledger, alone=folder is None) as hands:
        # The other process has begun by now, and reads in the same meanwhile.
        from touchpoint.cli.paper_asked import PaperAsked  # noqa: PLC0415 - slow to import
        from touchpoint.cli.paper_made import (  # noqa: PLC0415 - slow to import
            STEPS,
            make_paper,
            show_rows_behind,
        )

        asked = PaperAsked(
            ledger=ledger,
            paper=paper,
            quarter=quarter,
            period=period,
            as_at=as_at or today(),
            edition=edition,
            local=local,
            settings=settings,
            force_name=force_name,
            out=folder,
        )
        if rows is not None:
            show_rows_behind(asked, figure or "", rows)
        elif folder is not None:
            with progress("Making", STEPS) as done:
                make_paper(asked, folder, hands, done)


@contextmanager
def hands_for(ledger: Path, *, alone: bool = False) -> Iterator[Hands]:
    """Who makes a paper: of a small ledger this process alone."""
    if alone or _journeys(ledger) < MANY:
        yield OwnHands()
        return
    with other_hands() as hands:
        hands.give(read_in, "touchpoint.cli.paper_asked")
        yield hands


def _journeys(ledger: Path) -> int:
    """How many journeys a ledger holds, by what its files say of themselves."""
    return sum(pq.read_metadata(file).num_rows for file in open_folder(ledger).files("journeys"))


def _folder(out: Path | None) -> Path:
    if out is None:
        raise typer.BadParameter("Say where to write: --out DIR.")
    if out.exists() and not out.is_dir():
        raise Refused(f"{out.name} is a file: give a folder to write the paper in.")
    if out.exists():
        refuse_unwritable(out / "the paper")
    return out
