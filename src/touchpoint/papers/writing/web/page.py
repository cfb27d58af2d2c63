"""The page of a paper: heading, contents, the paper itself, its marks, its measures and figures."""

from importlib.resources import files
from pathlib import Path
from typing import Final

from touchpoint.papers.document import Document, Section
from touchpoint.papers.writing.numbering import SUMMARY, day
from touchpoint.papers.writing.printable import printable
from touchpoint.papers.writing.web.anchors import Anchors, anchors_of
from touchpoint.papers.writing.web.blocks import blocks_of
from touchpoint.papers.writing.web.figures import cards, pairs
from touchpoint.papers.writing.web.markup import Html, joined, lines, tag
from touchpoint.papers.writing.web.measures import measure_cards, measures_of

_ALLOWED: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What the browser may do with the page: show its pictures and styles, and nothing else."""

_MARKS, _MEASURES = "Marks in the tables", "What the measures mean, and every figure"
_DEEPEST: Final = 6


def write_html(document: Document, path: Path) -> None:
    """Write a paper as one HTML file."""
    page = _page(printable(document))
    path.write_text(f"<!DOCTYPE html>\n{page}\n", encoding="utf-8", newline="\n")


def _page(document: Document) -> Html:
    anchors = anchors_of(document)
    main = tag(
        "main",
        _about(document),
        tag("section", tag("h2", SUMMARY, id="summary"), blocks_of(document.summary, anchors)),
        lines(*(_section(section, 2, anchors) for section in document.sections)),
        _marks(document),
        tag("section", tag("h2", _MEASURES, id="measures"), measures_of(document, anchors)),
        cards(document, anchors),
        measure_cards(anchors),
        id="main",
        tabindex="-1",
    )
    skip = tag("a", "Skip to the paper", href="#main", class_="skip")
    body = tag("body", skip, _top(document), _contents(document, anchors), main, _foot(document))
    return tag("html", _head(document), body, lang=document.language)


def _head(document: Document) -> Html:
    style = files("touchpoint.papers.writing.web").joinpath("page.css").read_text(encoding="utf-8")
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_ALLOWED),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="description", content=document.subtitle),
        tag("title", f"{document.title}: {document.force}"),
        tag("style", Html(f"\n{style}")),
    )


def _top(document: Document) -> Html:
    return tag(
        "header",
        tag("p", document.force, class_="force"),
        tag("h1", document.title),
        tag("p", document.subtitle, class_="subtitle"),
    )


def _about(document: Document) -> Html | None:
    if not document.facts:
        return None
    told = [(fact.name, fact.value) for fact in document.facts]
    return tag("section", tag("h2", "About this paper", id="about"), pairs(told), class_="about")


def _contents(document: Document, anchors: Anchors) -> Html:
    listed = [
        *([("about", "About this paper")] if document.facts else []),
        ("summary", SUMMARY),
    ]
    last = [*([("marks", _MARKS)] if document.shorthands else []), ("measures", _MEASURES)]
    return tag(
        "nav",
        tag("h2", "Contents"),
        tag(
            "ul",
            *(_link(anchor, text) for anchor, text in listed),
            *(_entry(section, anchors) for section in document.sections),
            *(_link(anchor, text) for anchor, text in last),
        ),
        aria_label="Contents",
    )


def _link(anchor: str, *text: str, below: Html | None = None) -> Html:
    return tag("li", tag("a", *text, href=f"#{anchor}"), below)


def _entry(section: Section, anchors: Anchors) -> Html:
    below = [_entry(each, anchors) for each in section.sections]
    heading = f"{anchors.names.number(section.id)} {section.heading}"
    return _link(anchors.of_parts[section.id], heading, below=tag("ul", *below) if below else None)


def _section(section: Section, level: int, anchors: Anchors) -> Html:
    number = tag("span", anchors.names.number(section.id), " ", class_="counted")
    return tag(
        "section",
        tag(
            f"h{min(level, _DEEPEST)}",
            joined(number, section.heading),
            id=anchors.of_parts[section.id],
        ),
        blocks_of(section.blocks, anchors),
        *(_section(each, level + 1, anchors) for each in section.sections),
    )


def _marks(document: Document) -> Html | None:
    if not document.shorthands:
        return None
    told = [(shorthand.mark, shorthand.meaning) for shorthand in document.shorthands]
    return tag("section", tag("h2", _MARKS, id="marks"), pairs(told), class_="marks")


def _foot(document: Document) -> Html:
    return tag("footer", tag("p", f"{document.force}. Figures as at {day(document.as_at)}."))
