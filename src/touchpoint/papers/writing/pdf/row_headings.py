"""The first cell of every row of a tagged PDF made a heading of its row, which Typst cannot do.

The objects of the PDF stand in it as plain text, one after the other, with a table of where each
begins. A reader of the screen is then told the row as well as the column of every figure (PDF/UA-1,
7.5: a heading has a scope or an id, and a cell names its headings).
"""

import re
from collections.abc import Iterator
from typing import Final

_OBJECT: Final = re.compile(rb"(\d+) 0 obj\n")
_ROW: Final = re.compile(rb"/S/TR/P (\d+) 0 R/K\[([\d R]+)\]")
_REFERENCE: Final = re.compile(rb"(\d+) 0 R")
_CELL: Final = re.compile(rb"/S/TD(/P \d+ 0 R)(/ID\([^)]*\))?/A\[<</O/Table")
_HEADERS: Final = re.compile(rb"/Headers\[((?:\([^)]*\))*)\]")
_NAMES: Final = re.compile(rb"/IDTree<</Names\[")
_PLACE: Final = re.compile(rb"(\d{10}) \d{5} n")

Objects = dict[int, bytes]


def with_row_headings(pdf: bytes) -> bytes:
    """A PDF whose tables have row headings; as it is where it has no table."""
    starts, trailer = _places(pdf)
    objects = _objects(pdf, starts)
    named = [name for row in _rows(objects) if (name := _headed(objects, row)) is not None]
    if not named:
        return pdf
    ids = b"".join(b"(R%d)%d 0 R" % (each, each) for each in sorted(named, key=str))
    for number, text in objects.items():
        if b"/Type/StructTreeRoot" in text:
            # The ids of Typst begin with a U: ours come before them, and all stay in order.
            objects[number] = _NAMES.sub(lambda found: found[0] + ids, text, count=1)
    return _written(pdf[: min(starts)], objects, trailer)


def _places(pdf: bytes) -> tuple[list[int], bytes]:
    """Where the objects of a PDF begin, and what it ends with."""
    at = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    places, mark, trailer = pdf[at:].partition(b"trailer\n")
    if not mark:
        raise RuntimeError("Typst wrote a PDF without a plain table of its objects.")
    starts = [int(found[1]) for found in _PLACE.finditer(places)]
    return starts, trailer[: trailer.rindex(b"startxref")]


def _objects(pdf: bytes, starts: list[int]) -> Objects:
    ends = [*sorted(starts)[1:], int(pdf[pdf.rindex(b"startxref") :].split()[1])]
    found: Objects = {}
    for start, end in zip(sorted(starts), ends, strict=True):
        head = _OBJECT.match(pdf, start)
        if head is None:
            raise RuntimeError("Typst wrote a PDF whose table of objects does not fit it.")
        found[int(head[1])] = pdf[start:end]
    return found


def _rows(objects: Objects) -> Iterator[list[int]]:
    """The cells of every row below the headings of a table."""
    for text in list(objects.values()):
        row = _ROW.search(text)
        if row is not None and b"/S/TBody" in objects[int(row[1])]:
            yield [int(found[1]) for found in _REFERENCE.finditer(row[2])]


def _headed(objects: Objects, cells: list[int]) -> int | None:
    """A row whose first cell heads it and the others name it; none where it is one already."""
    first, *others = cells
    if _CELL.search(objects[first]) is None:
        return None
    name = b"R%d" % first
    objects[first] = _CELL.sub(
        lambda found: b"/S/TH%s/ID(%s)/A[<</O/Table/Scope/Row" % (found[1], name),
        objects[first],
        count=1,
    )
    for other in others:
        objects[other] = _HEADERS.sub(
            lambda found: b"/Headers[%s(%s)]" % (found[1], name), objects[other], count=1
        )
    return first


def _written(head: bytes, objects: Objects, trailer: bytes) -> bytes:
    parts, places, at = [head], [b"0000000000 65535 f \n"], len(head)
    by_number = {}
    for number, text in objects.items():
        by_number[number] = at
        parts.append(text)
        at += len(text)
    places += [b"%010d 00000 n \n" % by_number[number] for number in sorted(by_number)]
    table = b"xref\n0 %d\n%s" % (len(places), b"".join(places))
    return b"".join([*parts, table, b"trailer\n", trailer, b"startxref\n%d\n%%%%EOF" % at])
