"""Columns that are alike: which of a file's columns they are, and a record for each of them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from touchpoint.extracts.mapping.cells import Cells
from touchpoint.extracts.profile.values import (
    Always,
    Cell,
    Condition,
    DateAndTime,
    Day,
    EachName,
    First,
    Flags,
    Join,
    Lists,
    OnlyIf,
    PeriodDay,
    Record,
    RowKey,
    ShorthandOf,
    Spread,
    Value,
)


def columns_of(spread: Spread, cells: Cells) -> Iterator[tuple[str, str]]:
    """The headings of the columns, as the file has them, each with its name."""
    if spread.matching is None:
        for heading, name in spread.named:
            if cells.has(heading):
                yield cells.columns[cells.place(heading)], name
        return
    pattern = re.compile(spread.matching, re.IGNORECASE)
    for heading in cells.columns:
        found = pattern.fullmatch(heading)
        if found is not None:
            yield heading, (found[1] if pattern.groups and found[1] else heading).strip()


def record_for(record: Record, heading: str, name: str) -> Record:
    """The record of one of the columns."""
    return replace(
        record,
        columns={column: _over(value, heading, name) for column, value in record.columns.items()},
        detail=tuple(replace(d, value=_over(d.value, heading, name)) for d in record.detail),
        conditions=tuple(_condition(c, heading) for c in record.conditions),
    )


def _over(value: Value, heading: str, name: str) -> Value:
    """A value in which the cell and the name of the column stand in their places."""

    def parts(of: tuple[Value, ...]) -> tuple[Value, ...]:
        return tuple(_over(part, heading, name) for part in of)

    match value:
        case Cell():
            return _cell(value, heading)
        case EachName():
            return Always(value=name)
        case Join():
            return replace(value, parts=parts(value.parts))
        case First() | Lists():
            return replace(value, of=parts(value.of))
        case Day() | PeriodDay():
            return replace(value, of=_over(value.of, heading, name))
        case DateAndTime():
            day, time = parts((value.date, value.time))
            return replace(value, date=day, time=time)
        case _:
            return _over_others(value, heading, name)


def _over_others(
    value: ShorthandOf | OnlyIf | Always | Flags | RowKey, heading: str, name: str
) -> Value:
    match value:
        case ShorthandOf():
            return replace(value, cell=_cell(value.cell, heading))
        case OnlyIf():
            held = tuple(_condition(condition, heading) for condition in value.conditions)
            return replace(value, value=_over(value.value, heading, name), conditions=held)
        case Always() | Flags() | RowKey():
            return value
        case _:
            assert_never(value)


def _cell(cell: Cell, heading: str) -> Cell:
    return replace(cell, heading=heading) if cell.heading is None else cell


def _condition(condition: Condition, heading: str) -> Condition:
    return replace(condition, cell=_cell(condition.cell, heading))
