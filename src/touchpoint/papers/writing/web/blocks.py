"""The blocks of a paper as HTML: sentences and what stands behind them, tables, charts, notices."""

from base64 import b64encode
from typing import assert_never

from touchpoint.papers.document import (
    Block,
    Listed,
    Notice,
    Paragraph,
    Picture,
    Sentence,
    Table,
)
from touchpoint.papers.writing.standing import BEHIND, MARKS, runs
from touchpoint.papers.writing.web.anchors import Anchors
from touchpoint.papers.writing.web.figures import opener
from touchpoint.papers.writing.web.markup import Html, joined, lines, tag
from touchpoint.papers.writing.web.tables import notes_of, table_of


def blocks_of(blocks: tuple[Block, ...], anchors: Anchors) -> Html:
    """Blocks, in order."""
    return lines(*(_block(block, anchors) for block in blocks))


def _block(block: Block, anchors: Anchors) -> Html:
    match block:
        case Paragraph():
            return lines(*_paragraphs(block), _behind(block.sentences, anchors))
        case Listed():
            points = (tag("li", _marked(each)) for each in block.sentences)
            listed = tag("ol" if block.numbered else "ul", *points)
            return lines(listed, _behind(block.sentences, anchors))
        case Notice():
            return _notice(block, anchors)
        case Table():
            name = anchors.names.of(block.id)
            return table_of(block, name, anchors, anchors.of_parts[block.id])
        case Picture():
            return _picture(block, anchors)
        case _:
            assert_never(block)


def _paragraphs(block: Paragraph) -> list[Html]:
    return [
        tag("p", run.text)
        if run.mark is None
        else tag("p", tag("strong", f"{run.mark}: "), run.text, class_=f"aside {run.standing}")
        for run in runs(block.sentences)
    ]


def _marked(sentence: Sentence) -> Html:
    mark = MARKS[sentence.standing]
    return joined(tag("strong", f"{mark}: ") if mark else None, sentence.text)


def _notice(notice: Notice, anchors: Anchors) -> Html:
    said = (tag("p", _marked(sentence)) for sentence in notice.sentences)
    heading = tag("p", tag("strong", notice.heading), class_="notice-heading")
    behind = _behind(notice.sentences, anchors)
    return tag("div", heading, *said, behind, class_="notice", role="note")


def _behind(sentences: tuple[Sentence, ...], anchors: Anchors) -> Html | None:
    """What stands behind sentences that were tested or speak of figures, to be opened."""
    told = [sentence for sentence in sentences if sentence.test or sentence.figures]
    if not told:
        return None
    summary = tag("summary", "What stands behind this")
    points = (_support(sentence, anchors) for sentence in told)
    return tag("details", summary, tag("ul", *points), class_="behind")


def _support(sentence: Sentence, anchors: Anchors) -> Html:
    figures = [anchors.figures[id_] for id_ in sentence.figures if id_ in anchors.figures]
    opened = [
        tag("li", opener(f"{figure.title}, {figure.period}", figure.id, anchors))
        for figure in figures
    ]
    return tag(
        "li",
        tag("p", sentence.text),
        tag("p", tag("strong", f"{BEHIND[sentence.standing]}. "), sentence.test),
        tag("ul", *opened, class_="figures") if opened else None,
    )


def _picture(picture: Picture, anchors: Anchors) -> Html:
    name = anchors.names.of(picture.id)
    drawn = b64encode(picture.svg.encode()).decode("ascii")
    summary = tag("summary", f"{name} as a table")
    return tag(
        "figure",
        tag("figcaption", f"{name}. {picture.caption}"),
        tag("img", src=f"data:image/svg+xml;base64,{drawn}", alt=picture.alternative_text),
        notes_of(picture.notes, None),
        tag("details", summary, table_of(picture.table, f"{name} as a table", anchors)),
        id=anchors.of_parts[picture.id],
    )
