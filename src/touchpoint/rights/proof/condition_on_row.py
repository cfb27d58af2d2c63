"""What a condition means for one row in Python: the same truth as judging/condition_on.py's.

It serves the telling of why a verdict is what it is, never the verdict itself
(docs/explanation/how-a-duty-is-judged.md, section Expressions).
"""

import json
import operator
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from touchpoint.rights.code.expression import (
    AllOf,
    Always,
    AnyOf,
    Compare,
    Condition,
    Holds,
    Not,
    OneOf,
    Value,
)

Row = Mapping[str, Any]

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def holds_for(condition: Condition, row: Row) -> bool:
    """Whether a condition holds for a row that has its columns."""
    match condition:
        case Always(value):
            return value
        case Compare(name, sign, value):
            found = _cell(row, name, value)
            return found is not None and _COMPARE[sign](found, _other(found, value))
        case OneOf(name, values):
            return _cell(row, name, values[0]) in values
        case Holds(name, value):
            return value in (row[name] or ())
        case Not(inner):
            return not holds_for(inner, row)
        case AllOf(parts):
            return all(holds_for(part, row) for part in parts)
        case AnyOf(parts):
            return any(holds_for(part, row) for part in parts)


def said_in(detail: str | None, name: str) -> str | None:
    """What a detail says under a name, as text; nothing when it says nothing of it."""
    try:
        found = json.loads(detail or "{}")
    except ValueError:
        return None
    value = found.get(name) if isinstance(found, dict) else None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else None


def number_in(text: str | None) -> float | None:
    """The number that a text is; nothing where it is none."""
    return float(text) if text and re.fullmatch(r"-?[0-9]{1,30}(\.[0-9]{1,30})?", text) else None


def _cell(row: Row, name: str, compared_with: Value) -> object:
    if not name.startswith("detail."):
        return row[name]
    text = said_in(row["detail"], name.removeprefix("detail."))
    match compared_with:
        case bool():
            return {"true": True, "false": False}.get(text or "")
        case str():
            return text
        case _:
            return number_in(text)


def _other(found: object, value: Value) -> Value | date:
    if isinstance(found, date) and isinstance(value, str):
        return date.fromisoformat(value)
    return value
