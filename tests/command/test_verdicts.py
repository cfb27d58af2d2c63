"""`touchpoint verdicts` as an analyst uses it: whole, for a unit, for a journey, to every form.

On Spark it is tried in tests/engines/test_spark.py.
"""

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from command.typed import Answer, asked
from touchpoint.synthetic import synthesise

AS_AT = "2024-08-01"


def judged(ledger: Path, *words: str) -> Answer:
    return asked("verdicts", str(ledger), *words, within=ledger.parent)


@pytest.fixture(scope="module")
def force(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verdicts") / "force"
    synthesise(folder, journeys=600, seed=11)
    return folder


@pytest.fixture(scope="module")
def whole(force: Path) -> list[dict[str, object]]:
    """Every verdict of the force, as Parquet has them."""
    out = force.parent / "whole.parquet"
    judged(force, "--as-at", AS_AT, "--out", str(out))
    rows: list[dict[str, object]] = pq.read_table(out).to_pylist()
    return rows


def test_every_form_holds_the_same_verdicts(
    force: Path, whole: list[dict[str, object]], tmp_path: Path
) -> None:
    for name in ("v.csv", "v.json"):
        judged(force, "--as-at", AS_AT, "--out", str(tmp_path / name))
    listed = json.loads((tmp_path / "v.json").read_text(encoding="utf-8"))
    plain = [{k: v.isoformat() if isinstance(v, date) else v for k, v in r.items()} for r in whole]
    assert listed == plain
    with (tmp_path / "v.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert cells == [{k: v or "" for k, v in row.items()} for row in plain]


def test_verdicts_are_in_order_and_each_is_there_once(whole: list[dict[str, object]]) -> None:
    names = [
        tuple(str(row[k]) for k in ("journey_id", "duty_id", "triggered_on", "occurrence"))
        for row in whole
    ]
    assert names == sorted(names)
    occurrences = Counter((name[0], name[1], name[3]) for name in names)
    assert max(occurrences.values()) == 1


def test_one_journey_gets_what_it_gets_among_all(
    force: Path, whole: list[dict[str, object]]
) -> None:
    answer = judged(force, "--as-at", AS_AT, "--journey", "J00000042", "--format", "json")
    own = [row for row in whole if row["journey_id"] == "J00000042"]
    assert [row["duty_id"] for row in json.loads(answer.out)] == [row["duty_id"] for row in own]
    assert own


def test_a_unit_has_the_journeys_of_the_units_below_it(
    force: Path, whole: list[dict[str, object]]
) -> None:
    units = pq.read_table(force / "units").to_pylist()
    area = next(unit["unit_id"] for unit in units if unit["kind"] == "area")
    below = {unit["unit_id"] for unit in units if area in (unit["unit_id"], unit["parent_id"])}
    held = pq.read_table(force / "investigations").to_pylist()
    theirs = {row["investigation_id"] for row in held if row["unit_id"] in below}
    journeys = {
        row["journey_id"]
        for row in pq.read_table(force / "journeys").to_pylist()
        if row["investigation_id"] in theirs
    }
    answer = judged(force, "--as-at", AS_AT, "--unit", area, "--format", "json")
    given = Counter(row["journey_id"] for row in json.loads(answer.out))
    expected = Counter(row["journey_id"] for row in whole if row["journey_id"] in journeys)
    assert given == expected
    assert given


@pytest.mark.parametrize("words", [("--unit", "nowhere"), ("--journey", "nobody")])
def test_what_the_ledger_does_not_have_is_refused_before_anything_is_written(
    force: Path, words: tuple[str, str]
) -> None:
    answer = judged(force, *words)
    assert (answer.status, answer.out) == (1, "")
    assert words[1] in answer.err


def test_an_investigation_from_before_every_edition_is_told_of_and_judged_when_one_is_named(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "early"
    synthesise(folder, journeys=50, seed=1, from_on=date(2020, 1, 1), to_on=date(2020, 6, 30))
    unjudged = judged(folder, "--format", "json")
    assert json.loads(unjudged.out) == []
    assert "before 1 April 2021" in unjudged.err
    named = judged(folder, "--edition", "victims-code-2021", "--format", "json")
    assert json.loads(named.out)
    assert "1 April 2021" not in named.err


def test_local_standards_are_shown_as_local(force: Path) -> None:
    answer = judged(force, "--as-at", AS_AT, "--local", "example-charter", "--format", "json")
    editions = Counter(
        (row["edition"], row["duty_id"].startswith("CHARTER.")) for row in json.loads(answer.out)
    )
    assert set(editions) == {("victims-code-2021", False), ("example-charter", True)}
