"""What must hold of verdicts whatever the journeys are, tried on DuckDB with journeys at random.

On the authority of docs/explanation/how-a-duty-is-judged.md: a verdict depends on its journey, the
coverage and the day, and on nothing else.
"""

from datetime import timedelta

import pytest
from engines_under_test import OnDuckDB, a_day, in_order
from hypothesis import given, settings
from hypothesis import strategies as st
from random_editions import rules
from random_journeys import LEDGERS, UNKNOWN_KIND, Made, Row, Rows, ledgers

from touchpoint.engines import Steps, open_on_duckdb, said_to_duckdb
from touchpoint.rights.judging.verdicts import verdicts


@pytest.fixture(scope="module")
def duckdb(tmp_path_factory: pytest.TempPathFactory) -> OnDuckDB:
    return OnDuckDB(folder=tmp_path_factory.mktemp("laws"))


def judged(duckdb: OnDuckDB, rows: Rows, made: Made, *, days_later: int = 0) -> list[Row]:
    return duckdb.judge(rows, rules(), made.as_at + timedelta(days=days_later))


@settings(LEDGERS, max_examples=1)
@given(ledgers())
def test_verdicts_do_not_depend_on_the_order_of_the_rows(duckdb: OnDuckDB, made: Made) -> None:
    shuffled = {table: made.dice.sample(rows, len(rows)) for table, rows in made.rows.items()}
    whole = judged(duckdb, made.rows, made)
    assert in_order(judged(duckdb, shuffled, made)) == in_order(whole)


@settings(LEDGERS, max_examples=1)
@given(ledgers(journeys=500))
def test_a_ledger_judged_in_portions_is_judged_as_it_is_whole(duckdb: OnDuckDB, made: Made) -> None:
    whole = judged(duckdb, made.rows, made)
    with open_on_duckdb(duckdb.written(made.rows), threads=1) as ledger:
        tables = ledger.hold(rules().tables)
        steps = Steps(sql=said_to_duckdb)
        asked = steps.within(verdicts(tables, rules(), a_day(made.as_at), steps.keep))
        by_portion: list[Row] = []
        portions = ledger.portions(100)
        for portion in portions:
            ledger.show(portion)
            by_portion += [row for batch in ledger.batches(asked) for row in batch.to_pylist()]
    assert len(portions) > 2
    assert in_order(by_portion) == in_order(whole)


@settings(LEDGERS, max_examples=2)
@given(ledgers(journeys=300), st.integers(1, 400))
def test_what_was_met_stays_met_as_time_passes(
    duckdb: OnDuckDB, made: Made, days_later: int
) -> None:
    before = judged(duckdb, made.rows, made)
    after = {named(row): row for row in judged(duckdb, made.rows, made, days_later=days_later)}
    met = [row for row in before if row["state"] == "met"]
    assert met
    assert [row for row in met if after.get(named(row), {}).get("state") != "met"] == []


def named(row: Row) -> tuple[str, ...]:
    return row["journey_id"], row["duty_id"], row["edition"], row["occurrence"]


@settings(LEDGERS, max_examples=1)
@given(ledgers())
def test_a_touchpoint_of_an_unknown_kind_changes_no_verdict(duckdb: OnDuckDB, made: Made) -> None:
    added = [
        touchpoint | {"touchpoint_id": f"unknown-{number}", "kind": UNKNOWN_KIND, "replaces": None}
        for number, touchpoint in enumerate(made.dice.sample(made.rows["touchpoints"], 100))
    ]
    more = made.rows | {"touchpoints": [*made.rows["touchpoints"], *added]}
    assert in_order(judged(duckdb, more, made)) == in_order(judged(duckdb, made.rows, made))
