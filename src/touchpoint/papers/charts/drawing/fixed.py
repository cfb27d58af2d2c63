"""Things at fixed places of a picture: texts, signs, boxes and rules, gathered into few layers.

Every layer of a picture costs time, and most of what is written looks alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from touchpoint.papers.charts.style import INK, TEXT, Look

Kind = Literal["text", "sign", "box", "rule"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fixed:
    """One thing at a fixed place, in dots from the top left of its picture."""

    kind: Kind
    at: tuple[tuple[str, float | str], ...]
    look: tuple[tuple[str, Any], ...]


Layer = alt.Chart | Fixed


def written(text: str, x: float, y: float, **more: Any) -> Fixed:  # noqa: ANN401 - of a mark
    """A text at a fixed place of its picture."""
    look = {"align": "left", "baseline": "middle", "fontSize": TEXT, "color": INK} | more
    return _fixed("text", {"words": text, "x": x, "y": y}, look)


def sign(look: Look, x: float, y: float, size: int | None = None) -> Fixed:
    """One shape at a fixed place of its picture."""
    return _fixed("sign", {"x": x, "y": y}, point_of(look, size))


def box(corners: tuple[float, float, float, float], **look: Any) -> Fixed:  # noqa: ANN401 - of a mark
    """A rectangle from its left and top to its right and bottom."""
    x, y, x2, y2 = corners
    return _fixed("box", {"x": x, "y": y, "x2": x2, "y2": y2}, look)


def rule(x: float, x2: float, y: float, **look: Any) -> Fixed:  # noqa: ANN401 - of a mark
    """A level line from left to right."""
    return _fixed("rule", {"x": x, "x2": x2, "y": y}, look)


def point_of(look: Look, size: int | None = None) -> dict[str, Any]:
    """The settings of a point that has a look."""
    return {
        "shape": look.shape,
        "size": size or look.size,
        "filled": look.filled,
        "fill": look.ink if look.filled else "white",
        "stroke": look.ink,
        "strokeWidth": 1.6,
        "opacity": 1,
    }


def gathered(layers: Iterable[Layer]) -> list[alt.Chart]:
    """The layers in order; fixed things that look alike are one layer.

    It lies where the first of them was; texts where the last was, so that no sign covers one.
    """
    places: dict[tuple[Any, ...], list[Fixed]] = {}
    order: list[alt.Chart | list[Fixed]] = []
    for layer in layers:
        if not isinstance(layer, Fixed):
            order.append(layer)
            continue
        alike = places.setdefault((layer.kind, repr(layer.look)), [])
        if alike and layer.kind == "text":
            order = [each for each in order if each is not alike]
        if not alike or layer.kind == "text":
            order.append(alike)
        alike.append(layer)
    return [_layer(each) if isinstance(each, list) else each for each in order]


def _fixed(kind: Kind, at: dict[str, float | str], look: dict[str, Any]) -> Fixed:
    return Fixed(kind=kind, at=tuple(at.items()), look=tuple(look.items()))


def _layer(alike: list[Fixed]) -> alt.Chart:
    first = alike[0]
    data = alt.InlineData(values=[dict(each.at) for each in alike])
    chart = alt.Chart(data)
    look = dict(first.look)
    x, y = alt.X("x:Q", scale=None, axis=None), alt.Y("y:Q", scale=None, axis=None)
    drawn: alt.Chart
    match first.kind:
        case "text":
            drawn = chart.mark_text(**look).encode(x=x, y=y, text=alt.Text("words:N"))
        case "sign":
            drawn = chart.mark_point(**look).encode(x=x, y=y)
        case "box":
            ends = {"x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q")}
            drawn = chart.mark_rect(**look).encode(x=x, y=y, **ends)
        case "rule":
            drawn = chart.mark_rule(**look).encode(x=x, y=y, x2=alt.X2("x2:Q"))
    return drawn
