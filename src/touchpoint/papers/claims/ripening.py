"""Two periods at one age: what a change comes to once both have been followed for equally long.

Of those who reported last, less has had the time to happen. So the older period is counted again as
it stood when it was as old as the younger one is now: as at the day asked about, earlier by what
lies between the ends of the two. Its numbers are printed nowhere; all that leaves of them is
whether the change holds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from touchpoint.calendar import Period
from touchpoint.measures.definition.measure import Day, Measure, Population, Rows
from touchpoint.papers.asking.answering import Asking, Figures, answered
from touchpoint.papers.asking.needs import Need
from touchpoint.papers.description.measures import measure_of
from touchpoint.papers.description.paper import ClaimAsked
from touchpoint.papers.releasing.values import Value, as_it_is

FOLLOWED: Final = (
    Population.JOURNEYS,
    Population.INVESTIGATIONS,
    Population.TOUCHPOINTS,
    Population.INTERVALS,
    Population.VERDICTS,
)
"""What goes on after the day by which it belongs to a period; an answer is whole when given."""


def ripens(measure: Measure) -> bool:
    """Whether what a measure counts can still happen once its period is over."""
    if measure.population not in FOLLOWED or measure.day is Day.HAPPENED:
        return False
    return measure.counted != Rows() or measure.among not in (None, Rows())


def can_only_grow(measure: Measure) -> bool:
    """Whether its share can still rise and never fall: those it is counted among are all there."""
    waits = bool(measure.counted.has) and not (measure.among is not None and measure.among.has)
    return ripens(measure) and waits and measure.population in FOLLOWED[:2]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked in one go: as at which day, and whether of verdicts."""

    as_at: date
    judged: bool


@dataclass(frozen=True, kw_only=True)
class Ripening:
    """The figures of claims about change, with both periods followed for equally long."""

    asking: Asking
    own: Period
    claims: Sequence[ClaimAsked]
    """The claims that are held against one another, all that are of one age asked at once."""

    held: dict[Asked, Figures] = field(default_factory=dict)
    """What was asked already."""

    def ahead(self) -> Mapping[Asked, Figures]:
        """What claims may ask for, but for verdicts: few need them, and to judge takes longest."""
        asked = dict.fromkeys(asked for _, asked in self._needs())
        return {each: self._figures(each) for each in asked if not each.judged}

    def at_one_age(self, after: Value, before: Value) -> tuple[Value, Value]:
        """Two values, the older of them as it stood at the age of the younger one."""
        if not ripens(after.measure):
            return after, before
        if before.key.period.to_on <= after.key.period.to_on:
            return after, self._as_it_stood(before, after.key.period)
        return self._as_it_stood(after, before.key.period), before

    def _as_it_stood(self, value: Value, younger: Period) -> Value:
        figure = self._figures(self._asked(value.measure, value.key.period, younger)).at(value.key)
        if figure is None:
            return replace(value, status="missing")
        return as_it_is(value.key, figure)

    def _asked(self, measure: Measure, older: Period, younger: Period) -> Asked:
        as_at = self.asking.as_at - (younger.to_on - older.to_on)
        return Asked(as_at=as_at, judged=measure.population is Population.VERDICTS)

    def _figures(self, asked: Asked) -> Figures:
        """Every figure that some claim holds against a younger one as at a day, asked at once."""
        if asked not in self.held:
            needs = dict.fromkeys(need for need, each in self._needs() if each == asked)
            self.held[asked] = answered(replace(self.asking, as_at=asked.as_at), needs)
        return self.held[asked]

    def _needs(self) -> Iterator[tuple[Need, Asked]]:
        for claim in self.claims:
            if claim.against is None:
                continue
            measure = measure_of(claim.measure, self.asking.instruments)
            if not ripens(measure):
                continue
            ends = (claim.period.of(self.own), claim.against.of(self.own))
            older, younger = sorted(ends, key=lambda period: period.to_on)
            labels = tuple(sorted(label for label, _ in claim.group))
            need = Need(measure=claim.measure, periods=(older,), labels=labels)
            yield need, self._asked(measure, older, younger)
