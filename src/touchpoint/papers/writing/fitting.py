"""How a table fits a printed page: a wide one in parts beside one another, each with its headings.

The widths are shares of the page, worked out from the texts, so that Word and PDF break alike.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from typing import Final

from touchpoint.papers.document import Row, Table

PAGE: Final = 94
"""How many characters of a table's type stand beside one another on a page."""

_LEAST, _MOST_LEAST, _MOST = 5, 26, 60
_SPACE: Final = 1.8
"""How much room a column needs beside its text, in characters."""

_STUB_UNBROKEN: Final = 18
_MOST_COLUMNS: Final = 10
_NARROWEST: Final = 0.6
"""The share of the page that the narrowest table takes up, so that it looks like one of a set."""


_SMALL: Final = 25
"""A table of no more lines than these stays on one page."""

_WORDS: Final = re.compile(r"\s+|(?<=\w-)(?=[^\W\d])")

_BOLD: Final = 1.12
"""How much wider headings are for being bold."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A table, or as many of its columns as fit a page, with its widths as shares of the page."""

    table: Table
    widths: tuple[float, ...]
    """The row headings first; they add up to one at most."""

    number: int
    of: int

    @property
    def small(self) -> bool:
        """Whether it stays on one page."""
        return sum(self.lines(row) for row in self.table.rows) <= _SMALL

    def stays(self, row: Row) -> bool:
        """Whether a row stays on one page; a higher one may have to break."""
        return self.lines(row) <= _SMALL

    def lines(self, row: Row) -> int:
        """On about how many lines a row stands."""
        texts = (row.heading, *(cell.text for cell in row.cells))
        wide = ((len(text), PAGE * width) for text, width in zip(texts, self.widths, strict=True))
        return max(ceil((length + 1) / room) for length, room in wide)

    @property
    def told(self) -> str:
        """What the caption says of it."""
        return "" if self.of == 1 else f" (part {self.number} of {self.of})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A heading above columns that stand beside one another; none above those without."""

    heading: str | None
    columns: int


def parts_of(table: Table) -> tuple[Part, ...]:
    """A table in the parts that fit a page beside one another, in order."""
    needs = tuple(_column_needs(table, place) for place in range(len(table.columns)))
    stub = _stub_needs(table, unbroken=True)
    bounds = _bounds(stub, needs)
    if len(bounds) > len(_bounds(broken := _stub_needs(table, unbroken=False), needs)):
        stub, bounds = broken, _bounds(broken, needs)
    return tuple(
        _part(table, (stub, *needs[first:last]), (first, last), (number, len(bounds) - 1))
        for number, (first, last) in enumerate(pairwise(bounds), 1)
    )


def spans_of(table: Table) -> tuple[Span, ...]:
    """The headings above the headings; nothing where no column has one."""
    if not any(column.above for column in table.columns):
        return ()
    spans: list[Span] = []
    for column in table.columns:
        last = spans[-1] if spans else None
        if last and column.above and last.heading == column.above:
            spans[-1] = replace(last, columns=last.columns + 1)
        else:
            spans.append(Span(heading=column.above or None, columns=1))
    return tuple(spans)


def _bounds(stub: "_Needs", needs: tuple["_Needs", ...]) -> list[int]:
    """The places of the columns at which the parts of a table begin, and the end."""
    bounds = [0]
    for place in range(1, len(needs)):
        wide = stub.least + sum(need.least for need in needs[bounds[-1] : place + 1])
        if wide > PAGE or place - bounds[-1] >= _MOST_COLUMNS:
            bounds.append(place)
    return [*bounds, len(needs)]


def _part(
    table: Table, needs: tuple["_Needs", ...], bounds: tuple[int, int], number: tuple[int, int]
) -> Part:
    first, last = bounds
    rows = tuple(replace(row, cells=row.cells[first:last]) for row in table.rows)
    return Part(
        table=replace(table, columns=table.columns[first:last], rows=rows),
        widths=_shares(needs),
        number=number[0],
        of=number[1],
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Needs:
    """How wide a column must be, and how wide it would be if there were room, in characters."""

    least: float
    wanted: float


def _shares(needs: tuple[_Needs, ...]) -> tuple[float, ...]:
    """The widths as shares of the page: what is wanted, or what is left shared out fairly."""
    least = sum(need.least for need in needs)
    wanted = sum(need.wanted for need in needs)
    if wanted <= PAGE:
        page = max(wanted, _NARROWEST * PAGE)
        return tuple(need.wanted / wanted * page / PAGE for need in needs)
    left = max(PAGE - least, 0) / (wanted - least) if wanted > least else 0.0
    widths = [need.least + left * (need.wanted - need.least) for need in needs]
    return tuple(width / sum(widths) for width in widths)


def _stub_needs(table: Table, *, unbroken: bool) -> _Needs:
    texts = (table.stub, *(row.heading for row in table.rows))
    whole = max(map(len, texts))
    least = whole if unbroken and whole <= _STUB_UNBROKEN else longest_word(texts)
    return _needs(least * _BOLD, whole * _BOLD)


def _column_needs(table: Table, place: int) -> _Needs:
    column = table.columns[place]
    cells = (row.cells[place] for row in table.rows)
    texts = [f"{cell.text}{cell.mark or ''}" for cell in cells]
    longest = max(map(len, texts), default=0)
    beside = sum(1 for each in table.columns if each.above == column.above)
    above = -(-longest_word((column.above or "",)) // beside)
    headings = max(longest_word((column.heading,)), above) * _BOLD
    whole = longest if column.align == "right" else longest_word(texts)
    return _needs(max(headings, whole), max(headings, longest))


def longest_word(texts: Iterable[str]) -> int:
    """How long the longest word of some texts is; a line may end behind a hyphen."""
    return max((len(word) for text in texts for word in _WORDS.split(text)), default=0)


def _needs(least: float, wanted: float) -> _Needs:
    held = min(max(least, _LEAST), _MOST_LEAST) + _SPACE
    return _Needs(least=held, wanted=max(min(wanted, _MOST) + 2 * _SPACE, held))
