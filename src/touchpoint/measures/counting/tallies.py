"""Counts of journeys, investigations and touchpoints by month and group, a table a batch."""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from touchpoint.ledger.functions import detail_text
from touchpoint.measures.counting.asked import Tally
from touchpoint.measures.counting.rows import (
    Counted,
    any_bit,
    flags,
    grouped_investigations,
    grouped_journeys,
    groups_in,
    month_of,
    recorded,
)
from touchpoint.measures.definition.dimensions import OF_JOURNEYS
from touchpoint.measures.definition.measure import Day, Population, Rows, Touch


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Tallies that are counted in one go: of one population, by one day."""

    population: Population
    day: Day
    by_source: bool
    tallies: tuple[Tally, ...]

    @property
    def name(self) -> str:
        """What it is called among steps that are kept."""
        return f"{self.population.value}_{self.day.value}{'_by_source' if self.by_source else ''}"


def batches_of(tallies: Sequence[Tally], *, by_source: bool) -> list[Batch]:
    """Tallies sorted into batches; of a source is the last condition, if touchpoints say it.

    The conditions before it are those of the denominator: one source may record what another began.
    """
    found: dict[tuple[Population, Day, bool], list[Tally]] = {}
    for tally in dict.fromkeys(tallies):
        sourced = by_source and bool(tally.rows[-1].has)
        found.setdefault((tally.population, tally.day, sourced), []).append(tally)
    return [
        Batch(population=population, day=day, by_source=sourced, tallies=tuple(some))
        for (population, day, sourced), some in found.items()
    ]


def summed(
    found: ir.Table, conditions: Sequence[ir.BooleanValue], groups: Sequence[str]
) -> ir.Table:
    """How many rows each condition holds for, by month and group."""
    marked = found.select("month", *groups, **dict(_numbered(conditions)))
    counts = {
        f"tally_{n}": ibis.ifelse(marked[f"is_{n}"], 1, 0).sum().cast("int64")
        for n, _ in enumerate(conditions)
    }
    return marked.group_by("month", *groups).agg(**counts)


def _numbered(conditions: Sequence[ir.BooleanValue]) -> list[tuple[str, ir.BooleanValue]]:
    return [(f"is_{n}", condition) for n, condition in enumerate(conditions)]


def of_journeys(rows: Counted, batch: Batch) -> ir.Table:
    """Counts of journeys."""
    return _with_flags(rows, batch, _within(rows, grouped_journeys(rows), batch.day), "journey_id")


def of_investigations(rows: Counted, batch: Batch) -> ir.Table:
    """Counts of investigations: what any of its victims has, the investigation has."""
    crimes = crimes_and_victims(rows)
    return _with_flags(rows, batch, _within(rows, crimes, batch.day), "investigation_id")


def crimes_and_victims(rows: Counted) -> ir.Table:
    """Investigations with every group asked for, those of their victims among them."""
    crimes = grouped_investigations(rows)
    if any(dimension.name in OF_JOURNEYS for dimension in rows.dimensions):
        return _with_victims(rows, crimes)
    return crimes


def _with_victims(rows: Counted, crimes: ir.Table) -> ir.Table:
    """Investigations once for every group that one of their victims is in."""
    victims = grouped_journeys(rows)
    own = [
        f"group_{place}"
        for place, dimension in enumerate(rows.dimensions)
        if dimension.name in OF_JOURNEYS
    ]
    victims = victims.select(*own, victim_of="investigation_id").distinct()
    joined = crimes.left_join(victims, [("investigation_id", "victim_of")])
    return joined.mutate(**{name: recorded(joined[name]) for name in own}).drop("victim_of")


def _within(rows: Counted, found: ir.Table, day: Day) -> ir.Table:
    """The rows of the months that are asked for, with their month."""
    by = found.closed_on if day is Day.CLOSED else found.reported_on
    return in_months(rows, found.filter(by.notnull()).mutate(month=month_of(by)))


def in_months(rows: Counted, found: ir.Table) -> ir.Table:
    """The rows whose month is asked for."""
    if rows.plan.months is None:
        return found
    first, last = rows.plan.months
    return found.filter(found.month.between(first, last))


def _with_flags(rows: Counted, batch: Batch, found: ir.Table, key: str) -> ir.Table:
    """Put beside each row what touchpoints it has, and count."""
    masks = rows.plan.masks
    groups = groups_in(found)
    if masks and any(r.has or r.without for tally in batch.tallies for r in tally.rows):
        found = _beside(found, _flags_of(rows, key, by_source=False), key, "all")
        if batch.by_source:
            theirs = _flags_of(rows, key, by_source=True)
            place = [d.name for d in rows.dimensions].index("source")
            theirs = theirs.rename({f"group_{place}": "source", "by_key": key})
            renamed = theirs.rename({f"one_{mask}": mask for mask in masks})
            found = found.inner_join(renamed, [(key, "by_key")])
            groups = sorted([*groups, f"group_{place}"])
    conditions = [_holds(rows, batch, tally, found) for tally in batch.tallies]
    return summed(found, conditions, groups)


def _flags_of(rows: Counted, key: str, *, by_source: bool) -> ir.Table:
    """The sets of touchpoints of each journey, or of each investigation on any journey."""
    found = flags(rows, by_source=by_source)
    if key == "journey_id":
        return found
    journeys = rows.tables["journeys"].select("journey_id", "investigation_id")
    joined = found.inner_join(journeys, "journey_id")
    keys = ["investigation_id", *(["source"] if by_source else [])]
    masks = {mask: any_bit(joined[mask]) for mask in rows.plan.masks}
    name = "measure_crime_flags_by_source" if by_source else "measure_crime_flags"
    return rows.keep(name, joined.group_by(*keys).agg(**masks))


def _beside(found: ir.Table, masks: ir.Table, key: str, prefix: str) -> ir.Table:
    renamed = masks.rename({f"{prefix}_{n}": n for n in masks.columns if n.startswith("mask_")})
    renamed = renamed.rename({f"{prefix}_key": key})
    joined = found.left_join(renamed, [(key, f"{prefix}_key")])
    return joined.drop(f"{prefix}_key")


def _holds(rows: Counted, batch: Batch, tally: Tally, found: ir.Table) -> ir.BooleanValue:
    """Whether every condition of a tally holds for a row."""
    parts = [ibis.literal(True)]
    for place, asked in enumerate(tally.rows, 1):
        if asked.has:
            of_one = batch.by_source and place == len(tally.rows)
            parts.append(_any_of(rows, found, asked.has, "one" if of_one else "all"))
        if asked.without:
            parts.append(~_any_of(rows, found, asked.without, "all"))
        if asked.outcomes:
            parts.append(found.outcome.isin(asked.outcomes).fill_null(False))
        if asked.enhanced:
            parts.append(found.is_enhanced)
    return ibis.and_(*parts)


def _any_of(
    rows: Counted, found: ir.Table, touches: Sequence[Touch], prefix: str
) -> ir.BooleanValue:
    wanted: dict[str, int] = {}
    for touch in touches:
        mask, bit = rows.plan.bit(touch)
        wanted[mask] = wanted.get(mask, 0) | bit
    return ibis.or_(
        *((found[f"{prefix}_{mask}"].fill_null(0) & bits) != 0 for mask, bits in wanted.items())
    )


def of_touchpoints(rows: Counted, batch: Batch) -> ir.Table:
    """Counts of touchpoints themselves."""
    asked = [tally.rows for tally in batch.tallies]
    kinds = sorted({k for some in asked for r in some for touch in r.has for k in touch.kinds})
    found = rows.touchpoints
    found = found.filter(found.kind.isin(kinds)).select(
        "journey_id", "kind", "happened_on", "source", "detail", given=found.result.fill_null("")
    )
    joined = found.inner_join(grouped_journeys(rows), "journey_id")
    by = joined.happened_on if batch.day is Day.HAPPENED else joined.reported_on
    joined = in_months(rows, joined.mutate(month=month_of(by)))
    names = [dimension.name for dimension in rows.dimensions]
    if "source" in names:
        joined = joined.mutate(**{f"group_{names.index('source')}": joined.source})
    conditions = [
        ibis.and_(*(_is_one_of(joined, conditions) for conditions in some)) for some in asked
    ]
    return summed(joined, conditions, sorted(groups_in(joined)))


def _is_one_of(found: ir.Table, asked: Rows) -> ir.BooleanValue:
    return ibis.or_(*(_is(found, touch) for touch in asked.has))


def _is(found: ir.Table, touch: Touch) -> ir.BooleanValue:
    parts = [found.kind.isin(touch.kinds), found.given.isin(touch.results)]
    for name, values in touch.detail:
        parts.append(detail_text(found.detail, name).isin(values).fill_null(False))
    return ibis.and_(*parts)
