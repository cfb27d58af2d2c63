"""Holds DuckDB and Postgres to every worked example: to its verdicts by hand, and to the oracle.

On the authority of docs/explanation/how-a-duty-is-judged.md and of the examples in the held files.
"""

from collections.abc import Iterator

import pytest
from agreement import assert_agreed_on_worked
from engine_examples import (
    NOT_WHITE,
    WHITE,
    every_example,
    ledgers,
    reasons_of_every_white_character,
    rules_for,
)
from engines_under_test import Engine, engine_called


@pytest.fixture(scope="module", params=["duckdb", "postgres"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    with engine_called(request.param, tmp_path_factory.mktemp("engine")) as engine:
        yield engine


def test_an_engine_gives_every_worked_example_as_the_hand_and_the_oracle_do(engine: Engine) -> None:
    for ledger in ledgers():
        rules = rules_for(ledger)
        given = engine.judge(ledger.rows, rules, ledger.as_at)
        assert_agreed_on_worked(given, ledger, {duty.id for duty in rules.duties})


def test_a_reason_of_any_white_character_is_blank_and_excuses_nothing(engine: Engine) -> None:
    ledger = reasons_of_every_white_character()
    given = engine.judge(ledger.rows, rules_for(ledger), ledger.as_at)
    assert_agreed_on_worked(given, ledger, {"R6.ARREST"})
    assert len(given) == len(WHITE) + len(NOT_WHITE)


def test_every_worked_example_is_judged_in_one_of_the_ledgers() -> None:
    judged = [one.name for ledger in ledgers() for one in ledger.worked]
    assert sorted(judged) == sorted(one.name for one in every_example())
    assert len(judged) > 250
