"""Survey figures of fewer than 50 answers are not shown, and a paper may set another number."""

from dataclasses import replace
from datetime import date

import pytest
from little_papers import Little, little

from touchpoint.calendar import read_period
from touchpoint.cli.releasing import published_of, released, rows_that_leave
from touchpoint.errors import Refused
from touchpoint.measures.catalogue import measure_asked
from touchpoint.measures.figuring.figure import Figure
from touchpoint.papers.asking.answering import Figures, key_of
from touchpoint.papers.document import Table
from touchpoint.papers.releasing.release import Leaving, Printed, Releasing
from touchpoint.papers.releasing.tree import Tree
from touchpoint.papers.wording.settings import Settings

__all__ = ["little"]

OWN = read_period("2024-25Q1")
SATISFIED = "satisfied:whole"
NOWHERE = Tree(units=())
PAPER = """
name = "answers"
title = "Answers"
statement = "What victims answered."
period = "month"
FEWEST
[[sections]]
id = "all"
heading = "All"
[[sections.blocks]]
[sections.blocks.table]
id = "by-month"
caption = "Satisfied"
stub = "Month"
measure = "satisfied:whole"
rows = { periods = { last = 3, kind = "rolling3" } }
columns = [{ heading = "Answers", show = "base" }, { heading = "Share" }]
[[sections.blocks]]
paragraph = [{ claim = "is", measure = "satisfied:whole" }]
"""


def share(some: int, of: int, measure: str = SATISFIED, **groups: str) -> Figure:
    return Figure(
        measure=measure_asked(measure), period=OWN, groups=groups, numerator=some, denominator=of,
        rate=some / of, low=0.2, high=0.9, weighted=measure == SATISFIED,
    )  # fmt: skip


def leaving(*figures: Figure, fewest: int = 50) -> Leaving:
    by_key = {key_of(each): each for each in figures}
    return Releasing(
        figures=Figures(by_key=by_key, measures={}), as_at=date(2024, 6, 30), tree=NOWHERE,
        rules=Settings().rules, fewest_answers=fewest,
    ).leaving(Printed(keys=dict.fromkeys(by_key, ("t",))))  # fmt: skip


@pytest.mark.parametrize(
    ("of", "fewest", "status"),
    [(49, 50, "missing"), (50, 50, "shown"), (49, 30, "shown"), (149, 150, "missing")],
)
def test_a_share_of_answers_is_shown_from_so_many_on(of: int, fewest: int, status: str) -> None:
    (value,) = leaving(share(of // 2, of), fewest=fewest).values.values()
    assert value.status == status
    if status == "missing":
        assert value.why == (
            f"Fewer than {fewest} answers, which are too few for a figure to be relied on."
        )
        assert (value.numerator, value.denominator, value.rate, value.low) == (None,) * 4


def test_shares_of_anything_but_answers_are_shown_of_fewer() -> None:
    (value,) = leaving(share(20, 40, "needs_assessed")).values.values()
    assert value.status == "shown"


def test_what_is_not_shown_of_few_answers_is_not_published_either() -> None:
    few, many = share(10, 20, sex="male"), share(30, 60, sex="female")
    told = leaving(few, many).published.shown
    assert {cell.where for cell in told} == {(("sex", "female"),)}
    out = published_of([few, many], released([few, many]), NOWHERE)
    assert out.shown == told


def test_measures_that_leave_say_of_few_answers_that_they_are_too_few() -> None:
    figures = [replace(share(10, 20), note="[u] The base is below 50.")]
    (row,) = rows_that_leave(figures, released(figures))
    assert (row["status"], row["numerator"], row["rate"], row["low"]) == ("missing", *[None] * 3)
    assert row["note"].startswith("Fewer than 50 answers, which are too few")


def _table(little: Little, fewest: str) -> Table:
    made = little.made(PAPER.replace("FEWEST", fewest), quarter="2024-06")
    (section,) = (s for s in made.document.sections if s.id == "all")
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    return table


def test_a_paper_prints_no_share_of_fewer_answers_than_it_says(little: Little) -> None:
    rule = _table(little, "")
    shares = [row.cells[1].text for row in rule.rows]
    assert set(shares) == {"[x]", "[c]"}
    assert any("Fewer than 50 answers" in note for note in rule.notes)
    own = _table(little, "fewest_answers = 0")
    shown = [row for row in own.rows if "%" in row.cells[1].text]
    assert len(shown) == shares.count("[x]")
    assert all(int(row.cells[0].text) < 50 for row in shown)


def test_a_paper_that_asks_for_less_than_no_answers_is_refused(little: Little) -> None:
    with pytest.raises(Refused) as refused:
        little.made(PAPER.replace("FEWEST", "fewest_answers = -1"), quarter="2024-06")
    assert any("fewest_answers is -1" in fault for fault in refused.value.faults)
