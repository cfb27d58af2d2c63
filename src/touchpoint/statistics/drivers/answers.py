"""Reads answers for a driver analysis: what is a number, what is blank, and what does not apply.

A stage that a victim never had (no follow-up, because the case was filed early) is structural: it
is told apart from a blank, and never filled in.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from touchpoint.errors import Refused
from touchpoint.statistics.columns import (
    Numbers,
    columns_of,
    is_missing,
    labels,
    number_of,
    numbers,
    same_length,
    weights_of,
)

NOT_APPLICABLE = ("not_applicable", "not applicable")
"""The words that say that a stage did not happen to this victim."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Complete answers: drivers as columns of numbers, a categorical driver as several."""

    names: tuple[str, ...]
    blocks: tuple[tuple[int, ...], ...]
    columns: Numbers
    outcome: Numbers
    weights: Numbers
    units: tuple[object, ...] | None = None
    blank: int = 0

    @property
    def used(self) -> int:
        """How many rows are complete and carry weight."""
        return len(self.outcome)

    def only(self, names: Sequence[str]) -> "Answers":
        """The same answers with fewer drivers."""
        kept = [place for place, name in enumerate(self.names) if name in names]
        columns = [column for place in kept for column in self.blocks[place]]
        starts = np.cumsum([0] + [len(self.blocks[place]) for place in kept])
        blocks = tuple(tuple(range(a, b)) for a, b in pairwise(starts))
        names = tuple(self.names[place] for place in kept)
        return replace(self, names=names, blocks=blocks, columns=self.columns[:, columns])


@dataclass(frozen=True, kw_only=True)
class Given:
    """Answers as they were handed over, before blanks are left out."""

    drivers: Mapping[str, list[Any]]
    outcome: Numbers
    weights: Numbers
    units: tuple[object, ...] | None

    @property
    def rows(self) -> int:
        """How many rows were handed over."""
        return len(self.outcome)


def given(
    outcome: Iterable[Any] | str,
    drivers: object,
    *,
    weights: Iterable[Any] | None = None,
    names: Sequence[str] | None = None,
    units: Iterable[Any] | None = None,
) -> Given:
    """What was handed over, as columns; the outcome may be the name of one of them."""
    table = columns_of(drivers, "drivers", names)
    if isinstance(outcome, str):
        if outcome not in table:
            raise Refused(
                f"There is no column {outcome!r} for the outcome: there are {', '.join(table)}."
            )
        told: Iterable[Any] = table.pop(outcome)
    else:
        told = outcome
    answered = numbers(told, "outcome")
    if not table:
        raise Refused(
            "There are no drivers. Give at least one column that may go with the outcome."
        )
    for name, column in table.items():
        same_length(outcome=answered, **{name: column})
    of_units = None if units is None else tuple(labels(units))
    same_length(outcome=answered, units=of_units)
    return Given(
        drivers=table,
        outcome=answered,
        weights=weights_of(weights, len(answered)),
        units=of_units,
    )


def applicability(handed: Given, marks: Collection[object]) -> dict[tuple[str, ...], list[int]]:
    """The rows by which drivers do not apply to them; a row to which all apply is under ()."""
    absent: dict[int, list[str]] = {}
    for name, column in handed.drivers.items():
        for row, value in enumerate(column):
            if _marked(value, marks):
                absent.setdefault(row, []).append(name)
    found: dict[tuple[str, ...], list[int]] = {(): []}
    for row in range(handed.rows):
        found.setdefault(tuple(absent.get(row, ())), []).append(row)
    return found


def _marked(value: object, marks: Collection[object]) -> bool:
    if isinstance(value, float | int | str):
        return value in marks
    return not is_missing(value) and value in marks


def complete(handed: Given, names: Sequence[str], rows: Sequence[int]) -> Answers:
    """The rows without a blank in the outcome or these drivers, as numbers."""
    read = {name: _values([handed.drivers[name][row] for row in rows]) for name in names}
    whole = ~np.isnan(handed.outcome[list(rows)])
    for values in read.values():
        whole &= np.array([not is_missing(value) for value in values], dtype=bool)
    kept = np.flatnonzero(whole & (handed.weights[list(rows)] > 0))
    columns: list[Numbers] = []
    blocks: list[tuple[int, ...]] = []
    for values in read.values():
        block = _coded([values[place] for place in kept])
        blocks.append(tuple(range(len(columns), len(columns) + len(block))))
        columns.extend(block)
    chosen = np.array(rows, dtype=int)[kept]
    return Answers(
        names=tuple(names),
        blocks=tuple(blocks),
        columns=np.column_stack(columns) if columns else np.empty((len(kept), 0)),
        outcome=handed.outcome[chosen],
        weights=handed.weights[chosen],
        units=None if handed.units is None else tuple(handed.units[row] for row in chosen),
        blank=len(rows) - int(whole.sum()),
    )


def _values(column: Sequence[Any]) -> list[Any]:
    """A column as numbers if all of it can be read so, else as labels."""
    read = [number_of(value) for value in column]
    return list(column) if any(value is None for value in read) else read


def _coded(values: Sequence[Any]) -> list[Numbers]:
    """Numbers as one column; labels as one column for each but the first, in sorted order."""
    if all(isinstance(value, float) for value in values):
        column = np.array(values, dtype=np.float64)
        if np.isinf(column).any():
            raise Refused("A driver has infinite answers. Leave them blank or correct them.")
        return [column]
    shown = [str(value) for value in values]
    return [
        np.array([float(value == label) for value in shown]) for label in sorted(set(shown))[1:]
    ] or [np.zeros(len(shown))]
