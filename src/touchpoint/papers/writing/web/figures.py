"""A figure that can be opened: its number as a button, and what stands behind it as a card.

The card is the browser's own popover, so no script is needed, and Escape closes it.
"""

from typing import Final

from touchpoint.papers.document import Document, PrintedFigure
from touchpoint.papers.writing.numbering import day
from touchpoint.papers.writing.web.anchors import Anchors
from touchpoint.papers.writing.web.markup import Html, joined, lines, tag

STATUS: Final = {"shown": "Shown", "suppressed": "Kept back", "missing": "Not available"}


def opener(text: str, figure: str | None, anchors: Anchors) -> Html:
    """A text that opens a figure; only the text where there is no figure to open."""
    anchor = anchors.of_figures.get(figure or "")
    if anchor is None or not text.strip():
        return joined(text)
    return tag(
        "button", text, type="button", class_="figure", popovertarget=anchor, aria_haspopup="dialog"
    )


def cards(document: Document, anchors: Anchors) -> Html:
    """The cards of every figure that something on the page opens."""
    opened = (figure for figure in document.figures if figure.id in anchors.of_figures)
    return lines(*(_card(figure, anchors) for figure in opened))


def facts_of(figure: PrintedFigure, anchors: Anchors) -> list[tuple[str, str]]:
    """What a figure carries, as pairs of a name and a value."""
    told = [
        ("Status", STATUS[figure.status]),
        ("Numerator", figure.numerator),
        ("Denominator", figure.denominator),
        ("Rate", figure.rate),
        ("Interval", interval(figure)),
        ("Period", f"{figure.period} ({day(figure.from_on)} to {day(figure.to_on)})"),
        ("Groups", groups(figure)),
        ("Note", figure.note or ""),
        ("Printed in", anchors.names.where(figure)),
    ]
    return [(name, value) for name, value in told if value]


def interval(figure: PrintedFigure) -> str:
    """The interval in words, or the one mark that stands for both of its ends."""
    return figure.low if figure.low == figure.high else f"{figure.low} to {figure.high}"


def groups(figure: PrintedFigure) -> str:
    """The groups that a figure is of."""
    return "; ".join(f"{name}: {value}" for name, value in figure.groups)


def pairs(told: list[tuple[str, str]]) -> Html:
    """Names and values as a list of them."""
    return tag("dl", *(joined(tag("dt", name), tag("dd", value)) for name, value in told))


def card(anchor: str, title: str, *held: Html | None) -> Html:
    """A card that a button opens, and that Escape or its own button closes."""
    return tag(
        "div",
        tag("h2", title, id=f"{anchor}-title", class_="card-title"),
        *held,
        tag(
            "button", "Close", type="button", class_="close", popovertarget=anchor,
            popovertargetaction="hide",
        ),
        id=anchor,
        class_="card",
        popover="auto",
        role="dialog",
        aria_labelledby=f"{anchor}-title",
    )  # fmt: skip


def _card(figure: PrintedFigure, anchors: Anchors) -> Html:
    told = pairs(facts_of(figure, anchors))
    return card(anchors.of_figures[figure.id], figure.title, told, _meaning(figure, anchors))


def _meaning(figure: PrintedFigure, anchors: Anchors) -> Html | None:
    definition = anchors.definitions.get(figure.measure)
    if definition is None:
        return None
    further = tag(
        "button",
        f"How {definition.title} is counted, and its SQL",
        type="button",
        class_="further",
        popovertarget=f"{anchors.of_measures[definition.measure]}-card",
        aria_haspopup="dialog",
    )
    source = tag("p", tag("strong", "Source: "), definition.source)
    return joined(tag("p", definition.statement), source, tag("p", further))
