"""What is run on an engine for questions asked together: every count, and steps made once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import ibis.expr.types as ir
import pyarrow as pa

from touchpoint.errors import Refused
from touchpoint.measures.counting.asked import (
    Plan,
    Question,
    Tally,
)
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
from touchpoint.measures.counting.verdicts import Splits, held_beside, judged, rules_for, split
from touchpoint.measures.counting.voices import of_answers, of_returns, of_reviews
from touchpoint.measures.definition.dimensions import Dimension
from touchpoint.measures.definition.measure import Measure, Population
from touchpoint.measures.figuring.figures import tallies_of
from touchpoint.measures.figuring.store import Store
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


def judges(question: Question) -> bool:
    """Whether a question asks for verdicts."""
    return any(m.population is Population.VERDICTS for m in question.measures)


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


@dataclass(frozen=True, kw_only=True)
class Counting:
    """What is to be counted for every way of splitting; steps that they share are made once."""

    plans: Sequence[Plan]
    editions: tuple[Edition, ...]
    every: Sequence[Measure]
    judged: tuple[int, int] | None
    """The months whose verdicts are asked for."""

    whenever: bool = False

    def stores(self, runner: Runner) -> dict[tuple[Dimension, ...], Store]:
        """The counts, by how they are split."""
        whole = self.plans[0].of_all
        _refuse_unknown_duties(whole, self.editions)
        rules = rules_for(whole, self.editions, whenever=self.whenever)
        beside = held_beside(rules) if rules is not None else {}
        tables = runner.hold({**self.plans[0].tables, **beside})
        stores = {
            plan.question.dimensions: Store(dimensions=plan.question.dimensions)
            for plan in self.plans
        }
        found = runner.whole(lambda keep: self._over_all(tables, _once(keep)))
        for name, plan, batch in self._batches(0):
            stores[plan.question.dimensions].add(batch, found[name])
        for name, plan, measure in self._returns():
            stores[plan.question.dimensions].returns[measure.name] = found[name]
        if any(self._batches(1)):
            made = self._of_journeys(tables, rules)
            for part in runner.by_journey(lambda keep: made(_once(keep))):
                for name, plan, batch in self._batches(1):
                    stores[plan.question.dimensions].add(batch, part[name])
        return stores

    def _batches(self, which: int) -> Iterator[tuple[str, Plan, Batch]]:
        """What is counted over the whole ledger (0), or portion by portion (1)."""
        for number, plan in enumerate(self.plans):
            for batch in batches(plan.question, self.every)[which]:
                yield f"{number} {batch.name}", plan, batch

    def _returns(self) -> Iterator[tuple[str, Plan, Measure]]:
        for number, plan in enumerate(self.plans):
            for measure in plan.question.measures:
                if measure.population is Population.RETURNS:
                    yield f"{number} {measure.name}", plan, measure

    def _over_all(self, tables: Tables, keep: Keep) -> Mapping[str, ir.Table]:
        made = {
            name: count(counted(tables, plan, keep), batch)
            for name, plan, batch in self._batches(0)
        }
        for name, plan, measure in self._returns():
            rows = counted(tables, plan, keep)
            made[name] = of_returns(rows, measure.counted.indicators)
        return made

    def _of_journeys(self, tables: Tables, rules: Rules | None) -> Made:
        def made(keep: Keep) -> Mapping[str, ir.Table]:
            sums = self._verdicts(tables, rules, keep) if rules is not None else {}
            found: dict[str, ir.Table] = {}
            for name, plan, batch in self._batches(1):
                rows = counted(tables, plan, keep)
                if batch.population is Population.VERDICTS:
                    found[name] = split(rows, batch, sums[plan.question.dimensions])
                else:
                    found[name] = count(rows, batch)
            return found

        return made

    def _verdicts(
        self, tables: Tables, rules: Rules, keep: Keep
    ) -> dict[tuple[Dimension, ...], ir.Table]:
        """The verdicts, given once and summed up for every way of splitting them."""
        plans = tuple(plan for plan in self.plans if judges(plan.question))
        given = judged(tables, replace(plans[0], months=self.judged), rules, keep)
        sums = Splits(plans=plans).counted(tables, given, keep)
        return {plan.question.dimensions: each for plan, each in zip(plans, sums, strict=True)}


def _once(keep: Keep) -> Keep:
    """The same way to keep a step, which keeps each of them once."""
    kept: dict[str, ir.Table] = {}

    def once(name: str, rows: ir.Table) -> ir.Table:
        if name not in kept:
            kept[name] = keep(name, rows)
        return kept[name]

    return once


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
        judging = " and ".join(edition.name for edition in editions)
        raise Refused(
            f"There is no {', '.join(dict.fromkeys(unknown))} in {judging}: `touchpoint duties` "
            "lists the duties that there are."
        )
