"""Little ledgers of victims who were asked, made by hand, for the tests of the voice commands."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from touchpoint.ledger import arrow_schema, new_ledger, write_part

REPORTED = date(2024, 1, 8)
ASKED = date(2024, 3, 1)

Rows = dict[str, list[dict[str, Any]]]


def at(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def victim(name: str, reported: date = REPORTED, **more: Any) -> Rows:  # noqa: ANN401 - columns of a table
    """One victim of one crime."""
    crime = {
        "investigation_id": f"I-{name}",
        "reference": name,
        "offence_group": "violence",
        "marks": [],
        "victim_based": True,
        "reported_at": at(reported),
        "reported_on": reported,
        **more,
    }
    journey = {
        "journey_id": name,
        "investigation_id": f"I-{name}",
        "role": "direct",
        "enhanced_basis": [],
    }
    return {"investigations": [crime], "journeys": [journey]}


def touch(name: str, kind: str, day: date, result: str | None = "done", **more: Any) -> Rows:  # noqa: ANN401 - columns of a table
    row = {
        "touchpoint_id": f"{name}/{kind}/{day}",
        "journey_id": name,
        "kind": kind,
        "happened_at": at(day),
        "happened_on": day,
        "result": result,
        "source": "crime_system",
        **more,
    }
    return {"touchpoints": [row]}


def response(
    name: str,
    journey: str | None,
    answers: Mapping[str, object],
    day: date = ASKED,
    **more: Any,  # noqa: ANN401 - columns of a table
) -> Rows:
    """A response; a number is given as a number and a word as a word."""
    row = {
        "response_id": name,
        "survey_id": "victims",
        "journey_id": journey,
        "answered_on": day,
        "mode": "telephone",
        **more,
    }
    said = [
        {"response_id": name, "question": question, **_given(answer)}
        for question, answer in answers.items()
    ]
    return {"responses": [row], "answers": said}


def _given(answer: object) -> dict[str, object]:
    return {"number": float(answer)} if isinstance(answer, int | float) else {"value": answer}


def together(parts: Iterable[Rows]) -> Rows:
    found: Rows = {}
    for part in parts:
        for table, rows in part.items():
            found.setdefault(table, []).extend(rows)
    return found


def written(path: Path, parts: Iterable[Rows]) -> str:
    """A ledger of these rows; the tables that must be there are there."""
    needed: Rows = {"investigations": [], "journeys": [], "touchpoints": []}
    rows = needed | together(parts)
    with new_ledger(path) as staging:
        for table, of_table in rows.items():
            schema = arrow_schema(table)
            write_part(staging, table, 0, pa.Table.from_pylist(of_table, schema=schema))
    return str(path)


def months(number: int, first: date = date(2022, 7, 1)) -> Sequence[date]:
    """The fifth day of so many months in a row."""
    found = []
    day = first.replace(day=5)
    for _ in range(number):
        found.append(day)
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=5)
    return found
