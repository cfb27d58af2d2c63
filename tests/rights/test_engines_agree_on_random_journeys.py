"""Holds every engine to the oracle on journeys at random, row for row and in every column.

On the authority of docs/explanation/how-a-duty-is-judged.md: two editions, a charter over the
first, and every rule, clock and unit (random_editions.py, random_journeys.py).
"""

from collections.abc import Iterator
from datetime import date

import pytest
from engines_under_test import Engine, OnDuckDB, OnSpark, in_order, postgres_in
from hypothesis import HealthCheck, Phase, given, settings
from oracle import judge
from random_editions import FILES, rules
from random_journeys import Made, Row, ledgers, only

from touchpoint.rights.code.duty import State

# A ledger comes from one seed, so there is nothing to shrink: the message names one bad journey.
settings.register_profile(
    "ledgers",
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
LEDGERS = settings.get_profile("ledgers")


@pytest.fixture(scope="module")
def duckdb(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return OnDuckDB(folder=tmp_path_factory.mktemp("duckdb"))


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return OnSpark(folder=tmp_path_factory.mktemp("spark"))


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with postgres_in(tmp_path_factory.mktemp("postgres")) as engine:
        yield engine


@settings(LEDGERS, max_examples=12)
@given(ledgers(journeys=250))
def test_duckdb_gives_the_verdicts_of_the_oracle(duckdb: Engine, made: Made) -> None:
    assert_agreed(duckdb, made)


@settings(LEDGERS, max_examples=5)
@given(ledgers(journeys=150))
def test_postgres_gives_the_verdicts_of_the_oracle(postgres: Engine, made: Made) -> None:
    assert_agreed(postgres, made)


@settings(LEDGERS, max_examples=1, derandomize=True)
@given(ledgers(journeys=300))
def test_spark_gives_the_verdicts_of_the_oracle(spark: Engine, made: Made) -> None:
    assert_agreed(spark, made)


def test_journeys_at_random_come_to_every_state() -> None:
    made = [Made(seed=seed, journeys=300, as_at=date(2024, 6, 1)) for seed in range(3)]
    verdicts = [verdict for each in made for verdict in by_the_oracle(each)]
    assert {row["state"] for row in verdicts} == {state.value for state in State}
    assert {row["basis"] for row in verdicts} == {"standard", "enhanced"}


def by_the_oracle(made: Made) -> list[Row]:
    return [
        verdict
        for journey in made.rows["journeys"]
        for verdict in judge(FILES, only(made.rows, journey["journey_id"]), made.as_at)
    ]


def assert_agreed(engine: Engine, made: Made) -> None:
    """The same verdicts on every journey; the first on which they differ is shown alone."""
    given = engine.judge(made.rows, rules(), made.as_at)
    expected = by_the_oracle(made)
    differing = set(in_order(given)) ^ set(in_order(expected))
    for journey_id in sorted(row[0] for row in differing)[:1]:
        shown = [
            in_order([row for row in some if row["journey_id"] == journey_id])
            for some in (given, expected)
        ]
        assert shown[0] == shown[1], (made.as_at, only(made.rows, journey_id))
    assert len(given) == len(expected)
