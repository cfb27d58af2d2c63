"""What is asked of a ledger: which measures, by what, as at which day, as known on which day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import pyarrow as pa

from touchpoint.calendar import Kind, utc_of
from touchpoint.calendar.periods import Period, periods_between
from touchpoint.errors import Refused
from touchpoint.ledger.unit_tree import unit_above
from touchpoint.measures.definition.dimensions import Dimension, takes
from touchpoint.measures.definition.measure import Day, Measure, Population, Rows, Touch

SLOTS = "measure_slots"
UNITS = "measure_units"
LOADS = "measure_loads"
BITS = 62
"""How many sets of touchpoints one number can say of a journey."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question about a ledger, whole: the same question of the same ledger has one answer."""

    measures: tuple[Measure, ...]
    period: Kind
    dimensions: tuple[Dimension, ...] = ()
    from_on: date | None = None
    to_on: date | None = None
    as_at: date
    known_on: date | None = None
    while_recorded: bool = False
    """Whether the periods end with the last thing that the ledger holds, where no end is given."""

    def __post_init__(self) -> None:
        labels = [dimension.label for dimension in self.dimensions]
        if len(set(labels)) < len(labels):
            raise Refused(f"{', '.join(labels)} names a dimension twice: give each once.")
        for dimension in self.dimensions:
            if not any(takes(measure, dimension) for measure in self.measures):
                names = ", ".join(measure.name for measure in self.measures)
                raise Refused(f"{names} cannot be split by {dimension.label}: leave it out.")
        if self.from_on and self.to_on and self.to_on < self.from_on:
            raise Refused(f"{self.to_on} is before {self.from_on}: give the first day first.")

    @property
    def day(self) -> date:
        """The as-at day; what was known on a day says nothing of the days after it."""
        return self.as_at if self.known_on is None else min(self.as_at, self.known_on)

    def periods(self, begins: date | None, ends: date | None = None) -> list[Period]:
        """The periods asked for: those that hold a day from the first to the last."""
        first = self.from_on or begins or self.to_on or self.day
        last = min(self.day, ends) if self.while_recorded and ends is not None else self.day
        if self.to_on is not None:
            # Whoever asks for days before all that is held is told so of those, and of no others.
            first, last = min(first, self.to_on), self.to_on
        return periods_between(self.period, first, max(first, last))


@dataclass(frozen=True, kw_only=True)
class Tally:
    """One count: rows of a population, by a day, for which every condition holds."""

    population: Population
    day: Day
    rows: tuple[Rows, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A question with what engines need for it: the sets of touchpoints, and small tables."""

    question: Question
    months: tuple[int, int] | None
    """The first and the last month that any period asked for touches."""

    touches: tuple[Touch, ...]
    tables: Mapping[str, pa.Table]
    every: tuple[Measure, ...] = ()
    """The measures of every question that is asked together with this one."""

    by_source: bool = False
    """Whether any of those questions is split by source."""

    @property
    def of_all(self) -> "Plan":
        """The plan with every measure that is asked for, however it is split."""
        return replace(self, question=replace(self.question, measures=self.every, dimensions=()))

    def bit(self, touch: Touch) -> tuple[str, int]:
        """The column and the bit that say whether a journey has such a touchpoint."""
        word, bit = divmod(self.touches.index(touch), BITS)
        return f"mask_{word}", 1 << bit

    @property
    def masks(self) -> tuple[str, ...]:
        """The columns of sets."""
        return tuple(f"mask_{word}" for word in range(-(-len(self.touches) // BITS)))


def planned(
    question: Question,
    units: Sequence[Mapping[str, str | None]],
    loads: Mapping[int, date],
    periods: Sequence[Period],
) -> Plan:
    """The plan of a question, for a ledger with these units and these loads."""
    return planned_together([question], units, loads, periods)[0]


def planned_together(
    questions: Sequence[Question],
    units: Sequence[Mapping[str, str | None]],
    loads: Mapping[int, date],
    periods: Sequence[Period],
) -> tuple[Plan, ...]:
    """The plans of questions that are split otherwise and share everything else.

    `periods` are the first and the last that any of them asks for.
    """
    wanted = {Population.JOURNEYS, Population.INVESTIGATIONS}
    every = [measure for question in questions for measure in question.measures]
    touches = dict.fromkeys(
        touch for m in every if m.population in wanted for touch in m.every_touch
    )
    dimensions = [dimension for question in questions for dimension in question.dimensions]
    plans = []
    for question in questions:
        plan = Plan(question=question, months=months_of(periods), touches=tuple(touches), tables={})
        tables = {
            SLOTS: _slots(plan),
            UNITS: _levels(units, dimensions),
            LOADS: pa.table(
                {
                    "load_text": pa.array([str(load) for load in loads], pa.string()),
                    "loaded_on": pa.array(list(loads.values()), pa.date32()),
                }
            ),
        }
        by_source = any(dimension.name == "source" for dimension in dimensions)
        every_one = tuple(dict.fromkeys(every))
        plans.append(replace(plan, tables=tables, every=every_one, by_source=by_source))
    return tuple(plans)


def end_of(day: date) -> object:
    """The instant at which a day ends in England and Wales, in UTC without saying so."""
    return utc_of(datetime.combine(day + timedelta(days=1), time())).replace(tzinfo=None)


def months_of(periods: Sequence[Period]) -> tuple[int, int] | None:
    """The first and the last month of periods in order, by their numbers."""
    if not periods:
        return None
    first, last = periods[0].from_on, periods[-1].to_on
    return number_of(first), number_of(last)


def number_of(day: date) -> int:
    """The number of a day's month, so that months can be counted."""
    return day.year * 12 + day.month - 1


def _slots(plan: Plan) -> pa.Table:
    """Every kind with a result that some measure asks for, with the sets that it is in."""
    pairs = sorted({(k, r) for touch in plan.touches for k in touch.kinds for r in touch.results})
    columns: dict[str, pa.Array] = {
        "slot_kind": pa.array([kind for kind, _ in pairs], pa.string()),
        "slot_result": pa.array([result for _, result in pairs], pa.string()),
    }
    for mask in plan.masks:
        columns[mask] = pa.array([_mask(plan, mask, pair) for pair in pairs], pa.int64())
    return pa.table(columns)


def _mask(plan: Plan, mask: str, pair: tuple[str, str]) -> int:
    bits = 0
    for touch in plan.touches:
        column, bit = plan.bit(touch)
        if column == mask and pair[0] in touch.kinds and pair[1] in touch.results:
            bits |= bit
    return bits


def _levels(units: Iterable[Mapping[str, str | None]], dimensions: Sequence[Dimension]) -> pa.Table:
    """For every unit, the unit above it (or itself) at each level that is asked for."""
    tree = {str(unit["unit_id"]): unit for unit in units}
    columns = {"level_unit": pa.array(list(tree), pa.string())}
    for level in {d.level for d in dimensions if d.level is not None}:
        above = [unit_above(tree, unit, level) for unit in tree]
        columns[f"level_{level}"] = pa.array(above, pa.string())
    return pa.table(columns)
