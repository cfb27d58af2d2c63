"""How a text file separates and quotes its cells, found from its first lines and told."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from touchpoint.errors import Refused
from touchpoint.extracts.reading.found import Wish

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
SAMPLE_LINES = 400
_SINGLE_QUOTED = re.compile(r"(?:^|[,;\t|])'(?:[^']|'')*'(?=[,;\t|\r\n]|$)")


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """What stands between cells and around them.

    Declared: the first line says so (sep=;). Spaced: spaces stand before quotes and mean nothing.
    """

    separator: str
    quote: str = '"'
    declared: bool = False
    spaced: bool = False

    @property
    def name(self) -> str:
        """What a person calls it."""
        between = SEPARATORS.get(self.separator, repr(self.separator))
        around = {"'": ", with single quotes around cells"}.get(self.quote, "")
        return f"separated by {between}{around}"

    def reader(self, lines: Iterator[str]) -> Iterator[list[str]]:
        """The rows of some lines, as Python's csv module reads them."""
        if not self.quote:
            return csv.reader(lines, delimiter=self.separator, quoting=csv.QUOTE_NONE)
        return csv.reader(
            lines,
            delimiter=self.separator,
            quotechar=self.quote,
            strict=True,
            skipinitialspace=self.spaced,
        )


def dialect_of(lines: Sequence[str], wish: Wish) -> Dialect:
    """The separator that cuts most lines into the same number of cells, unless somebody said it."""
    declared = declared_separator(lines[0]) if lines else None
    separator = wish.separator or declared
    if separator is not None and len(separator) != 1:
        raise Refused(f"A separator is one character, such as , or ; and not {separator!r}.")
    if wish.quote is not None and len(wish.quote) > 1:
        raise Refused(f"A quote is one character, or nothing at all, and not {wish.quote!r}.")
    body = list(lines[1:] if declared else lines)
    quotes = [wish.quote] if wish.quote is not None else ['"']
    if wish.quote is None and _single_quoted(body):
        quotes = ["'"]
    choices = [
        Dialect(
            separator=one,
            quote=quote,
            declared=declared is not None,
            spaced=bool(quote) and any(f"{one} {quote}" in line for line in body),
        )
        for one in ([separator] if separator else SEPARATORS)
        for quote in quotes
    ]
    return max(choices, key=lambda choice: _fit(choice, body))


def declared_separator(line: str) -> str | None:
    """The separator that a first line sep=; names, as Excel writes it."""
    text = line.lstrip("\ufeff").strip("\r\n").strip('"')
    return text[4] if text.casefold().startswith("sep=") and len(text) == len("sep=;") else None


def _single_quoted(lines: Sequence[str]) -> bool:
    """Whether most lines have a whole cell in single quotes, and no line a double quote."""
    if any('"' in line for line in lines):
        return False
    quoted = sum(_SINGLE_QUOTED.search(line) is not None for line in lines)
    return quoted > len(lines) // 2


def _fit(choice: Dialect, lines: Sequence[str]) -> tuple[float, bool, float, int]:
    """How well a choice explains the lines: same widths, quotes in place, cells uncut, many."""
    in_place = True
    try:
        rows = [row for row in choice.reader(iter(lines)) if any(cell.strip() for cell in row)]
    except csv.Error:
        in_place = False
        rows = [next(csv.reader([line], delimiter=choice.separator), []) for line in lines]
        rows = [row for row in rows if any(cell.strip() for cell in row)]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return (0.0, in_place, 0.0, 0)
    width, share = widths.most_common(1)[0]
    cells = [cell for row in rows for cell in row]
    others = [separator for separator in SEPARATORS if separator != choice.separator]
    uncut = sum(not any(other in cell for other in others) for cell in cells) / len(cells)
    return (round(share / len(rows), 1), in_place, round(uncut, 2), width)
