"""What a condition means on an engine: a truth value for each row, false where a cell is empty."""

import operator
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from touchpoint.ledger.functions import detail_text
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

_COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

_A_NUMBER = r"^-?[0-9]{1,30}(\.[0-9]{1,30})?$"
"""No longer than every engine can hold: one of 400 digits is an error to Postgres."""


def holds(condition: Condition, rows: ir.Table) -> ir.BooleanValue:
    """Whether a condition holds for each row of a table that has its columns."""
    match condition:
        case Always(value):
            return ibis.literal(value)
        case Compare(name, sign, value):
            return _known(_COMPARE[sign](_column(rows, name, value), _literal(rows, name, value)))
        case OneOf(name, values):
            return (
                _known(_column(rows, name, values[0]).isin(values))
                if values
                else ibis.literal(False)
            )
        case Holds(name, value):
            return _known(rows[name].contains(value))
        case Not(inner):
            return ~holds(inner, rows)
        case AllOf(parts):
            return ibis.and_(*(holds(part, rows) for part in parts))
        case AnyOf(parts):
            return ibis.or_(*(holds(part, rows) for part in parts))


def number_in(text: ir.StringValue) -> ir.FloatingValue:
    """The number that a text is; empty where it is none."""
    return ibis.ifelse(text.re_search(_A_NUMBER), text, ibis.null("string")).cast("float64")


def _known(value: ir.BooleanValue) -> ir.BooleanValue:
    return value.fill_null(False)


def _column(rows: ir.Table, name: str, compared_with: Value) -> ir.Value:
    if not name.startswith("detail."):
        return rows[name]
    text = detail_text(rows.detail, name.removeprefix("detail."))
    match compared_with:
        case bool():
            return _truth(text)
        case str():
            return text
        case _:
            return number_in(text)


def _truth(text: ir.StringValue) -> ir.BooleanValue:
    return ibis.cases((text == "true", True), (text == "false", False), else_=ibis.null("boolean"))


def _literal(rows: ir.Table, name: str, value: Value) -> Value | ir.DateValue:
    if isinstance(value, str) and not name.startswith("detail.") and rows[name].type().is_date():
        return ibis.literal(date.fromisoformat(value))
    return value
