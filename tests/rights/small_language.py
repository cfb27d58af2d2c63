"""The small language of applies_to and where, and the reading of details, for the oracle.

On the authority of docs/explanation/how-a-duty-is-judged.md, section Expressions: Python's own
grammar is near enough to parse it, and everything that the page does not name is refused.
"""

import ast
import json
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

Row = dict[str, Any]

COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda one, many: one in many,
}


NUMBER = r"-?[0-9]{1,30}(\.[0-9]{1,30})?"


@dataclass(frozen=True)
class Detail:
    """A value in the detail, not yet read as a number, a truth value or a text."""

    text: str | None

    def read_like(self, other: object) -> Any:  # noqa: ANN401 - the other operand decides
        other = other[0] if isinstance(other, list) and other else other
        if isinstance(other, bool):
            return {"true": True, "false": False}.get(self.text or "")
        return number_of(self.text) if isinstance(other, (int, float)) else self.text


def holds(expression: str, row: Row) -> bool:
    return _true(_parsed(expression), row)


@cache
def _parsed(expression: str) -> ast.expr:
    return ast.parse(expression, mode="eval").body


def _true(node: ast.expr, row: Row) -> bool:
    match node:
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_true(part, row) for part in parts)
        case ast.BoolOp(values=parts):
            return any(_true(part, row) for part in parts)
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return not _true(inner, row)
        case ast.Name(id="true" | "false" as word):
            return word == "true"
        case ast.Compare(left=left, ops=[ast.NotIn()], comparators=[right]):
            return not _compare(_value(left, row), ast.In, _value(right, row))
        case ast.Compare(left=left, ops=[comparison], comparators=[right]):
            return _compare(_value(left, row), type(comparison), _value(right, row))
    raise ValueError(f"{ast.unparse(node)} is not in the small language.")


def _compare(left: object, comparison: type[ast.cmpop], right: object) -> bool:
    if isinstance(left, Detail):
        left = left.read_like(right)
    elif isinstance(right, Detail):
        right = right.read_like(left)
    if isinstance(left, date) and isinstance(right, str):
        right = date.fromisoformat(right)
    return left is not None and right is not None and COMPARISONS[comparison](left, right)


def _value(node: ast.expr, row: Row) -> object:
    match node:
        case ast.Constant(value=str() | int() | float() as value):
            return value
        case ast.List(elts=items):
            return [_value(item, row) for item in items]
        case ast.Name(id="true" | "false" as word):
            return word == "true"
        case ast.Attribute(value=ast.Name(id="detail"), attr=name):
            return Detail(detail_of(row, name))
        case ast.Name(id=column):
            return row[column]
    raise ValueError(f"{ast.unparse(node)} is not in the small language.")


def detail_of(touchpoint: Row, name: str) -> str | None:
    """The text of a value in the detail; nothing when it is absent, empty or no single value."""
    value = json.loads(touchpoint["detail"] or "{}").get(name)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else None


def number_of(text: str | None) -> float | None:
    return float(text) if text and re.fullmatch(NUMBER, text) else None
