"""Figures and the papers made of them are judged by the edition and local standards asked for."""

import csv
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from command.typed import asked
from touchpoint.cli.paper_asked import PaperAsked
from touchpoint.engines import open_on_duckdb
from touchpoint.papers.making.making import Made, make
from touchpoint.rights.editions import EDITIONS
from touchpoint.synthetic import synthesise

AS_AT = date(2024, 6, 30)
DAY = ("--as-at", str(AS_AT))
LOCAL = ("--local", "example-charter")
STANDARD = "duty_met:CHARTER.NEEDS"
PAPER = """
name = "charter"
title = "Our charter"
statement = "How the charter is kept."
period = "quarter"

[[sections]]
id = "needs"
heading = "Needs"
[[sections.blocks]]
list = [{ claim = "is", measure = "duty_met:CHARTER.NEEDS" }]
"""


@pytest.fixture(scope="module")
def force(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("judged") / "force"
    synthesise(path, journeys=600, seed=1)
    return path


def figures(force: Path, *words: str, within: Path) -> list[dict[str, object]]:
    answer = asked("measure", str(force), *words, "--format", "json", within=within)
    assert answer.status == 0, answer.err
    found: list[dict[str, object]] = json.loads(answer.out)
    return found


def test_a_local_standard_is_counted_where_it_is_asked_for(force: Path, tmp_path: Path) -> None:
    without = asked("measure", str(force), STANDARD, *DAY, within=tmp_path)
    assert without.status == 1
    assert "There is no CHARTER.NEEDS in victims-code-2021" in without.err

    counted = figures(force, STANDARD, *DAY, *LOCAL, within=tmp_path)
    verdicts = ("verdicts", str(force), *DAY, *LOCAL, "--out", "verdicts.csv")
    assert asked(*verdicts, within=tmp_path).status == 0
    crimes = pq.read_table(force / "investigations", columns=["investigation_id", "victim_based"])
    counted_at_all = {r["investigation_id"] for r in crimes.to_pylist() if r["victim_based"]}
    with (tmp_path / "verdicts.csv").open(encoding="utf-8") as rows:
        states = [
            row["state"]
            for row in csv.DictReader(rows)
            if row["duty_id"] == "CHARTER.NEEDS" and row["occurrence"] in counted_at_all
        ]
    assert sum(int(str(each["numerator"])) for each in counted) == states.count("met") > 0


def test_a_chart_is_of_the_same_figures(force: Path, tmp_path: Path) -> None:
    words = ("spc", str(force), STANDARD, "--by", "quarter", *DAY)
    assert asked(*words, within=tmp_path).status == 1
    charted = json.loads(asked(*words, *LOCAL, "--format", "json", within=tmp_path).out)
    counted = figures(force, STANDARD, *DAY, *LOCAL, within=tmp_path)
    assert [(p["period"], p["numerator"]) for p in charted] == [
        (each["period"], each["numerator"]) for each in counted
    ]


def test_an_edition_that_is_named_judges_what_was_reported_before_it_was_in_force(
    force: Path, tmp_path: Path
) -> None:
    text = (EDITIONS / "victims-code-2021.toml").read_text(encoding="utf-8")
    text = text.replace('edition = "victims-code-2021"', 'edition = "later"', 1)
    later = re.sub(r"(?m)^in_force_from = .*$", "in_force_from = 2035-01-01", text, count=1)
    (tmp_path / "later.toml").write_text(later, encoding="utf-8")
    words = ("duty_met:R2.RECORD", *DAY)
    named = figures(force, *words, "--edition", "later.toml", within=tmp_path)
    assert named == figures(force, *words, within=tmp_path) != []


def test_a_paper_prints_commands_that_judge_as_it_does(force: Path, tmp_path: Path) -> None:
    with made(force, tmp_path) as paper:
        (told,) = (d.note or "" for d in paper.document.definitions if d.measure == STANDARD)
        (printed,) = (f for f in paper.kept.figures if f.period.label == "2023-24Q4")
    (command,) = re.findall(r"touchpoint measure LEDGER (.+?)\.(?: |$)", told)
    (again,) = figures(force, *command.split(), within=tmp_path)
    assert again["numerator"] == printed.numerator
    rows = "--paper FILE --period 2023-24Q4 --local example-charter --settings FILE --as-at"
    assert rows in told
    assert str(tmp_path) not in told


@contextmanager
def made(force: Path, folder: Path) -> Iterator[Made]:
    """A paper of the force by local standards, of a description and settings of its own."""
    (folder / "charter.toml").write_text(PAPER, encoding="utf-8")
    (folder / "force.toml").write_text('force = "Our force"\n', encoding="utf-8")
    paper = PaperAsked(
        ledger=force, paper=str(folder / "charter.toml"), quarter="2023-24Q4", period=None,
        as_at=AS_AT, edition=None, local="example-charter", settings=folder / "force.toml",
        force_name=None, out=None,
    )  # fmt: skip
    with open_on_duckdb(force) as opened:
        yield make(paper.given(opened))
