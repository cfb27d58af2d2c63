"""Steps of an expression: what several others read, said in SQL once and made once.

An expression is told to keep a step (`Keep` of the room that makes it), and gets a name that stands
for it. One statement makes the steps that it reads as it goes (`within`); for several statements
that read the same steps, an engine makes each a table first.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir


@dataclass(frozen=True, kw_only=True)
class Steps:
    """The steps that were kept, in the order in which they are made, as an engine says them."""

    sql: Callable[[ir.Table], str]
    kept: dict[str, str] = field(default_factory=dict)

    def keep(self, name: str, rows: ir.Table) -> ir.Table:
        """Keep a step; what is returned stands for it in later expressions."""
        self.kept[name] = self.sql(rows)
        return ibis.table(rows.schema(), name=name)

    def within(self, rows: ir.Table, columns: str = "*") -> str:
        """One statement that makes every step and gives the rows, or these columns of them."""
        steps = ", ".join(f'"{name}" AS MATERIALIZED ({step})' for name, step in self.kept.items())
        answer = f"SELECT {columns} FROM ({self.sql(rows)}) AS answer"  # noqa: S608 - compiled by Ibis
        return f"WITH {steps} {answer}" if steps else answer
