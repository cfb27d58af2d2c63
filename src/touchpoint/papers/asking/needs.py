"""Every figure that a paper may print, as questions to the ledger.

A question is one way of splitting, one kind of period and one stretch of time; what is split alike
is counted in one pass, whatever its periods (measures.asking.ask_together).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from touchpoint.calendar import Period
from touchpoint.papers.description.paper import (
    ChartAsked,
    ClaimAsked,
    EntryAsked,
    Group,
    Paper,
    PartAsked,
    TableAsked,
)
from touchpoint.papers.description.periods import (
    THIS,
    PeriodAsked,
    PeriodsAsked,
)
from touchpoint.voice.instrument import Instruments

SCALE = range(1, 8)
ASIDES = ("answered_unsure", "answered_not_applicable")
ROADMAP = ("duty_met", "duty_late", "duty_missed")


@dataclass(frozen=True, kw_only=True)
class Need:
    """Figures of one measure: in some periods, split by some dimensions."""

    measure: str
    periods: tuple[Period, ...]
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Needing:
    """A paper of one period, and the facts that sources are reconciled about."""

    paper: Paper
    own: Period
    instruments: Instruments
    facts: Mapping[str, str]
    """For each fact that can be reconciled, the measure that counts it."""

    def needs(self) -> tuple[Need, ...]:
        """Every need, in reading order."""
        found: list[Need] = []
        for _, block in self.paper.every_block():
            match block:
                case TableAsked():
                    found += self.of_table(block)
                case ChartAsked():
                    found += self.of_chart(block)
                case PartAsked():
                    found += self.of_part(block, self.own, self.facts)
                case _:
                    pass
        for _, claim in self.paper.claims():
            found += self.of_claim(claim)
        for measure in self.headlines():
            found.append(Need(measure=measure, periods=(self.own,)))
        return tuple(dict.fromkeys(found))

    def headlines(self) -> tuple[str, ...]:
        """The measures whose change since the last paper is said."""
        if self.paper.headline:
            return self.paper.headline
        return tuple(
            dict.fromkeys(
                claim.measure
                for _, claim in self.paper.claims()
                if claim.measure and not claim.group and claim.period == THIS
            )
        )

    def of_table(self, table: TableAsked) -> Iterator[Need]:
        """What the cells of a table need."""
        for row in table.rows:
            for column in table.columns:
                names = [*row.measures, *column.measures] or [table.measure or ""]
                group = merged(table.group, row, column)
                labels = [label for label, _ in group] + [e.by for e in (row, column) if e.by]
                periods = periods_of((row.period, column.period, table.period), self.own)
                for name in names:
                    yield Need(measure=name, periods=periods, labels=tuple(sorted(labels)))

    def of_chart(self, chart: ChartAsked) -> Iterator[Need]:
        """What a chart needs."""
        labels = [label for label, _ in chart.group] + ([chart.by] if chart.by else [])
        periods = periods_of((chart.periods, chart.period), self.own)
        names = chart.measures
        if chart.kind == "diverging":
            names = (*(f"answered_{point}" for point in SCALE), *ASIDES)
            labels += ["question", *(["survey"] if chart.survey else [])]
        if chart.kind == "roadmap":
            names, labels = ROADMAP, [*labels, "duty"]
        for name in names:
            yield Need(measure=name, periods=periods, labels=tuple(sorted(set(labels))))

    def of_claim(self, claim: ClaimAsked) -> Iterator[Need]:
        """What a claim is tested on."""
        if not claim.measure:
            return
        labels = [label for label, _ in claim.group]
        labels += [each for each in (claim.by, claim.adjust_for) if each]
        periods = [claim.period.of(self.own)]
        periods += [claim.against.of(self.own)] if claim.against is not None else []
        for some in ([period] for period in periods):
            yield Need(measure=claim.measure, periods=tuple(some), labels=tuple(sorted(labels)))

    @staticmethod
    def of_part(part: PartAsked, own: Period, facts: Mapping[str, str]) -> Iterator[Need]:
        """What the reconciling of sources needs."""
        if part.part == "reconciled":
            for fact in part.facts:
                if fact in facts:
                    periods = periods_of((part.period,), own)
                    yield Need(measure=facts[fact], periods=periods, labels=("source",))


def merged(own: Group, *entries: EntryAsked) -> Group:
    """The group of a cell: that of its table with those of its row and column."""
    found = dict(own)
    for entry in entries:
        found |= dict(entry.group)
    return tuple(found.items())


def periods_of(
    asked: Iterable[PeriodAsked | PeriodsAsked | None], own: Period
) -> tuple[Period, ...]:
    """The periods that the first of several that says anything asks for."""
    found = next((each for each in asked if each is not None), THIS)
    return found.of(own) if isinstance(found, PeriodsAsked) else (found.of(own),)
