"""Reads what a caller hands over (lists, arrays, columns of a frame) as numbers or labels.

A blank stays a blank: None, NaN and pandas' missing values are one thing here, and never nought.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
import numpy.typing as npt

from touchpoint.errors import Refused

Numbers = npt.NDArray[np.float64]


def is_missing(value: object) -> bool:
    """Whether a value is a blank: None, NaN, NaT or pandas' NA."""
    if value is None:
        return True
    if isinstance(value, str):
        return False
    try:
        return bool(value != value)  # noqa: PLR0124 - only NaN and NaT differ from themselves
    except (TypeError, ValueError):
        return True  # pandas' NA will not say whether it equals itself


def number_of(value: object) -> float | None:
    """The value as a number, NaN if it is a blank, None if it is no number at all."""
    if is_missing(value):
        return float("nan")
    if isinstance(value, Real | Decimal | np.bool_):
        return float(value)
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return None
    return None


def numbers(values: Iterable[Any], what: str) -> Numbers:
    """The values as numbers with blanks as NaN; refuses words and infinite values, all at once."""
    plain = np.asarray(values) if isinstance(values, np.ndarray) else None
    if plain is not None and plain.dtype.kind in "fiub":
        read: Numbers = plain.astype(np.float64)
    else:
        found = [number_of(value) for value in values]
        words = [place for place, value in enumerate(found, 1) if value is None]
        if words:
            raise Refused(
                f"{what} must be numbers or blanks: {len(words)} are something else. "
                "Turn them into numbers, or leave them blank.",
                faults=[f"{what}, number {place}, is not a number" for place in words[:20]],
            )
        read = np.array(found, dtype=np.float64)
    if read.ndim != 1:
        raise Refused(f"{what} must be one list of numbers, and has {read.ndim} dimensions.")
    if np.isinf(read).any():
        raise Refused(f"{what} must be finite: {int(np.isinf(read).sum())} are infinite.")
    return read


def filled(values: Iterable[Any], what: str) -> Numbers:
    """The values as numbers of which none may be blank."""
    read = numbers(values, what)
    if np.isnan(read).any():
        raise Refused(
            f"{what} must not have blanks: {int(np.isnan(read).sum())} of {len(read)} are blank. "
            "Leave those rows out of every column, and say how many they are."
        )
    return read


def counts(values: Iterable[Any], what: str) -> Numbers:
    """The values as whole numbers from nought up."""
    read = filled(values, what)
    if (read < 0).any() or (read != np.floor(read)).any():
        raise Refused(f"{what} must be counts, whole numbers from 0 up; some are not.")
    return read


def labels(values: Iterable[Any]) -> list[object]:
    """The values as they are, with every kind of blank as None."""
    return [
        None if is_missing(value) else value.item() if isinstance(value, np.generic) else value
        for value in values
    ]


def same_length(**columns: Sequence[Any] | Numbers | None) -> int:
    """How many rows the columns have, which must be the same for all that are given."""
    lengths = {name: len(column) for name, column in columns.items() if column is not None}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{name} has {length}" for name, length in lengths.items())
        raise Refused(f"The columns must have the same number of rows: {told}.")
    return next(iter(lengths.values()))


def weights_of(weights: Iterable[Any] | None, rows: int) -> Numbers:
    """The weights, all 1 where none are given; they may not be blank, negative or all nought."""
    if weights is None:
        return np.ones(rows)
    read = filled(weights, "weights")
    same_length(weights=read, rows=np.empty(rows))
    if (read < 0).any() or not (read > 0).any():
        raise Refused("Weights must be 0 or more, and some must be more than 0.")
    return read


def columns_of(
    table: object, what: str, names: Sequence[str] | None = None
) -> dict[str, list[Any]]:
    """The named columns of a mapping, a frame or rows of values."""
    if isinstance(table, Mapping):
        return {str(name): _plain(column) for name, column in table.items()}
    if hasattr(table, "columns") and hasattr(table, "__getitem__"):
        return {str(name): _plain(table[name]) for name in table.columns}
    rows = [
        _plain(row)
        if isinstance(row, Sequence | np.ndarray) and not isinstance(row, str)
        else [row]
        for row in _iterable(table, what)
    ]
    widths = {len(row) for row in rows}
    if len(widths) != 1:
        raise Refused(f"{what} must have the same number of values in every row.")
    width = widths.pop()
    names = names or [f"x{place}" for place in range(1, width + 1)]
    if len(names) != width:
        raise Refused(f"{what} has {width} columns and {len(names)} names. Give each its name.")
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _plain(column: Any) -> list[Any]:  # noqa: ANN401 - a list, an array or a column of a frame
    """A list of Python's own values, which are quicker to look at one by one."""
    return column.tolist() if hasattr(column, "tolist") else list(column)


def _iterable(table: object, what: str) -> Iterable[Any]:
    if isinstance(table, Iterable) and not isinstance(table, str):
        return table
    raise Refused(f"{what} must be a mapping of columns, a frame, or rows of values.")
