"""`touchpoint why` tells one verdict, in sentences or as JSON, and says what it cannot tell.

What the sentences rest on is held to the oracle in tests/rights/test_proofs.py.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import typer
from broken import Break, put, sound, write
from engine_examples import FAR, ledgers
from typer.testing import CliRunner

from touchpoint.cli.commands.why import why
from touchpoint.errors import Refused
from touchpoint.ledger import arrow_schema, new_ledger, write_part

APP = typer.Typer()
APP.command()(why)

EASTER = ("R6.ARREST-1/J", "R6.ARREST")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger with nearly every worked example in it."""
    path = tmp_path_factory.mktemp("why") / "examples"
    with new_ledger(path) as staging:
        for table, rows in ledgers()[0].rows.items():
            write_part(staging, table, 0, pa.Table.from_pylist(rows, schema=arrow_schema(table)))
    return str(path)


def printed(*words: str, status: int = 0) -> str:
    done = CliRunner().invoke(APP, words, env={"COLUMNS": "100"})
    if isinstance(done.exception, Refused):
        raise done.exception
    assert done.exit_code == status, done.output
    return done.output


def told(ledger: str, *words: str) -> str:
    return printed(ledger, *words, "--as-at", FAR.isoformat())


def plain(ledger: str, *words: str) -> dict[str, Any]:
    proof: dict[str, Any] = json.loads(told(ledger, *words, "--format", "json"))
    return proof


def test_a_verdict_is_told_within_eighty_columns(ledger: str) -> None:
    text = told(ledger, *EASTER)
    assert max(map(len, text.splitlines())) <= 80
    assert text.startswith("R6.ARREST  Told of an arrest\nJourney R6.ARREST-1/J, as at 21 April")
    assert "  Monday 8 April 2024: working day 5, the last\n" in text
    assert text.endswith("So it is met: done on 8 April 2024, due on 8 April 2024.\n")


def test_a_duty_is_found_however_it_is_typed(ledger: str) -> None:
    assert told(ledger, EASTER[0], "r6.arrest") == told(ledger, *EASTER)


def test_json_has_keys_that_other_programs_can_rely_on(ledger: str) -> None:
    proof = plain(ledger, *EASTER)
    assert list(proof) == [
        "journey_id",
        "duty_id",
        "edition",
        "as_at",
        "rule",
        "occurrences",
        "no_verdict",
    ]
    (occurrence,) = proof["occurrences"]
    agreed: dict[str, object] = {
        "occurrence": "R6.ARREST-1/a",
        "triggered_on": "2024-03-28",
        "clock": "event",
        "basis": "standard",
        "basis_reason": "No enhanced rights are recorded.",
        "limit": {"value": 5, "unit": "working_days"},
        "due_on": "2024-04-08",
        "done_on": "2024-04-08",
        "state": "met",
        "evidence": "R6.ARREST-1/b",
        "reason": None,
        "passed_over": [],
        "coverage": [],
    }
    assert {key: occurrence[key] for key in agreed} == agreed
    good_friday = {"day": "2024-03-29", "counts": False, "number": 0, "why_not": "Good Friday"}
    assert occurrence["days"][0] == good_friday
    assert {"title", "sentence", "citation", "verification"} <= set(proof["rule"])


def test_every_occurrence_of_the_duty_is_told(ledger: str) -> None:
    name = next(
        one.name
        for one in ledgers()[0].worked
        if len(one.said) > 1 and one.duty["id"] == "R6.CONTACT"
    )
    proof = plain(ledger, f"{name}/J", "R6.CONTACT")
    of = [occurrence["occurrence"] for occurrence in proof["occurrences"]]
    assert len(of) > 1
    assert f"(1 of {len(of)})" in told(ledger, f"{name}/J", "R6.CONTACT")


def test_the_engine_and_the_hand_agree_on_what_is_told(ledger: str) -> None:
    for one in ledgers()[0].worked[::40]:
        local = ["--local", "example-charter"] if one.file["status"] == "local" else []
        proof = plain(ledger, f"{one.name}/J", one.duty["id"], *local)
        given = [
            (each["occurrence"], each["state"], each["due_on"], each["evidence"])
            for each in proof["occurrences"]
        ]
        said = [
            (row["occurrence"], row["state"], _iso(row["due_on"]), row["evidence"])
            for row in one.said
        ]
        assert sorted(given) == sorted(said), one.name


def _iso(day: object) -> str | None:
    return str(day) if day is not None else None


def test_an_edition_that_is_named_tells_of_a_journey_from_before_it(ledger: str) -> None:
    early = ("R1.COMM-3/J", "R1.COMM")
    assert "judges what was reported from 1 April 2021" in plain(ledger, *early)["no_verdict"]
    named = plain(ledger, *early, "--edition", "victims-code-2021")
    assert named["no_verdict"] is None
    assert named["occurrences"][0]["state"] == "cannot_tell"


def test_a_local_standard_is_told_as_one(ledger: str) -> None:
    words = ("CHARTER.WRITTEN-1/J", "CHARTER.WRITTEN", "--local", "example-charter")
    assert "it is not the Code" in " ".join(told(ledger, *words).split())
    assert plain(ledger, *words)["edition"] == "example-charter"


def test_an_unknown_journey_or_duty_is_refused_in_a_sentence(ledger: str) -> None:
    with pytest.raises(Refused, match="There is no journey 'nobody' in this ledger"):
        told(ledger, "nobody", "R6.ARREST")
    with pytest.raises(Refused, match=r"Near it: R6\.ARREST"):
        told(ledger, EASTER[0], "R6.AREST")


@pytest.mark.parametrize(
    "spoil",
    [
        put("touchpoints", "T5", happened_at=None),
        put("touchpoints", "T5", happened_on=None),
        put("touchpoints", "T5", happened_at=datetime(1, 1, 1, tzinfo=UTC)),
        put("investigations", "I1", reported_at=None),
        put("investigations", "I1", reported_on=None),
    ],
)
def test_a_journey_without_a_day_or_an_instant_is_refused_and_the_check_is_named(
    spoil: Break, tmp_path: Path
) -> None:
    rows = sound()
    spoil(rows)
    with pytest.raises(Refused, match=r"This journey cannot be told: .* `touchpoint check` tells"):
        told(str(write(tmp_path / "ledger", rows)), "J1", "R6.ARREST")


@pytest.mark.parametrize(
    ("column", "far"),
    [("happened_at", pa.scalar(2**62, pa.timestamp("us", "UTC"))), ("received_on", 2**31 - 2)],
)
def test_a_journey_with_a_time_in_no_calendar_is_refused_and_the_check_is_named(
    column: str, far: object, tmp_path: Path
) -> None:
    file = write(tmp_path / "ledger", sound()) / "touchpoints.parquet"
    rows = pq.read_table(file)
    kind = rows.schema.field(column).type
    values = pa.array([far] * len(rows), pa.int32() if pa.types.is_date(kind) else kind).cast(kind)
    pq.write_table(rows.set_column(rows.column_names.index(column), column, values), file)
    with pytest.raises(Refused, match=r"This journey cannot be told: .* `touchpoint check` tells"):
        told(str(file.parent), "J1", "R6.ARREST")


def test_a_proof_is_no_table(ledger: str) -> None:
    assert "no table" in printed(ledger, *EASTER, "--format", "csv", status=2)


def test_the_folder_must_be_a_ledger(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read as a ledger"):
        told(str(tmp_path), *EASTER)
