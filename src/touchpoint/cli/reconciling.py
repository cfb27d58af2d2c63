"""Likely rates for papers: what sources together make likely of a fact, as plain values."""

from collections.abc import Iterator

from touchpoint.calendar import Period
from touchpoint.engines import DuckLedger
from touchpoint.errors import Refused
from touchpoint.papers.asking.needs import periods_of
from touchpoint.papers.description.paper import Paper, PartAsked
from touchpoint.papers.making.given import Given
from touchpoint.papers.making.meanwhile import Likely


def likely(given: Given, opened: DuckLedger) -> tuple[Likely, ...]:
    """The likely rate of every fact that a paper reconciles, in each of its periods."""
    return tuple(
        _likely(given, opened, fact, period) for fact, period in dict.fromkeys(_asked(given))
    )


def reconciles(paper: Paper) -> bool:
    """Whether a paper asks what sources together make likely."""
    return any(
        isinstance(block, PartAsked) and block.part == "reconciled"
        for _, block in paper.every_block()
    )


def _asked(given: Given) -> Iterator[tuple[str, Period]]:
    for _, block in given.paper.every_block():
        if isinstance(block, PartAsked) and block.part == "reconciled":
            for fact in block.facts:
                for period in periods_of((block.period,), given.own):
                    yield fact, period


def _likely(given: Given, opened: DuckLedger, fact: str, period: Period) -> Likely:
    # It reads in what fits models, which no other paper wants.
    from touchpoint.extracts.reconciling import (  # noqa: PLC0415 - slow to import
        Question,
        fact_named,
        likely_of,
    )

    question = Question(
        fact=fact_named(fact),
        as_at=given.asking.as_at,
        from_on=period.from_on,
        to_on=period.to_on,
    )
    try:
        found = likely_of(opened.connection.con, question)
    except Refused as refused:
        return Likely(
            fact=fact, period=period, rate=None, low=None, high=None, note=refused.sentence
        )
    return Likely(
        fact=fact,
        period=period,
        rate=found.rate,
        low=found.low,
        high=found.high,
        note=" ".join(found.notes) or None,
    )
