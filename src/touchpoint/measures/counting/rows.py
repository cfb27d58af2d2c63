"""The rows that measures are counted from: what counts on the as-at day, with its groups."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import ibis
import ibis.expr.types as ir

from touchpoint.measures.counting.asked import LOADS, SLOTS, UNITS, Plan, end_of
from touchpoint.measures.definition.dimensions import (
    AGE_BANDS,
    NO_MARK,
    NOT_RECORDED,
    OF_INVESTIGATIONS,
    OF_JOURNEYS,
    OLDEST,
    Dimension,
)

Keep: TypeAlias = Callable[[str, ir.Table], ir.Table]
Tables: TypeAlias = Mapping[str, ir.Table]

ROW = "group_row"
"""The id of a row, where every row is a group."""

_OF_CRIMES = ("investigation_id", "reported_on", "closed_on", "outcome")
"""What measures ask of a crime, beside the groups that it is in."""

_LOAD = r"^load ([0-9]+),"


def _bits(mask: int) -> int:
    """The bits that any row of a group has."""
    return mask


any_bit = ibis.udf.agg.builtin(_bits, name="bit_or")
"""Every engine has it under this name; Ibis knows it by its own word for two of the three."""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The tables that counts are made from, filtered to what counts, and how to keep a step."""

    plan: Plan
    tables: Tables
    keep: Keep
    investigations: ir.Table
    """Victim-based investigations, one row each."""

    every_crime: ir.Table
    """Investigations whether victim-based or not: a survey or a review has a frame of its own."""

    touchpoints: ir.Table
    """Touchpoints that count: known, not replaced, not after the as-at day."""

    by_row: bool = False
    """Whether every row is a group of its own: then counts name the rows behind a figure."""

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """What is asked for beside the period, in order."""
        return self.plan.question.dimensions

    @property
    def of_every_crime(self) -> "Counted":
        """The same with every investigation."""
        return replace(self, investigations=self.every_crime)

    def kept(self, what: str, rows: ir.Table) -> ir.Table:
        """A step that several counts of this plan read, kept under a name of its own."""
        frame = "every" if self.investigations is self.every_crime else "counted"
        labels = [dimension.label.replace(":", "_") for dimension in self.dimensions]
        return self.keep("_".join((frame, what, *labels)), rows)


def counted(tables: Tables, plan: Plan, keep: Keep = lambda _, step: step) -> Counted:
    """The rows of a ledger that a plan counts."""
    day = ibis.date(plan.question.day.isoformat())
    known = known_tables(tables, plan)
    found = known["investigations"]
    closed = found.closed_on <= day
    every_crime = found.filter(found.reported_on <= day).mutate(
        closed_on=ibis.ifelse(closed, found.closed_on, ibis.null("date"))
    )
    return Counted(
        plan=plan,
        tables=known,
        keep=keep,
        investigations=every_crime.filter(every_crime.victim_based),
        every_crime=every_crime,
        touchpoints=_counting(known["touchpoints"], day),
    )


def known_tables(tables: Tables, plan: Plan) -> Tables:
    """The tables as they were known on a day: rows written down later are not there yet."""
    known_on = plan.question.known_on
    if known_on is None:
        return tables
    day, ends = ibis.date(known_on.isoformat()), ibis.timestamp(str(end_of(known_on)))
    crimes = tables["investigations"]
    written = ibis.coalesce(crimes.recorded_at, crimes.reported_at)
    touchpoints = tables["touchpoints"]
    text = touchpoints.source_ref.re_extract(_LOAD, 1)
    loads = tables[LOADS]
    joined = touchpoints.mutate(load_said=text).left_join(loads, [("load_said", "load_text")])
    known = ibis.ifelse(
        joined.recorded_at.notnull(),
        joined.recorded_at < ends,
        ibis.coalesce(joined.loaded_on, joined.happened_on) <= day,
    )
    return {
        **tables,
        "investigations": crimes.filter(written < ends),
        "touchpoints": joined.filter(known).select(*touchpoints.columns),
    }


def _counting(touchpoints: ir.Table, day: ir.DateValue) -> ir.Table:
    """A replaced touchpoint counts nowhere, and neither does what came after the as-at day."""
    replaced = touchpoints.filter(touchpoints.replaces.notnull())
    replaced = replaced.select(replaced_id="replaces").distinct()
    kept = touchpoints.filter(touchpoints.happened_on <= day)
    return kept.anti_join(replaced, [("touchpoint_id", "replaced_id")])


def grouped_investigations(rows: Counted) -> ir.Table:
    """Investigations with their groups; one with several marks stands there with each."""
    found = rows.investigations
    columns = {}
    for place, dimension in enumerate(rows.dimensions):
        if dimension.level is not None:
            levels = rows.tables[UNITS].select("level_unit", f"level_{dimension.level}")
            levels = levels.rename({f"above_{place}": f"level_{dimension.level}"})
            found = found.left_join(levels, [("unit_id", "level_unit")])
            found = found.drop("level_unit")
            columns[f"group_{place}"] = f"above_{place}"
        elif dimension.name == "mark":
            found = _with_marks(found)
            columns[f"group_{place}"] = "mark_shown"
        elif dimension.name in OF_INVESTIGATIONS:
            columns[f"group_{place}"] = {"unit": "unit_id"}.get(dimension.name, dimension.name)
    said = {group: recorded(found[column]) for group, column in columns.items()}
    if rows.by_row:
        said[ROW] = found.investigation_id
    return found.select(*_OF_CRIMES, **said)


def _with_marks(found: ir.Table) -> ir.Table:
    marks = found.select(marked_id="investigation_id", mark_shown=found.marks.unnest()).distinct()
    marked = found.left_join(marks, [("investigation_id", "marked_id")])
    return marked.mutate(mark_shown=ibis.coalesce(marked.mark_shown, NO_MARK)).drop("marked_id")


def grouped_journeys(rows: Counted) -> ir.Table:
    """Journeys with what measures ask of them, and every group of their crime and their own."""
    crimes = grouped_investigations(rows)
    joined = rows.tables["journeys"].inner_join(crimes, "investigation_id")
    joined = joined.mutate(is_enhanced=_is_enhanced(joined, rows))
    said = _journey_groups(joined, rows.dimensions)
    if rows.by_row:
        said[ROW] = joined.journey_id
    groups = {name: joined[name] for name in groups_in(crimes)}
    own = ("journey_id", "person_id", "role", "is_enhanced", "enhanced_on")
    return rows.kept("journeys", joined.select(*own, *_OF_CRIMES, **{**groups, **said}))


def _is_enhanced(journeys: ir.Table, rows: Counted) -> ir.BooleanValue:
    """Whether a journey has an enhanced basis by the as-at day."""
    day = ibis.date(rows.plan.question.day.isoformat())
    begun = (journeys.enhanced_on <= day).fill_null(True)
    return (journeys.enhanced_basis.length() > 0).fill_null(False) & begun


def _journey_groups(
    journeys: ir.Table, dimensions: tuple[Dimension, ...]
) -> dict[str, ir.StringValue]:
    said = {}
    for place, dimension in enumerate(dimensions):
        if dimension.name == "basis":
            said[f"group_{place}"] = ibis.ifelse(journeys.is_enhanced, "enhanced", "standard")
        elif dimension.name == "age_band":
            bands = [(journeys.age <= last, band) for last, band in AGE_BANDS]
            band = ibis.cases((journeys.age.isnull(), NOT_RECORDED), *bands, else_=OLDEST)
            said[f"group_{place}"] = band
        elif dimension.name in OF_JOURNEYS:
            said[f"group_{place}"] = recorded(journeys[dimension.name])
    return said


def recorded(value: ir.StringValue) -> ir.StringValue:
    """A value, or that there is none."""
    return ibis.coalesce(value.nullif(""), NOT_RECORDED)


def groups_in(table: ir.Table) -> list[str]:
    """The columns of groups that a table has."""
    return [name for name in table.columns if name.startswith("group_")]


def month_of(day: ir.DateValue) -> ir.IntegerValue:
    """The number of a day's month."""
    return (day.year() * 12 + day.month() - 1).cast("int64")


def flags(rows: Counted, *, by_source: bool) -> ir.Table:
    """For each journey (and source), the sets of touchpoints of which it has any: one pass."""
    if by_source:
        found = _matched(rows)
        return rows.keep("measure_flags_by_source", _sets_by(found, rows, "journey_id", "source"))
    found = flags(rows, by_source=True) if rows.plan.by_source else _matched(rows)
    return rows.keep("measure_flags", _sets_by(found, rows, "journey_id"))


def _matched(rows: Counted) -> ir.Table:
    """Touchpoints with the sets that each is in."""
    found = rows.touchpoints
    # A result that is no word of the ledger is in no set: it is not an empty one, which counts.
    found = found.mutate(given=found.result.fill_null(""))
    slots = rows.tables[SLOTS]
    return found.inner_join(slots, [("kind", "slot_kind"), ("given", "slot_result")])


def _sets_by(found: ir.Table, rows: Counted, *keys: str) -> ir.Table:
    return found.group_by(*keys).agg(**{mask: any_bit(found[mask]) for mask in rows.plan.masks})
