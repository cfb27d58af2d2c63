"""A made-up log of a hospital with a share of late cases that can be counted by hand, as a ledger.

Forty patients, each with what was done at what time from triage; nobody in it is anybody. The
kinds of its events are none of the ledger's words: `hospital_edition.toml` declares them.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from engines_under_test import in_order
from oracle import judge

from touchpoint.calendar import local_day
from touchpoint.ledger.tables import TABLES
from touchpoint.rights.judging.rules import Rules, rules_of
from touchpoint.rights.reading.edition_file import read_edition

Row = dict[str, Any]

FILE = Path(__file__).parent / "hospital_edition.toml"
EDITION = tomllib.loads(FILE.read_text(encoding="utf-8"))

AS_AT = date(2016, 1, 4)

HOUR, MINUTE = 3600, 60

# How many patients, at which seconds from triage they had antibiotics, and the verdict by hand.
GROUPS: tuple[tuple[int, tuple[int, ...], str], ...] = (
    (10, (HOUR - 1,), "met"),
    (4, (HOUR,), "met"),
    (6, (HOUR + 1,), "late"),
    (5, (), "missed"),
    (3, (-30 * MINUTE,), "missed"),
    (2, (-30 * MINUTE, 2 * HOUR), "late"),
    (3, (20 * MINUTE, 5 * HOUR), "met"),
    (2, (90 * MINUTE, 100 * MINUTE), "late"),
    (2, (0,), "met"),
)
# Triage (UTC) where the clocks change or a day ends.
SPECIAL: tuple[tuple[datetime, tuple[int, ...], str], ...] = (
    # An hour by the instant, two by the clock on the wall.
    (datetime(2014, 3, 30, 0, 30, tzinfo=UTC), (HOUR,), "met"),
    # An hour and a quarter by the instant, a quarter by the clock on the wall.
    (datetime(2013, 10, 27, 0, 30, tzinfo=UTC), (75 * MINUTE,), "late"),
    # Due on the next day.
    (datetime(2014, 6, 30, 22, 30, tzinfo=UTC), (50 * MINUTE,), "met"),
)

MET, LATE, MISSED = 10 + 4 + 3 + 2 + 1 + 1, 6 + 2 + 2 + 1, 5 + 3
SHARE_NOT_WITHIN_THE_HOUR = 0.475
"""19 of 40."""

# Lactic acid, so many seconds after registration: of four patients the first to the last.
LACTATE = ((3 * HOUR, "met"), (3 * HOUR - 1, "met"), (3 * HOUR + 1, "late"), (None, "missed"))


def patients() -> Iterator[tuple[str, datetime, tuple[int, ...], str]]:
    """Each patient by number, the time of triage, what was given when, and the verdict by hand."""
    numbers = count(1)
    for how_many, given, state in GROUPS:
        for _ in range(how_many):
            number = next(numbers)
            hours = 17 * 24 * number + 5 * number
            yield (
                str(number),
                datetime(2013, 11, 7, tzinfo=UTC) + timedelta(hours=hours),
                given,
                state,
            )
    for triage, given, state in SPECIAL:
        yield str(next(numbers)), triage, given, state


def verdicts_by_hand() -> dict[tuple[str, str], str]:
    """The state of each duty for each patient."""
    said = {("H.ANTIBIOTICS", number): state for number, _, _, state in patients()}
    for number in {number for _, number in said}:
        said["H.LACTATE", number] = LACTATE[int(number) % 4][1]
    return said


def rows() -> dict[str, list[Row]]:
    """The log as a ledger with its three tables that must be there, and no others."""
    tables: dict[str, list[Row]] = {"investigations": [], "journeys": [], "touchpoints": []}
    numbers = count(1)
    for number, triage, given, _ in patients():
        registered = triage - timedelta(minutes=10)
        tables["investigations"].append(_row("investigations", _case(number, registered)))
        tables["journeys"].append(_row("journeys", _case(number, registered)))
        lactate = LACTATE[int(number) % 4][0]
        events = [
            ("patient.registered", registered),
            ("sepsis.triaged", triage),
            *(("antibiotics.given", triage + timedelta(seconds=late)) for late in given),
            *(
                [("lactate.measured", registered + timedelta(seconds=lactate))]
                if lactate is not None
                else []
            ),
        ]
        for kind, at in events:
            event = {"touchpoint_id": str(next(numbers)), "journey_id": number, "kind": kind}
            of = {"happened_at": at, "happened_on": local_day(at), "source": "log"}
            tables["touchpoints"].append(_row("touchpoints", event | of))
    return tables


def _case(number: str, registered: datetime) -> Row:
    return {
        "investigation_id": number,
        "journey_id": number,
        "reference": number,
        "offence_group": "Sepsis",
        "marks": [],
        "victim_based": True,
        "role": "direct",
        "enhanced_basis": [],
        "reported_at": registered,
        "reported_on": local_day(registered),
    }


def _row(table: str, cells: Row) -> Row:
    return {name: cells.get(name) for name in TABLES[table].column_names}


@cache
def rules() -> Rules:
    return rules_of([read_edition(FILE)], whenever=True)


def states(verdicts: list[Row], duty: str) -> Counter[str]:
    return Counter(row["state"] for row in verdicts if row["duty_id"] == duty)


def assert_shares(given: list[Row]) -> None:
    """These verdicts on the log are those by hand, those of the oracle, and of the right share."""
    assert {(r["duty_id"], r["journey_id"]): r["state"] for r in given} == verdicts_by_hand()
    found = states(given, "H.ANTIBIOTICS")
    assert found == {"met": MET, "late": LATE, "missed": MISSED}
    assert (found["late"] + found["missed"]) / found.total() == SHARE_NOT_WITHIN_THE_HOUR
    assert in_order(given) == in_order(judge([EDITION], rows(), AS_AT, EDITION["edition"]))
