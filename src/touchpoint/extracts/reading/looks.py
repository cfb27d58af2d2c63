"""What a cell looks like from outside: a number, a day or a moment, a year, or words."""

import re
from collections.abc import Sequence

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00a0 \t\r\n"
_NUMBER = re.compile(
    r"[(+\-\u2212]?\s*[£$€]?\s*[+\-]?\d[\d,. \u00a0']*(?:[eE][+\-]?\d+)?\s*%?\s*\)?"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?:[T ].*)?"
    r"|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}(?:[ ,].*)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ \-]{_MONTH}[ \-,]+\d{{2,4}}(?:[ ,].*)?"
    r"|\d{1,3}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]m)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20|21)\d\d(?:\s*[/\-\u2013]\s*(?:\d\d|(?:19|20|21)\d\d))?")


def blank(cell: str) -> bool:
    """Whether a person sees nothing in the cell."""
    return not cell.strip().strip(INVISIBLE)


def year(cell: str) -> bool:
    """Whether the cell could be a year, or two: 2023, 2023/24."""
    return _YEAR.fullmatch(cell.strip()) is not None


def kind(cell: str) -> str:
    """One of blank, number, day, words."""
    text = cell.strip()
    if not text:
        return "blank"
    if _DAY.fullmatch(text):
        return "day"
    return "number" if _NUMBER.fullmatch(text) else "words"


def filled(cells: Sequence[str]) -> int:
    """How many cells of a row a person sees something in."""
    return sum(not blank(cell) for cell in cells)
