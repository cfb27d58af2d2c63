"""What a profile says of one file, as values: the language of docs/how-to/write-a-profile.md.

`mapping` turns these values into SQL over the rows of a file; nothing here knows DuckDB.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias, assert_never

from touchpoint.extracts.profile.words import WordList
from touchpoint.extracts.reading import Wish

Dates: TypeAlias = Literal["day first", "month first", "iso"]
Serial: TypeAlias = Literal["1900", "1904"]
Constant: TypeAlias = str | bool | int | float | date | tuple[str, ...]

EVERY_COLUMN: Final = "every column"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """The cell of a row in one column; without a heading, the cell of the column being spread."""

    heading: str | None
    words: WordList | None = None
    pattern: str | None = None
    split: str | None = None
    nothing: tuple[str, ...] = ()
    dates: Dates | None = None
    decimal: str | None = None
    serial_dates: Serial | None = None
    time_zone: str | None = None
    percent_as_written: bool = False


@dataclass(frozen=True, kw_only=True)
class EachName:
    """What the column being spread is called."""


@dataclass(frozen=True, kw_only=True)
class Always:
    """The same for every row."""

    value: Constant


@dataclass(frozen=True, kw_only=True)
class Join:
    """Texts put together."""

    parts: tuple["Value", ...]
    between: str = ""
    gaps_left_out: bool = False


@dataclass(frozen=True, kw_only=True)
class First:
    """The first of several values that says something."""

    of: tuple["Value", ...]


@dataclass(frozen=True, kw_only=True)
class DateAndTime:
    """A moment out of a date and a time."""

    date: "Value"
    time: "Value"


@dataclass(frozen=True, kw_only=True)
class Day:
    """The day of a moment, whatever time stands beside it."""

    of: "Value"


@dataclass(frozen=True, kw_only=True)
class PeriodDay:
    """The first or the last day of a period."""

    of: "Value"
    last: bool


@dataclass(frozen=True, kw_only=True)
class Flags:
    """A list of the words whose columns say yes."""

    columns: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, kw_only=True)
class Lists:
    """Several lists as one."""

    of: tuple["Value", ...]


@dataclass(frozen=True, kw_only=True)
class ShorthandOf:
    """The shorthand that stands in a cell in place of a value, with its reason."""

    cell: Cell


@dataclass(frozen=True, kw_only=True)
class RowKey:
    """The key of the row as one text."""


@dataclass(frozen=True, kw_only=True)
class OnlyIf:
    """A value that is blank unless all of these hold."""

    value: "Value"
    conditions: tuple["Condition", ...]


Value: TypeAlias = (
    Cell
    | EachName
    | Always
    | Join
    | First
    | DateAndTime
    | Day
    | PeriodDay
    | Flags
    | Lists
    | ShorthandOf
    | RowKey
    | OnlyIf
)


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What has to hold of a cell: to be filled, to be one of these texts, to mean one of these."""

    cell: Cell
    filled: bool | None = None
    among: tuple[str, ...] = ()
    not_among: tuple[str, ...] = ()
    means: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """Whose row it is: the row names it, or one attempt after another finds it in the ledger."""

    id: Value | None = None
    find: tuple[Mapping[str, Value], ...] = ()
    each: bool = False
    leave_out: bool = False


@dataclass(frozen=True, kw_only=True)
class Spread:
    """Columns that are alike, each with a name: listed, or known by how their headings look."""

    named: tuple[tuple[str, str], ...] = ()
    matching: str | None = None


@dataclass(frozen=True, kw_only=True)
class Detail:
    """One entry of a touchpoint's detail, and whether JSON shall hold a text, a number or a yes."""

    name: str
    value: Value
    kind: Literal["text", "whole", "number", "truth"]


@dataclass(frozen=True, kw_only=True)
class Record:
    """A kind of row of the ledger that is made of a row of the file."""

    name: str
    table: str
    columns: Mapping[str, Value]
    conditions: tuple[Condition, ...] = ()
    spread: Spread | None = None
    detail: tuple[Detail, ...] = ()
    a_day_is: Literal["start", "end"] | None = None


@dataclass(frozen=True, kw_only=True)
class Covering:
    """What the file covers; without `days` both ends are written."""

    kinds: tuple[str, ...]
    from_on: date | None
    to_on: date | None
    from_rows: bool = False
    to_rows: bool = False
    days: Value | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A whole profile, free of faults."""

    name: str
    title: str
    about: str
    source: str
    time_zone: str
    dates: Dates | None
    decimal: str
    serial_dates: Serial | None
    nothing: tuple[str, ...]
    shorthand: Mapping[str, str]
    file: Wish
    key: tuple[str, ...]
    """The headings of which the key is made, as a sentence names them."""
    key_values: tuple[Value, ...]
    """The values of the key; none, where every column together is the key."""
    repeated: Literal["refuse", "last"]
    words: Mapping[str, WordList]
    journey: Belonging | None
    investigation: Belonging | None
    records: tuple[Record, ...]
    coverage: tuple[Covering, ...] = field(default=())


def headings_of(value: "Value | Condition") -> tuple[str, ...]:
    """The headings that a value is made of, in the order written, each once."""
    return tuple(dict.fromkeys(_headings(value)))


def _headings(value: "Value | Condition") -> Iterator[str]:
    match value:
        case Cell():
            yield from [value.heading] if value.heading is not None else []
        case Condition() | ShorthandOf():
            yield from _headings(value.cell)
        case Join():
            yield from (h for part in value.parts for h in _headings(part))
        case First() | Lists():
            yield from (h for part in value.of for h in _headings(part))
        case DateAndTime():
            yield from (*_headings(value.date), *_headings(value.time))
        case Day() | PeriodDay():
            yield from _headings(value.of)
        case Flags():
            yield from (h for _, cell in value.columns for h in _headings(cell))
        case OnlyIf():
            yield from _headings(value.value)
            yield from (h for condition in value.conditions for h in _headings(condition))
        case Always() | EachName() | RowKey():
            return
        case _:
            assert_never(value)
