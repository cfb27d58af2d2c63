"""A sound little ledger of every table, and the ways of breaking it, each with its one fault."""

from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from touchpoint.engines import open_on_duckdb
from touchpoint.ledger import TABLES, Fault, Finding, arrow_schema
from touchpoint.ledger.content import check_ledger, folder_findings
from touchpoint.ledger.folder import DESCRIPTION, describe

Ledger: TypeAlias = dict[str, list[dict[str, Any]]]
Break: TypeAlias = Callable[[Ledger], None]

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

IBIS_ON_DUCKDB_2 = "ignore:fetch_arrow_table:DeprecationWarning"
"""Ibis asks DuckDB for its rows by a name that DuckDB 2 is about to drop; not ours to mend."""

PERSONAL = ("Quillon", "Zephyrine", "Marrowby", "Thistlewick", "07700900123", "post@example.org")
"""What stands in identities and must not stand anywhere else."""


@dataclass(frozen=True, kw_only=True)
class Breakage:
    """One way of breaking the ledger, and the one finding that it should give."""

    name: str
    by: Break
    fault: Fault
    place: tuple[str, str]
    count: int = 1
    first: str


def sound() -> Ledger:
    """Four investigations, five journeys and something in every other table."""
    return deepcopy(_SOUND)


def row(ledger: Ledger, table: str, name: str) -> dict[str, Any]:
    """The row of a table that its key, or its first column, names."""
    column = (TABLES[table].key or TABLES[table].column_names)[0]
    return next(found for found in ledger[table] if found[column] == name)


def put(table: str, name: str, /, **cells: object) -> Break:
    """Put other values into the cells of one row."""
    return lambda ledger: row(ledger, table, name).update(cells)


def add(table: str, like: str, /, **cells: object) -> Break:
    """Add a row like another but for some cells."""
    return lambda ledger: ledger[table].append({**row(ledger, table, like), **cells})


def both(*breaks: Break) -> Break:
    """One thing after another."""

    def by(ledger: Ledger) -> None:
        for each in breaks:
            each(ledger)

    return by


def touchpoint(name: str, /, **cells: object) -> Break:
    """Put other values into the cells of one touchpoint."""
    return put("touchpoints", name, **cells)


def another(like: str, name: str, /, **cells: object) -> Break:
    """Add a touchpoint like another but for some cells."""
    return add("touchpoints", like, touchpoint_id=name, **cells)


def case(fault: Fault, place: str, by: Break, first: str, count: int = 1) -> Breakage:
    """A way of breaking the ledger, with the fault, table.column, count and example it gives."""
    table, column = place.split(".", 1)
    return Breakage(
        name=f"{fault} in {place}: {first}",
        by=by,
        fault=fault,
        place=(table, column),
        first=first,
        count=count,
    )


def happening(at: datetime, on: date, **cells: object) -> dict[str, object]:
    """The cells of a touchpoint for an instant and its day, written down at once."""
    return {"happened_at": at, "happened_on": on, "recorded_at": at, **cells}


def table_of(name: str, rows: Iterable[dict[str, Any]]) -> pa.Table:
    """Rows as a table of the contract's types in which any cell may be empty."""
    schema = pa.schema([field.with_nullable(nullable=True) for field in arrow_schema(name)])
    return pa.Table.from_pylist(list(rows), schema=schema)


def write(path: Path, ledger: Ledger) -> Path:
    """Write a ledger, one file for each table, without asking whether it is sound."""
    path.mkdir(exist_ok=True)
    (path / DESCRIPTION).write_text(describe(), encoding="utf-8")
    for name, rows in ledger.items():
        pq.write_table(table_of(name, rows), path / f"{name}.parquet")
    return path


def check(path: Path) -> list[Finding]:
    """What `touchpoint check` finds."""
    found = folder_findings(path)
    if not found:
        with open_on_duckdb(path, faulty=True, threads=1) as ledger:
            found = check_ledger(ledger.tables, ledger.structure, run=ledger.rows)
    return found


def gives_its_fault_and_no_other(broken: Breakage, path: Path) -> None:
    """Break the sound ledger in one way and look at all that is found."""
    ledger = sound()
    broken.by(ledger)
    found = check(write(path, ledger))
    assert brief(found) == [(broken.fault, *broken.place, broken.count)], found
    assert found[0].examples[0] == broken.first
    assert f"{broken.count:,} " in found[0].sentence
    assert not [word for word in PERSONAL if word in found[0].sentence]


def brief(found: Iterable[Finding]) -> list[tuple[Fault, str, str, int]]:
    """Findings without their words."""
    return [(each.fault, each.table, each.column, each.count) for each in found]


def _investigation(name: str, **more: object) -> dict[str, Any]:
    return {
        "investigation_id": name,
        "reference": f"42/{name}/24",
        "offence_code": "8N",
        "offence_group": "violence without injury",
        "marks": ["violence", "domestic_abuse"],
        "victim_based": True,
        "reported_at": NOON,
        "reported_on": NOON.date(),
        "recorded_at": NOON + HOUR,
        "pathway": "attended",
        "unit_id": "U2",
        "outcome": None,
        "closed_on": None,
        **more,
    }


def _journey(name: str, investigation: str, **more: object) -> dict[str, Any]:
    return {
        "journey_id": name,
        "investigation_id": investigation,
        "role": "direct",
        "age": 34,
        "enhanced_on": None,
        "enhanced_basis": [],
        **more,
    }


def _touchpoint(name: str, journey: str, kind: str, days: int, **more: object) -> dict[str, Any]:
    at = NOON + days * DAY
    return {
        "touchpoint_id": name,
        "journey_id": journey,
        "kind": kind,
        "happened_at": at,
        "happened_on": at.date(),
        "recorded_at": at + HOUR,
        "source": "crime_system",
        "result": None,
        "received_on": None,
        "about": None,
        "replaces": None,
        "detail": None,
        **more,
    }


_SOUND: Ledger = {
    "units": [
        {"unit_id": "U0", "parent_id": None, "name": "The force", "kind": "force"},
        {"unit_id": "U1", "parent_id": "U0", "name": "North", "kind": "area"},
        {"unit_id": "U2", "parent_id": "U1", "name": "North CID", "kind": "team"},
    ],
    "investigations": [
        _investigation("I1"),
        _investigation("I2", marks=[], closed_on=date(2024, 6, 3), outcome="18"),
        _investigation("I3", closed_on=NOON.date(), unit_id=None, recorded_at=NOON),
        # Nobody's: an investigation without a victim is no fault.
        _investigation("I4", reported_at=datetime(2024, 6, 30, 23, 30, tzinfo=UTC))
        | {"reported_on": date(2024, 7, 1), "recorded_at": None},
    ],
    "journeys": [
        _journey("J1", "I1"),
        _journey("J2", "I1", role="bereaved", age=None),
        _journey("J3", "I2", enhanced_on=date(2024, 3, 4), enhanced_basis=["vulnerable"]),
        _journey("J4", "I3", age=0),
        _journey("J5", "I3", age=125, role="business"),
    ],
    "touchpoints": [
        _touchpoint("T1", "J1", "suspect.arrested", 1),
        _touchpoint("T2", "J1", "victim.told", 2, about="T1", result="done"),
        _touchpoint("T3", "J1", "victim.told", 2, about="T1", result="done", replaces="T2"),
        _touchpoint("T4", "J1", "victim.told", 1, about="T1", replaces="T3"),
        _touchpoint("T5", "J1", "contact.agreed", 3, detail='{"every_days": 28}', result="done"),
        _touchpoint("T6", "J3", "contact.agreed", 3, detail='{"paused": true}'),
        _touchpoint("T7", "J3", "contact.agreed", 4, result="declined"),
        _touchpoint("T8", "J3", "risk.assessed", 4, detail=' {"grade": "nan, ], inf,}"}'),
        _touchpoint("T9", "J3", "hearing.listed", 5, received_on=date(2024, 3, 6)),
        _touchpoint("T10", "J4", "victim.updated", 5, recorded_at=None, detail="{}"),
        # The last half hour of a day of winter and of a day of summer, in London.
        _touchpoint("T11", "J4", "victim.updated", 0)
        | happening(datetime(2024, 3, 30, 23, 30, tzinfo=UTC), date(2024, 3, 30)),
        _touchpoint("T12", "J4", "victim.updated", 0)
        | happening(datetime(2024, 3, 31, 23, 30, tzinfo=UTC), date(2024, 4, 1)),
    ],
    "coverage": [
        {"source": "crime_system", "kind": kind, "from_on": start, "to_on": end}
        for kind, start, end in (
            ("victim.told", date(2015, 4, 1), date(2020, 3, 31)),
            ("victim.told", date(2020, 4, 1), None),
            ("victim.updated", date(2015, 4, 1), None),
        )
    ],
    "responses": [
        {"response_id": name, "survey_id": "S1", "answered_on": date(2024, 8, 1), "mode": "text"}
        | {"journey_id": journey, "weight": weight}
        for name, journey, weight in (("R1", "J1", 1.5), ("R2", None, None))
    ],
    "answers": [
        {"response_id": response, "question": question, "value": "yes"}
        for response, question in (("R1", "informed"), ("R1", "treated"), ("R2", "informed"))
    ],
    "returns": [
        {"provider": "P1", "service": "advocacy", "indicator": "referrals", "value": 12.0}
        | {"from_on": date(2024, 4, 1), "to_on": date(2024, 6, 30)}
    ],
    "identities": [
        {"record_id": "X1", "journey_id": "J1", "given_name": "Quillon", "family_name": "Marrowby"}
        | {"phone": "07700900123", "email": "post@example.org"},
        {"record_id": "X2", "journey_id": "J2", "given_name": "Zephyrine"}
        | {"family_name": "Thistlewick", "born_on": date(1900, 1, 1)},
    ],
    "reviews": [
        {"review_id": "V1", "sample_id": "M1", "investigation_id": "I1", "reviewer_id": "S7"}
        | {"second": False, "question": "told", "verdict": "yes", "reviewed_on": date(2024, 9, 2)}
    ],
}
