"""Holds every engine to every worked example: to its hand-worked verdicts, and to the oracle.

On the authority of docs/explanation/how-a-duty-is-judged.md and of the examples in the held files.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from engine_examples import Ledger, every_example, ledgers
from engines_under_test import Engine, OnDuckDB, OnSpark, in_order, postgres_in

from touchpoint.rights.code.duty import Edition
from touchpoint.rights.editions import held, with_local
from touchpoint.rights.judging.rules import Rules, rules_of


@pytest.fixture(scope="module")
def held_with_charter() -> Edition:
    (edition,) = held()
    return with_local(edition, "example-charter")


@pytest.fixture(scope="module", params=["duckdb", "postgres", "spark"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("engine")
    match request.param:
        case "duckdb":
            yield OnDuckDB(folder=folder)
        case "spark":
            yield OnSpark(folder=folder)
        case _:
            with postgres_in(folder) as postgres:
                yield postgres


def test_an_engine_gives_every_worked_example_as_the_hand_and_the_oracle_do(
    engine: Engine, held_with_charter: Edition
) -> None:
    whole, *few = ledgers()
    assert_agreed(engine, held_with_charter, whole, rules_of([held_with_charter]))
    for ledger in few:
        # By the duties that its examples are of: to plan the others takes all the time.
        judging = tuple(duty for duty in held_with_charter.duties if duty.id in ledger.duties)
        edition = replace(held_with_charter, duties=judging)
        assert_agreed(engine, edition, ledger, rules_of([edition]))


def assert_agreed(engine: Engine, edition: Edition, ledger: Ledger, rules: Rules) -> None:
    given = engine.judge(ledger.rows, rules, ledger.as_at)
    assert in_order(given) == in_order(ledger.given({duty.id for duty in edition.duties}))
    for one in ledger.worked:
        of_this = {
            row["occurrence"]: row
            for row in given
            if row["duty_id"] == one.duty["id"] and row["journey_id"] == f"{one.name}/J"
        }
        said = {row["occurrence"]: row for row in one.said}
        assert set(of_this) == set(said), one.name
        for occurrence, row in said.items():
            assert {**of_this[occurrence], **row} == of_this[occurrence], one.name


def test_every_worked_example_is_judged_in_one_of_the_ledgers() -> None:
    judged = [one.name for ledger in ledgers() for one in ledger.worked]
    assert sorted(judged) == sorted(one.name for one in every_example())
    assert len(judged) > 250
