"""The periods of a chart: put in order, refused where they share days, and cut into baselines.

A point belongs to one period of its own; rolling figures are one another's figures over again, and
on a control chart nine in ten innocent series of them look guilty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from touchpoint.calendar import Period, read_period
from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers
from touchpoint.statistics.counts import refuse

Mark = int | str | date | Period


@dataclass(frozen=True, kw_only=True, slots=True)
class Ordered:
    """The periods of a chart in order, and where each stood among the rows as given."""

    periods: tuple[object, ...]
    given: tuple[int, ...]

    def sorted(self, values: Numbers) -> Numbers:
        """Values as given, in the order of the periods."""
        return values[list(self.given)]

    def place(self, mark: Mark, what: str) -> int:
        """The place in order of a row (counted from 0 as given) or of a period."""
        if isinstance(mark, int | np.integer) and not isinstance(mark, bool):
            if not 0 <= mark < len(self.given):
                raise Refused(
                    f"{what} names row {mark}, and the rows are 0 to {len(self.given) - 1}."
                )
            return self.given.index(int(mark))
        labels = [_label(period) for period in self.periods]
        if _label(mark) not in labels:
            raise Refused(f"{what} names {_label(mark)}, which is no period of this chart.")
        return labels.index(_label(mark))


def in_order(rows: int, periods: Sequence[Any] | None) -> Ordered:
    """The rows in the order of their periods; refuses periods that share days.

    Periods are months, quarters and so on (as Period or written), dates, or pairs of dates; other
    labels are taken in the order given.
    """
    if rows == 0:
        raise Refused("A chart needs points, and none were given.")
    if periods is None:
        return Ordered(periods=tuple(range(1, rows + 1)), given=tuple(range(rows)))
    labels = list(periods)
    if len(labels) != rows:
        raise Refused(f"There are {rows} points and {len(labels)} periods. Give one for each.")
    read = [_days(label) for label in labels]
    if any(days is None for days in read):
        return Ordered(periods=tuple(labels), given=tuple(range(rows)))
    days = [each for each in read if each is not None]
    given = sorted(range(rows), key=lambda place: days[place])
    _refuse_shared_days([days[place] for place in given], [labels[place] for place in given])
    _refuse_kinds(labels)
    return Ordered(periods=tuple(labels[place] for place in given), given=tuple(given))


def baselines(order: Ordered, rebase: Sequence[Mark]) -> list[range]:
    """The stretches that a chart is cut into: a new one starts at each mark."""
    rows = len(order.given)
    starts = sorted({0, *(order.place(mark, "rebase") for mark in rebase)})
    return [range(start, end) for start, end in zip(starts, [*starts[1:], rows], strict=True)]


def _refuse_shared_days(days: list[tuple[date, date]], labels: list[object]) -> None:
    pairs = zip(days, days[1:], labels, labels[1:], strict=False)
    refuse(
        "These periods share days. Rolling and repeated figures never go on a control chart: nine "
        "in ten would show signals that are not there. Chart the months, and show the rolling "
        "figure beside them.",
        [
            f"{_label(one)} and {_label(other)} share days."
            for first, second, one, other in pairs
            if first[1] >= second[0]
        ][:20],
    )


def _refuse_kinds(labels: list[Any]) -> None:
    kinds = {
        (read_period(label) if isinstance(label, str) else label).kind
        for label in labels
        if isinstance(label, str | Period)
    }
    if len(kinds) > 1:
        raise Refused(
            f"These periods are of different lengths: {', '.join(sorted(kinds))}. Chart one kind."
        )


def _days(label: object) -> tuple[date, date] | None:
    """The first and last day of a period, or nothing if a label is none."""
    if isinstance(label, str):
        try:
            label = read_period(label)
        except Refused:
            return None
    if isinstance(label, Period):
        return label.from_on, label.to_on
    if isinstance(label, date):
        return label, label
    if isinstance(label, tuple) and [isinstance(day, date) for day in label] == [True, True]:
        return label[0], label[1]
    return None


def _label(period: object) -> str:
    if isinstance(period, Period):
        return period.label
    if isinstance(period, tuple):
        return " to ".join(str(day) for day in period)
    return str(period)
