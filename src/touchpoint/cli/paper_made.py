"""A paper made and written, with the rows behind a figure of it.

Of a large ledger the counting takes the time: meanwhile other hands hear the voices, reconcile the
sources, count again what stood earlier, draw and write.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import typer

from touchpoint.cli.measuring import MEMORY
from touchpoint.cli.output import show
from touchpoint.cli.paper_asked import PaperAsked, worked_out
from touchpoint.cli.reconciling import likely
from touchpoint.disclosure.shelf import keep_release
from touchpoint.engines import DuckLedger, open_on_duckdb
from touchpoint.measures.behind import COLUMNS
from touchpoint.papers.charts import begin_to_draw
from touchpoint.papers.hands import Hands
from touchpoint.papers.kept.file import ENDING
from touchpoint.papers.making.behind import behind
from touchpoint.papers.making.given import Given
from touchpoint.papers.making.making import Made, make
from touchpoint.papers.making.meanwhile import Meanwhile
from touchpoint.papers.writing import get_ready, write_paper

STEPS: Final = 3


def show_rows_behind(asked: PaperAsked, figure: str, out: Path) -> None:
    """Write the ids of the rows behind a figure."""
    with open_on_duckdb(asked.ledger, memory=MEMORY) as opened:
        show(COLUMNS, behind(asked.given(opened), figure), chosen=None, out=out)


def make_paper(asked: PaperAsked, folder: Path, hands: Hands, done: Callable[[int], None]) -> None:
    """Make a paper, write it, and remember what was released before saying that it is."""
    elsewhere = _begun(asked, hands) if hands.elsewhere else None
    with _made_if_not_there(folder):
        with open_on_duckdb(asked.ledger, memory=MEMORY) as opened:
            given = asked.given(opened)
            meanwhile = elsewhere or _worked_out_here(given, opened)
            made = make(replace(given, meanwhile=meanwhile, hands=hands))
        done(2)
        _write(asked, made, folder, hands)
    done(1)


def _write(asked: PaperAsked, made: Made, folder: Path, hands: Hands) -> None:
    """Write a paper into its folder, where it is remembered."""
    with _written_beside(folder) as draft:
        write_paper(made.unhung, draft, hands, hung=lambda: made.document)
        name = made.unhung.name
        (draft / f"{name}{ENDING}").write_text(made.kept.to_json(), encoding="utf-8")
        keep_release(asked.ledger, name, made.kept.published)
        for path in sorted(draft.iterdir()):
            typer.echo(path.replace(folder / path.name))


def _begun(asked: PaperAsked, hands: Hands) -> Callable[[], Meanwhile]:
    """Begin everything that other hands can do while figures are counted."""
    # Without what was read here: it is read again there sooner than it is handed over.
    elsewhere = hands.give(worked_out, replace(asked))
    hands.give(begin_to_draw)
    hands.give(get_ready)
    return elsewhere


def _worked_out_here(given: Given, opened: DuckLedger) -> Callable[[], Meanwhile]:
    """What nobody works out elsewhere; voices and older figures are asked for where needed."""
    found = Meanwhile(likely=likely(given, opened))
    return lambda: found


@contextmanager
def _made_if_not_there(folder: Path) -> Iterator[None]:
    """Have a folder before the work that is for it; what goes wrong takes away what was made."""
    absent = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for one in absent:
            with suppress(OSError):  # somebody has put something in it meanwhile
                one.rmdir()
        raise


@contextmanager
def _written_beside(folder: Path) -> Iterator[Path]:
    """A folder within another, to write in first: what goes wrong leaves nothing behind."""
    with TemporaryDirectory(dir=folder, prefix=".paper-") as draft:
        yield Path(draft)
