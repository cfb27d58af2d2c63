"""The four rules by which a point of a control chart needs a reason.

NHS England, Making Data Count: beyond a limit; seven points rising or falling; two of three near a
limit; seven points on one side of the mean. A point has the first that applies, in that order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from touchpoint.statistics.charts.points import Signal
from touchpoint.statistics.columns import Numbers

Sides = npt.NDArray[np.int_]
Flags = npt.NDArray[np.bool_]

LONG: Final = 7  # points of a trend, and of a run on one side of the mean
TOLERANCE: Final = 1e-9  # what is this near is equal: decimals are not exact in binary


@dataclass(frozen=True, kw_only=True, slots=True)
class Lines:
    """The mean, limits and near lines that each point of a baseline is judged by."""

    mean: Numbers
    low: Numbers
    high: Numbers
    near_low: Numbers
    near_high: Numbers


def signals(values: Numbers, lines: Lines) -> list[Signal | None]:
    """The signal of each point of one baseline, gaps left out beforehand.

    Rule: strictly beyond a limit; six differences of one sign in a row, a tie breaking them; two
    of three on one side of the mean between the near line and the limit, of which only those two
    are marked; seven or more on one side, a point on the mean breaking the run.
    Not for rolling figures, which break every rule by making; and one series asked all four rules
    for two years gives a false alarm about one time in five.
    """
    slack = TOLERANCE * np.maximum(1.0, np.abs(lines.mean))
    away = values - lines.mean
    side = np.where(np.abs(away) <= slack, 0, np.sign(away)).astype(int)
    above, below = values > lines.high + slack, values < lines.low - slack
    near = ~above & ~below
    near &= (values > lines.near_high + slack) | (values < lines.near_low - slack)
    found: list[Signal | None] = [None] * len(values)
    for place, way in _runs(side):
        found[place] = "seven_above_mean" if way > 0 else "seven_below_mean"
    for place in _two_of_three(near, side):
        found[place] = "two_of_three_above" if side[place] > 0 else "two_of_three_below"
    for place, way in _trends(values, slack):
        found[place] = "trend_rising" if way > 0 else "trend_falling"
    for place in map(int, np.flatnonzero(above)):
        found[place] = "above_upper_limit"
    for place in map(int, np.flatnonzero(below)):
        found[place] = "below_lower_limit"
    return found


def _runs(side: Sides) -> Iterator[tuple[int, int]]:
    """The places on one side of the mean seven or more in a row, with the side."""
    for first in range(len(side) - LONG + 1):
        if side[first] != 0 and (side[first : first + LONG] == side[first]).all():
            yield from ((place, int(side[first])) for place in range(first, first + LONG))


def _two_of_three(near: Flags, side: Sides) -> Iterator[int]:
    """The places near a limit, two of three of which are, all three on one side of the mean."""
    for first in range(len(side) - 2):
        three = slice(first, first + 3)
        if side[first] != 0 and (side[three] == side[first]).all() and near[three].sum() > 1:
            yield from (first + int(place) for place in np.flatnonzero(near[three]))


def _trends(values: Numbers, slack: Numbers) -> Iterator[tuple[int, int]]:
    """The places of seven rising or falling; the point where one turns goes with the later."""
    steps = np.diff(values)
    ways = np.where(np.abs(steps) <= slack[1:], 0, np.sign(steps)).astype(int)
    for first in range(len(ways) - LONG + 2):
        six = ways[first : first + LONG - 1]
        if len(six) == LONG - 1 and six[0] != 0 and (six == six[0]).all():
            yield from ((place, int(six[0])) for place in range(first, first + LONG))
