"""JSON as a table: one object on each line, or an array of objects; numbers keep their digits.

A line that is no object costs one row. Of an array that breaks off nothing is read, because nobody
can say how many rows are missing.
"""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from touchpoint.extracts.reading.content import refuse
from touchpoint.extracts.reading.found import Unreadable, Wish
from touchpoint.extracts.reading.header import Header, Merged
from touchpoint.extracts.reading.sieve import Filled
from touchpoint.extracts.reading.store import Store
from touchpoint.extracts.reading.text.encoding import encoding_of
from touchpoint.extracts.reading.text.lines import Lines, legible
from touchpoint.extracts.reading.text.records import HOLDS_NUL

_MOST_BYTES = 1 << 30
_NOT_AN_OBJECT = "It is no object of JSON: names and values between curly brackets."
_NO_ROWS = (
    "JSON without rows: neither objects on lines nor an array of objects; export it as one of these"
)
_TWICE = "It holds the same name twice."


class _TwiceError(ValueError):
    """An object says one name twice, so that one value would be lost."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _TwiceError
    return found


class _Digits(str):
    """A number, as its digits stand in the file."""

    __slots__ = ()


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_Digits, parse_int=_Digits, parse_constant=_Digits
)


class _Fault:
    """A line that is no object, or holds what no table can, as it stands in the file."""

    def __init__(self, line: str, reason: str = _NOT_AN_OBJECT) -> None:
        self.line = legible(line.strip())
        self.reason = reason


class JsonFile:
    """A file of JSON lines, or of one array of objects."""

    name: str | None = None
    hidden = False
    merged: Merged = frozenset()
    head: list[list[str]] = []  # noqa: RUF012 - there are no rows before the headings, ever

    def __init__(self, path: Path, wish: Wish) -> None:
        self.path = path
        self.encoding = encoding_of(path, wish.encoding)
        self._by_line = self._is_by_line()
        self._array = None if self._by_line else self._whole()
        self._by_line = self._array is None
        keys: dict[str, None] = {}
        self._rows = 0
        for _, entry in self._entries():
            self._rows += 1
            keys.update(dict.fromkeys(entry if isinstance(entry, dict) else ()))
        if not keys:
            raise refuse(path, _NO_ROWS)
        self._keys = tuple(keys)

    @property
    def told(self) -> tuple[str, ...]:
        """What sort of JSON it is."""
        sort = "JSON, one object on each line" if self._by_line else "a JSON array of objects"
        return (f"It is {sort}, in {self.encoding.name}.",)

    @property
    def size(self) -> tuple[int | None, int]:
        """How many rows and columns."""
        return self._rows, len(self._keys)

    @property
    def schema(self) -> Header | None:
        """The names in the objects, in the order in which they come up."""
        return Header(first=0, last=0, texts=self._keys, right=len(self._keys))

    def _lines(self) -> Iterator[str]:
        lines = Lines(self.path, self.encoding)
        try:
            yield from lines
        finally:
            lines.close()

    def _is_by_line(self) -> bool:
        """Whether the first line that is not blank is an object by itself."""
        first = next((line for line in self._lines() if line.strip()), "")
        others = any(line.strip() for line in islice(self._lines(), 1, 50))
        entry = _decoded(first)
        return isinstance(entry, dict) and (others or _inner(entry) is None)

    def _whole(self) -> list[Any] | None:
        """The rows of one array; None where lines are objects and only some are damaged."""
        if self.path.stat().st_size > _MOST_BYTES:
            raise refuse(
                self.path, "a JSON array too large to read; export it with one object a line"
            )
        content = "".join(self._lines()).strip().strip("\ufeff")
        try:
            whole = _DECODER.decode(content)
        except (ValueError, RecursionError):
            some = islice((line for line in self._lines() if line.strip()), 50)
            if content.startswith("{") and any(isinstance(_decoded(line), dict) for line in some):
                return None
            raise refuse(
                self.path, "JSON that is damaged or cut short; copy or export it again"
            ) from None
        rows = _inner(whole) if isinstance(whole, dict) else whole
        if not isinstance(rows, list):
            raise refuse(self.path, _NO_ROWS)
        return rows

    def _entries(self) -> Iterator[tuple[int, Any]]:
        """Each row with its number: the line, or the place in the array; a str is a fault."""
        if self._array is not None:
            yield from enumerate(self._array, 1)
            return
        for row, line in enumerate(self._lines(), 1):
            if line.strip():
                entry = _decoded(line)
                reason = _TWICE if entry is _TWICE else _NOT_AN_OBJECT
                yield row, entry if isinstance(entry, dict) else _Fault(line, reason)

    def fill(self, store: Store, header: Header) -> Filled:
        """Write every object to the table; what is none is unreadable."""
        del header
        filled = Filled()

        def readable() -> Iterator[tuple[int, list[str | None]]]:
            for row, entry in self._entries():
                if isinstance(entry, dict):
                    cells = [_text(entry.get(key)) for key in self._keys]
                    if not any(cell and "\0" in cell for cell in cells):
                        yield row, cells
                        continue
                fault = _fault(entry)
                refused = Unreadable(row=row, cells=(fault.line,), reason=fault.reason)
                filled.unreadable.append(refused)

        store.create()
        store.add(readable())
        return filled


def _inner(entry: dict[str, Any]) -> list[Any] | None:
    """The rows of an answer of a service: the one list of objects that an object holds."""
    lists = [
        value
        for value in entry.values()
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value)
    ]
    return lists[0] if len(lists) == 1 else None


def _fault(entry: Any) -> _Fault:  # noqa: ANN401 - JSON may hold anything
    """Why an entry is no row: of objects only those that hold a zero byte are none."""
    if isinstance(entry, _Fault):
        return entry
    return _Fault(_text(entry) or "", HOLDS_NUL if isinstance(entry, dict) else _NOT_AN_OBJECT)


def _decoded(line: str) -> Any:  # noqa: ANN401 - JSON may hold anything
    try:
        return _DECODER.decode(line.strip().strip("\ufeff"))
    except _TwiceError:
        return _TWICE
    except (ValueError, RecursionError):
        return None


def _text(value: Any) -> str | None:  # noqa: ANN401 - JSON may hold anything
    match value:
        case None:
            return None
        case _Digits():
            return str(value)
        case str():
            return value.encode("utf-8", "backslashreplace").decode()
        case bool():
            return "TRUE" if value else "FALSE"
        case dict():
            inner = (f"{json.dumps(key)}: {_inside(one)}" for key, one in value.items())
            return f"{{{', '.join(inner)}}}"
        case _:
            return f"[{', '.join(map(_inside, value))}]"


def _inside(value: Any) -> str:  # noqa: ANN401 - the same
    """A value within another, as JSON."""
    if isinstance(value, _Digits) or not isinstance(value, str | bool | None):
        return _text(value) or "null"
    return json.dumps(value, ensure_ascii=False)
