"""Where things stand: the ends of a scale, labels kept apart, which of many are written."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from touchpoint.papers.charts.plain import Scale
from touchpoint.papers.charts.style import SMALL

Ends = tuple[float, float]

_NARROW: Final = frozenset("ijl.,:;'|![]")
_SLIM: Final = frozenset(" ft()-r/")
_BROAD: Final = frozenset("mwMW%")

BREATH: Final = 0.08
"""How much of the span is left empty above and below."""
NARROWEST: Final = 0.01
"""How little of a share an axis may span, so that next to no difference does not look like one."""


def ends_of(values: Iterable[float | None], scale: Scale, *, from_zero: bool = False) -> Ends:
    """The ends of an axis that holds all values: a share stays within 0 and 1, a count above 0."""
    told = [value for value in values if value is not None]
    if not told:
        return (0.0, 1.0)
    low, high = min(told), max(told)
    if from_zero:
        low = min(low, 0.0)
    span = (high - low) or (abs(high) * 0.2) or 1.0
    low, high = low - span * BREATH, high + span * BREATH
    if min(told) >= 0:
        low = max(low, 0.0)
    if scale == "share" and max(told) <= 1:
        high = min(high, 1.0)
        if high - low < NARROWEST:
            low, high = max(0.0, high - 2 * NARROWEST), min(1.0, low + 2 * NARROWEST)
    return (low, high)


def width_of(text: str, size: float) -> float:
    """About how wide a text is in the font of the house, to the generous side."""
    ems = (
        0.25 if letter in _NARROW
        else 0.34 if letter in _SLIM
        else 0.9 if letter in _BROAD
        else 0.7 if letter.isupper()
        else 0.56
        for letter in text
    )  # fmt: skip
    return size * sum(ems)


def apart(heights: Sequence[float], least: float, ends: Ends) -> list[float]:
    """The heights of labels moved as little as is needed to stand `least` from one another."""
    order = sorted(range(len(heights)), key=lambda place: (heights[place], place))
    moved = list(heights)
    for before, after in pairwise(order):
        moved[after] = max(moved[after], moved[before] + least)
    over = moved[order[-1]] - ends[1] if order else 0.0
    if over > 0:
        moved[order[-1]] -= over
        for after, before in zip(order[::-1], order[-2::-1], strict=False):
            moved[before] = min(moved[before], moved[after] - least)
    return moved


def thinned(labels: Sequence[str], width: float) -> list[int]:
    """Which of many labels along an axis are written: the last, and every so many before it."""
    widest = max((width_of(label, SMALL) for label in labels), default=0.0)
    room = max(1, int(width // (widest + 12)))
    step = max(1, math.ceil(len(labels) / room))
    return sorted(range(len(labels) - 1, -1, -step))


def wrapped(text: str, width: float, size: float) -> list[str]:
    """A text in lines that fit a width; a word longer than that stands in a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def shortened(text: str, letters: int) -> str:
    """A label that is not longer than so many letters."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
