"""Parts of bars: how each looks, told apart by rules and outlines as well as by inks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from touchpoint.papers.charts.drawing.fixed import Layer, box, rule, written
from touchpoint.papers.charts.drawing.frames import Part, layered
from touchpoint.papers.charts.drawing.placing import width_of
from touchpoint.papers.charts.style import LINE, SMALL

LEFT: Final = 2.0
HIGH: Final = 12.0
RULES: Final = (-2.5, 2.5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fill:
    """How a part of a bar looks: its ink, ruled with white or not, outlined or dashed."""

    ink: str
    ruled: bool = False
    outlined: bool = False
    dashed: bool = False

    def settings(self) -> dict[str, Any]:
        """The settings of its mark."""
        if self.dashed:
            return {"fill": self.ink, "stroke": LINE, "strokeDash": [3, 2], "opacity": 1}
        stroke = LINE if self.outlined else "white"
        return {"fill": self.ink, "stroke": stroke, "strokeWidth": 1, "opacity": 1}


def key_of_fills(entries: Sequence[tuple[str, Fill | None]], width: float) -> Part:
    """What the parts of bars mean, in as many lines as they need; an entry may be words alone."""
    layers: list[Layer] = []
    x, y = LEFT, 10.0
    for words, fill in entries:
        aside = 22.0 if fill is not None else 0.0
        wide = aside + 14 + width_of(words, SMALL)
        if x > LEFT and x + wide > width:
            x, y = LEFT, y + 20
        if fill is not None:
            layers += _swatch(fill, x, y)
        layers.append(written(words, x + aside, y, fontSize=SMALL))
        x += wide
    return layered(layers, width=width, height=y + 8)


def _swatch(fill: Fill, x: float, y: float) -> Iterator[Layer]:
    yield box((x, y - HIGH / 2, x + 16, y + HIGH / 2), **(fill.settings() | {"stroke": LINE}))
    if fill.ruled:
        for height in RULES:
            yield rule(x, x + 16, y + height, color="white", strokeWidth=1.3)
