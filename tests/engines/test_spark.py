"""Holds Spark to what every engine is held to: verdicts, by the command as well, and counts.

Whatever needs Spark stands in this file, because a file is mostly run by one process: Java is then
started once, and all that it learns at first, which takes longer than the tests, is learnt once.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import hospital_log
import pyarrow.parquet as pq
import pytest
from agreement import assert_agreed_at_random, assert_agreed_on_worked
from engine_examples import ledgers, reasons_of_every_white_character, rules_for
from engines_under_test import InFolders, Row, Rows, a_day
from example_batches import batches
from hypothesis import given, settings
from measured_engines import on_duckdb, said, written
from measured_questions import question
from pyspark.sql import SparkSession
from random_editions import rules
from random_journeys import LEDGERS, Made
from random_journeys import ledgers as random_ledgers
from random_ledgers import ledger
from spark_made_light import MADE_LIGHT

from command.typed import asked
from touchpoint.cli.commands.verdicts import ORDER
from touchpoint.cli.measuring import OnSpark
from touchpoint.engines.spark import open_on_spark
from touchpoint.measures.asking import Answer, ask
from touchpoint.measures.counting.asked import Question
from touchpoint.measures.definition.measure import Population
from touchpoint.rights.editions import in_force
from touchpoint.rights.judging.rules import Rules
from touchpoint.rights.judging.verdicts import verdicts

os.environ["PYSPARK_SUBMIT_ARGS"] = MADE_LIGHT


@dataclass(kw_only=True)
class JudgingOnSpark(InFolders):
    """Spark over a folder, in this process."""

    def judge(self, rows: Rows, rules: Rules, as_at: date) -> list[Row]:
        with open_on_spark(self.written(rows)) as ledger:
            tables = ledger.hold(rules.tables)
            found = ledger.answer(verdicts(tables, rules, a_day(as_at), ledger.keep))
        given: list[Row] = found.to_pylist()
        return given


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> JudgingOnSpark:
    return JudgingOnSpark(folder=tmp_path_factory.mktemp("spark"))


@pytest.fixture
def no_place_for_checkpoints() -> Iterator[None]:
    conf = SparkSession.builder.getOrCreate().conf
    place = str(conf.get("spark.checkpoint.dir"))
    conf.set("spark.checkpoint.dir", "")
    yield
    conf.set("spark.checkpoint.dir", place)


# Verdicts


def test_the_command_on_spark_judges_the_worked_examples_as_the_hand_and_the_oracle_do(
    spark: JudgingOnSpark, tmp_path: Path
) -> None:
    whole = ledgers()[0]
    folder, out = spark.written(whole.rows), tmp_path / "spark.parquet"
    words = ("--engine", "spark", "--as-at", str(whole.as_at), "--local", "example-charter")
    ended = asked("verdicts", str(folder), *words, "--out", str(out), within=tmp_path)
    assert ended.status == 0, ended.err
    given: list[Row] = pq.read_table(out).to_pylist()
    assert_agreed_on_worked(given, whole, {duty.id for duty in rules_for(whole).duties})
    places = [tuple(row[name] for name in ORDER) for row in given]
    assert places == sorted(places)


def test_spark_judges_examples_that_are_partly_covered_as_the_hand_and_the_oracle_do(
    spark: JudgingOnSpark,
) -> None:
    for few in ledgers()[1:]:
        rules = rules_for(few)
        given = spark.judge(few.rows, rules, few.as_at)
        assert_agreed_on_worked(given, few, {duty.id for duty in rules.duties})


def test_a_reason_of_any_white_character_is_blank_on_spark(spark: JudgingOnSpark) -> None:
    ledger = reasons_of_every_white_character()
    given = spark.judge(ledger.rows, rules_for(ledger), ledger.as_at)
    assert_agreed_on_worked(given, ledger, {"R6.ARREST"})


@settings(LEDGERS, max_examples=1)
@given(random_ledgers(journeys=300))
def test_spark_gives_the_verdicts_of_the_oracle_at_random(
    spark: JudgingOnSpark, made: Made
) -> None:
    assert_agreed_at_random(spark.judge(made.rows, rules(), made.as_at), made)


@pytest.mark.usefixtures("no_place_for_checkpoints")
def test_the_share_of_a_log_comes_out_on_spark_without_a_place_for_checkpoints(
    spark: JudgingOnSpark,
) -> None:
    given = spark.judge(hospital_log.rows(), hospital_log.rules(), hospital_log.AS_AT)
    hospital_log.assert_shares(given)


# Counts


def on_spark(folder: Path, rows: dict[str, list[Row]], asked_for: Question) -> Answer:
    with open_on_spark(written(folder, rows)) as ledger:
        return ask(OnSpark(ledger=ledger), asked_for, editions=in_force())


def test_spark_counts_examples_as_they_say(tmp_path: Path) -> None:
    largest = max(batches(), key=lambda batch: len(batch.examples))
    # Verdicts on Spark have tests of their own, and take it long to plan.
    left_out = Population.VERDICTS
    kept = tuple(m for m in largest.question.measures if m.population is not left_out)
    largest.question = replace(largest.question, measures=kept)
    assert largest.found(on_spark(tmp_path, largest.rows, largest.question)) == largest.expected


def test_spark_gives_the_figures_of_duckdb_as_known_earlier(tmp_path: Path) -> None:
    rows = ledger(seed=8)
    asked_for = question("unit:command", "source", known_on=date(2024, 5, 20))
    expected = said(on_duckdb(tmp_path, rows, asked_for).figures)
    assert said(on_spark(tmp_path, rows, asked_for).figures) == expected
