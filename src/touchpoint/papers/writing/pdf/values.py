"""A paper as the plain values that the template of the PDF reads: texts, numbers and lists."""

import re
from typing import Any, Final, assert_never

from touchpoint.papers.document import (
    Block,
    Document,
    Listed,
    Notice,
    Paragraph,
    Picture,
    Row,
    Sentence,
    Table,
)
from touchpoint.papers.writing.annexes import annexes_of
from touchpoint.papers.writing.fitting import Part, parts_of, spans_of
from touchpoint.papers.writing.numbering import SUMMARY, Names, names_of
from touchpoint.papers.writing.standing import MARKS, runs

Values = dict[str, Any]

_LONG_WORD: Final = re.compile(r"\S{24,}")
_PIECES: Final = re.compile(r"[^-./_]{1,12}[-./_]*|[-./_]+")
_BREAK_HERE: Final = "\u200b"


def values_of(document: Document) -> Values:
    """A whole paper."""
    names = names_of(document)
    return {
        "title": document.title,
        "subtitle": breakable(document.subtitle),
        "force": document.force,
        "as_at": [document.as_at.year, document.as_at.month, document.as_at.day],
        "language": _language(document.language),
        "facts": _facts(document),
        "summary": {"heading": SUMMARY, "blocks": _blocks(document.summary, names)},
        "sections": [
            {"level": level, "heading": section.heading, "blocks": _blocks(section.blocks, names)}
            for level, section in document.every_section()
        ],
        "annexes": [
            {"level": annex.level, "heading": annex.heading, "blocks": _blocks(annex.blocks, names)}
            for annex in annexes_of(document, names)
        ],
    }


def breakable(text: str) -> str:
    """A text whose very long words may be broken, at places that nobody sees."""
    return _LONG_WORD.sub(lambda word: _BREAK_HERE.join(_PIECES.findall(word[0])), text)


def _language(language: str) -> list[str]:
    code, _, region = language.partition("-")
    return [code, region]


def _facts(document: Document) -> list[Values]:
    return [
        {"name": breakable(fact.name), "value": breakable(fact.value)} for fact in document.facts
    ]


def _blocks(blocks: tuple[Block, ...], names: Names) -> list[Values]:
    return [_block(block, names) for block in blocks]


def _block(block: Block, names: Names) -> Values:
    match block:
        case Paragraph():
            items = [
                {"standing": run.standing, "mark": run.mark, "text": breakable(run.text)}
                for run in runs(block.sentences)
            ]
            return {"kind": "paragraph", "items": items}
        case Listed():
            return {
                "kind": "listed",
                "numbered": block.numbered,
                "items": _items(block.sentences),
            }
        case Notice():
            heading = breakable(block.heading)
            return {"kind": "notice", "heading": heading, "items": _items(block.sentences)}
        case Table():
            return _table(block, names)
        case Picture():
            return _picture(block, names)
        case _:
            assert_never(block)


def _items(sentences: tuple[Sentence, ...]) -> list[Values]:
    return [
        {
            "standing": sentence.standing,
            "mark": MARKS[sentence.standing],
            "text": breakable(sentence.text),
        }
        for sentence in sentences
    ]


def _table(table: Table, names: Names) -> Values:
    name = f"{names.of(table.id)}. " if table.id in names.by_id else ""
    return {
        "kind": "tables",
        "parts": [_part(part, f"{name}{table.caption}{part.told}") for part in parts_of(table)],
        "notes": [breakable(note) for note in table.notes],
        "source": breakable(table.source) if table.source else None,
    }


def _part(part: Part, caption: str) -> Values:
    spans = spans_of(part.table)
    return {
        "caption": breakable(caption),
        "widths": part.widths,
        "stub": breakable(part.table.stub),
        "deep": 2 if spans else 1,
        "small": part.small,
        "spans": [
            {"heading": breakable(span.heading) if span.heading else None, "columns": span.columns}
            for span in spans
        ],
        "columns": [
            {"heading": breakable(column.heading), "align": column.align}
            for column in part.table.columns
        ],
        "rows": [{**_row(row), "whole": part.stays(row)} for row in part.table.rows],
    }


def _row(row: Row) -> Values:
    return {
        "heading": breakable(row.heading),
        "cells": [breakable(f"{cell.text}{cell.mark or ''}") for cell in row.cells],
        "total": row.is_total,
    }


def _picture(picture: Picture, names: Names) -> Values:
    return {
        "kind": "picture",
        "caption": breakable(f"{names.of(picture.id)}. {picture.caption}"),
        "svg": picture.svg,
        "alt": picture.alternative_text,
        "notes": [breakable(note) for note in picture.notes],
        "source": breakable(picture.table.source) if picture.table.source else None,
    }
