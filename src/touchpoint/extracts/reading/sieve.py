"""Which rows go to the table, which cannot be read, and which are blank, in any sort of file."""

from dataclasses import dataclass, field

from touchpoint.extracts.reading.found import Unreadable
from touchpoint.extracts.reading.header import Header
from touchpoint.extracts.reading.headings import letters
from touchpoint.extracts.reading.looks import blank


@dataclass(kw_only=True)
class Filled:
    """What became of the rows that are not in the table."""

    unreadable: list[Unreadable] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)


class Sieve:
    """Takes rows in the order of the file; blank rows count only when something follows them."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.filled = Filled()
        self._waiting: list[int] = []
        self._exact = (
            len(header.texts) if header.left == 0 and header.right == len(header.texts) else -1
        )

    def take(self, row: int, cells: list[str], fault: str | None) -> list[str] | None:
        """The cells for the table, or None when the row does not go there."""
        if all(map(blank, cells)):  # stops at the first cell in which there is something
            self._waiting.append(row)
            return None
        if self._waiting:
            self.filled.blank += self._waiting
            self._waiting.clear()
        if not fault and len(cells) == self._exact:
            return cells
        if not fault and self.header.holds(cells):
            return self.header.within(cells)
        reason = fault or _outside(cells, self.header)
        last = max(place for place, cell in enumerate(cells) if not blank(cell))
        kept = tuple(cells[self.header.left : max(last + 1, self.header.right)])
        self.filled.unreadable.append(Unreadable(row=row, cells=kept, reason=reason))
        return None


def _outside(cells: list[str], header: Header) -> str:
    column = next(
        place
        for place, cell in enumerate(cells)
        if not blank(cell) and not header.left <= place < header.right
    )
    return f"Something stands in its column {letters(column)}, which has no heading."
