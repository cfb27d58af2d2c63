"""A new duty of every kind of rule works by its file alone, through the command, without any code.

The duties of new_duties.toml are none that a held file has, two of their kinds of touchpoint are
declared there, and what must come out is worked by hand beside each.
"""

import json
import tomllib
from pathlib import Path

import pytest
from engine_examples import Worked
from engines_under_test import Row, arrow_rows

from command.typed import asked, typed
from touchpoint.ledger import new_ledger, write_part
from touchpoint.rights.code.duty import Rule

FILE = Path(__file__).parent / "new_duties.toml"
CODE = tomllib.loads(FILE.read_text(encoding="utf-8"))
WORKED = [
    Worked(name=f"{duty['id']}-{number}", file=CODE, duty=duty, example=example)
    for duty in CODE["duties"]
    for number, example in enumerate(duty["examples"], 1)
]
AS_AT = "2024-09-02"


JUDGED_BY = ("--edition", str(FILE), "--as-at", AS_AT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a ledger of every example stands."""
    folder = tmp_path_factory.mktemp("new-duties")
    with new_ledger(folder / "ledger") as staging:
        for table in ("investigations", "journeys", "touchpoints"):
            some = [row for one in WORKED for row in one.rows[table]]
            write_part(staging, table, 0, arrow_rows(table, some))
    return folder


@pytest.fixture(scope="module")
def judged(folder: Path) -> list[Row]:
    """What the command says of every example, all in one ledger."""
    answer = typed("verdicts", "ledger", *JUDGED_BY, "--format", "json", within=folder)
    assert answer.status == 0, answer.err
    rows: list[Row] = json.loads(answer.out)
    return rows


@pytest.mark.parametrize("one", WORKED, ids=lambda one: one.name)
def test_a_new_duty_gives_what_was_worked_by_hand(one: Worked, judged: list[Row]) -> None:
    assert str(one.example["as_at"]) == AS_AT
    own = [
        row
        for row in judged
        if row["journey_id"] == f"{one.name}/J" and row["duty_id"] == one.duty["id"]
    ]
    said = [
        {key: cell if cell is None else str(cell) for key, cell in row.items()} for row in one.said
    ]
    assert [row | want for row, want in zip(own, said, strict=True)] == own


def test_a_review_that_was_passed_over_says_what_it_lacks(folder: Path) -> None:
    answer = asked("why", "ledger", "N.REVIEWED-1/J", "N.REVIEWED", *JUDGED_BY, within=folder)
    assert answer.status == 0, answer.err
    assert "it is not recorded that pages is at least 2." in " ".join(answer.out.split())


def test_there_is_a_new_duty_of_every_kind_of_rule(tmp_path: Path) -> None:
    answer = asked("duties", "--edition", str(FILE), "--format", "json", within=tmp_path)
    assert {row["rule"] for row in json.loads(answer.out)} == {rule.value for rule in Rule}
