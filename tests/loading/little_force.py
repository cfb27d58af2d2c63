"""Small files of a made-up crime system, and a plain reading of what a ledger should hold of them.

The oracle knows nothing of how loading works: a row stands as the last load that holds it and is
not undone left it.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from touchpoint.extracts.loading import Loaded, load
from touchpoint.extracts.profile import read_profile
from touchpoint.ledger import TABLES, arrow_schema, new_ledger, open_folder, write_part

HERE = Path(__file__).parent
HEADINGS = (
    "Crime No",
    "Reported",
    "Unit",
    "Offence",
    "Age",
    "VPS offered",
    "Offered on",
    "Assessed",
)
TOLD_HEADINGS = ("Entry", "Crime", "On")
RESULTS = {"Yes": "accepted", "Declined": "declined", "No": "not_asked"}
NOW = datetime(2024, 7, 1, 9, tzinfo=UTC)
OURS, TOLD = (read_profile(str(HERE / name)) for name in ("ours.toml", "told.toml"))


@dataclass(frozen=True, kw_only=True)
class Crime:
    """One row of the export."""

    number: int
    unit: str = "North"
    offence: str = "theft"
    age: str = "40"
    offered: str = ""
    assessed: str = ""

    @property
    def name(self) -> str:
        return f"C{self.number}"

    @property
    def cells(self) -> tuple[str, ...]:
        offered_on = "05/03/2024" if self.offered else ""
        return (
            self.name,
            f"{self.number:02}/03/2024 10:00",
            self.unit,
            self.offence,
            self.age,
            self.offered,
            offered_on,
            self.assessed,
        )

    @property
    def touchpoints(self) -> set[tuple[str, str, str, str | None]]:
        found: set[tuple[str, str, str, str | None]] = set()
        journey = f"{self.name}-V1"
        if self.offered in RESULTS:
            found.add((journey, "statement.offered", "2024-03-05", RESULTS[self.offered]))
        if self.assessed:
            day, month, year = self.assessed.split("/")
            found.add((journey, "needs.assessed", f"{year}-{month}-{day}", None))
        return found


@dataclass(frozen=True, kw_only=True)
class Held:
    """What a ledger says, as anybody would read it by the contract alone."""

    investigations: Mapping[str, tuple[str, str]]
    journeys: Mapping[str, int | None]
    touchpoints: frozenset[tuple[str, str, str, str | None]]


def empty_ledger(path: Path) -> Path:
    with new_ledger(path) as staging:
        for table in TABLES.values():
            if table.required:
                write_part(staging, table.name, 0, arrow_schema(table).empty_table())
    return path


def write_csv(
    path: Path, rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS
) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows(rows)
    return path


def load_crimes(ledger: Path, file: Path, crimes: Sequence[Crime]) -> Loaded:
    return load(ledger, OURS, write_csv(file, [crime.cells for crime in crimes]), loaded_at=NOW)


def expected(crimes: Sequence[Crime]) -> Held:
    return Held(
        investigations={crime.name: (crime.offence, crime.unit) for crime in crimes},
        journeys={f"{crime.name}-V1": int(crime.age) for crime in crimes},
        touchpoints=frozenset().union(*(crime.touchpoints for crime in crimes)),
    )


@contextmanager
def asking(ledger: Path) -> Iterator[Callable[[str], list[tuple[Any, ...]]]]:
    """What gives the rows of a SELECT over the ledger's files; `{table}` stands for a table."""
    folder = open_folder(ledger)
    files = {
        name: f"read_parquet({[str(file) for file in folder.files(name)]}, union_by_name = true)"
        for name in (*TABLES, "loads")
        if folder.files(name)
    }
    with duckdb.connect() as connection:
        yield lambda select: connection.execute(select.format(**files)).fetchall()


def rows_of(ledger: Path, select: str) -> list[tuple[Any, ...]]:
    """What one SELECT gives."""
    with asking(ledger) as ask:
        return ask(select)


def held_in(ledger: Path) -> Held:
    counting = """
        SELECT journey_id, kind, happened_on::VARCHAR, result FROM {touchpoints}
        WHERE kind <> 'touchpoint.withdrawn' AND touchpoint_id NOT IN
            (SELECT replaces FROM {touchpoints} WHERE replaces IS NOT NULL)
    """
    with asking(ledger) as ask:
        investigations = ask(
            "SELECT investigation_id, offence_group, unit_id FROM {investigations}"
        )
        journeys = ask("SELECT journey_id, age FROM {journeys}")
        touchpoints = ask(counting)
    assert len(set(touchpoints)) == len(touchpoints), "something counts twice"
    assert len({row[0] for row in investigations}) == len(investigations)
    return Held(
        investigations={str(name): (str(o), str(u)) for name, o, u in investigations},
        journeys={str(name): age for name, age in journeys},
        touchpoints=frozenset(touchpoints),
    )
