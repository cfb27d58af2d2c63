"""Where the headings of a table are: the row that holds those asked for, or that looks so.

A row looks like headings when most of its cells are filled, are words or years, differ from one
another, and do not merely go on below: names, dates and numbers above more of them are data.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from touchpoint.errors import Refused
from touchpoint.extracts.reading import headings
from touchpoint.extracts.reading.found import Alike, Wish
from touchpoint.extracts.reading.looks import blank, filled, kind, year

MOST_ROWS = 4
Rows = Sequence[Sequence[str]]
Merged = frozenset[tuple[int, int, int, int]]  # first row, first column, last row, last column


@dataclass(frozen=True, kw_only=True)
class Header:
    """The rows that hold the headings, counted from 1, and the headings as one row of texts."""

    first: int
    last: int
    texts: tuple[str, ...]
    left: int = 0
    right: int = 0

    @property
    def named(self) -> int:
        """How many cells a row needs so that each column with a heading has one."""
        return max((n for n, text in enumerate(self.texts, 1) if not blank(text)), default=1)

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings, each with a name of its own."""
        return headings.named(self.texts[self.left : self.right], self.left)

    @property
    def alike(self) -> tuple[Alike, ...]:
        """The columns that stand under one heading, for each heading that stands twice."""
        inside = self.texts[self.left : self.right]
        return tuple(
            Alike(
                heading=headings.clean(inside[places[0]]),
                places=places,
                letters=tuple(headings.letters(self.left + place) for place in places),
            )
            for places in headings.repeated(inside)
        )

    def framed(self, rows: Rows) -> "Header":
        """With its edges: unnamed columns at them belong to the table when most rows fill them."""
        below = [row for row in rows[self.last :] if filled(row)]
        named = [place for place, text in enumerate(self.texts) if not blank(text)] or [0]
        left, right = named[0], named[-1] + 1
        while left and _usually_filled(below, left - 1):
            left -= 1
        while right < len(self.texts) and _usually_filled(below, right):
            right += 1
        return replace(self, left=left, right=right)

    def holds(self, cells: Sequence[str]) -> bool:
        """Whether nothing of a row stands outside the table."""
        return all(map(blank, cells[: self.left])) and all(map(blank, cells[self.right :]))

    def within(self, cells: Sequence[str]) -> list[str]:
        """The cells of a row that are in the table, one for each column."""
        inside = list(cells[self.left : self.right])
        return inside + [""] * (self.right - self.left - len(inside))

    @property
    def told(self) -> str:
        """Where the headings were found, in a sentence without any of them."""
        count = self.first - 1
        above = f"; {count} row{'s' * (count != 1)} above left out" if count else ""
        if self.first == self.last:
            return f"The headings are in row {self.first}{above}."
        return f"The headings are in rows {self.first} to {self.last}{above}."


def locate(rows: Rows, wish: Wish, merged: Merged = frozenset()) -> Header | None:
    """The headings among the first rows of a table; None when no row is."""
    found: Header | None
    if wish.first_row is not None:
        found = _at_named_row(rows, wish, merged)
    elif wish.header:
        found = _with_named_headings(rows, wish, merged)
    else:
        found = _likely(rows, wish, merged)
    return None if found is None else found.framed(rows)


def _usually_filled(rows: Rows, column: int) -> bool:
    """Whether at least half of some rows have something in a column."""
    has = sum(column < len(row) and not blank(row[column]) for row in rows)
    return has > 0 and has * 2 >= len(rows)


def missing(header: Header, wish: Wish) -> tuple[str, ...]:
    """The headings that were asked for and are not there."""
    there = {headings.key(text) for text in headings.named(header.texts)}
    there |= {headings.key(text) for text in header.texts}
    return tuple(name for name in wish.header if headings.key(name) not in there)


def compose(rows: Rows, first: int, count: int, wish: Wish, merged: Merged = frozenset()) -> Header:
    """The headings of some rows, the first of which is counted from 0."""
    chosen = [list(row) for row in rows[first : first + count]]
    width = max(map(len, chosen), default=0)
    chosen = [row + [""] * (width - len(row)) for row in chosen]
    if count == 1:
        texts = chosen[0]
    elif not wish.joined:
        texts = chosen[min(wish.heading_row, count) - 1]
    else:
        texts = headings.joined(_spread(chosen, first, merged))
    return Header(first=first + 1, last=first + count, texts=tuple(texts))


def _spread(chosen: list[list[str]], first: int, merged: Merged) -> list[list[str]]:
    """Rows of headings in which each merged cell is filled throughout."""
    inside = [area for area in merged if first <= area[0] < first + len(chosen)]
    if not inside:
        return [*map(headings.filled_right, chosen[:-1]), chosen[-1]]
    for top, left, bottom, right in inside:
        for row in range(top - first, min(bottom - first + 1, len(chosen))):
            for column in range(left, min(right + 1, len(chosen[row]))):
                chosen[row][column] = chosen[top - first][left]
    return chosen


def _at_named_row(rows: Rows, wish: Wish, merged: Merged) -> Header:
    first = (wish.first_row or 1) - 1
    if first >= len(rows) or not filled(rows[first]):
        raise Refused(
            f"Row {first + 1} was named for the headings and nothing is in it; name the row that "
            "holds them, or leave it out."
        )
    return compose(rows, first, wish.header_rows or 1, wish, merged)


def _with_named_headings(rows: Rows, wish: Wish, merged: Merged) -> Header | None:
    counts = [wish.header_rows] if wish.header_rows else [1, 2, 3]
    for count in counts:
        for first in range(len(rows) - count + 1):
            if filled(rows[first]) or filled(rows[first + count - 1]):
                found = compose(rows, first, count, wish, merged)
                if not missing(found, wish):
                    return _down(rows, found) if wish.header_rows is None else found
    return None


def _likely(rows: Rows, wish: Wish, merged: Merged) -> Header | None:
    usual = _usual_width(rows)
    for share in (0.8, 0.5):
        least = max(min(usual, 2), ceil(usual * share))
        for place, row in enumerate(rows):
            if filled(row) < least:
                continue
            if _words(row) and not _goes_on_below(rows, place):
                return _around(rows, _not_below(rows, place, merged), wish, merged)
            break  # a row of data: whatever looks like headings below it, rows would be lost
    return None


def _not_below(rows: Rows, place: int, merged: Merged) -> int:
    """The row above where nothing says that this row of words is headings rather than data."""
    while place and not stands_above_numbers(rows, place, rows[place]):
        above = rows[place - 1]
        if filled(above) < 2 or not _words(above) or _names_groups(rows, place, 1, merged):  # noqa: PLR2004 - a single cell is a title
            break
        place -= 1
    return place


def stands_above_numbers(rows: Rows, place: int, texts: Sequence[str]) -> bool:
    """Whether words of a row stand above numbers or days alone, as those of data do not."""
    below = [row for row in rows[place + 1 :] if filled(row)]
    for column, text in enumerate(texts):
        if kind(text) == "words":
            cells = [row[column] for row in below if column < len(row) and not blank(row[column])]
            if cells and all(kind(cell) in {"number", "day"} for cell in cells):
                return True
    return False


def _usual_width(rows: Rows) -> int:
    """How many cells rows of the table usually fill; titles and notes, of one cell, left out."""
    widths = sorted(filled(row) for row in rows if filled(row))
    several = [width for width in widths if width > 1]
    widths = several if len(several) > 1 or len(several) == len(widths) else widths
    return widths[(len(widths) - 1) // 2] if widths else 1


def _words(row: Sequence[str]) -> bool:
    """Whether most filled cells of a row are words or years."""
    cells = [cell for cell in row if not blank(cell)]
    worded = sum(kind(cell) == "words" or year(cell) for cell in cells)
    distinct = len({headings.key(cell) for cell in cells})
    return worded * 2 > len(cells) and distinct * 3 >= len(cells)


def _goes_on_below(rows: Rows, place: int) -> bool:
    """Whether a number or a day of this row stands above more of its kind: then it is data."""
    below = [row for row in rows[place + 1 : place + 30] if filled(row)]
    for column, cell in enumerate(rows[place]):
        this = kind(cell)
        if this in {"number", "day"} and not year(cell):
            others = [
                kind(row[column]) for row in below if column < len(row) and not blank(row[column])
            ]
            if others and others.count(this) * 2 > len(others):
                return True
    return False


def _around(rows: Rows, place: int, wish: Wish, merged: Merged) -> Header:
    """The row found, with those above and below it that are headings too."""
    if wish.header_rows:
        last = place + wish.header_rows - 1
        first = place if last < len(rows) else max(0, len(rows) - wish.header_rows)
        return compose(rows, first, wish.header_rows, wish, merged)
    first, count = place, 1
    while first and count < MOST_ROWS and _names_groups(rows, first, count, merged):
        first, count = first - 1, count + 1
    below = _merged_below(rows, first, first + count - 1, merged)
    if below == first + count - 1 and _labels_below(rows, below, wish):
        below += 1
    count = below - first + 1
    found = compose(rows, first, count, wish, merged)
    return _down(rows, found)


def _merged_below(rows: Rows, first: int, last: int, merged: Merged) -> int:
    """The last row of headings that merged cells reach to, or stand above."""
    width = max(map(len, rows[first : last + 1]))
    for top, left, bottom, right in sorted(merged):
        if first <= top <= last:
            groups = 0 < right - left < width - 1
            last = max(last, bottom + groups)
    return min(last, first + MOST_ROWS - 1, max(len(rows) - 2, first))


def _labels_below(rows: Rows, place: int, wish: Wish) -> bool:
    """Whether the next row only says more of blank headings, as SurveyMonkey writes its options."""
    if place + 1 >= len(rows):
        return False
    this, below = rows[place], rows[place + 1]
    pairs = list(zip(this, below, strict=False))
    cells = [cell for cell in below if not blank(cell)]
    return (
        wish.joined
        and any(blank(head) and not blank(cell) for head, cell in pairs)
        and not blank(this[0])
        and blank(below[0])
        and all(kind(cell) == "words" for cell in cells)
        and any(filled(row) for row in rows[place + 2 : place + 4])
    )


def _names_groups(rows: Rows, first: int, count: int, merged: Merged) -> bool:
    """Whether the row above names groups of columns: merged cells do, and words that tell apart."""
    above = rows[first - 1]
    width = max(map(len, rows[first : first + count]))
    if any(top == first - 1 and 0 < right - left < width - 1 for top, left, _, right in merged):
        return True
    if filled(above) < 2 or not _words(above):  # noqa: PLR2004 - a single cell is a title
        return False
    plain = Wish()
    before, after = compose(rows, first, count, plain), compose(rows, first - 1, count + 1, plain)
    return _unclear(after.texts) < _unclear(before.texts)


def _unclear(texts: Sequence[str]) -> int:
    """How many headings are blank or repeat another."""
    known = {headings.key(text) for text in texts if not blank(text)}
    return len(texts) - len(known)


def _down(rows: Rows, found: Header) -> Header:
    """With the rows of labels that Qualtrics writes below its names, which are no data."""
    below = rows[found.last : found.last + 2]
    for extra, row in enumerate(below, 1):
        cells = [cell for cell in row if not blank(cell)]
        if cells and all(cell.lstrip().startswith('{"ImportId"') for cell in cells):
            return replace(found, last=found.last + extra)
    return found
