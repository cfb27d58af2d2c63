"""A check: one fault looked for in one column, as expressions that any engine can run.

Many checks of a table are counted in one scan of it, and only those that a row answers to are
asked for their rows; so a sound ledger is read about once, however much is looked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import reduce

import ibis
import ibis.expr.types as ir

from touchpoint.ledger.faults import Fault
from touchpoint.ledger.tables import TABLES, Table, Type

NAMING_TYPES = (Type.STRING, Type.DATE)
"""The types whose cells can name a row in a sentence."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One fault looked for in one column."""

    fault: Fault
    table: str
    column: str
    among: ir.Table
    """The rows looked at; the checks that share them are counted in one scan."""
    signs: ir.NumericColumn
    """A column over `among` that sums to how often the fault is there."""
    rows: Callable[[], ir.Table]
    """Gives one row for each fault: `key` (it names the row, and orders), `example` (for the
    sentence) and, where a word is at fault, `word`."""
    sentence: str
    """With {n} for the count, {first} for the examples, {words} for the words at fault and
    [one|many] for what follows the number."""
    exact: bool = True
    """Not where `signs` may count too many, though never too few: then `rows` are counted."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A table under check: its contract, its rows, and the columns that can be relied on."""

    table: Table
    rows: ir.Table
    sound: frozenset[str]
    others: Mapping[str, "Subject"] = field(default_factory=dict)
    """The tables that a reference can be held against, by name."""

    def has(self, *columns: str) -> bool:
        return self.sound.issuperset(columns)

    def key(self, rows: ir.Table | None = None) -> ir.StringValue:
        """What names a row: its key, or all that is never empty where it has none."""
        rows = self.rows if rows is None else rows
        cells = [cell(rows[name]) for name in self._naming()] or [ibis.literal("?")]
        return reduce(lambda one, other: one + ", " + other, cells)

    def told(
        self, said: ir.StringValue | None, rows: ir.Table | None = None
    ) -> dict[str, ir.Value]:
        """The columns of `Check.rows`: the name of the row, and with what it says."""
        key = self.key(rows)
        return {"key": key, "example": key if said is None else key + said}

    def check(
        self,
        fault: Fault,
        column: str,
        when: ir.BooleanValue,
        sentence: str,
        *,
        said: ir.StringValue | None = None,
    ) -> Check:
        """A check that looks at each row by itself."""
        return Check(
            fault=fault,
            table=self.table.name,
            column=column,
            among=self.rows,
            signs=when,
            rows=lambda: self.rows.filter(when).select(**self.told(said)),
            sentence=sentence,
        )

    def _naming(self) -> tuple[str, ...]:
        if self.table.key and self.has(*self.table.key):
            return self.table.key
        return tuple(
            column.name
            for column in self.table.columns
            if not column.nullable and column.type in NAMING_TYPES and self.has(column.name)
        )


def subjects(
    tables: Mapping[str, ir.Table], sound: Mapping[str, frozenset[str]], whole: frozenset[str]
) -> Mapping[str, Subject]:
    """Every table under check, each knowing those whose rows are all there to be referred to."""
    alone = {
        name: Subject(table=TABLES[name], rows=tables[name], sound=sound[name]) for name in TABLES
    }
    others = {name: subject for name, subject in alone.items() if name in whole}
    return {
        name: Subject(table=subject.table, rows=subject.rows, sound=subject.sound, others=others)
        for name, subject in alone.items()
    }


def cell(value: ir.Value) -> ir.StringValue:
    """A cell in words; an empty one is said to be empty."""
    return value.cast("string").nullif("").fill_null("(empty)")
