"""The last part of the page: what each measure means, its SQL, and every figure printed."""

from touchpoint.papers.document import (
    Cell,
    Column,
    Definition,
    Document,
    PrintedFigure,
    Row,
    Table,
)
from touchpoint.papers.writing.web.anchors import Anchors
from touchpoint.papers.writing.web.figures import STATUS, card, groups, interval, pairs
from touchpoint.papers.writing.web.markup import Html, lines, tag
from touchpoint.papers.writing.web.tables import table_of

_HEADINGS = (
    ("Period", "left"), ("Groups", "left"), ("Numerator", "right"), ("Denominator", "right"),
    ("Rate", "right"), ("Interval", "right"), ("Status", "left"), ("Note", "left"),
    ("Printed in", "left"),
)  # fmt: skip


def measures_of(document: Document, anchors: Anchors) -> Html:
    """Every measure with its figures, then the figures of measures that have no definition."""
    defined = [_measure(each, document, anchors) for each in document.definitions]
    rest = tuple(each for each in document.figures if each.measure not in anchors.definitions)
    others = _figures(rest, "Figures of other measures", anchors)
    return lines(*defined, others)


def measure_cards(anchors: Anchors) -> Html:
    """Every measure as a card, which the card of a figure opens."""
    return lines(
        *(
            card(
                f"{anchors.of_measures[measure]}-card",
                definition.title,
                tag("p", definition.statement),
                pairs(_told(definition)),
                tag("pre", tag("code", definition.sql)),
            )
            for measure, definition in anchors.definitions.items()
        )
    )


def _measure(definition: Definition, document: Document, anchors: Anchors) -> Html:
    figures = tuple(each for each in document.figures if each.measure == definition.measure)
    return tag(
        "section",
        tag("h3", definition.title, id=anchors.of_measures[definition.measure]),
        tag("p", definition.statement),
        pairs(_told(definition)),
        tag(
            "details",
            tag("summary", f"The SQL that counted {definition.title}"),
            tag("pre", tag("code", definition.sql)),
        ),
        _figures(figures, f"Figures of {definition.title}", anchors),
    )


def _told(definition: Definition) -> list[tuple[str, str]]:
    told = [
        ("Measure", definition.measure),
        ("Owner", definition.owner),
        ("Numerator", definition.numerator),
        ("Denominator", definition.denominator),
        ("Source", definition.source),
        ("Note", definition.note or ""),
    ]
    return [(name, value) for name, value in told if value]


def _figures(figures: tuple[PrintedFigure, ...], caption: str, anchors: Anchors) -> Html | None:
    if not figures:
        return None
    columns = tuple(
        Column(heading=heading, align="left" if side == "left" else "right")
        for heading, side in _HEADINGS
    )
    rows = tuple(_row(figure, anchors) for figure in figures)
    table = Table(id="", caption=caption, stub="Figure", columns=columns, rows=rows)
    return table_of(table, "", anchors)


def _row(figure: PrintedFigure, anchors: Anchors) -> Row:
    texts = (
        figure.period, groups(figure), figure.numerator, figure.denominator, figure.rate,
        interval(figure), STATUS[figure.status], figure.note or "", anchors.names.where(figure),
    )  # fmt: skip
    return Row(heading=figure.title, cells=tuple(Cell(text=text) for text in texts))
