"""Values and conditions of a profile in words, as an analyst would read them aloud."""

from collections.abc import Iterator, Sequence
from typing import assert_never

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
    RowKey,
    ShorthandOf,
    Value,
)


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a sentence lists them: a, b and c."""
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def said(value: Value) -> str:
    """A value in words."""
    match value:
        case Cell():
            return ", ".join([value.heading or "the cell of the column", *_options(value)])
        case Always():
            return f"always {_constant(value)}"
        case Join():
            return f"{listed([said(part) for part in value.parts])} put together"
        case First():
            return f"the first that says something of {listed([said(part) for part in value.of])}"
        case Lists():
            return f"{listed([said(part) for part in value.of])} together"
        case Flags():
            flags = [f"{name} where {said(cell)} says yes" for name, cell in value.columns]
            return "; ".join(flags)
        case _:
            return _said_of_others(value)


def _said_of_others(
    value: EachName | DateAndTime | Day | PeriodDay | ShorthandOf | RowKey | OnlyIf,
) -> str:
    match value:
        case DateAndTime():
            return f"{said(value.date)} with the time {said(value.time)}"
        case Day():
            return f"the day of {said(value.of)}"
        case PeriodDay():
            return f"the {'last' if value.last else 'first'} day of the period {said(value.of)}"
        case ShorthandOf():
            return f"the shorthand in {said(value.cell)}, if any, with its reason"
        case OnlyIf():
            held = listed([condition_said(condition) for condition in value.conditions])
            return f"{said(value.value)}, where {held}"
        case EachName():
            return "what the column is called"
        case RowKey():
            return "the key of the row"
        case _:
            assert_never(value)


def condition_said(condition: Condition) -> str:
    """A condition in words."""
    cell = condition.cell.heading or "the cell of the column"
    if condition.filled is not None:
        return f"{cell} is {'filled' if condition.filled else 'blank'}"
    if condition.means:
        return f"{cell} means {listed(condition.means, 'or')}"
    if condition.among:
        return f"{cell} is {listed(condition.among, 'or')}"
    return f"{cell} is not {listed(condition.not_among, 'or')}"


def _options(cell: Cell) -> Iterator[str]:
    """What is done with a cell besides reading it."""
    if cell.split is not None:
        yield f"split at '{cell.split}'"
    if cell.pattern is not None:
        yield f"what fits {cell.pattern}"
    if cell.words is not None and cell.words.name:
        yield f"through the words {cell.words.name}"
    if cell.nothing:
        yield f"where {listed(cell.nothing, 'or')} says nothing"
    if cell.dates is not None:
        yield f"dates {cell.dates}"
    if cell.serial_dates is not None:
        yield f"days counted from {cell.serial_dates}"
    if cell.decimal is not None:
        yield f"decimals behind '{cell.decimal}'"
    if cell.time_zone is not None:
        yield f"by the clocks of {cell.time_zone}"
    if cell.percent_as_written:
        yield "percentages as written"


def _constant(value: Always) -> str:
    match value.value:
        case bool():
            return "yes" if value.value else "no"
        case tuple():
            return listed(value.value)
        case _:
            return str(value.value)
