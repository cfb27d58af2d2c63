"""What a document must keep for it to be written: names for files, ids of their own, even rows."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from touchpoint.errors import Refused
from touchpoint.papers.document import Document, Picture, Table

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")
_DEEPEST: Final = 3


def refuse_unsound(document: Document) -> None:
    """Refuse a document that cannot be written, with everything that is wrong with it."""
    faults = [*_of_name(document), *_of_ids(document), *_of_levels(document), *_of_rows(document)]
    if faults:
        raise Refused(f"The paper {document.name!r} cannot be written: mend it first.", faults)


def _of_name(document: Document) -> Iterator[str]:
    if not _NAME.fullmatch(document.name):
        yield "its name must be letters, digits, points, dashes and low lines, as files are called."
    if not document.title.strip():
        yield "it has no title."


def _of_ids(document: Document) -> Iterator[str]:
    parts = [section.id for _, section in document.every_section()]
    parts += [block.id for block in document.every_block() if isinstance(block, Table | Picture)]
    yield from (f"{id_!r} is the id of more than one part." for id_ in _twice(parts))
    figures = [figure.id for figure in document.figures]
    yield from (f"{id_!r} is the id of more than one figure." for id_ in _twice(figures))
    measures = [definition.measure for definition in document.definitions]
    yield from (f"{id_!r} is defined more than once." for id_ in _twice(measures))


def _of_levels(document: Document) -> Iterator[str]:
    for level, section in document.every_section():
        if level > _DEEPEST:
            yield f"the section {section.id!r} is {level} levels deep, and {_DEEPEST} are the most."


def _of_rows(document: Document) -> Iterator[str]:
    for table in _tables(document):
        if not table.columns:
            yield f"the table {table.id!r} has no column beside its row headings."
        for number, row in enumerate(table.rows, 1):
            if len(row.cells) != len(table.columns):
                yield (
                    f"row {number} of the table {table.id!r} has {len(row.cells)} cells for "
                    f"{len(table.columns)} columns."
                )


def _tables(document: Document) -> Iterator[Table]:
    for block in document.every_block():
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Picture):
            yield block.table


def _twice(ids: list[str]) -> list[str]:
    return sorted(id_ for id_, times in Counter(ids).items() if times > 1)
