"""The share of late cases of a hospital's log comes out, by an edition of its own and no code.

The log is made up and its shares are counted by hand in hospital_log.py; the events are of kinds
that the ledger has no words for, as docs/explanation/how-a-duty-is-judged.md allows.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import typer
from engine_examples import Worked
from engines_under_test import Engine, OnDuckDB, engine_called
from hospital_log import (
    AS_AT,
    EDITION,
    FILE,
    LATE,
    MET,
    MISSED,
    assert_shares,
    patients,
    rows,
    rules,
    states,
    verdicts_by_hand,
)
from typer.testing import CliRunner

from command.typed import Answer, asked
from touchpoint.cli.commands.why import why
from touchpoint.ledger import arrow_schema, new_ledger


@pytest.fixture(scope="module", params=["duckdb", "postgres"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    with engine_called(request.param, tmp_path_factory.mktemp("hospital")) as engine:
        yield engine


def test_the_share_of_the_log_comes_out_on_every_engine(engine: Engine) -> None:
    assert_shares(engine.judge(rows(), rules(), AS_AT))


def test_every_example_of_the_file_gives_what_it_says(tmp_path: Path) -> None:
    worked = [
        Worked(name=f"{duty['id']}-{number}", file=EDITION, duty=duty, example=example)
        for duty in EDITION["duties"]
        for number, example in enumerate(duty["examples"])
    ]
    together = {table: [row for one in worked for row in one.rows[table]] for table in rows()}
    coverage = {"coverage": [row for one in worked for row in one.rows["coverage"]]}
    (as_at,) = {one.example["as_at"] for one in worked}
    given = OnDuckDB(folder=tmp_path).judge(together | coverage, rules(), as_at)
    for one in worked:
        own = [
            row
            for row in given
            if (row["journey_id"], row["duty_id"]) == (f"{one.name}/J", one.duty["id"])
        ]
        assert [row | want for row, want in zip(own, one.said, strict=True)] == own


def test_what_no_source_records_yet_cannot_be_told(tmp_path: Path) -> None:
    since = date(2015, 1, 1)
    covered = {
        "coverage": [
            {"source": "log", "kind": "antibiotics.given", "from_on": since, "to_on": None},
            {"source": "log", "kind": "patient.registered", "from_on": date(2010, 1, 1)},
        ]
    }
    given = OnDuckDB(folder=tmp_path).judge(rows() | covered, rules(), AS_AT)
    early = sum(state == "missed" and triage.date() < since for _, triage, _, state in patients())
    assert 0 < early < MISSED
    assert states(given, "H.ANTIBIOTICS") == {
        "met": MET,
        "late": LATE,
        "missed": MISSED - early,
        "cannot_tell": early,
    }
    assert "missed" not in states(given, "H.LACTATE")


# Through the command, on a ledger as other programs write it


def analysts_ledger(folder: Path, unit: str, zone: str | None) -> Path:
    """The log as somebody's own program wrote it: instants in this unit, with or without a zone."""
    with new_ledger(folder) as staging:
        for name, some in rows().items():
            schema = pa.schema(
                field.with_type(pa.timestamp(unit, zone)) if is_instant(field) else field
                for field in arrow_schema(name)
            )
            pq.write_table(pa.Table.from_pylist(some, schema=schema), staging / f"{name}.parquet")
    return folder


def is_instant(field: pa.Field) -> bool:
    return bool(pa.types.is_timestamp(field.type))


def judged(within: Path, *words: str) -> Answer:
    edition = ("--edition", str(FILE), "--as-at", str(AS_AT))
    return asked("verdicts", "log", *edition, *words, within=within)


@pytest.mark.parametrize(("unit", "zone"), [("ns", "UTC"), ("us", "Europe/London")])
def test_the_command_judges_the_log_however_its_instants_are_written(
    tmp_path: Path, unit: str, zone: str | None
) -> None:
    analysts_ledger(tmp_path / "log", unit, zone)
    answer = judged(tmp_path, "--out", "v.parquet")
    assert answer.status == 0, answer.err
    given = pq.read_table(tmp_path / "v.parquet").to_pylist()
    assert {(r["duty_id"], r["journey_id"]): r["state"] for r in given} == verdicts_by_hand()
    assert {row["edition"] for row in given} == {"made-up-hospital"}


def test_the_kinds_are_listed_by_check_and_the_ledger_is_judged_all_the_same(
    tmp_path: Path,
) -> None:
    analysts_ledger(tmp_path / "log", "us", None)
    found = asked("check", "log", "--format", "json", within=tmp_path)
    (finding,) = json.loads(found.out)
    assert finding["fault"] == "unknown kind"
    assert all(kind in finding["sentence"] for kind in ("patient.registered 40", "sepsis.triaged"))
    assert judged(tmp_path, "--out", "v.csv").status == 0


def test_why_tells_declared_kinds_in_the_words_of_the_file_and_to_the_second(
    tmp_path: Path,
) -> None:
    ledger = analysts_ledger(tmp_path / "log", "us", None)
    late = told(ledger, "15")
    assert "On 23 July 2014 at 04:00 the patient was triaged for sepsis (sepsis.triaged" in late
    assert "It is due by 23 July 2014 at 05:00. It was done on 23 July 2014 at 05:00:01" in late
    assert "So it is late: done on 23 July 2014 at 05:00:01, too late for 23 July 2014 at 0" in late
    wanted = "Nothing recorded meets it. What would: antibiotics were given (antibiotics.given)."
    assert wanted in told(ledger, "21")
    back = told(ledger, "39")
    assert (
        "due by 27 October 2013 at 01:30 GMT, because the clocks changed in between. "
        "It was done on 27 October 2013 at 01:45 GMT"
    ) in back


def told(ledger: Path, patient: str) -> str:
    """What `why` says of the antibiotics of a patient, on one line."""
    app = typer.Typer()
    app.command()(why)
    words = (str(ledger), patient, "H.ANTIBIOTICS", "--edition", str(FILE), "--as-at", str(AS_AT))
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())
