"""A paper as it was asked for on the command line, and what is worked out for it elsewhere."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

import typer

from touchpoint.calendar import Period, read_period
from touchpoint.cli.editions_asked import EditionsAsked, as_printed, editions_asked
from touchpoint.cli.measuring import OnDuckDB, days_of_loads
from touchpoint.cli.options import as_typed
from touchpoint.cli.reconciling import likely
from touchpoint.disclosure.shelf import earlier_releases
from touchpoint.engines import DuckLedger, open_on_duckdb
from touchpoint.errors import Refused
from touchpoint.papers.asking.answering import Asking
from touchpoint.papers.description.paper import Paper
from touchpoint.papers.description.periods import ending_with
from touchpoint.papers.description.reading import paper_file, read_paper
from touchpoint.papers.kept.file import kept_in, last_before
from touchpoint.papers.making.given import Given
from touchpoint.papers.making.hearing import Hearing
from touchpoint.papers.making.meanwhile import Meanwhile
from touchpoint.papers.making.wanted import ripening_of
from touchpoint.papers.wording.periods import day_in_words, in_words
from touchpoint.papers.wording.settings import Settings, read_settings

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
    out: Path | None
    """The folder to write in, which may hold the paper of the period before."""

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
            raise typer.BadParameter("Say which period, once: --quarter 2024-25Q1, or --period.")
        kind = self.described.period
        with as_typed():
            if self.quarter is not None:
                own = ending_with(read_period(self.quarter, "quarter"), kind)
            else:
                own = read_period(self.period or "", kind)
        if own.from_on > self.as_at:
            raise Refused(
                f"{in_words(own)} begins after {day_in_words(self.as_at)}, the day asked about: "
                "ask for an earlier period, or give a later --as-at."
            )
        return own

    def given(self, opened: DuckLedger) -> Given:
        """Everything that the paper is made of, in a ledger that is open."""
        given = Given(
            paper=self.described,
            own=self.own,
            asking=Asking(
                runner=OnDuckDB(ledger=opened),
                as_at=self.as_at,
                editions=self.judged.editions,
                loads=days_of_loads(self.ledger),
                instruments=self.said.instruments,
                whenever=self.judged.whenever,
                judged_by=self.judged.asked_by,
            ),
            asked_by=as_printed(
                paper=self.paper,
                period=self.own.label,
                edition=self.edition,
                local=self.local,
                settings=None if self.settings is None else self.settings.name,
            ),
            settings=self.said,
            earlier=earlier_releases(self.ledger),
        )
        if self.out is None:
            return given
        held = kept_in(self.out)
        return replace(given, last=last_before(held, given.paper.name, given.own, given.force))


def worked_out(asked: PaperAsked) -> Meanwhile:
    """What a paper needs of a ledger beside its own figures, for one that is made meanwhile."""
    with open_on_duckdb(asked.ledger, threads=1, memory=MEMORY_MEANWHILE) as opened:
        given = asked.given(opened)
        heard = Hearing(given).heard()
        ripened = ripening_of(given).ahead()
        return Meanwhile(likely=likely(given, opened), heard=heard, ripened=ripened)
