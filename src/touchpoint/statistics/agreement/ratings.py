"""Reads ratings, and counts for every case how many raters chose each category.

A blank is no rating. A case that fewer than two people rated tells nothing of agreement, and is
left out and counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers, columns_of, labels

Rows = Literal["cases", "raters"]
Level = Literal["nominal", "ordinal", "interval", "ratio"]
LEVELS: Final = ("nominal", "ordinal", "interval", "ratio")


@dataclass(frozen=True, kw_only=True)
class Ratings:
    """Ratings by case and rater as places in the list of categories; -1 is a blank."""

    places: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    categories: tuple[Any, ...]
    given: int

    @property
    def counts(self) -> Numbers:
        """How many raters chose each category, shape (cases, categories)."""
        return np.asarray(self.chosen.sum(axis=1), dtype=np.float64)

    @property
    def chosen(self) -> Numbers:
        """1 where a rater chose a category, shape (cases, raters, categories)."""
        return np.asarray(
            self.places[:, :, None] == np.arange(len(self.categories)), dtype=np.float64
        )

    @property
    def paired(self) -> int:
        """How many cases two or more people rated."""
        return int((self.counts.sum(axis=1) >= 2).sum())  # noqa: PLR2004 - a pair is two


def read_ratings(
    ratings: object,
    *,
    rows: Rows = "cases",
    level: Level = "nominal",
    order: Sequence[object] | None = None,
) -> Ratings:
    """The ratings of every case that somebody rated; refuses what has no order where one is needed.

    `order` lists the categories from lowest to highest, or names categories that nobody used.
    """
    if level not in LEVELS:
        raise Refused(f"There is no level {level!r}. Choose one of {', '.join(LEVELS)}.")
    cases = _cases(ratings, rows)
    rated = [case for case in cases if any(value is not None for value in case)]
    found = {value for case in rated for value in case if value is not None}
    categories = _ordered(found, level, order)
    if level in ("interval", "ratio"):
        _amounts(categories, level)
    place = {category: number for number, category in enumerate(categories)}
    width = max((len(case) for case in rated), default=0)
    places = np.full((len(rated), width), -1, dtype=np.int64)
    for row, case in enumerate(rated):
        for column, value in enumerate(case):
            if value is not None:
                places[row, column] = place[value]
    read = Ratings(places=places, categories=categories, given=len(cases))
    if read.paired == 0:
        raise Refused(
            f"None of the {len(cases)} cases was rated by two people, so agreement cannot be told. "
            "Have some cases rated twice."
        )
    return read


def _cases(ratings: object, rows: Rows) -> list[list[Any]]:
    if rows not in ("cases", "raters"):
        raise Refused(f"Rows are 'cases' or 'raters', not {rows!r}.")
    if isinstance(ratings, Mapping) or hasattr(ratings, "columns"):
        columns = list(columns_of(ratings, "ratings").values())
        table = [list(row) for row in zip(*columns, strict=True)]
    elif isinstance(ratings, Iterable) and not isinstance(ratings, str):
        table = [_row(row) for row in ratings]
    else:
        raise Refused("Ratings must be rows of values, a mapping of columns, or a frame.")
    if rows == "raters":
        if len({len(row) for row in table}) > 1:
            raise Refused("Every rater must have one value, or a blank, for each case.")
        table = [list(case) for case in zip(*table, strict=True)]
    return [labels(case) for case in table]


def _row(row: object) -> list[Any]:
    if isinstance(row, Iterable) and not isinstance(row, str):
        return list(row)
    raise Refused("Each row of ratings must hold one value for each rater, or for each case.")


def _ordered(found: set[Any], level: Level, order: Sequence[object] | None) -> tuple[Any, ...]:
    if order is not None:
        unknown = sorted(str(value) for value in found - set(order))
        if unknown:
            raise Refused(
                "Some ratings are not in the order of categories. Add them to it.",
                faults=[f"{value} is not in the order" for value in unknown],
            )
        return tuple(order)
    if all(isinstance(value, int | float | np.number) for value in found):
        return tuple(sorted(found))
    if level != "nominal":
        raise Refused(
            f"These ratings are words, and the level {level} needs their order. "
            "List the categories from lowest to highest."
        )
    return tuple(sorted(found, key=lambda value: (type(value).__name__, str(value))))


def _amounts(categories: Sequence[Any], level: Level) -> None:
    if not all(isinstance(value, int | float | np.number) for value in categories):
        raise Refused(f"The level {level} needs ratings that are numbers; some are words.")
    if level == "ratio" and any(value < 0 for value in categories):
        raise Refused("The level ratio needs ratings of 0 or more; some are less.")
