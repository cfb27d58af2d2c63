"""Counts by month and group as engines gave them, to be pooled over the months of a period."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from touchpoint.calendar import Period
from touchpoint.measures.counting.asked import Tally, number_of
from touchpoint.measures.counting.tallies import Batch
from touchpoint.measures.definition.dimensions import NOT_APPLICABLE, Dimension
from touchpoint.measures.definition.measure import Population

Group = tuple[str, ...]
Counts = dict[Group, dict[int, int]]
"""For every group, how many in each month."""


@dataclass(kw_only=True)
class Store:
    """Every count of a question."""

    dimensions: tuple[Dimension, ...]
    by_tally: dict[Tally, Counts] = field(default_factory=dict)
    answers: list[tuple[Batch, pa.Table]] = field(default_factory=list)
    """Answers as they were counted, whose weights are needed besides."""

    returns: dict[str, pa.Table] = field(default_factory=dict)

    def add(self, batch: Batch, rows: pa.Table) -> None:
        """Take in what an engine counted; parts of the ledger add up."""
        if batch.population is Population.ANSWERS:
            self.answers.append((batch, rows))
        months = rows["month"].to_pylist()
        groups = group_tuples(rows, len(self.dimensions))
        for number, tally in enumerate(batch.tallies):
            counts = self.by_tally.setdefault(tally, {})
            for month, group, count in zip(
                months, groups, rows[f"tally_{number}"].to_pylist(), strict=True
            ):
                by_month = counts.setdefault(group, {})
                by_month[month] = by_month.get(month, 0) + count

    def of(self, tally: Tally) -> Counts:
        """The counts of a tally."""
        return self.by_tally.get(tally, {})


def group_tuples(rows: pa.Table, dimensions: int) -> list[Group]:
    """The group of each row; a dimension that the rows do not have is not applicable."""
    if not dimensions:
        return [()] * rows.num_rows
    columns = [
        rows[f"group_{place}"].to_pylist()
        if f"group_{place}" in rows.column_names
        else [NOT_APPLICABLE] * rows.num_rows
        for place in range(dimensions)
    ]
    return list(zip(*columns, strict=True))


def pooled(by_month: dict[int, int], months: Iterable[int]) -> int:
    """How many in some months together."""
    return sum(by_month.get(month, 0) for month in months)


def within(counts: Counts, periods: Sequence[Period]) -> Counts:
    """The counts of the months from the first of some periods to the last; no group without any.

    Questions that are asked together are counted over the months of all of them.
    """
    if not periods:
        return {}
    first, last = number_of(periods[0].from_on), number_of(periods[-1].to_on)
    found = {
        group: {month: count for month, count in by_month.items() if first <= month <= last}
        for group, by_month in counts.items()
    }
    return {group: by_month for group, by_month in found.items() if by_month}


def groups_of(several: Sequence[Counts]) -> list[Group]:
    """Every group that any of some counts has, in order."""
    return sorted({group for counts in several for group in counts})
