"""A question put to a ledger: what is to be counted, and the figures that come of it.

This room makes expressions and runs none: an engine comes in as a `Runner`, and rows come back.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import ibis.expr.types as ir

from touchpoint.calendar import Period
from touchpoint.errors import Refused
from touchpoint.measures.catalogue import catalogue
from touchpoint.measures.counting.asked import (
    Question,
    months_of,
    planned_together,
)
from touchpoint.measures.counting.rows import Keep
from touchpoint.measures.definition.dimensions import OWN, Dimension
from touchpoint.measures.definition.measure import Measure, Population
from touchpoint.measures.figuring.coverage import Coverage
from touchpoint.measures.figuring.figure import Figure
from touchpoint.measures.figuring.figures import Figuring, tallies_of
from touchpoint.measures.figuring.known_months import Ledgered
from touchpoint.measures.figuring.returned import returned
from touchpoint.measures.figuring.surveys import answers_of, weighted
from touchpoint.measures.running import Counting, Runner, judges
from touchpoint.rights.code.duty import Edition


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
    whenever: bool = False,
) -> Answer:
    """The figures of a question; `loads` says on which day each load was made."""
    asked = ask_together(
        runner,
        [question],
        editions=editions,
        loads=loads,
        measures=measures,
        whenever=whenever,
    )
    return asked[0]


def ask_together(
    runner: Runner,
    questions: Sequence[Question],
    *,
    editions: Sequence[Edition],
    loads: Mapping[int, date] | None = None,
    measures: Sequence[Measure] | None = None,
    whenever: bool = False,
) -> tuple[Answer, ...]:
    """The figures of several questions as at one day, in their order: what they share is done once.

    Questions that are split alike are counted in one go, whatever their periods. `whenever` has
    the editions judge every journey, whatever the day of its report.
    """
    if len({(q.as_at, q.known_on) for q in questions}) > 1:
        raise Refused("Questions asked together are as at one day: ask for each day apart.")
    every = tuple(measures) if measures is not None else catalogue()
    ledgers = [_ledgered(runner, questions[0])] * len(questions) if questions else []
    periods = [
        question.periods(_first(ledger, question), ledger.ends)
        for question, ledger in zip(questions, ledgers, strict=True)
    ]
    units = runner.whole(lambda _: {"units": runner.tables["units"]})["units"].to_pylist()
    plans = planned_together(_together(questions), units, loads or {}, _ends(periods))
    judging = [some for q, some in zip(questions, periods, strict=True) if judges(q)]
    counting = Counting(
        plans=plans,
        editions=tuple(editions),
        every=every,
        judged=months_of(_ends(judging)),
        whenever=whenever,
    )
    stores = counting.stores(runner) if plans else {}
    answers = []
    for question, ledger, some in zip(questions, ledgers, periods, strict=True):
        figuring = Figuring(
            question=question,
            measures=every,
            ledger=ledger,
            store=stores[question.dimensions],
            periods=some,
        )
        figures = tuple(f for measure in question.measures for f in _figures(figuring, measure))
        said = () if ledger.coverage.rows else (NO_COVERAGE,)
        answers.append(Answer(question=question, figures=figures, said=said))
    return tuple(answers)


def _ends(periods: Sequence[Sequence[Period]]) -> list[Period]:
    """Of every period of some questions, the one that begins first and the one that ends last."""
    every = [period for some in periods for period in some]
    if not every:
        return []
    first = min(every, key=lambda period: period.from_on)
    return [first, max(every, key=lambda period: period.to_on)]


def _together(questions: Sequence[Question]) -> tuple[Question, ...]:
    """One question for each way of splitting, of every measure that is split so."""
    found: dict[tuple[Dimension, ...], Question] = {}
    for question in questions:
        held = found.get(question.dimensions, question)
        measures = tuple(dict.fromkeys((*held.measures, *question.measures)))
        found[question.dimensions] = replace(held, measures=measures)
    return tuple(found.values())


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
        if figure.rate is None or not measure.is_among_others:
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
