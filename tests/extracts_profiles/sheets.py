"""A small sheet, a small ledger and a profile, put together for the tests of this room.

The tables stand as the readers and the load make them (the names agreed for extracts/reading and
extracts/mapping).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from touchpoint.extracts.mapping import Mapped, mapped
from touchpoint.extracts.profile import read_profile
from touchpoint.extracts.reading import Found
from touchpoint.ledger import TABLES
from touchpoint.ledger.views import SQL_TYPES

FIRST_ROW = 2

Rows = Sequence[Sequence[str | None]]

OFFERED = """
[words.offered]
accepted = ["Yes", "Y"]
declined = ["Yes - declined"]
not_asked = ["No"]
nothing = ["N/A"]
"""
FOUND = """
[journey]
find = { reference = "Crime" }
"""
OFFER = """
[[touchpoints]]
entry = "offer"
kind = "statement.offered"
when = "On"
result = { column = "Offered", words = "offered" }
"""
ARREST = """
[[touchpoints]]
entry = "arrest"
kind = "suspect.arrested"
when = "On"
"""
CRIME = "42/0001/24"


def clock(text: str) -> datetime:
    """What a clock shows, without a time zone, as the ledger's instants are in expressions."""
    return datetime.fromisoformat(text)


@dataclass(frozen=True, kw_only=True)
class Done:
    """A sheet mapped by a profile."""

    connection: duckdb.DuckDBPyConnection
    mapped: Mapped

    def rows(self, entry: str, *columns: str) -> list[tuple[object, ...]]:
        """These columns of the records of an entry, by row and part."""
        said = next(e.rows for e in self.mapped.entries if e.name == entry)
        listed = ", ".join(f'"{column}"' for column in columns) or "*"
        found = self.connection.execute(f"SELECT {listed} FROM ({said}) ORDER BY row, part")  # noqa: S608 - names of the test
        return found.fetchall()

    @property
    def faults(self) -> list[str]:
        """Every sentence, by row."""
        found = self.connection.execute(
            f"SELECT sentence FROM {self.mapped.faults} ORDER BY row, sentence"  # noqa: S608 - names of the test
        )
        return [sentence for (sentence,) in found.fetchall()]

    @property
    def keys(self) -> dict[int, str]:
        return dict(self.connection.execute(self.mapped.keys).fetchall())

    @property
    def refused(self) -> set[int]:
        found = self.connection.execute(f"SELECT DISTINCT row FROM {self.mapped.faults}")  # noqa: S608 - names of the test
        return {row for (row,) in found.fetchall()}


def ledger(
    connection: duckdb.DuckDBPyConnection, rows: Mapping[str, Sequence[Mapping[str, object]]]
) -> None:
    """The tables of a ledger as a load shows them, with these rows."""
    for table in TABLES.values():
        columns = ", ".join(f'"{c.name}" {SQL_TYPES[c.type]}' for c in table.columns)
        connection.execute(f"CREATE OR REPLACE TABLE ledger_{table.name} ({columns})")
        for row in rows.get(table.name, ()):
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" for _ in row)
            insert = f"INSERT INTO ledger_{table.name} ({names}) VALUES ({marks})"  # noqa: S608 - names of the test
            connection.execute(insert, list(row.values()))


def three_victims() -> dict[str, list[Mapping[str, object]]]:
    """Two investigations: the first has one victim, the second two."""
    return {
        "investigations": [
            {"investigation_id": "I1", "reference": "42/0001/24"},
            {"investigation_id": "I2", "reference": "42/0002/24"},
        ],
        "journeys": [
            {"journey_id": "J1", "investigation_id": "I1", "person_id": "P1", "role": "direct"},
            {"journey_id": "J2", "investigation_id": "I2", "person_id": "P2", "role": "direct"},
            {"journey_id": "J3", "investigation_id": "I2", "person_id": "P3", "role": "bereaved"},
        ],
        "identities": [
            {"record_id": "J1", "journey_id": "J1", "family_name": "Example"},
            {"record_id": "J2", "journey_id": "J2", "family_name": "Sample"},
            {"record_id": "J3", "journey_id": "J3", "family_name": "Specimen"},
        ],
    }


def sheet(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[str], rows: Rows, path: Path
) -> Found:
    """The table that a reader makes of these rows."""
    cells = ", ".join(f"c{number} VARCHAR" for number in range(len(columns)))
    connection.execute(f"CREATE OR REPLACE TABLE source_rows (row BIGINT, {cells})")
    marks = ", ".join("?" for _ in range(len(columns) + 1))
    held = [
        [number, *(cell if cell and cell.strip() else None for cell in row)]
        for number, row in enumerate(rows, FIRST_ROW)
    ]
    if held:
        listed = ", ".join(f"({marks})" for _ in held)
        every = [cell for row in held for cell in row]
        connection.execute(f"INSERT INTO source_rows VALUES {listed}", every)  # noqa: S608 - names of the test
    return Found(
        path=path,
        sheet=None,
        table="source_rows",
        columns=tuple(columns),
        header_row=FIRST_ROW - 1,
        rows=len(rows),
        unreadable=(),
        set_aside=(),
        told=(),
    )


def map_sheet(
    folder: Path, profile: str, columns: Sequence[str], rows: Rows, *, known: bool = True
) -> Done:
    """Read a profile and map a sheet by it, over a ledger of three victims or an empty one."""
    path = folder / "profile.toml"
    path.write_text(profile if "\nname = " in f"\n{profile}" else HEAD + profile, encoding="utf-8")
    connection = duckdb.connect()
    ledger(connection, three_victims() if known else {})
    found = sheet(connection, columns, rows, folder / "sheet.csv")
    return Done(connection=connection, mapped=mapped(connection, read_profile(path), found))


HEAD = """
name = "example"
title = "An example"
source = "example"
dates = "day first"
rows.key = ["Id"]
"""
"""The top of a profile whose rows are known by the column Id."""
