"""`touchpoint measures` and `touchpoint measure` answer as their contract says."""

import csv
import io
import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from command.typed import asked
from touchpoint.cli.measuring import days_of_loads
from touchpoint.ledger import arrow_schema, new_ledger, write_part

COLUMNS = ["measure", "period", "numerator", "denominator", "rate", "low", "high", "status", "note"]
ROWS = {
    "investigations": [
        {
            "investigation_id": f"i{n}",
            "reference": f"r{n}",
            "offence_group": "burglary",
            "marks": [],
            "victim_based": True,
            "reported_at": datetime(2024, 4, 1 + n, 12, tzinfo=UTC),
            "reported_on": date(2024, 4, 1 + n),
        }
        for n in range(8)
    ],
    "journeys": [
        {
            "journey_id": f"j{n}",
            "investigation_id": f"i{n}",
            "role": "direct",
            "sex": "female" if n < 6 else "male",
            "enhanced_basis": [],
        }
        for n in range(8)
    ],
    "touchpoints": [
        {
            "touchpoint_id": f"t{n}",
            "journey_id": f"j{n}",
            "kind": "needs.assessed",
            "happened_at": datetime(2024, 4, 20, 12, tzinfo=UTC),
            "happened_on": date(2024, 4, 20),
            "source": "crime_system",
        }
        for n in range(2)
    ],
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("measured") / "ledger"
    with new_ledger(path) as staging:
        for table, rows in ROWS.items():
            write_part(staging, table, 0, pa.Table.from_pylist(rows, schema=arrow_schema(table)))
    return path


ASKED = ("needs_assessed", "--by", "quarter", "--as-at", "2024-06-30")


def test_json_has_the_columns_and_the_days_of_the_period(ledger: Path, tmp_path: Path) -> None:
    answer = asked("measure", str(ledger), *ASKED, "--format", "json", within=tmp_path)
    assert answer.status == 0, answer.err
    (figure,) = json.loads(answer.out)
    assert list(figure) == [*COLUMNS, "from_on", "to_on"]
    assert figure["period"] == "2024-25Q1"
    assert (figure["from_on"], figure["to_on"]) == ("2024-04-01", "2024-06-30")
    assert (figure["numerator"], figure["denominator"], figure["rate"]) == (2, 8, 0.25)
    assert figure["status"] == "shown"
    assert "no coverage rows" in answer.err


def test_csv_and_parquet_have_exactly_the_columns(ledger: Path, tmp_path: Path) -> None:
    wanted = [*COLUMNS[:2], "sex", *COLUMNS[2:]]
    by_sex = ("needs_assessed", "--by", "month,sex", "--as-at", "2024-04-30")
    answer = asked("measure", str(ledger), *by_sex, "--format", "csv", within=tmp_path)
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert list(rows[0]) == wanted
    assert {row["sex"]: row["denominator"] for row in rows} == {"female": "6", "male": "2"}
    out = tmp_path / "figures.parquet"
    assert asked("measure", str(ledger), *by_sex, "--out", str(out), within=tmp_path).status == 0
    assert pq.read_table(out).column_names == wanted


def test_what_leaves_keeps_small_numbers_back(ledger: Path, tmp_path: Path) -> None:
    answer = asked("measure", str(ledger), *ASKED, "--release", "--format", "json", within=tmp_path)
    assert answer.status == 0, answer.err
    (figure,) = json.loads(answer.out)
    assert figure["status"] == "suppressed"
    assert figure["numerator"] == figure["rate"] == "[c]"


def test_what_a_breakdown_keeps_back_is_not_told_by_its_total(ledger: Path, tmp_path: Path) -> None:
    # 6 women and 2 men: whoever knows of the 8 would take the 6 away.
    by_sex = ("needs_assessed", "--by", "month,sex", "--as-at", "2024-04-30", "--release")
    answer = asked("measure", str(ledger), *by_sex, "--format", "json", within=tmp_path)
    figures = json.loads(answer.out)
    assert {figure["sex"]: figure["denominator"] for figure in figures} == {
        "female": "[c]",
        "male": "[c]",
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("closed", "--by", "fortnight"), "begins with no period: begin with month, quarter"),
        (("closed", "--by", "month,town"), "'town' is no dimension"),
        (("closed", "--by", "month,source"), "closed cannot be split by source"),
        (("closed", "--from", "2024-06-30", "--to", "2024-06-01"), "is before 2024-06-30"),
    ],
)
def test_what_is_asked_wrongly_whatever_the_ledger_holds_ends_with_2(
    ledger: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    answer = asked("measure", str(ledger), *words, within=tmp_path)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_a_duty_that_no_edition_has_is_refused_in_a_sentence(ledger: Path, tmp_path: Path) -> None:
    answer = asked("measure", str(ledger), "duty_met:R99.NONE", within=tmp_path)
    assert answer.status == 1
    assert "No edition in force has R99.NONE" in answer.err


def test_a_load_was_made_on_the_local_day_of_its_instant(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    with new_ledger(path) as staging:
        for table, rows in ROWS.items():
            write_part(staging, table, 0, pa.Table.from_pylist(rows, schema=arrow_schema(table)))
    assert days_of_loads(path) == {}
    (path / "loads").mkdir()
    instants = [datetime(2024, 6, 30, 22, 59, tzinfo=UTC), datetime(2024, 6, 30, 23, tzinfo=UTC)]
    loads = pa.table({"load": [1, 2], "loaded_at": instants})
    pq.write_table(loads, path / "loads" / "part-0.parquet")
    assert days_of_loads(path) == {1: date(2024, 6, 30), 2: date(2024, 7, 1)}


def test_the_catalogue_is_a_table_and_one_measure_is_shown_in_full(tmp_path: Path) -> None:
    listed = json.loads(asked("measures", "--format", "json", within=tmp_path).out)
    assert {"needs_assessed", "duty_met", "returns"} <= {row["name"] for row in listed}
    page = asked("measures", "statement_uptake", within=tmp_path).out
    for part in ("Numerator", "Must be covered", "Worked examples", "SQL on DuckDB", "SELECT"):
        assert part in page


def test_a_release_that_went_to_a_file_is_remembered_by_the_next(
    ledger: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "ledger"
    shutil.copytree(ledger, copy)
    release = ("needs_assessed", "--by", "quarter", "--as-at", "2024-04-30", "--release")
    assert asked("measure", "ledger", *release, within=tmp_path).status == 0
    assert not (copy / "released").exists()
    assert asked("measure", "ledger", *release, "--out", "paper.csv", within=tmp_path).status == 0
    assert [kept.name for kept in (copy / "released").iterdir()] == ["000001-paper.json"]
    (copy / "released" / "000001-paper.json").write_text("{}")
    refused = asked("measure", "ledger", *release, within=tmp_path)
    assert refused.status == 1
    assert "000001-paper.json" in refused.err
