"""Ledgers made column by column, so that tens of thousands of rows are there in a moment."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from touchpoint.ledger import TABLES, new_ledger, write_part
from touchpoint.ledger.schemas import arrow_schema

Days = npt.NDArray[np.datetime64]
USUAL: Mapping[str, Mapping[str, Any]] = {
    "investigations": {"offence_group": "other theft", "marks": (), "victim_based": True},
    "journeys": {"role": "direct", "enhanced_basis": ()},
    "touchpoints": {"source": "crime_system"},
    "responses": {"mode": "telephone"},
    "reviews": {"sample_id": "monthly", "reviewer_id": "reviewer", "second": False},
}
"""What columns hold where a test says nothing."""


def spread(first: date, last: date, rows: int) -> Days:
    """So many days, spread evenly over a stretch."""
    start = np.datetime64(first, "D")
    span = (np.datetime64(last, "D") - start).astype(int) + 1
    days: Days = start + (np.arange(rows) * span // max(rows, 1)).astype("timedelta64[D]")
    return days


def evenly(rows: int, some: int) -> npt.NDArray[np.int64]:
    """The places of some of many rows, spread evenly over them."""
    return np.arange(some) * rows // max(some, 1)


def named(prefix: str, rows: int, start: int = 0) -> npt.NDArray[np.str_]:
    """Names with a number each."""
    numbers = np.arange(start, start + rows).astype(str)
    return np.char.add(prefix, numbers)


@dataclass(kw_only=True)
class Building:
    """A ledger while it grows: parts of each table."""

    parts: dict[str, list[pa.Table]] = field(default_factory=dict)
    numbers: dict[str, Iterator[int]] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)

    def add(self, table: str, rows: int, **columns: object) -> None:
        """Rows of a table: a column is an array, a list, or one value for all."""
        given = {**USUAL.get(table, {}), **columns}
        arrays = [_array(given.get(one.name), one.type, rows) for one in arrow_schema(table)]
        self.parts.setdefault(table, []).append(
            pa.Table.from_arrays(arrays, schema=arrow_schema(table))
        )

    def crimes(
        self, days: Days, *, of_journey: Mapping[str, object] | None = None, **columns: object
    ) -> npt.NDArray[np.str_]:
        """Crimes with one victim each; gives the names of the journeys."""
        rows = len(days)
        start = self.made.get("crimes", 0)
        self.made["crimes"] = start + rows
        crimes, journeys = named("i", rows, start), named("j", rows, start)
        self.add(
            "investigations", rows, investigation_id=crimes, reference=named("ref", rows, start),
            reported_on=days, reported_at=_noon(days), **columns,
        )  # fmt: skip
        self.add(
            "journeys", rows, journey_id=journeys, investigation_id=crimes, **(of_journey or {})
        )
        return journeys

    def touch(
        self, journeys: Sequence[str] | npt.NDArray[np.str_], kind: str, days: Days,
        **columns: object,
    ) -> None:  # fmt: skip
        """A touchpoint of one kind on each of some journeys."""
        rows = len(journeys)
        start = self.made.get("touchpoints", 0)
        self.made["touchpoints"] = start + rows
        self.add(
            "touchpoints", rows, touchpoint_id=named("t", rows, start),
            journey_id=np.asarray(journeys), kind=kind, happened_on=days, happened_at=_noon(days),
            **columns,
        )  # fmt: skip

    def covers(self, source: str, kind: str, first: date, last: date | None = None) -> None:
        """That a source records a kind."""
        self.add("coverage", 1, source=source, kind=kind, from_on=[first], to_on=[last])

    def written(self, path: Path) -> Path:
        """The ledger as a folder."""
        with new_ledger(path) as staging:
            for table in TABLES:
                if table in self.parts or TABLES[table].required:
                    parts = self.parts.get(table) or [arrow_schema(table).empty_table()]
                    write_part(staging, table, 0, pa.concat_tables(parts))
        return path


def _noon(days: Days) -> Days:
    mornings: Days = days.astype("datetime64[us]")
    return mornings + np.timedelta64(12, "h")


def _array(value: object, kind: pa.DataType, rows: int) -> pa.Array:
    if pa.types.is_timestamp(kind):
        return (
            pa.array(value, pa.timestamp("us")).cast(kind)
            if value is not None
            else pa.nulls(rows, kind)
        )
    if isinstance(value, np.ndarray | list):
        return pa.array(value, kind)
    if value is None:
        return pa.nulls(rows, kind)
    if pa.types.is_list(kind):
        one = pa.scalar(list(value) if isinstance(value, tuple) else value, kind)
        return pa.repeat(one, rows)
    return pa.repeat(pa.scalar(value, kind), rows)
