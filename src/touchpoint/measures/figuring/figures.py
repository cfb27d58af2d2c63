"""Figures of a question out of its counts: shown, shown with a note, or missing with the reason.

Windows are pooled: the sum of the numerators over the sum of the denominators (statistics.md,
section 1).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from touchpoint.calendar import Period
from touchpoint.measures.counting.asked import Question, Tally
from touchpoint.measures.definition.dimensions import (
    NOT_APPLICABLE,
    NOT_RECORDED,
    overlap_note,
    takes,
)
from touchpoint.measures.definition.measure import Day, Measure, Population, Rows
from touchpoint.measures.figuring.figure import MISSING, Figure
from touchpoint.measures.figuring.known_months import Known, Ledgered
from touchpoint.measures.figuring.store import Counts, Group, Store, groups_of, pooled, within
from touchpoint.statistics.intervals import poisson
from touchpoint.statistics.proportions import proportion_many

PER = 1000
BESIDE = ("excused", "declined", "cannot_tell", "waiting")
"""States of verdicts that are counted beside the share, and never in it."""

FRAME = Tally(population=Population.INVESTIGATIONS, day=Day.REPORTED, rows=(Rows(),))
"""Every crime by its report: the groups that there are."""


def tallies_of(measure: Measure, measures: Sequence[Measure]) -> dict[str, Tally]:
    """The counts that a measure is made of, by the part that each plays."""
    population, day = measure.population, measure.day
    parts = {"numerator": Tally(population=population, day=day, rows=measure.numerator)}
    if measure.among is not None:
        # Of a source is what the last condition says: these are whichever source recorded them.
        rows = (measure.among, Rows()) if measure.is_among_any_source else (measure.among,)
        parts["denominator"] = Tally(population=population, day=day, rows=rows)
    elif measure.per is not None:
        other = next(one for one in measures if one.name == measure.per)
        parts["denominator"] = Tally(
            population=other.population, day=other.day, rows=other.numerator
        )
    else:
        # So that a unit whose victims were sent nothing says 0, and is not left out.
        parts["frame"] = FRAME
    if population is Population.VERDICTS and measure.among is not None:
        for state in BESIDE:
            rows = (replace(measure.among, states=(state,)),)
            parts[state] = Tally(population=population, day=day, rows=rows)
    return parts


@dataclass(frozen=True, kw_only=True)
class Figuring:
    """Everything that figures are made from."""

    question: Question
    measures: Sequence[Measure]
    """The whole catalogue, in which a measure may name another."""

    ledger: Ledgered
    store: Store
    periods: Sequence[Period]
    _known: dict[object, Known] = field(default_factory=dict)

    def figures(self, measure: Measure) -> Iterator[Figure]:
        """Every figure of one measure: period by period, group by group."""
        counts = {
            part: within(self.store.of(tally), self.periods)
            for part, tally in tallies_of(measure, self.measures).items()
        }
        groups = self._groups(measure, counts)
        with_rows = _months_of(counts)
        made = [
            self._figure(measure, period, group, counts, with_rows)
            for period in self.periods
            for group in groups
        ]
        yield from _with_intervals(made)

    def _groups(self, measure: Measure, counts: dict[str, Counts]) -> list[Group]:
        found = groups_of(list(counts.values()))
        at = self.place_of_source(measure)
        if at is not None:
            kinds = {k for touch in measure.every_touch for k in touch.kinds}
            sources = self.ledger.coverage.sources(kinds) | _sources_of(counts, at)
            sources.discard(NOT_APPLICABLE)
            found = sorted({(*g[:at], source, *g[at + 1 :]) for g in found for source in sources})
        if found:
            return found
        dimensions = self.question.dimensions
        return [tuple(NOT_RECORDED if takes(measure, d) else NOT_APPLICABLE for d in dimensions)]

    def place_of_source(self, measure: Measure) -> int | None:
        """Where among the dimensions the source stands, if a measure is split by it."""
        for place, dimension in enumerate(self.question.dimensions):
            if dimension.name == "source" and takes(measure, dimension):
                return place
        return None

    def known(
        self, measure: Measure, period: Period, with_rows: frozenset[int], source: str | None
    ) -> Known:
        """How much of a period is known to a measure: found once for all groups."""
        key = (measure.name, period.label, source, with_rows)
        if key not in self._known:
            self._known[key] = self.ledger.known(measure, period, with_rows, source)
        return self._known[key]

    def _figure(
        self,
        measure: Measure,
        period: Period,
        group: Group,
        counts: dict[str, Counts],
        with_rows: frozenset[int],
    ) -> Figure:
        at = self.place_of_source(measure)
        known = self.known(measure, period, with_rows, None if at is None else group[at])
        labels = [dimension.label for dimension in self.question.dimensions]
        empty = Figure(measure=measure, period=period, groups=dict(zip(labels, group, strict=True)))
        if known.missing is not None:
            return replace(empty, status=MISSING, note=known.missing)
        empty = replace(empty, months=known.months)
        sums = {part: pooled(_of_group(of, group, at), known.months) for part, of in counts.items()}
        notes = [*known.notes, *self.said(measure)]
        beside = {state: sums[state] for state in BESIDE if state in sums}
        nothing = _nothing_below(measure) if sums.get("denominator") == 0 else None
        if nothing is not None:
            notes.insert(0, nothing)
        if nothing is not None and measure.per is None:
            note = " ".join(notes)
            told = " ".join(_in_counts(measure, sums)) or None
            return replace(empty, status=MISSING, note=note, in_counts=told, beside=beside)
        return replace(
            empty,
            numerator=sums["numerator"],
            denominator=sums.get("denominator"),
            note=" ".join(notes) or None,
            in_counts=" ".join(_in_counts(measure, sums)) or None,
            beside=beside,
        )

    def said(self, measure: Measure) -> Iterator[str]:
        """What a reader of a figure of a measure should know, beside its coverage."""
        dimensions = self.question.dimensions
        names = {dimension.name for dimension in dimensions}
        together = [name for name in measure.apart if name not in names]
        if together:
            yield f"Every {' and '.join(together)} together."
        unfit = [d.label for d in dimensions if not takes(measure, d)]
        if unfit:
            yield f"It cannot be split by {' or '.join(unfit)}."
        overlap = overlap_note(measure, tuple(d for d in dimensions if takes(measure, d)))
        if overlap:
            yield overlap
        if measure.note:
            yield measure.note


def _sources_of(counts: dict[str, Counts], at: int) -> set[str]:
    """The sources that recorded any of what is counted."""
    return {g[at] for each in counts.values() for g, months in each.items() if any(months.values())}


def _nothing_below(measure: Measure) -> str:
    """That there is no denominator: no share of nobody, and no rate of events that happened."""
    if measure.per is not None:
        return f"There is no rate: no {measure.per.replace('_', ' ')}."
    return f"There is nothing to count among: no {measure.unit_of_count}."


def _in_counts(measure: Measure, sums: dict[str, int]) -> Iterator[str]:
    """What a reader should know besides, in counts."""
    if measure.per is not None and sums.get("denominator"):
        rate = PER * sums["numerator"] / sums["denominator"]
        yield f"{rate:.2f} per {PER:,} {measure.per.replace('_', ' ')}."
    counted = [f"{sums[s]:,} {s.replace('_', ' ')}" for s in BESIDE if sums.get(s)]
    if counted:
        yield f"Beside these: {', '.join(counted)}."


def _months_of(counts: dict[str, Counts]) -> frozenset[int]:
    base = counts.get("denominator", counts["numerator"])
    return frozenset(m for by_month in base.values() for m, number in by_month.items() if number)


def _of_group(counts: Counts, group: Group, source_at: int | None) -> dict[int, int]:
    """The months of a group; what no source says is the same for every source."""
    found = counts.get(group)
    if found is None and source_at is not None:
        everywhere = (*group[:source_at], NOT_APPLICABLE, *group[source_at + 1 :])
        found = counts.get(everywhere)
    return found or {}


def _with_intervals(figures: list[Figure]) -> Iterator[Figure]:
    """Add rates, each with its interval.

    A share has the house's (Wilson's, and Clopper and Pearson's below 10), so many events among
    others Poisson's.
    """
    shares = [f for f in figures if f.denominator and f.measure.is_share]
    limits = proportion_many(
        [int(f.numerator or 0) for f in shares], [int(f.denominator or 0) for f in shares]
    )
    of_shares = iter(zip(limits.low.tolist(), limits.high.tolist(), strict=True))
    for figure in figures:
        if not figure.denominator or figure.numerator is None:
            yield figure
            continue
        if figure.measure.is_share:
            low, high = next(of_shares)
        else:
            found = poisson(int(figure.numerator), figure.denominator)
            low, high = found.low, found.high
        yield replace(figure, rate=figure.numerator / figure.denominator, low=low, high=high)
