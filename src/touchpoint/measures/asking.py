"""A question put to a ledger: what is to be counted, and the figures that come of it.

This room makes expressions and runs none: an engine comes in as a `Runner`, and rows come back.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import ibis.expr.types as ir
import pyarrow as pa

from touchpoint.errors import Refused
from touchpoint.measures.catalogue import catalogue
from touchpoint.measures.counting.asked import Plan, Question, Tally, planned
from touchpoint.measures.counting.intervals import of_intervals
from touchpoint.measures.counting.persons import of_persons
from touchpoint.measures.counting.rows import Counted, Keep, Tables, counted
from touchpoint.measures.counting.tallies import (
    Batch,
    batches_of,
    of_investigations,
    of_journeys,
    of_touchpoints,
)
from touchpoint.measures.counting.verdicts import held_beside, judged, of_verdicts, rules_for
from touchpoint.measures.counting.voices import of_answers, of_returns, of_reviews
from touchpoint.measures.definition.dimensions import OWN
from touchpoint.measures.definition.measure import Measure, Population
from touchpoint.measures.figuring.coverage import Coverage
from touchpoint.measures.figuring.figure import Figure
from touchpoint.measures.figuring.figures import Figuring, tallies_of
from touchpoint.measures.figuring.known_months import Ledgered
from touchpoint.measures.figuring.returned import returned
from touchpoint.measures.figuring.store import Store
from touchpoint.measures.figuring.surveys import answers_of, weighted
from touchpoint.rights.code.duty import Edition
from touchpoint.rights.judging.rules import Rules

Made = Callable[[Keep], Mapping[str, ir.Table]]
"""Makes expressions by name, given the way in which a step of theirs is kept."""

BY_JOURNEY = (Population.VERDICTS, Population.INTERVALS)
"""What depends on nothing outside a journey, and so can be counted a portion at a time."""


class Runner(Protocol):
    """An open engine, as this room needs it."""

    @property
    def tables(self) -> Tables:
        """The ledger's tables."""

    def hold(self, tables: Mapping[str, pa.Table]) -> Tables:
        """The ledger's tables with small ones beside them."""

    def whole(self, made: Made) -> Mapping[str, pa.Table]:
        """The rows of expressions over the whole ledger."""

    def by_journey(self, made: Made) -> Iterator[Mapping[str, pa.Table]]:
        """The rows of expressions over one portion of the journeys after another."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The figures of a question, and what is to be said once of all of them."""

    question: Question
    figures: tuple[Figure, ...]
    said: tuple[str, ...]


NO_COVERAGE = "The ledger has no coverage rows: it claims that every source records everything."


def ask(
    runner: Runner,
    question: Question,
    *,
    editions: Sequence[Edition],
    loads: Mapping[int, date] | None = None,
    measures: Sequence[Measure] | None = None,
) -> Answer:
    """The figures of a question; `loads` says on which day each load was made."""
    ledger = _ledgered(runner, question)
    every = tuple(measures) if measures is not None else catalogue()
    periods = question.periods(_first(ledger, question), ledger.ends)
    units = runner.whole(lambda _: {"units": runner.tables["units"]})["units"].to_pylist()
    plan = planned(question, units, loads or {}, periods)
    store = _counted(runner, plan, tuple(editions), every)
    figuring = Figuring(
        question=question, measures=every, ledger=ledger, store=store, periods=periods
    )
    figures = tuple(f for measure in question.measures for f in _figures(figuring, measure))
    said = () if ledger.coverage.rows else (NO_COVERAGE,)
    return Answer(question=question, figures=figures, said=said)


def batches(question: Question, every: Sequence[Measure]) -> tuple[list[Batch], list[Batch]]:
    """What is to be counted: over the whole ledger, and portion by portion."""
    tallies: list[Tally] = []
    for measure in question.measures:
        if measure.population is not Population.RETURNS:
            tallies += tallies_of(measure, every).values()
    by_source = any(dimension.name == "source" for dimension in question.dimensions)
    found = batches_of(tallies, by_source=by_source)
    return (
        [batch for batch in found if batch.population not in BY_JOURNEY],
        [batch for batch in found if batch.population in BY_JOURNEY],
    )


def count(rows: Counted, batch: Batch) -> ir.Table:
    """The counts of a batch over the whole ledger, by month and group."""
    match batch.population:
        case Population.JOURNEYS:
            return of_journeys(rows, batch)
        case Population.INVESTIGATIONS:
            return of_investigations(rows, batch)
        case Population.TOUCHPOINTS:
            return of_touchpoints(rows, batch)
        case Population.PERSONS:
            return of_persons(rows, batch)
        case Population.ANSWERS:
            return of_answers(rows, batch)
        case Population.REVIEWS:
            return of_reviews(rows, batch)
        case Population.INTERVALS:
            return of_intervals(rows, batch)
        case _:
            raise NotImplementedError(batch.population)


def _counted(
    runner: Runner, plan: Plan, editions: tuple[Edition, ...], every: Sequence[Measure]
) -> Store:
    whole, portioned = batches(plan.question, every)
    _refuse_unknown_duties(plan, editions)
    rules = rules_for(plan, editions)
    beside = held_beside(rules) if rules is not None else {}
    tables = runner.hold({**plan.tables, **beside})
    store = Store(dimensions=plan.question.dimensions)
    returns = [m for m in plan.question.measures if m.population is Population.RETURNS]

    def over_all(keep: Keep) -> Mapping[str, ir.Table]:
        rows = counted(tables, plan, keep)
        made = {batch.name: count(rows, batch) for batch in whole}
        for measure in returns:
            made[measure.name] = of_returns(rows, measure.counted.indicators)
        return made

    found = runner.whole(over_all)
    for batch in whole:
        store.add(batch, found[batch.name])
    for measure in returns:
        store.returns[measure.name] = found[measure.name]
    if portioned:
        for part in runner.by_journey(_by_journey(tables, plan, rules, portioned)):
            for batch in portioned:
                store.add(batch, part[batch.name])
    return store


def _refuse_unknown_duties(plan: Plan, editions: Sequence[Edition]) -> None:
    """Refuse a measure that is held to a duty or a right which no edition has."""
    known = {each.id for edition in editions for each in edition.duties}
    rights = {each.right for edition in editions for each in edition.duties}
    asked = [rows for measure in plan.question.measures for rows in measure.numerator]
    unknown = [
        *(duty for rows in asked for duty in rows.duties if duty not in known),
        *(f"Right {right}" for rows in asked for right in rows.rights if right not in rights),
    ]
    if unknown:
        raise Refused(
            f"No edition in force has {', '.join(dict.fromkeys(unknown))}: `touchpoint duties` "
            "lists the duties that there are."
        )


def _by_journey(
    tables: Tables, plan: Plan, rules: Rules | None, portioned: Sequence[Batch]
) -> Made:
    def made(keep: Keep) -> Mapping[str, ir.Table]:
        rows = counted(tables, plan, keep)
        found = {}
        for batch in portioned:
            if batch.population is Population.VERDICTS and rules is not None:
                given = judged(tables, plan, rules, keep)
                found[batch.name] = of_verdicts(rows, batch, given)
            else:
                found[batch.name] = count(rows, batch)
        return found

    return made


def _figures(figuring: Figuring, measure: Measure) -> Iterator[Figure]:
    question = figuring.question
    if measure.population is Population.RETURNS:
        rows = figuring.store.returns[measure.name]
        yield from returned(measure, question, figuring.periods, rows)
    elif measure.population is Population.ANSWERS:
        yield from _of_answers(figuring, measure)
    else:
        yield from figuring.figures(measure)


def _of_answers(figuring: Figuring, measure: Measure) -> Iterator[Figure]:
    parts = tallies_of(measure, figuring.measures)
    batch, rows = figuring.store.answers[0]
    places = (batch.tallies.index(parts["numerator"]), batch.tallies.index(parts["denominator"]))
    dimensions = figuring.question.dimensions
    answers = answers_of(rows, places, len(dimensions))
    own = [n for n, d in enumerate(dimensions) if d.name in OWN[Population.ANSWERS]]
    for figure in figuring.figures(measure):
        if figure.rate is None:
            yield figure
            continue
        yield weighted(figure, answers, own)


def _ledgered(runner: Runner, question: Question) -> Ledgered:
    """What a ledger says of itself."""
    firsts = {
        Population.JOURNEYS: ("investigations", "reported_on"),
        Population.ANSWERS: ("responses", "answered_on"),
        Population.REVIEWS: ("reviews", "reviewed_on"),
        Population.RETURNS: ("returns", "from_on"),
    }
    tables = runner.tables

    def made(_: Keep) -> Mapping[str, ir.Table]:
        found = {
            population.value: tables[table].agg(
                first=tables[table][day].min(), last=tables[table][day].max()
            )
            for population, (table, day) in firsts.items()
        }
        touched, crimes = tables["touchpoints"], tables["investigations"]
        return {
            **found,
            "touched": touched.agg(last=touched.happened_on.max()),
            "closed": crimes.agg(last=crimes.closed_on.max()),
            "coverage": tables["coverage"],
        }

    found = runner.whole(made)
    lasts = [rows["last"][0].as_py() for name, rows in found.items() if name != "coverage"]
    return Ledgered(
        as_at=question.day,
        begins={population: found[population.value]["first"][0].as_py() for population in firsts},
        ends=max((day for day in lasts if day is not None), default=None),
        coverage=Coverage(rows=tuple(found["coverage"].to_pylist())),
    )


def _first(ledger: Ledgered, question: Question) -> date | None:
    """The first day of anything that the measures asked for count."""
    days = (ledger.begun(measure) for measure in question.measures)
    return min((day for day in days if day is not None), default=None)
