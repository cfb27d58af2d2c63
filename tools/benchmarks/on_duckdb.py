"""DuckDB: the floor, and counts of verdicts by duty, month and state.

    python -m tools.benchmarks.on_duckdb floor|whole|five LEDGER

Both keep what they find in a temporary table, and read the same ledger, opened in the same way.
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import ibis
from tools.benchmarks.task import AS_AT, FIVE, MEMORY, PORTION, SCATTERED, THREADS
from tools.benchmarks.timed import telling

from touchpoint.engines import DuckLedger, Steps, open_on_duckdb, said_to_duckdb
from touchpoint.rights.code.duty import Edition
from touchpoint.rights.editions import in_force
from touchpoint.rights.judging.journey_rows import CORRECTING
from touchpoint.rights.judging.rules import rules_of
from touchpoint.rights.judging.verdicts import verdicts

FLOOR = (
    "CREATE TEMP TABLE floor AS "
    "SELECT journey_id, count(*), min(happened_at) FROM touchpoints GROUP BY journey_id"
)

TOTALS = (
    "SELECT duty_id, strftime(month, '%Y-%m'), state, sum(number)::BIGINT FROM counts GROUP BY ALL"
)


def floor(path: Path) -> None:
    """The least that an answer for every journey can cost: one grouping of its touchpoints."""
    with open_on_duckdb(path, threads=THREADS, memory=MEMORY) as ledger, telling() as said:
        ledger.connection.raw_sql(FLOOR)
        rows = ledger.connection.raw_sql("SELECT count(*), sum(#2) FROM floor").fetchone()
        said["journeys"], said["touchpoints"] = (int(number) for number in rows)


def counts(path: Path, duties: Sequence[str] | None) -> None:
    """Counts of every verdict of the editions in force, the making of the expression included."""
    with open_on_duckdb(path, threads=THREADS, memory=MEMORY) as ledger, telling() as said:
        began = time.perf_counter()
        run = _counting(ledger, [_only(edition, duties) for edition in in_force()])
        said["prepared"] = time.perf_counter() - began
        said["counts"] = run()


def _only(edition: Edition, duties: Sequence[str] | None) -> Edition:
    """The edition with these of its duties alone."""
    if duties is None:
        return edition
    return replace(edition, duties=tuple(duty for duty in edition.duties if duty.id in duties))


def _counting(ledger: DuckLedger, editions: Sequence[Edition]) -> Callable[[], list[list[Any]]]:
    """What counts the verdicts, portion by portion, once it is called."""
    rules = rules_of(editions)
    steps = Steps(sql=said_to_duckdb)
    found = verdicts(ledger.hold(rules.tables), rules, ibis.date(AS_AT), steps.keep)
    by = found.group_by(found.duty_id, month=found.triggered_on.truncate("M"), state=found.state)
    counted = by.agg(number=found.count())
    nothing_yet = f"CREATE TEMP TABLE counts AS FROM ({steps.within(counted)}) LIMIT 0"
    run = ledger.connection.raw_sql

    def count() -> list[list[Any]]:
        run(nothing_yet)
        portions = ledger.portions(PORTION, scattered=SCATTERED)
        if len(portions) > 1:
            ledger.make_once(steps, CORRECTING)
        for portion in portions:
            ledger.show(portion)
            run(f"INSERT INTO counts {steps.within(counted)}")
        return sorted(map(list, run(TOTALS).fetchall()))

    return count


def main() -> None:
    figure, path = sys.argv[1], Path(sys.argv[2])
    match figure:
        case "floor":
            floor(path)
        case "whole":
            counts(path, None)
        case "five":
            counts(path, FIVE)


if __name__ == "__main__":
    main()
