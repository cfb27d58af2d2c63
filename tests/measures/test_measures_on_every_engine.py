"""Postgres answers as DuckDB does: worked examples, and a ledger by every dimension.

Spark is held to the same in tests/engines/test_spark.py.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest
from example_batches import Batch, batches
from measured_engines import on_duckdb, on_postgres, postgres, said
from measured_questions import question
from random_ledgers import ledger


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[psycopg.Connection]:
    with postgres(tmp_path_factory.mktemp("server")) as connection:
        yield connection


def largest(number: int) -> list[Batch]:
    return sorted(batches(), key=lambda batch: -len(batch.examples))[:number]


def test_postgres_counts_examples_as_they_say(server: psycopg.Connection) -> None:
    for batch in largest(12):
        assert batch.found(on_postgres(server, batch.rows, batch.question)) == batch.expected


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


def test_postgres_and_duckdb_give_the_same_figures_as_known_earlier(
    tmp_path: Path, server: psycopg.Connection
) -> None:
    rows, asked = ledger(seed=8), question("unit:command", "source", known_on=date(2024, 5, 20))
    expected = said(on_duckdb(tmp_path, rows, asked).figures)
    assert said(on_postgres(server, rows, asked).figures) == expected
