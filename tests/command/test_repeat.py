"""`touchpoint repeat` counts by hand: an earlier crime within the 12 months before, and persons."""

import csv
import io
from datetime import UTC, date, datetime, time
from pathlib import Path

import pyarrow as pa
import pytest

from command.typed import asked
from touchpoint.ledger import arrow_schema, new_ledger, write_part

CRIMES = [
    ("long before", date(2022, 1, 1), "direct", []),
    ("before in January", date(2024, 1, 10), "direct", []),
    ("before in January", date(2024, 6, 5), "direct", ["domestic_abuse"]),
    ("once", date(2024, 6, 6), "direct", ["domestic_abuse"]),
    ("twice on one day", date(2024, 6, 7), "direct", []),
    ("twice on one day", date(2024, 6, 7), "direct", []),
    ("a year before all but ten days", date(2023, 6, 20), "direct", []),
    ("a year before all but ten days", date(2024, 6, 10), "direct", []),
    ("a year and a day before", date(2023, 6, 10), "direct", []),
    ("a year and a day before", date(2024, 6, 11), "direct", []),
    ("every month", date(2024, 3, 1), "direct", []),
    ("every month", date(2024, 4, 1), "direct", []),
    ("every month", date(2024, 5, 1), "direct", []),
    ("every month", date(2024, 6, 1), "direct", []),
    ("a shop", date(2024, 5, 1), "business", []),
    ("a shop", date(2024, 6, 1), "business", []),
    (None, date(2024, 5, 1), "direct", []),
    (None, date(2024, 6, 1), "direct", []),
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("repeated") / "ledger"
    crimes = [
        {
            "investigation_id": f"i{n}",
            "reference": f"r{n}",
            "offence_group": "assault",
            "marks": marks,
            "victim_based": True,
            "reported_at": datetime.combine(day, time(12), UTC),
            "reported_on": day,
        }
        for n, (_, day, _, marks) in enumerate(CRIMES)
    ]
    journeys: list[dict[str, object]] = [
        {
            "journey_id": f"j{n}",
            "investigation_id": f"i{n}",
            "person_id": person,
            "role": role,
            "enhanced_basis": [],
        }
        for n, (person, _, role, _) in enumerate(CRIMES)
    ]
    with new_ledger(path) as staging:
        tables = {"investigations": crimes, "journeys": journeys, "touchpoints": []}
        for table, rows in tables.items():
            write_part(staging, table, 0, pa.Table.from_pylist(rows, schema=arrow_schema(table)))
    return path


def _asked(ledger: Path, *words: str) -> list[dict[str, str]]:
    answer = asked("repeat", str(ledger), "--month", "2024-06", *words, within=ledger.parent)
    assert answer.status == 0, answer.err
    return list(csv.DictReader(io.StringIO(answer.out)))


def test_repeat_victims_of_a_month_are_counted_in_all_and_by_kind_of_crime(ledger: Path) -> None:
    rows = _asked(ledger, "--as-at", "2024-06-30", "--format", "csv")
    counted = {(r["measure"], r["mark"]): (r["numerator"], r["denominator"]) for r in rows}
    assert counted["repeat_victims", "all"] == ("3", "6")
    assert counted["repeat_victims", "domestic_abuse"] == ("1", "2")
    assert counted["repeat_three_months", "all"] == ("1", "")
    assert rows[0]["mark"] == "all"


def test_the_journeys_of_repeat_victims_are_written_where_asked(ledger: Path) -> None:
    out = ledger.parent / "journeys.csv"
    assert _asked(ledger, "--as-at", "2024-06-30", "--rows", str(out)) == []
    rows = csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")))
    assert {row["id"] for row in rows} == {f"j{n}" for n in (2, 7, 13)}


@pytest.mark.parametrize("month", ["June", "2024-13"])
def test_what_is_no_month_is_typed_wrongly(ledger: Path, month: str) -> None:
    answer = asked("repeat", str(ledger), "--month", month, within=ledger.parent)
    assert answer.status == 2
    assert "2024-06" in answer.err


def test_the_journeys_and_the_counts_are_not_asked_for_at_once(ledger: Path) -> None:
    both = ("--rows", "journeys.csv", "--out", "counts.csv")
    answer = asked("repeat", str(ledger), "--month", "2024-06", *both, within=ledger.parent)
    assert answer.status == 2
    assert "--rows or --out" in answer.err
