"""One table of an edition file, taken key by key, so that every fault is told with its place.

On the authority of docs/explanation/how-a-duty-is-judged.md, which names every key. What is faulty
comes back as nothing, and whoever asked goes on to the next key: nothing read with a fault is used.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Any, TypeVar

T = TypeVar("T")

_FEW = 13  # lists up to this long are told whole


class Entry:
    """A table of the file: what is taken is checked, and what is left at the end is a fault."""

    def __init__(self, table: Mapping[str, Any], place: str, faults: list[str]) -> None:
        self.place = place
        self.faults = faults
        self._left = dict(table)
        self._keys: list[str] = []

    def fault(self, sentence: str) -> None:
        self.faults.append(f"{self.place}: {sentence}")

    def says(self, key: str) -> bool:
        return key in self._left

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that are not taken yet."""
        return tuple(self._left)

    def peek(self, key: str) -> dict[str, Any]:
        """The key with its value as it stands there, not taken; nothing where it is not there."""
        return {key: self._left[key]} if key in self._left else {}

    def knows(self, keys: Iterable[str]) -> None:
        """Name the keys that a table may hold, where not all of them are asked for."""
        self._keys = list(keys)

    def take(self, key: str, kind: type[T], what: str, *, needed: bool = True) -> T | None:
        """The value of a key if it is of this kind, and a fault if it is not."""
        self._keys.append(key)
        if key not in self._left:
            if needed:
                self.fault(f"{key} is missing: it must be {what}.")
            return None
        value = self._left.pop(key)
        # Not isinstance: true is no number here, and a date with a time is no day.
        if type(value) is not kind:
            self.fault(f"{key} is {shown(value)}: it must be {what}.")
            return None
        return value

    def text(self, key: str, *, needed: bool = True) -> str | None:
        value = self.take(key, str, "a text in quotes", needed=needed)
        if value is not None and not value.strip():
            self.fault(f"{key} is empty: give it a text, or leave the key out if it may be.")
            return None
        return value

    def truth(self, key: str, *, needed: bool = True) -> bool | None:
        return self.take(key, bool, "true or false", needed=needed)

    def number(self, key: str, *, needed: bool = True) -> int | None:
        return self.take(key, int, "a whole number", needed=needed)

    def day(self, key: str, *, needed: bool = True) -> date | None:
        return self.take(key, date, "a day without quotes, like 2024-03-28", needed=needed)

    def moment(self, key: str, *, needed: bool = True) -> date | datetime | None:
        """A day, or a local date and time."""
        if type(self._left.get(key)) is datetime:
            return self.take(key, datetime, "")
        what = "a day or a local time without quotes, like 2024-03-28 or 2024-03-28T14:00:00"
        return self.take(key, date, what, needed=needed)

    def word(
        self, key: str, words: Collection[str], *, needed: bool = True, under: str | None = None
    ) -> str | None:
        """One of these words; `under` names the table where the file may declare more of them."""
        one_of = "one of " if len(words) > 1 else ""
        what = f"{one_of}{_listed(words)}" if len(words) <= _FEW else "a text in quotes"
        value = self.take(key, str, what, needed=needed)
        if value is not None and value not in words:
            self.fault(f"{key} {none_of(value, words, under)}")
            return None
        return value

    def words(
        self, key: str, words: Collection[str], *, needed: bool = True, under: str | None = None
    ) -> tuple[str, ...] | None:
        """A list of words, each once and at least one."""
        value = self.take(key, list, 'a list of texts, like ["a", "b"]', needed=needed)
        if value is None:
            return None
        before = len(self.faults)
        for word in value:
            if not isinstance(word, str):
                self.fault(f"{key} holds {shown(word)}: it must hold texts in quotes.")
            elif word not in words:
                self.fault(f"{key}: {none_of(word, words, under)}")
        if not value:
            self.fault(f"{key} is an empty list: name at least one.")
        for word in repeated(word for word in value if isinstance(word, str)):
            self.fault(f"{key} names {shown(word)} twice.")
        return tuple(value) if len(self.faults) == before else None

    def whatever_is_left(self) -> list[tuple[str, object]]:
        """Every key with its value, of a table whose keys are for the file to choose."""
        left, self._left = list(self._left.items()), {}
        return left

    def entry(self, key: str, *, needed: bool = True) -> "Entry | None":
        table = self.take(key, dict, "a table, like { … }", needed=needed)
        return None if table is None else Entry(table, f"{self.place}, {key}", self.faults)

    def entries(self, key: str, what: str, *, needed: bool = True) -> "list[Entry] | None":
        """A list of tables, each with its number as its place."""
        tables = self.take(key, list, "a list of tables", needed=needed)
        if tables is None:
            return None
        entries = []
        for number, table in enumerate(tables, 1):
            if isinstance(table, dict):
                place = f"{what} {number}"
                where = place if self.place == TOP else f"{self.place}, {place}"
                entries.append(Entry(table, where, self.faults))
            else:
                self.fault(f"{key} holds {shown(table)}: it must hold tables.")
        return entries

    def close(self) -> None:
        """Tell what nobody asked for: a key misspelt, or one that does not belong here."""
        for key in self._left:
            near = get_close_matches(key, self._keys, n=1)
            self.fault(
                f"{key!r} is not a key here: "
                + (f"did you mean {near[0]}?" if near else f"there are {', '.join(self._keys)}.")
            )


TOP = "the file"
"""The place of what stands outside every table."""


def none_of(word: str, words: Collection[str], under: str | None = None) -> str:
    """That a word is not in its list, with the list or the word that was probably meant."""
    declare = f" One of your own is declared {under}." if under else ""
    if len(words) <= _FEW:
        return f"{word!r} is none of {_listed(words)}.{declare}"
    near = get_close_matches(word, words, n=1)
    meant = f"did you mean {near[0]}?" if near else "docs/glossary.md lists them."
    return f"{word!r} is not a word of the ledger: {meant}{declare}"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(word or repr(word) for word in words)


def repeated(words: Iterable[str]) -> list[str]:
    """The words that stand more than once, each told once."""
    seen: Sequence[str] = list(words)
    return sorted({word for word in seen if seen.count(word) > 1})


def shown(value: object) -> str:
    """A value of the file as a message shows it."""
    match value:
        case bool():
            return "true" if value else "false"
        case dict():
            return "a table"
        case list():
            return "a list"
        case date() | time():
            return value.isoformat()
        case _:
            return repr(value)
