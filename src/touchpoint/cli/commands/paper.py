"""`touchpoint paper`: a board paper in four forms, with every sentence a tested claim."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from touchpoint.cli.options import AsAtOption, EditionOption, LedgerArgument, LocalOption, today
from touchpoint.cli.output import found_fit, show
from touchpoint.cli.paper_asked import PaperAsked, PaperHands, hands_for
from touchpoint.cli.progress import progress
from touchpoint.disclosure.shelf import keep_release
from touchpoint.engines import open_on_duckdb
from touchpoint.errors import Refused
from touchpoint.measures.behind import COLUMNS
from touchpoint.papers.kept.file import ENDING, kept_in, last_before
from touchpoint.papers.making.behind import behind
from touchpoint.papers.making.given import Given
from touchpoint.papers.making.making import make
from touchpoint.papers.writing import write_paper

MEMORY = "2500MB"
STEPS = 3


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
    )
    if folder is None:
        with open_on_duckdb(ledger, memory=MEMORY) as opened:
            show(COLUMNS, behind(asked.given(opened), figure or ""), chosen=None, out=rows)
        return
    with hands_for(asked) as hands, progress("Making", STEPS) as done:
        _make(asked, hands, folder, done)


def _make(asked: PaperAsked, hands: PaperHands, folder: Path, done: Callable[[int], None]) -> None:
    """Make the paper, write it, and remember what was released before saying that it is."""
    with open_on_duckdb(asked.ledger, memory=MEMORY) as opened:
        given = _after_the_last(asked.given(opened), folder)
        folder.mkdir(parents=True, exist_ok=True)
        made = make(replace(given, meanwhile=hands.meanwhile(given, opened), hands=hands.others))
    done(2)
    with written_beside(folder) as draft:
        write_paper(made.unhung, draft, hands.others, hung=lambda: made.document)
        name = made.unhung.name
        (draft / f"{name}{ENDING}").write_text(made.kept.to_json(), encoding="utf-8")
        keep_release(asked.ledger, name, made.kept.published)
        for path in sorted(draft.iterdir()):
            typer.echo(path.replace(folder / path.name))
    done(1)


def _folder(out: Path | None) -> Path:
    if out is None:
        raise typer.BadParameter("Say where to write: --out DIR.")
    if out.exists() and not out.is_dir():
        raise Refused(f"{out.name} is a file: give a folder to write the paper in.")
    return out


def _after_the_last(given: Given, folder: Path) -> Given:
    """The same with the last released paper of the folder."""
    return replace(
        given, last=last_before(kept_in(folder), given.paper.name, given.own, given.force)
    )


@contextmanager
def written_beside(folder: Path) -> Iterator[Path]:
    """A folder within another, to write in first: what goes wrong leaves nothing behind."""
    with TemporaryDirectory(dir=folder, prefix=".paper-") as draft:
        yield Path(draft)
