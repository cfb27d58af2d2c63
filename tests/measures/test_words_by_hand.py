"""Ledgers worked by hand whose cells say other words than the ledger has, or the same otherwise."""

from datetime import date
from pathlib import Path

from asked_by_hand import ASSESSED, asked, at, counts, crimes
from measured_engines import on_duckdb
from measured_ledgers import answer, response, touchpoint


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


def test_a_word_of_the_scale_is_read_whatever_its_letters_and_blanks(tmp_path: Path) -> None:
    rows = crimes(date(2024, 1, 1))
    words = ["Fairly_satisfied", " very_satisfied", "NEITHER ", "quite"]
    rows["responses"] = [response(f"r{n}", date(2024, 6, 1)) for n, _ in enumerate(words)]
    rows["answers"] = [answer(f"r{n}", "whole", None, word) for n, word in enumerate(words)]
    assert counts(at(on_duckdb(tmp_path, rows, asked("satisfied:whole")), "2024-06")) == (2, 3)


def test_what_does_not_apply_is_no_answer_on_the_scale_whatever_number_stands_beside_it(
    tmp_path: Path,
) -> None:
    rows = crimes(date(2024, 1, 1))
    words = ["not_applicable", "Not applicable", None]
    rows["responses"] = [response(f"r{n}", date(2024, 6, 1)) for n, _ in enumerate(words)]
    rows["answers"] = [answer(f"r{n}", "whole", 7, word) for n, word in enumerate(words)]
    assert counts(at(on_duckdb(tmp_path, rows, asked("satisfied:whole")), "2024-06")) == (1, 1)
