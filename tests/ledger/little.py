"""A little ledger, made by hand, that the tests of the ledger room start from."""

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa

from touchpoint.ledger import arrow_schema, new_ledger, write_part

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)
DAY = date(2024, 3, 1)


def rows(table: str, *values: dict[str, object]) -> pa.Table:
    """Rows of a table; what is not given is empty."""
    return pa.Table.from_pylist(list(values), schema=arrow_schema(table))


def investigation(name: str) -> dict[str, object]:
    return {
        "investigation_id": name,
        "reference": f"42/{name}/24",
        "offence_group": "violence without injury",
        "marks": ["violence"],
        "victim_based": True,
        "reported_at": NOON,
        "reported_on": DAY,
    }


def journey(name: str, investigation_id: str) -> dict[str, object]:
    return {
        "journey_id": name,
        "investigation_id": investigation_id,
        "role": "direct",
        "enhanced_basis": [],
    }


def touchpoint(name: str, journey_id: str, **more: object) -> dict[str, object]:
    return {
        "touchpoint_id": name,
        "journey_id": journey_id,
        "kind": "victim.updated",
        "happened_at": NOON,
        "happened_on": DAY,
        "source": "crime_system",
        **more,
    }


def batch(number: int) -> dict[str, pa.Table]:
    """A batch that touches three tables: one investigation, its journey, two touchpoints."""
    name = f"J{number}"
    return {
        "investigations": rows("investigations", investigation(f"I{number}")),
        "journeys": rows("journeys", journey(name, f"I{number}")),
        "touchpoints": rows(
            "touchpoints", touchpoint(f"T{number}a", name), touchpoint(f"T{number}b", name)
        ),
    }


def write_little(path: Path) -> None:
    """A ledger of one journey."""
    with new_ledger(path) as staging:
        for table, data in batch(0).items():
            write_part(staging, table, 0, data)
