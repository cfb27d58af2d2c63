"""Names written beside points so that they keep clear of one another and of the points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from touchpoint.papers.charts.drawing.placing import width_of

LINE_HIGH: Final = 13.0
AWAY: Final = 9.0
"""How far a name stands from its point."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A rectangle of a picture, in its dots from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: "Box") -> float:
        """How much of the picture both cover."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(wide, 0.0) * max(high, 0.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """Where a name is written: its left end and its middle height."""

    text: str
    x: float
    y: float


def named_beside(
    names: Sequence[tuple[str, float, float]],
    points: Sequence[tuple[float, float]],
    size: float,
    within: tuple[float, float],
) -> list[Placed]:
    """Each name beside its point, where it covers least of what is there already."""
    taken = [_round_point(x, y) for x, y in points]
    placed = []
    for text, x, y in names:
        wide = width_of(text, size)
        best = min(
            _places(x, y, wide),
            key=lambda box: (_outside(box, within), sum(box.shared(each) for each in taken)),
        )
        taken.append(best)
        placed.append(Placed(text=text, x=best.left, y=(best.top + best.bottom) / 2))
    return placed


def _places(x: float, y: float, wide: float) -> Iterator[Box]:
    """The places round a point, the best to read first."""
    half = LINE_HIGH / 2
    for left, middle in (
        (x + AWAY, y),
        (x - AWAY - wide, y),
        (x - wide / 2, y - AWAY - half),
        (x - wide / 2, y + AWAY + half),
        (x + AWAY, y - LINE_HIGH),
        (x + AWAY, y + LINE_HIGH),
        (x - AWAY - wide, y - LINE_HIGH),
        (x - AWAY - wide, y + LINE_HIGH),
    ):
        yield Box(left=left, top=middle - half, right=left + wide, bottom=middle + half)


def _round_point(x: float, y: float) -> Box:
    return Box(left=x - 6, top=y - 6, right=x + 6, bottom=y + 6)


def _outside(box: Box, within: tuple[float, float]) -> float:
    wide, high = within
    return (
        max(0.0, -box.left)
        + max(0.0, box.right - wide)
        + max(0.0, -box.top)
        + max(0.0, box.bottom - high)
    )
