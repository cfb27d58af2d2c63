"""A table as it is drawn for somebody to read: numbers rounded, and words kept whole.

Where a terminal is too narrow for that, each row is drawn by itself with its cells below one
another. Nothing is rounded that other programs read.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

PLACES: Final = 3
FOLDED: Final = 5
"""Letters to which the word of a heading may be folded where cells leave it no more room."""

FITTING: Final = ((False, 2), (True, 2), (True, 1))
"""What is tried in turn: whether headings are folded, and the blanks between two columns."""


def draw(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Draw rows on standard output; what is not a terminal has room for any line."""
    headings = [name.replace("_", " ") for name in columns]
    cells = [[drawn_cell(row[name]) for name in columns] for row in rows]
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = 10_000
    fitting = _fitting(headings, cells, console.width)
    if fitting is None:
        _draw_one_by_one(console, headings, cells)
        return
    widths, between = fitting
    table = Table(box=None, pad_edge=False, padding=(0, between, 0, 0), header_style="bold")
    for heading, width in zip(headings, widths, strict=True):
        table.add_column(heading, overflow="fold", width=width)
    for row in cells:
        table.add_row(*row)
    console.print(table, soft_wrap=not console.is_terminal)


def as_cell(value: object) -> str:
    """A value as it is written in a cell of a table or of CSV."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return "; ".join(map(as_cell, value))
        case date() | datetime():
            return value.isoformat()
        case _:
            return str(value)


def drawn_cell(value: object) -> str:
    """A value as it is read: of a number no more places, and of an instant no more than minutes."""
    match value:
        case float():
            return f"{value:,.{PLACES}f}"
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case _:
            return as_cell(value)


def _fitting(
    headings: Sequence[str], cells: Sequence[Sequence[str]], room: int
) -> tuple[list[int], int] | None:
    """How wide columns are, and what is between them, so that no word of a cell is broken.

    None where there is no way.
    """
    columns = [[row[place] for row in cells] for place in range(len(headings))]
    words = [max(map(_longest_word, column), default=0) for column in columns]
    whole = [
        max(map(_longest_line, (heading, *column)))
        for heading, column in zip(headings, columns, strict=True)
    ]
    for folded, between in FITTING:
        names = [min(FOLDED, n) if folded else n for n in map(_longest_word, headings)]
        least = [max(pair) for pair in zip(words, names, strict=True)]
        within = room - between * (len(headings) - 1)
        if sum(least) <= within:
            return _narrowed(whole, least, within), between
    return None


def _narrowed(widths: list[int], least: Sequence[int], room: int) -> list[int]:
    """Widths that fit, the widest taken from first, since those hold sentences."""
    while sum(widths) > room:
        spare = [place for place, width in enumerate(widths) if width > least[place]]
        widths[max(spare, key=widths.__getitem__)] -= 1
    return widths


def _longest_word(text: str) -> int:
    return max(map(cell_len, text.split()), default=0)


def _longest_line(text: str) -> int:
    return max(map(cell_len, text.splitlines()), default=0)


def _draw_one_by_one(
    console: Console, headings: Sequence[str], cells: Sequence[Sequence[str]]
) -> None:
    """Every row as lines of its own, without the cells that have nothing in them."""
    for number, row in enumerate(cells):
        if number:
            console.print()
        table = Table(box=None, pad_edge=False, show_header=False)
        table.add_column(style="bold", no_wrap=True, width=max(map(cell_len, headings)))
        table.add_column(overflow="fold")
        for heading, cell in zip(headings, row, strict=True):
            if cell:
                table.add_row(heading, cell)
        console.print(table)
