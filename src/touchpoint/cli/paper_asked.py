"""A paper as it was asked for on the command line, and the processes that make it together.

Of a large ledger the counting takes the time: meanwhile another process hears the voices,
reconciles the sources and gets ready to draw and to write.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq
import typer

from touchpoint.calendar import Period, read_period
from touchpoint.cli.editions_asked import EditionsAsked, editions_asked
from touchpoint.cli.measuring import OnDuckDB, days_of_loads
from touchpoint.cli.reconciling import likely, reconciles
from touchpoint.disclosure.shelf import earlier_releases
from touchpoint.engines import DuckLedger, open_on_duckdb
from touchpoint.ledger import open_folder
from touchpoint.papers.asking.answering import Asking
from touchpoint.papers.charts import begin_to_draw
from touchpoint.papers.description.paper import Paper
from touchpoint.papers.description.periods import ending_with
from touchpoint.papers.description.reading import paper_file, read_paper
from touchpoint.papers.hands import Hands, OwnHands, other_hands
from touchpoint.papers.making.given import Given
from touchpoint.papers.making.hearing import Hearing, listens
from touchpoint.papers.making.meanwhile import Meanwhile
from touchpoint.papers.wording.settings import Settings, read_settings
from touchpoint.papers.writing import get_ready

MANY: Final = 50_000
"""So many journeys are worth another process, which takes a second or two to begin."""

MEMORY_MEANWHILE: Final = "600MB"


@dataclass(frozen=True, kw_only=True)
class PaperAsked:
    """What a paper is to be of, as the command was told."""

    ledger: Path
    paper: str
    quarter: str | None
    period: str | None
    as_at: date
    edition: str | None
    local: str | None
    settings: Path | None
    force_name: str | None

    @cached_property
    def said(self) -> Settings:
        """The force's settings, with what the command says of its name."""
        said = read_settings(self.settings)
        return said if self.force_name is None else replace(said, force=self.force_name)

    @cached_property
    def described(self) -> Paper:
        """The description of the paper."""
        return read_paper(
            paper_file(self.paper),
            standards=self.said.standards,
            instruments=self.said.instruments,
        )

    @cached_property
    def judged(self) -> EditionsAsked:
        """The editions of the Code that it judges by."""
        return editions_asked(self.edition, self.local)

    @cached_property
    def own(self) -> Period:
        """The period of the paper: as asked, or ending with the quarter asked for."""
        if (self.quarter is None) == (self.period is None):
            raise typer.BadParameter("Say which period: --quarter 2024-25Q1, or --period.")
        if self.quarter is not None:
            return ending_with(read_period(self.quarter, "quarter"), self.described.period)
        return read_period(self.period or "", self.described.period)

    def given(self, opened: DuckLedger) -> Given:
        """Everything that the paper is made of, in a ledger that is open."""
        return Given(
            paper=self.described,
            own=self.own,
            asking=Asking(
                runner=OnDuckDB(ledger=opened),
                as_at=self.as_at,
                editions=self.judged.editions,
                loads=days_of_loads(self.ledger),
                instruments=self.said.instruments,
                whenever=self.judged.whenever,
            ),
            settings=self.said,
            earlier=earlier_releases(self.ledger),
        )


@dataclass(frozen=True, kw_only=True)
class PaperHands:
    """Who makes the paper together."""

    others: Hands
    elsewhere: Callable[[], Meanwhile] | None = None

    def meanwhile(self, given: Given, opened: DuckLedger) -> Callable[[], Meanwhile]:
        """What is worked out elsewhere; or here, where nobody else does."""
        if self.elsewhere is not None:
            return self.elsewhere
        found = Meanwhile(likely=likely(given, opened))
        return lambda: found


@contextmanager
def hands_for(asked: PaperAsked) -> Iterator[PaperHands]:
    """The processes for a paper: of a small ledger this one alone."""
    if _journeys(asked.ledger) < MANY:
        yield PaperHands(others=OwnHands())
        return
    with other_hands() as hands:
        elsewhere = None
        if reconciles(asked.described) or listens(asked.described):
            # Without what was read here: it is read again there sooner than it is handed over.
            elsewhere = hands.give(worked_out, replace(asked))
        hands.give(begin_to_draw)
        hands.give(get_ready)
        yield PaperHands(others=hands, elsewhere=elsewhere)


def worked_out(asked: PaperAsked) -> Meanwhile:
    """Hear the voices and reconcile the sources of a ledger, for a paper that is made meanwhile."""
    with open_on_duckdb(asked.ledger, threads=1, memory=MEMORY_MEANWHILE) as opened:
        given = asked.given(opened)
        return Meanwhile(likely=likely(given, opened), heard=Hearing(given).heard())


def _journeys(ledger: Path) -> int:
    """How many journeys a ledger holds, by what its files say of themselves."""
    return sum(pq.read_metadata(file).num_rows for file in open_folder(ledger).files("journeys"))
