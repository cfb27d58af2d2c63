"""The small language in which an edition says whom a duty concerns and which touchpoints it means.

`read_condition` turns a text into a tree of frozen values and `written` turns it back; what the
tree means on an engine is judging/condition_on.py, and which columns it may name is
reading/columns.py. A comparison with an empty cell is false, so `not (…)` of it is true.
"""

import ast
import math
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Value: TypeAlias = str | int | float | bool
Operator = Literal["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True)
class Always:
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True)
class Compare:
    """`age < 18`, `detail.months >= 12`."""

    name: str
    operator: Operator
    value: Value
    reads: type = field(init=False, repr=False)
    """What the cell is read as. Without it, `== 1` and `== true` would be equal in Python."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "reads", type(self.value))


@dataclass(frozen=True)
class OneOf:
    """`role in ['bereaved', 'direct']`."""

    name: str
    values: tuple[Value, ...]
    reads: tuple[type, ...] = field(init=False, repr=False)
    """What the cell is read as, value by value."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "reads", tuple(map(type, self.values)))


@dataclass(frozen=True)
class Holds:
    """`'sexual' in marks`."""

    name: str
    value: str


@dataclass(frozen=True)
class Not:
    """`not (…)`, `x not in …`."""

    of: "Condition"


@dataclass(frozen=True)
class AllOf:
    """`… and …`."""

    of: tuple["Condition", ...]


@dataclass(frozen=True)
class AnyOf:
    """`… or …`."""

    of: tuple["Condition", ...]


Comparison: TypeAlias = Compare | OneOf | Holds
Condition: TypeAlias = Always | Comparison | Not | AllOf | AnyOf

_OPERATORS: dict[type[ast.cmpop], Operator] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


class BadConditionError(ValueError):
    """A condition that cannot be read, with everything that is wrong with it, in sentences."""

    def __init__(self, *faults: str) -> None:
        self.faults = faults
        super().__init__(" ".join(faults))


def read_condition(
    text: str,
    *,
    names: Collection[str],
    lists: Collection[str],
    detail: bool,
    faults: Callable[[Comparison], Iterable[str]],
) -> Condition:
    """Read a condition over these columns, these list columns and, if `detail`, `detail.NAME`.

    `faults` says what makes no sense of a comparison that is written as one.
    """
    try:
        with warnings.catch_warnings():
            # What Python would only warn of (`18and`, a stray backslash) is no condition either.
            warnings.simplefilter("error")
            tree = ast.parse(text.strip(), mode="eval").body
        return _Reader(frozenset(names), frozenset(lists), detail, faults).read(tree)
    except SyntaxError as error:
        like = "detail.months >= 12" if detail else "age < 18 and role == 'direct'"
        raise BadConditionError(
            f"{_short(text)} is not a condition: {_where_unread(error)}. Write it like {like}, "
            "with texts and days in quotes."
        ) from None
    except (RecursionError, MemoryError):
        raise BadConditionError("The condition has too many brackets to be read.") from None
    except BadConditionError:
        raise
    except ValueError as error:
        raise BadConditionError(f"{_short(text)} is not a condition: {error}.") from None


def _where_unread(error: SyntaxError) -> str:
    """Where reading stops; what Python says of it itself is about Python."""
    rest = (error.text or "")[error.offset - 1 :].strip() if error.offset else ""
    return f"it cannot be read from {_short(rest)} on" if rest else "it breaks off"


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


def written(condition: Condition) -> str:
    """The condition as a text that reads back as the same condition."""
    match condition:
        case Always(value):
            return _written_value(value)
        case Compare(name, operator, value):
            return f"{name} {operator} {_written_value(value)}"
        case OneOf(name, values):
            return f"{name} in [{', '.join(map(_written_value, values))}]"
        case Holds(name, value):
            return f"{value!r} in {name}"
        case Not(Holds(name, value)):
            return f"{value!r} not in {name}"
        case Not(inner):
            return f"not ({written(inner)})"
        case AllOf(parts):
            return " and ".join(map(_bracketed, parts))
        case AnyOf(parts):
            return " or ".join(map(_bracketed, parts))


def columns_in(conditions: Iterable[Condition]) -> set[str]:
    """The columns that conditions name, details left out."""
    return {name for c in conditions for name in _names(c) if not name.startswith("detail.")}


def _names(condition: Condition) -> Iterator[str]:
    match condition:
        case Compare(name=name) | OneOf(name=name) | Holds(name=name):
            yield name
        case Not(inner):
            yield from _names(inner)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _names(part)
        case Always():
            return


def _bracketed(condition: Condition) -> str:
    if isinstance(condition, AllOf | AnyOf):
        return f"({written(condition)})"
    return written(condition)


def _written_value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


@dataclass(frozen=True)
class _Reader:
    names: frozenset[str]
    lists: frozenset[str]
    detail: bool
    faults: Callable[[Comparison], Iterable[str]]

    def read(self, node: ast.expr) -> Condition:
        match node:
            case ast.Name(id="true" | "false" as word):
                return Always(word == "true")
            case ast.Name() | ast.Attribute():
                raise BadConditionError(
                    f"{self._name(node)} compares with nothing: say with what, as in age < 18 or "
                    "victim_based == true."
                )
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.read(operand))
            case ast.BoolOp(op=ast.And(), values=parts):
                return AllOf(self._all(parts))
            case ast.BoolOp(op=ast.Or(), values=parts):
                return AnyOf(self._all(parts))
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                return self._comparison(left, operator, right)
            case _:
                raise BadConditionError(
                    f"{_short(ast.unparse(node))} is not part of the language: compare one column "
                    "with one value at a time, and join comparisons with and, or and not."
                )

    def _all(self, nodes: Sequence[ast.expr]) -> tuple[Condition, ...]:
        """Read every part before telling what is wrong with any."""
        parts: list[Condition] = []
        faults: list[str] = []
        for node in nodes:
            try:
                parts.append(self.read(node))
            except BadConditionError as error:
                faults += error.faults
        if faults:
            raise BadConditionError(*faults)
        return tuple(parts)

    def _comparison(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Condition:
        if isinstance(operator, ast.In):
            return self._membership(left, right)
        if isinstance(operator, ast.NotIn):
            return Not(self._membership(left, right))
        if type(operator) not in _OPERATORS:
            raise BadConditionError("Only ==, !=, <, <=, >, >=, in and not in compare.")
        return self._checked(Compare(self._name(left), _OPERATORS[type(operator)], _value(right)))

    def _checked(self, comparison: Comparison) -> Comparison:
        faults = tuple(self.faults(comparison))
        if faults:
            raise BadConditionError(*faults)
        return comparison

    def _membership(self, left: ast.expr, right: ast.expr) -> Condition:
        if isinstance(right, ast.List):
            if not right.elts:
                raise BadConditionError("[] is an empty list: nothing is in it.")
            return self._checked(OneOf(self._name(left), tuple(map(_value, right.elts))))
        if isinstance(right, ast.Name) and right.id in self.lists:
            value = _value(left)
            if not isinstance(value, str):
                raise BadConditionError(f"{right.id} holds words: {value!r} is not one.")
            return self._checked(Holds(right.id, value))
        listed = ", ".join(sorted(self.lists))
        raise BadConditionError(
            f"{ast.unparse(right)!r} is not a list: write ['a', 'b']"
            + (f", or name one of the columns {listed}." if listed else ".")
        )

    def _name(self, node: ast.expr) -> str:
        match node:
            case ast.Name(id=name) if name in self.names:
                return name
            case ast.Attribute(value=ast.Name(id="detail"), attr=name) if self.detail:
                return f"detail.{name}"
            case ast.Constant():
                raise BadConditionError(
                    f"{ast.unparse(node)!r} stands first: name the column first, as in age < 18."
                )
            case _:
                known = ", ".join(sorted(self.names))
                raise BadConditionError(
                    f"{ast.unparse(node)!r} is not a column it can see: there are {known}"
                    + (" and detail.NAME." if self.detail else ".")
                )


def _value(node: ast.expr) -> Value:
    match node:
        case ast.Name(id="true" | "false" as word):
            return word == "true"
        case ast.Constant(value=bool() as value):
            raise BadConditionError(
                f"{value} is not part of the language: say {str(value).lower()}."
            )
        case ast.Constant(value=str() as value):
            return value
        case ast.Constant(value=int() | float() as value):
            return _finite(value)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return -_finite(value)
        case _:
            raise BadConditionError(
                f"{ast.unparse(node)!r} is not a text in quotes, a number, true or false."
            )


def _finite(value: float) -> int | float:
    """The number, if every engine can hold it exactly enough to compare with."""
    if not (math.isfinite(value) and abs(value) <= _LARGEST):
        raise BadConditionError(f"{value} is too large a number to compare with.")
    return value


_LARGEST = 2**31 - 1
_SHOWN = 60  # as much of a condition as a message shows
