"""A small made-up force, a short paper of it, and the making of one, for tests to share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from touchpoint.calendar import read_period
from touchpoint.cli.app import app
from touchpoint.cli.measuring import OnDuckDB
from touchpoint.engines import open_on_duckdb
from touchpoint.papers.asking.answering import Asking
from touchpoint.papers.description.reading import read_paper
from touchpoint.papers.making.given import Given
from touchpoint.papers.making.making import Made, make
from touchpoint.papers.wording.settings import Settings
from touchpoint.rights.editions import in_force

AS_AT = date(2024, 8, 31)

PAPER = """
name = "little"
title = "A little paper"
statement = "What a little paper is for."
period = "quarter"

[[summary.blocks]]
list = [
  { claim = "changed", measure = "needs_assessed", id = "needs-changed" },
  { claim = "is", measure = "victim_based_crimes" },
  { text = "A word of the author." },
]

[[sections]]
id = "needs"
heading = "Needs"
[[sections.blocks]]
[sections.blocks.table]
id = "quarters"
caption = "Needs by quarter"
stub = "Quarter"
missing = "-"
rows = { periods = { last = 3 } }
columns = [
  { measure = "needs_assessed" },
  { measure = "texts_sent", show = "count" },
]
[[sections.blocks]]
[sections.blocks.table]
id = "by-team"
caption = "Needs by team and by area"
stub = "Unit"
measure = "needs_assessed"
rows = [{ by = "unit:area" }, { by = "unit:team" }, { heading = "All", total = true }]
columns = [{ heading = "Needs assessed" }]
[[sections.blocks]]
paragraph = [{ claim = "is_lowest", measure = "needs_assessed", by = "unit:area" }]
"""


@dataclass(frozen=True)
class Little:
    """The ledger, and a folder to put descriptions in."""

    ledger: Path
    folder: Path

    def description(self, text: str = PAPER, name: str = "little") -> Path:
        """A description in a file."""
        path = self.folder / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        return path

    @contextmanager
    def given(
        self, text: str = PAPER, quarter: str = "2024-25Q1", **more: object
    ) -> Iterator[Given]:
        """Everything that a paper of the ledger is made of."""
        settings = Settings()
        with open_on_duckdb(self.ledger) as opened:
            asking = Asking(
                runner=OnDuckDB(ledger=opened),
                as_at=AS_AT,
                editions=in_force(),
                loads={},
                instruments=settings.instruments,
            )
            yield Given(
                paper=read_paper(self.description(text)),
                own=read_period(quarter),
                asking=asking,
                settings=settings,
                **more,  # type: ignore[arg-type] # whatever a paper is given
            )

    def made(self, text: str = PAPER, quarter: str = "2024-25Q1", **more: object) -> Made:
        """A paper of the ledger."""
        with self.given(text, quarter, **more) as given:
            return make(given)


def paper_of(ledger: Path, text: str, as_at: date, quarter: str = "2024-25Q1") -> Made:
    """The paper of any ledger, described by a text."""
    path = ledger.with_suffix(".toml")
    path.write_text(text, encoding="utf-8")
    settings = Settings()
    with open_on_duckdb(ledger, threads=1) as opened:
        asking = Asking(
            runner=OnDuckDB(ledger=opened),
            as_at=as_at,
            editions=in_force(),
            loads={},
            instruments=settings.instruments,
        )
        paper, own = read_paper(path), read_period(quarter)
        return make(Given(paper=paper, own=own, asking=asking, settings=settings))


@pytest.fixture(scope="session")
def little(tmp_path_factory: pytest.TempPathFactory) -> Little:
    """A force of 1,500 journeys."""
    folder = tmp_path_factory.mktemp("little")
    ledger = folder / "ledger"
    app(
        [
            "synthesise", str(ledger), "--journeys", "1500", "--seed", "3",
            "--from", "2023-07-01", "--to", "2024-06-30",
        ],
        standalone_mode=False,
    )  # fmt: skip
    return Little(ledger=ledger, folder=folder)
