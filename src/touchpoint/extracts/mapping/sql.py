"""SQL put together safely: names and texts quoted, and columns worked out layer upon layer.

Each layer adds columns to those of the layer below it, so that what several places need is worked
out once and DuckDB reads the whole file in one pass.
"""

from collections.abc import Iterable, Sequence
from enum import IntEnum

from touchpoint.ledger.views import text

__all__ = ["Layer", "Layers", "all_of", "any_of", "name", "said", "text"]


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


class Layers:
    """Columns by layer, each expression once."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._columns: list[dict[str, str]] = [{} for _ in Layer]
        self._joins: list[str] = []

    def add(self, layer: Layer, expression: str) -> str:
        """The name of a column that holds this expression over the layers below."""
        columns = self._columns[layer]
        return columns.setdefault(expression, f"{layer.name.lower()}_{len(columns)}")

    def join(self, clause: str) -> None:
        """Join a table to the layer below FOUND; it must not add rows."""
        self._joins.append(clause)

    def select(self, columns: str, where: str = "true") -> str:
        """A SELECT of columns over all layers, of those rows of the file that a condition keeps."""
        inner = f"(SELECT * FROM {self._source} WHERE {where})"
        for layer in Layer:
            added = "".join(f", {sql} AS {alias}" for sql, alias in self._columns[layer].items())
            joins = " ".join(self._joins) if layer is Layer.FOUND else ""
            if added or joins:
                inner = f"(SELECT below.*{added} FROM {inner} AS below {joins})"
        return f"SELECT {columns} FROM {inner}"
