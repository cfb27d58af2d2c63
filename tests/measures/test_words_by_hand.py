"""Ledgers worked by hand whose cells say other words than the ledger has, or the same otherwise."""

from datetime import date
from pathlib import Path

from asked_by_hand import ASSESSED, asked, at, counts, crimes
from measured_engines import on_duckdb
from measured_ledgers import touchpoint


def test_a_result_that_is_no_word_of_the_ledger_is_neither_done_nor_taken(tmp_path: Path) -> None:
    day = date(2024, 6, 2)
    rows = crimes(*[date(2024, 6, 1)] * 2)
    rows["touchpoints"] = [
        touchpoint("a", "j0", ASSESSED, day, result="agreed"),
        touchpoint("b", "j0", "statement.taken", day, result="agreed"),
        touchpoint("c", "j1", ASSESSED, day, result=""),
        touchpoint("d", "j1", "statement.taken", day),
    ]
    names = ("needs_assessed", "statement_offered", "statement_taken")
    found = on_duckdb(tmp_path, rows, asked(*names))
    assert {name: counts(at(found, "2024-06", name=name)) for name in names} == {
        "needs_assessed": (1, 2),
        "statement_offered": (1, 2),
        "statement_taken": (1, 2),
    }
