"""Spark and Postgres answer as DuckDB does: worked examples, and a ledger by every dimension."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import psycopg
import pytest
from example_batches import Batch, batches
from measured_engines import on_duckdb, on_postgres, on_spark, postgres, said
from random_ledgers import ledger

from touchpoint.measures.catalogue import catalogue
from touchpoint.measures.counting.asked import Question
from touchpoint.measures.definition.dimensions import read_dimension
from touchpoint.measures.definition.measure import Population

COUNTED = tuple(m for m in catalogue() if m.population.value != "verdicts")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[psycopg.Connection]:
    with postgres(tmp_path_factory.mktemp("server")) as connection:
        yield connection


def largest(number: int) -> list[Batch]:
    return sorted(batches(), key=lambda batch: -len(batch.examples))[:number]


def question(*dimensions: str, known_on: date | None = None) -> Question:
    return Question(
        measures=COUNTED,
        period="quarter",
        dimensions=tuple(map(read_dimension, dimensions)),
        as_at=date(2024, 7, 15),
        known_on=known_on,
    )


def test_postgres_counts_examples_as_they_say(server: psycopg.Connection) -> None:
    for batch in largest(12):
        assert batch.found(on_postgres(server, batch.rows, batch.question)) == batch.expected


def test_spark_counts_examples_as_they_say(tmp_path: Path) -> None:
    for batch in largest(1):
        # Verdicts on Spark have tests of their own, and take it long to plan.
        left_out = Population.VERDICTS
        kept = tuple(m for m in batch.question.measures if m.population is not left_out)
        batch.question = replace(batch.question, measures=kept)
        assert batch.found(on_spark(tmp_path, batch.rows, batch.question)) == batch.expected


@pytest.mark.parametrize(
    "dimensions",
    [
        ("unit:area", "mark"),
        ("source", "age_band"),
        ("survey", "indicator"),
    ],
)
def test_postgres_and_duckdb_give_the_same_figures_by_every_dimension(
    tmp_path: Path, server: psycopg.Connection, dimensions: tuple[str, ...]
) -> None:
    rows, asked = ledger(seed=7), question(*dimensions)
    expected = said(on_duckdb(tmp_path, rows, asked).figures)
    assert said(on_postgres(server, rows, asked).figures) == expected


def test_every_engine_gives_the_same_figures_as_known_earlier(
    tmp_path: Path, server: psycopg.Connection
) -> None:
    rows, asked = ledger(seed=8), question("unit:command", "source", known_on=date(2024, 5, 20))
    expected = said(on_duckdb(tmp_path, rows, asked).figures)
    assert said(on_postgres(server, rows, asked).figures) == expected
    assert said(on_spark(tmp_path, rows, asked).figures) == expected
