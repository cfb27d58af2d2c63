"""Worked examples of an edition file as rows of a ledger, and as the verdicts that must come out.

On the authority of docs/explanation/how-a-duty-is-judged.md, section The file. It is a second
reading, like the oracle, and shares nothing with the first (rights/proof/examples.py).
"""

import json
from datetime import date, datetime, time
from typing import Any

from touchpoint.calendar import local_day, utc_of
from touchpoint.ledger.tables import TABLES

Row = dict[str, Any]


def rows_of_example(duty: Row, example: Row) -> dict[str, list[Row]]:
    """The ledger of a worked example: journey J of investigation I."""
    assert example in duty["examples"]
    said = dict(example["journey"])
    reported_at = instant_of(said.pop("reported"))
    known: Row = {
        "investigation_id": "I",
        "journey_id": "J",
        "reference": "EXAMPLE",
        "offence_group": "Violence against the person",
        "marks": [],
        "victim_based": True,
        "role": "direct",
        "enhanced_basis": [],
        "reported_at": reported_at,
        "reported_on": local_day(reported_at),
        "closed_on": said.pop("closed", None),
    }
    return {
        "investigations": [_row("investigations", known | said)],
        "journeys": [_row("journeys", known | said)],
        "touchpoints": [_touchpoint(each) for each in example.get("touchpoints", [])],
        "coverage": [
            _row("coverage", {**each, "from_on": each["from"], "to_on": each.get("to")})
            for each in example.get("coverage", [])
        ],
    }


def _row(table: str, cells: Row) -> Row:
    return {name: cells.get(name) for name in TABLES[table].column_names}


def _touchpoint(each: Row) -> Row:
    at = instant_of(each["at"])
    known = {
        "touchpoint_id": each["id"],
        "journey_id": "J",
        "happened_at": at,
        "happened_on": local_day(at),
        "received_on": each.get("received"),
        "source": "example",
        "detail": json.dumps(each["detail"]) if "detail" in each else None,
    }
    return _row("touchpoints", {**each, **known})


def instant_of(local: date | datetime) -> datetime:
    """A local date and time as an instant; a day alone means noon."""
    return utc_of(local if isinstance(local, datetime) else datetime.combine(local, time(12)))


def verdicts_of_example(file: Row, duty: Row, example: Row) -> list[Row]:
    """What the example says must come out, in the ledger's columns; triggered_on if it says so."""
    fixed = {"journey_id": "J", "duty_id": duty["id"], "edition": file["edition"]}
    return [
        {
            **fixed,
            "occurrence": said.get("of", "I"),
            "due_on": said.get("due"),
            "done_on": said.get("done"),
            **{word: said.get(word) for word in ("state", "basis", "evidence", "reason")},
            **({"triggered_on": said["triggered"]} if "triggered" in said else {}),
        }
        for said in example["verdicts"]
    ]
