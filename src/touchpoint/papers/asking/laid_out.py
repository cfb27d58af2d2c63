"""Tables laid out over the figures that there are: rows, columns, and the figure of every cell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from touchpoint.calendar import Period
from touchpoint.measures.definition.dimensions import NOT_RECORDED
from touchpoint.papers.asking.answering import Figures
from touchpoint.papers.asking.needs import merged, periods_of
from touchpoint.papers.description.paper import EntryAsked, Group, Key, Show, TableAsked

Ordered = Callable[[str, Sequence[str]], list[str]]
"""The values of a dimension in the order in which a reader expects them."""


@dataclass(frozen=True, kw_only=True)
class Laid:
    """One row or one column: what it adds to the address of a figure, and how it is headed."""

    heading: str | None = None
    above: str | None = None
    measure: str | None = None
    period: Period | None = None
    group: Group = ()
    by: tuple[str, str] | None = None
    """The dimension and the value that it stands for, where it is one of several groups."""

    show: Show | None = None
    total: bool = False


@dataclass(frozen=True, kw_only=True)
class LaidTable:
    """A table with its rows and columns."""

    asked: TableAsked
    own: Period
    rows: tuple[Laid, ...]
    columns: tuple[Laid, ...]

    def key(self, row: Laid, column: Laid) -> Key:
        """The figure of a cell."""
        measure = row.measure or column.measure or self.asked.measure or ""
        period = row.period or column.period or self.asked.period.of(self.own)
        group = dict(self.asked.group) | dict(row.group) | dict(column.group)
        return Key(measure=measure, period=period, group=tuple(group.items()))

    def show(self, row: Laid, column: Laid) -> Show:
        """What of its figure a cell shows."""
        return row.show or column.show or self.asked.show

    def printed(self) -> Iterator[tuple[Key, Show]]:
        """Every figure that it prints, with what of it."""
        for row in self.rows:
            for column in self.columns:
                yield self.key(row, column), self.show(row, column)


@dataclass(frozen=True, kw_only=True)
class Laying:
    """What tables are laid out over."""

    figures: Figures
    own: Period
    ordered: Ordered
    always: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Values that stand in a table though nobody has them: every duty, every right."""

    def table(self, asked: TableAsked) -> LaidTable:
        """A table, with a row and a column for every period, measure and group it asks for."""
        rows = [each for entry in asked.rows for each in self._laid(entry, asked, asked.columns)]
        columns = [each for entry in asked.columns for each in self._laid(entry, asked, asked.rows)]
        return LaidTable(asked=asked, own=self.own, rows=tuple(rows), columns=tuple(columns))

    def _laid(
        self, entry: EntryAsked, table: TableAsked, across: Sequence[EntryAsked]
    ) -> Iterator[Laid]:
        periods: tuple[Period | None, ...] = (None,)
        if entry.period is not None:
            periods = periods_of((entry.period,), self.own)
        for measure in entry.measures or (None,):
            for period in periods:
                laid = Laid(
                    heading=entry.heading, above=entry.above, measure=measure, period=period,
                    group=entry.group, show=entry.show, total=entry.total,
                )  # fmt: skip
                if entry.by is None:
                    yield laid
                    continue
                for value in entry.values or self._values(entry, laid, table, across):
                    group = (*entry.group, (entry.by, value))
                    yield replace(laid, group=group, by=(entry.by, value))

    def _values(
        self, entry: EntryAsked, laid: Laid, table: TableAsked, across: Sequence[EntryAsked]
    ) -> list[str]:
        """The values of an entry's dimension that have any figure across the table."""
        label = entry.by or ""
        found = dict.fromkeys(self.always.get(label, ()), True)
        for other in across:
            names = (laid.measure,) if laid.measure else other.measures or (table.measure,)
            periods = periods_of((entry.period, other.period, table.period), self.own)
            if laid.period is not None:
                periods = (laid.period,)
            group = merged(table.group, entry, other)
            for name in names:
                for period in periods:
                    for value in self._found(Key(measure=name or "", period=period, group=group),
                                             label, other.by):  # fmt: skip
                        found[value] = True
        return self.ordered(label, list(found))

    def _found(self, given: Key, label: str, beside: str | None) -> Iterator[str]:
        """Values with something to count: a group of nobody stands in no table."""
        labels = tuple(sorted({*given.labels, label, *([beside] if beside else [])}))
        held = dict(given.group)
        for key, figure in self.figures.by_key.items():
            if key.measure != given.measure or key.period != given.period or key.labels != labels:
                continue
            group = dict(key.group)
            if any(group[name] != value for name, value in held.items()):
                continue
            if group[label] == NOT_RECORDED and not figure.numerator and not figure.denominator:
                continue
            counts_beside = any(figure.beside.values())
            if figure.numerator is not None or figure.months == () or counts_beside:
                yield group[label]


def in_order(known: Sequence[str], values: Sequence[str]) -> list[str]:
    """Values in the order of a list, the others behind it by name, what is not recorded last."""
    places = {value: place for place, value in enumerate(known)}
    return sorted(values, key=lambda v: (v == NOT_RECORDED, places.get(v, len(places)), v))
