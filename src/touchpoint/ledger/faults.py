"""The faults a ledger can have, and a finding of one: where, how often, the first examples."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from touchpoint.errors import Refused


class Fault(StrEnum):
    """Every fault that `touchpoint check` looks for, by the word it prints."""

    NOT_A_LEDGER = "not a ledger"
    TABLE_MISSING = "table missing"
    TABLE_TWICE = "table kept twice"
    FILE_UNREADABLE = "file unreadable"
    FILE_NOT_READ = "file not read"
    COLUMN_MISSING = "column missing"
    COLUMN_TWICE = "column twice"
    WRONG_TYPE = "wrong type"
    EMPTY_CELL = "empty cell"
    UNKNOWN_WORD = "unknown word"
    UNKNOWN_KIND = "unknown kind"
    UNKNOWN_MARK = "unknown mark"
    DUPLICATE_KEY = "duplicate key"
    REFERS_TO_NOTHING = "refers to nothing"
    OTHER_JOURNEY = "refers to another journey"
    TOLD_TOO_EARLY = "told before it happened"
    RECORDED_TOO_EARLY = "recorded before it happened"
    DATE_DISAGREES = "date disagrees with its instant"
    WRONG_ORDER = "time runs backwards"
    OUTSIDE_CALENDAR = "outside the calendar"
    CORRECTED_TWICE = "corrected twice"
    CIRCLE = "goes round in a circle"
    COVERAGE_OVERLAPS = "coverage overlaps"
    DETAIL_UNREADABLE = "detail unreadable"
    OUT_OF_RANGE = "out of range"
    VALUE_UNREADABLE = "value unreadable"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One fault found in one place: how many rows have it, and the first of them."""

    fault: Fault
    table: str
    column: str
    count: int
    examples: tuple[str, ...]
    sentence: str


def unreadable(path: Path) -> Refused:
    """What is said to whoever meets files of a ledger that cannot be read."""
    return Refused(
        f"The files of {path} cannot be read: `touchpoint check` tells which of them are damaged."
    )
