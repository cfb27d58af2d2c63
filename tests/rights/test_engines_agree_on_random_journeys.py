"""Holds DuckDB and Postgres to the oracle on journeys at random, row for row and in every column.

On the authority of docs/explanation/how-a-duty-is-judged.md: two editions, a charter over the
first, and every rule, clock and unit (random_editions.py, random_journeys.py).
"""

from collections.abc import Iterator
from datetime import date

import pytest
from agreement import assert_agreed_at_random, by_the_oracle
from engines_under_test import OnDuckDB, OnPostgres, postgres_in
from hypothesis import given, settings
from random_editions import rules
from random_journeys import LEDGERS, Made, ledgers

from touchpoint.rights.code.duty import State


@pytest.fixture(scope="module")
def duckdb(tmp_path_factory: pytest.TempPathFactory) -> OnDuckDB:
    return OnDuckDB(folder=tmp_path_factory.mktemp("duckdb"))


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OnPostgres]:
    with postgres_in(tmp_path_factory.mktemp("postgres")) as engine:
        yield engine


@settings(LEDGERS, max_examples=12)
@given(ledgers(journeys=250))
def test_duckdb_gives_the_verdicts_of_the_oracle(duckdb: OnDuckDB, made: Made) -> None:
    assert_agreed_at_random(duckdb.judge(made.rows, rules(), made.as_at), made)


@settings(LEDGERS, max_examples=5)
@given(ledgers(journeys=150))
def test_postgres_gives_the_verdicts_of_the_oracle(postgres: OnPostgres, made: Made) -> None:
    assert_agreed_at_random(postgres.judge(made.rows, rules(), made.as_at), made)


def test_journeys_at_random_come_to_every_state() -> None:
    made = [Made(seed=seed, journeys=300, as_at=date(2024, 6, 1)) for seed in range(3)]
    verdicts = [verdict for each in made for verdict in by_the_oracle(each)]
    assert {row["state"] for row in verdicts} == {state.value for state in State}
    assert {row["basis"] for row in verdicts} == {"standard", "enhanced"}
