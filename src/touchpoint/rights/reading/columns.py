"""Which columns the conditions of an edition see, and whether they are compared with sense.

The columns, their types and their words are those of the ledger's own tables; which of them a
condition sees is said in docs/explanation/how-a-duty-is-judged.md, section Expressions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Final

from touchpoint.ledger import TABLES
from touchpoint.ledger.tables import Column, Type
from touchpoint.ledger.vocabulary import MARKS
from touchpoint.rights.code.expression import (
    Compare,
    Comparison,
    Condition,
    Holds,
    OneOf,
    Value,
    read_condition,
)
from touchpoint.rights.reading.declared import UNDER_MARKS
from touchpoint.rights.reading.entries import none_of

JOURNEY: Final[Mapping[str, Column]] = MappingProxyType(
    {
        column.name: column
        for name in ("investigations", "journeys")
        for column in TABLES[name].columns
    }
)
"""What `applies_to` sees."""

TOUCHPOINT: Final[Mapping[str, Column]] = MappingProxyType(
    {name: TABLES["touchpoints"][name] for name in ("result", "channel", "source")}
)
"""What `where` sees, beside the names in the detail."""


def read_applies_to(text: str, *, marks: Mapping[str, str] = MARKS) -> Condition:
    """Read whom a duty concerns, where these are the marks of an investigation."""
    return _checked(
        text, {**JOURNEY, "marks": replace(JOURNEY["marks"], words=marks)}, detail=False
    )


def read_where(text: str) -> Condition:
    """Read which touchpoints a matcher means."""
    return _checked(text, TOUCHPOINT, detail=True)


def _checked(text: str, columns: Mapping[str, Column], *, detail: bool) -> Condition:
    lists = [name for name, column in columns.items() if column.type is Type.LIST]
    return read_condition(
        text, names=columns, lists=lists, detail=detail, faults=partial(_faults, columns=columns)
    )


def _faults(comparison: Comparison, *, columns: Mapping[str, Column]) -> Iterator[str]:
    match comparison:
        case Compare(name, operator, value) if name in columns:
            yield from _misfit(columns[name], value)
            yield from _without_order(columns[name].type, comparison)
        case Compare(name, operator, value):
            if operator not in ("==", "!=") and type(value) not in (int, float):
                yield f"{name} {operator} {value!r}: only numbers have an order."
        case OneOf(name, values):
            yield from _one_of(name, values, columns.get(name))
        case Holds(name, value):
            yield from _unknown_word(columns[name], value)


def _one_of(name: str, values: tuple[Value, ...], column: Column | None) -> Iterator[str]:
    if column is not None:
        for value in values:
            yield from _misfit(column, value)
    elif len({_kind(value) for value in values}) > 1:
        yield f"{name} is compared with texts and numbers in one list: take one kind."


def _kind(value: Value) -> type:
    return float if type(value) is int else type(value)


def _misfit(column: Column, value: Value) -> Iterator[str]:
    """What is wrong with comparing a column with a value."""
    name = column.name
    match column.type, value:
        case Type.LIST, _:
            yield f"{name} holds several words: say {value!r} in {name}."
        case Type.TIMESTAMP, _:
            yield f"{name} is an instant, which no condition compares: use the column of its day."
        case Type.BOOL, bool():
            pass
        case Type.BOOL, _:
            yield f"{name} is true or false, and {value!r} is neither."
        case _, bool():
            yield f"{name} is not true or false: compare it with {_wanted(column)}."
        case ((Type.INT32 | Type.DOUBLE), str()):
            yield f"{name} is a number, and {value!r} is a text."
        case Type.DATE, _ if not _is_day(value):
            yield f"{name} is a day, and {value!r} is none: write it as '2024-03-28'."
        case Type.STRING, str():
            yield from _unknown_word(column, value)
        case Type.STRING, _:
            yield f"{name} is a text, and {value!r} is a number."


def _wanted(column: Column) -> str:
    match column.type:
        case Type.DATE:
            return "a day like '2024-03-28'"
        case Type.STRING:
            return "a text in quotes"
        case _:
            return "a number"


def _is_day(value: Value) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _unknown_word(column: Column, value: str) -> Iterator[str]:
    if column.words is not None and value not in column.words:
        under = UNDER_MARKS if column.name == "marks" else None
        yield f"{column.name}: {none_of(value, column.words, under)}"


def _without_order(kind: Type, compared: Compare) -> Iterator[str]:
    """Engines sort texts each in their own way, so a condition may not."""
    if compared.operator not in ("==", "!=") and kind in (Type.STRING, Type.BOOL):
        comparison = f"{compared.name} {compared.operator} {compared.value!r}"
        yield f"{comparison}: only numbers and days have an order."
