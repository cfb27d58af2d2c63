"""SQL put together safely: names and texts quoted, and columns worked out layer upon layer.

Each layer adds columns to those of the layer below it, so that what several places need is worked
out once and DuckDB reads the whole file in one pass.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from touchpoint.ledger.views import text

__all__ = ["Layer", "Layers", "all_of", "any_of", "name", "said", "text"]

_QUOTED = re.compile("'[^']*'")
_NAME = re.compile(r"[a-z]+_?[0-9]+")
_CELL = re.compile(r"c[0-9]+")
_LEDGER = "the ledger"


def name(of: str) -> str:
    """A name as SQL writes it."""
    return '"' + of.replace('"', '""') + '"'


def all_of(conditions: Iterable[str]) -> str:
    """A condition that holds where all of these do."""
    return " AND ".join(f"({condition})" for condition in conditions) or "true"


def any_of(conditions: Iterable[str]) -> str:
    """A condition that holds where any of these does."""
    return " OR ".join(f"({condition})" for condition in conditions) or "false"


def said(words: Sequence[str], last: str = "or") -> str:
    """Words as a sentence lists them: a, b or c."""
    if len(words) < 2:  # noqa: PLR2004 - one word is no list
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


class Layer(IntEnum):
    """What is worked out before what."""

    TEXT = 0  # the cell without outer spaces; NULL where it says nothing
    PLAIN = 1  # the same without shorthand
    FAST = 2  # numbers, and dates of usual shapes
    SPLIT = 3  # dates of unusual shapes, taken apart
    READ = 4  # the cell as what it stands for
    TESTED = 5  # conditions of the profile
    JOINED = 6  # moments of several cells
    SOUGHT = 7  # by what the ledger is searched
    FOUND = 8  # whose row it is
    VALUE = 9  # the columns of the ledger
    RESULT = 10  # columns of the ledger that depend on others
    CHECKED = 11  # what is wrong
    ASKED = 12  # what is wanted of each row in the end


@dataclass(frozen=True, kw_only=True)
class _Column:
    expression: str
    alias: str
    made_of: frozenset[str]


class Layers:
    """Columns by layer, each expression once.

    What is made of one cell alone can be worked out apart, once for each word of that cell.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._columns: list[dict[str, _Column]] = [{} for _ in Layer]
        self._made_of: dict[str, frozenset[str]] = {}
        self._joins: list[str] = []

    def add(self, layer: Layer, expression: str) -> str:
        """The name of a column that holds this expression over the layers below."""
        columns = self._columns[layer]
        if expression not in columns:
            alias = f"{layer.name.lower()}_{len(columns)}"
            self._made_of[alias] = self.made_of(expression)
            if layer is Layer.FOUND:
                self._made_of[alias] |= {_LEDGER}
            columns[expression] = _Column(
                expression=expression, alias=alias, made_of=self._made_of[alias]
            )
        return columns[expression].alias

    def join(self, clause: str) -> None:
        """Join a table to the layer below FOUND; it must not add rows."""
        self._joins.append(clause)

    def made_of(self, expression: str) -> frozenset[str]:
        """The cells, as columns of the file, of which an expression is made."""
        names = set(_NAME.findall(_QUOTED.sub("", expression)))
        held = [self._made_of[name] for name in names if name in self._made_of]
        return frozenset(name for name in names if _CELL.fullmatch(name)).union(*held)

    def constant(self, alias: str) -> str | None:
        """What a column holds in every row, where that is written in its expression."""
        held = (c for columns in self._columns for c in columns.values() if c.alias == alias)
        column = next(held, None)
        if column is None or column.made_of or _NAME.search(_QUOTED.sub("", column.expression)):
            return None
        return column.expression

    def read_alone(self) -> tuple[str, ...]:
        """The cells that are read as more than text, and of which something is made alone."""
        read = self._columns[Layer.PLAIN : Layer.JOINED]
        alone = (column.made_of for columns in read for column in columns.values())
        return tuple(
            dict.fromkeys(cell for made_of in alone for cell in made_of if len(made_of) == 1)
        )

    def select_of(self, cell: str) -> str:
        """A SELECT of what is made of one cell alone, of each of its words once."""
        made = [
            c.alias for columns in self._columns for c in columns.values() if c.made_of == {cell}
        ]
        words = f"(SELECT DISTINCT {cell} FROM {self._source})"
        return (
            f"SELECT {', '.join((cell, *made))} FROM {self._over(words, lambda of: of <= {cell})}"
        )

    def select(
        self, columns: str, where: str = "true", apart: Mapping[str, str] | None = None
    ) -> str:
        """A SELECT of columns over all layers, of those rows of the file that a condition keeps.

        With `apart`, the tables of what was worked out for cells alone, by cell.
        """
        apart = apart or {}
        inner = f"(SELECT * FROM {self._source} WHERE {where})"
        if apart:
            held = "".join(f", {table}.* EXCLUDE ({cell})" for cell, table in apart.items())
            joins = " ".join(
                f"LEFT JOIN {table} ON below.{cell} IS NOT DISTINCT FROM {table}.{cell}"
                for cell, table in apart.items()
            )
            inner = f"(SELECT below.*{held} FROM {inner} AS below {joins})"
        there = [{cell} for cell in apart]
        return f"SELECT {columns} FROM {self._over(inner, lambda of: of not in there)}"

    def _over(self, inner: str, wanted: Callable[[frozenset[str]], bool]) -> str:
        """The layers over a source, but for the columns that are not wanted."""
        rows = wanted(frozenset({_LEDGER}))
        for layer in Layer:
            added = "".join(
                f", {column.expression} AS {column.alias}"
                for column in self._columns[layer].values()
                if wanted(column.made_of)
            )
            joins = " ".join(self._joins) if layer is Layer.FOUND and rows else ""
            if added or joins:
                inner = f"(SELECT below.*{added} FROM {inner} AS below {joins})"
        return inner
