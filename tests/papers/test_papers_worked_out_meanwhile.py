"""A paper is the same whether its voices and sources are heard here or in another process."""

import pickle
from dataclasses import replace

from little_papers import AS_AT, Little, little

from touchpoint.cli.paper_asked import PaperAsked, PaperHands, hands_for, worked_out
from touchpoint.papers.hands import OwnHands
from touchpoint.papers.making.making import make

__all__ = ["little"]

HEARING = """
name = "hearing"
title = "A paper that listens"
statement = "What victims say, and what sources make likely."
period = "quarter"
headline = ["victim_based_crimes"]

[[sections]]
id = "drivers"
heading = "Drivers"
[[sections.blocks]]
[sections.blocks.chart]
id = "ranked"
kind = "drivers"
caption = "What satisfaction goes with"
outcome = "whole"
drivers = ["contact", "actions"]
survey = "aggregate"
months = 12
[[sections.blocks]]
part = "reconciled"
facts = ["statement.offered"]
period = "this"
"""


def _asked(little: Little) -> PaperAsked:
    return PaperAsked(
        ledger=little.ledger,
        paper=str(little.description(HEARING, "hearing")),
        quarter="2024-25Q1",
        period=None,
        as_at=AS_AT,
        edition=None,
        local=None,
        settings=None,
        force_name=None,
    )


def test_what_another_process_works_out_is_what_is_worked_out_here(little: Little) -> None:
    found = worked_out(_asked(little))
    handed_over = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own
    with little.given(HEARING) as given:
        here = make(replace(given, meanwhile=lambda: replace(found, heard=None)))
        there = make(replace(given, meanwhile=lambda: handed_over))
    assert found.likely
    assert handed_over.heard is not None
    assert there.document == here.document


def test_a_small_ledger_is_no_work_for_another_process(little: Little) -> None:
    with hands_for(_asked(little)) as hands:
        assert hands == PaperHands(others=OwnHands())
