"""A paper is the same whatever of it is worked out here, and what in another process."""

import pickle
from dataclasses import replace

from little_papers import AS_AT, Little, little

from touchpoint.cli.commands.paper import hands_for
from touchpoint.cli.paper_asked import PaperAsked, worked_out
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
paragraph = [{ claim = "fell", measure = "needs_assessed" }]
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
        out=None,
    )


def test_what_another_process_works_out_is_what_is_worked_out_here(little: Little) -> None:
    found = worked_out(_asked(little))
    handed_over = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own
    with little.given(HEARING) as given:
        alone = replace(found, heard=None, ripened={})
        here = make(replace(given, meanwhile=lambda: alone))
        there = make(replace(given, meanwhile=lambda: handed_over))
    assert found.likely
    assert handed_over.heard is not None
    assert handed_over.ripened
    assert there.document == here.document


def test_a_small_ledger_is_no_work_for_another_process(little: Little) -> None:
    with hands_for(little.ledger) as hands:
        assert hands == OwnHands()
