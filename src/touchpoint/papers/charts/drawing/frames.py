"""What the pictures share: marks at fixed places, keys of shapes, titles and notes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt

from touchpoint.papers.charts.drawing.fixed import Layer, gathered, point_of, sign, written
from touchpoint.papers.charts.drawing.placing import width_of, wrapped
from touchpoint.papers.charts.style import HEIGHT, QUIET, SMALL, TEXT, TITLE, Look, config

Rows = Sequence[Mapping[str, Any]]
Part = dict[str, Any]
"""A part of a picture as a spec; Altair's own parts are copied whole whenever they are joined."""


def of(rows: Rows) -> alt.Chart:
    """A chart over rows that stand in the picture itself."""
    return alt.Chart(alt.InlineData(values=[dict(row) for row in rows]))


def layered(
    layers: Iterable[Layer],
    *,
    width: float,
    height: float,
    title: alt.TitleParams | None = None,
) -> Part:
    """Layers upon one another in a picture of a size."""
    part: Part = {"layer": [_unit(each) for each in gathered(layers)]}
    part |= {"width": width, "height": height}
    return part if title is None else part | {"title": title.to_dict(validate=False)}


def _unit(layer: alt.Chart) -> dict[str, Any]:
    """One layer as a spec, with its rows in it."""
    held: dict[str, Any] = {"top_level": False, "datasets": {}}
    spec: dict[str, Any] = layer.to_dict(validate=False, context=held)
    return spec | {"data": {"values": held["datasets"][spec["data"]["name"]]}}


def across(field: str, ends: tuple[float, float], axis: alt.Axis) -> alt.X:
    """Where a number stands from left to right; all layers of a picture share one axis."""
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=list(ends), nice=False), axis=axis)


def up(field: str, ends: tuple[float, float], axis: alt.Axis) -> alt.Y:
    """Where a number stands from bottom to top."""
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=list(ends), nice=False), axis=axis)


def down(field: str, rows: int, axis: alt.Axis) -> alt.Y:
    """Where a row stands from top to bottom."""
    domain = [rows - 0.5, -0.5]
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=domain, nice=False), axis=axis)


def labelled(labels: Sequence[str], places: Sequence[int]) -> dict[str, Any]:
    """The settings of an axis that writes these labels at whole numbers."""
    texts = ", ".join(_quoted(label) for label in labels)
    return {"values": list(places), "labelExpr": f"[{texts}][datum.value]", "title": None}


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def mark(rows: Rows, look: Look, x: alt.X, y: alt.Y) -> alt.Chart:
    """Points of one meaning, with its shape and ink."""
    drawn: alt.Chart = of(rows).mark_point(**point_of(look)).encode(x=x, y=y)
    return drawn


def key(entries: Sequence[Look | tuple[str, str]], width: float) -> Part:
    """What the shapes and shorthands mean, in as many lines as they need."""
    layers: list[Layer] = []
    x, y = 8.0, 10.0
    for entry in entries:
        words = entry.words if isinstance(entry, Look) else f"{entry[0]} {entry[1]}"
        wide = 34 + width_of(words, SMALL)
        if x > 8 and x + wide > width:  # noqa: PLR2004 - it is not the first of its line
            x, y = 8.0, y + 20
        if isinstance(entry, Look):
            layers += [sign(entry, x, y), written(words, x + 12, y, fontSize=SMALL)]
        else:
            layers.append(written(words, x - 5, y, fontSize=SMALL))
        x += wide
    return layered(layers, width=width, height=y + 8)


def whole(parts: Sequence[Part], title: str, notes: Sequence[str], width: float) -> dict[str, Any]:
    """A picture of parts below one another under its title, as a spec."""
    under = [line for note in notes for line in wrapped(note, width, TEXT)]
    heading = {
        "text": wrapped(title, width, TITLE * 1.08), "subtitle": under, "subtitleColor": QUIET
    }  # fmt: skip
    return {
        "$schema": alt.SCHEMA_URL,
        "title": heading,
        "vconcat": list(parts),
        "resolve": {"scale": {"x": "independent", "y": "independent"}},
        "config": config(),
    }


def nothing(words: str, width: float, height: float = HEIGHT / 3) -> Part:
    """A picture of which nothing can be shown, and says so."""
    return layered(
        [written(words, 0, height / 2, fontSize=14, color=QUIET)], width=width, height=height
    )
