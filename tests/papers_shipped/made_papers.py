"""Papers that come with Touchpoint made of a ledger, and their tables as texts."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from touchpoint.calendar import read_period
from touchpoint.cli.measuring import OnDuckDB
from touchpoint.engines import open_on_duckdb
from touchpoint.papers.asking.answering import Asking
from touchpoint.papers.description.breaks import Break
from touchpoint.papers.description.paper import Paper
from touchpoint.papers.description.reading import paper_file, read_paper
from touchpoint.papers.document import Document, Table
from touchpoint.papers.making.given import Given
from touchpoint.papers.making.making import Made, make
from touchpoint.papers.wording.settings import Settings
from touchpoint.rights.editions import in_force


@cache
def _read(name: str) -> Paper:
    return read_paper(paper_file(name))


def shipped(name: str, *sections: str) -> Paper:
    """A paper as it comes with Touchpoint; of its sections only some, where some are named."""
    paper = _read(name)
    if not sections:
        return paper
    kept = tuple(section for section in paper.sections if section.id in sections)
    assert {section.id for section in kept} == set(sections)
    return replace(paper, summary=(), sections=kept, headline=("victim_based_crimes",))


def made(
    ledger: Path, paper: Paper, period: str, as_at: date, breaks: tuple[Break, ...] = ()
) -> Document:
    """The paper of a ledger, as a document."""
    return made_whole(ledger, paper, period, as_at, breaks).document


def made_whole(
    ledger: Path, paper: Paper, period: str, as_at: date, breaks: tuple[Break, ...] = ()
) -> Made:
    """The paper of a ledger with the figures that are kept beside it."""
    settings = replace(Settings(), breaks=breaks)
    with open_on_duckdb(ledger, threads=1) as opened:
        asking = Asking(
            runner=OnDuckDB(ledger=opened),
            as_at=as_at,
            editions=in_force(),
            loads={},
            instruments=settings.instruments,
        )
        own = read_period(period, paper.period)
        return make(Given(paper=paper, own=own, asking=asking, settings=settings))


def table(document: Document, id_: str) -> Table:
    """A table of a paper."""
    return next(b for b in document.every_block() if isinstance(b, Table) and b.id == id_)


def texts(found: Table) -> dict[str, list[str]]:
    """The cells of a table by the headings of their rows, each with its mark."""
    return {
        row.heading: [f"{cell.text}{cell.mark or ''}" for cell in row.cells] for row in found.rows
    }
