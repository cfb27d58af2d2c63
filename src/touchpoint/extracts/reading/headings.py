"""Headings as a person reads them: clean, joined over several rows, each with its own name."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence

_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|span|p|br|div|font|a|sub|sup|small|center|h[1-6]|li|ul|ol|table|tr|td|th)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00]")


def clean(text: str) -> str:
    """A heading without markup, line breaks, hard spaces and double spaces."""
    text = _ENTITY.sub(lambda found: html.unescape(found.group()), _TAG.sub(" ", text))
    return " ".join(_INVISIBLE.sub("", text).split())


def key(text: str) -> str:
    """What two headings have in common when a person takes them for the same."""
    return clean(text).casefold()


def letters(position: int) -> str:
    """The letters that a spreadsheet shows above the column at this position, counted from 0."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def named(texts: Sequence[str], first_column: int = 0) -> tuple[str, ...]:
    """Headings with a name each: a second Name is Name (2), an empty one is column E."""
    names: list[str] = []
    given = Counter[str]()
    taken: set[str] = {key(text) for text in texts}
    for position, text in enumerate(texts):
        name = clean(text) or f"column {letters(first_column + position)}"
        given[key(name)] += 1
        if given[key(name)] > 1 or (not clean(text) and key(name) in taken):
            name = _next_free(name, given, taken)
        taken.add(key(name))
        names.append(name)
    return tuple(names)


def repeated(texts: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """The positions of each heading that stands more than once."""
    places: dict[str, list[int]] = {}
    for position, text in enumerate(texts):
        places.setdefault(key(text), []).append(position)
    yield from (tuple(held) for said, held in places.items() if said and len(held) > 1)


def _next_free(name: str, given: Counter[str], taken: set[str]) -> str:
    number = max(2, given[key(name)])
    while key(f"{name} ({number})") in taken:
        number += 1
    return f"{name} ({number})"


def filled_right(row: Sequence[str]) -> list[str]:
    """A row of headings in which each blank cell takes the heading to its left, as if merged."""
    kept, last = [], ""
    for cell in row:
        last = cell if cell.strip() else last
        kept.append(last)
    return kept


def joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """One heading for each column out of several rows, from top to bottom, repeats left out."""
    width = max(map(len, rows))
    heads = []
    for position in range(width):
        parts: list[str] = []
        for row in rows:
            part = clean(row[position]) if position < len(row) else ""
            if part and part not in parts:
                parts.append(part)
        heads.append(" - ".join(parts))
    return heads
