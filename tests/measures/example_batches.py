"""The worked examples of the catalogue as few questions, each in a unit of its own.

An engine is slow to ask and quick to count, so examples with the same as-at day, coverage and kind
of period lie in one ledger. Those that depend on the whole of a ledger stand by themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from measured_ledgers import Rows, rows_of, together

from touchpoint.calendar import read_period
from touchpoint.measures.asking import Answer
from touchpoint.measures.catalogue import catalogue
from touchpoint.measures.counting.asked import Question
from touchpoint.measures.definition.dimensions import Dimension
from touchpoint.measures.definition.measure import Example, Measure, Population

ALONE = (Population.PERSONS, Population.ANSWERS, Population.REVIEWS, Population.RETURNS)
Expected = tuple[str, str, int | float | None, int | None]
"""A measure, what its example says, and its two counts."""


@dataclass(kw_only=True)
class Batch:
    """Examples that are asked of one ledger together."""

    rows: Rows
    question: Question
    examples: list[tuple[Measure, Example]]
    by_unit: bool

    @property
    def expected(self) -> list[Expected]:
        return [
            (m.name, e.says, e.numerator, e.denominator)
            for m, e in self.examples
            if m in self.question.measures
        ]

    def found(self, answer: Answer) -> list[Expected]:
        """What an answer says of each example."""
        return [
            (m.name, e.says, *_counts(answer, m, e, f"u{n}" if self.by_unit else None))
            for n, (m, e) in enumerate(self.examples)
            if m in self.question.measures
        ]


def _counts(
    answer: Answer, measure: Measure, example: Example, unit: str | None
) -> tuple[int | float | None, int | None]:
    for figure in answer.figures:
        same = figure.measure is measure and figure.period.label == example.period
        if same and (unit is None or figure.groups["unit"] == unit):
            assert (figure.status == "missing") == (figure.numerator is None)
            return figure.numerator, figure.denominator
    # A unit in which there is nothing has no row: a count of it is nought, and a share is none.
    return (None if measure.is_share else 0), None


@dataclass(kw_only=True)
class _Pile:
    examples: list[tuple[Measure, Example]] = field(default_factory=list)


def batches() -> Iterator[Batch]:
    """Every example of the catalogue, in batches."""
    piles: dict[object, _Pile] = {}
    for measure in catalogue():
        for number, example in enumerate(measure.examples):
            kind = read_period(example.period).kind
            own = (measure.name, number) if measure.population in ALONE else None
            key = (own, example.as_at, repr(example.coverage), kind)
            piles.setdefault(key, _Pile()).examples.append((measure, example))
    for pile in piles.values():
        yield _batch(pile.examples)


def _batch(examples: list[tuple[Measure, Example]]) -> Batch:
    measure, example = examples[0]
    by_unit = measure.population not in ALONE
    ledgers = [
        rows_of(each, f"e{n}-", f"u{n}" if by_unit else None)
        for n, (_, each) in enumerate(examples)
    ]
    rows = together(ledgers)
    rows["coverage"] = ledgers[0]["coverage"]
    periods = [read_period(each.period) for _, each in examples]
    question = Question(
        measures=tuple(dict.fromkeys(measure for measure, _ in examples)),
        period=periods[0].kind,
        dimensions=(Dimension(name="unit"),) if by_unit else (),
        from_on=min(period.from_on for period in periods),
        to_on=max(period.to_on for period in periods),
        as_at=example.as_at,
    )
    return Batch(rows=rows, question=question, examples=examples, by_unit=by_unit)
