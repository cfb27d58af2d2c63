"""One table of an instrument file, taken key by key, so that every fault is told with its place."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

T = TypeVar("T")
NAMES = {str: "a text in quotes", int: "a whole number", list: "a list", dict: "a table"}


class Taking:
    """A table of the file: what is taken is checked, and what is left at the end is a fault."""

    def __init__(self, table: Mapping[str, Any], place: str, faults: list[str]) -> None:
        self.place, self.faults = place, faults
        self._left, self._known = dict(table), list[str]()

    def fault(self, sentence: str) -> None:
        self.faults.append(f"{self.place}: {sentence}")

    def says(self, key: str) -> bool:
        return key in self._left

    def take(self, key: str, kind: type[T], *, needed: bool = True) -> T | None:
        """The value of a key if it is of this kind, and a fault if it is not."""
        self._known.append(key)
        if key not in self._left:
            if needed:
                self.fault(f"{key} is missing: it must be {NAMES[kind]}.")
            return None
        value = self._left.pop(key)
        if type(value) is not kind:  # not isinstance: true is no number here
            self.fault(f"{key} is {value!r}: it must be {NAMES[kind]}.")
            return None
        return value

    def text(self, key: str, *, needed: bool = True) -> str | None:
        value = self.take(key, str, needed=needed)
        if value is not None and not value.strip():
            self.fault(f"{key} is empty: give it a text.")
            return None
        return value

    def number(self, key: str, *, needed: bool = True) -> int | None:
        return self.take(key, int, needed=needed)

    def amount(self, key: str) -> float | None:
        """A number with or without a point; None where it is left out."""
        self._known.append(key)
        value = self._left.pop(key, None)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            self.fault(f"{key} is {value!r}: it must be a number.")
            return None
        return None if value is None else float(value)

    def word(self, key: str, words: Collection[str], *, needed: bool = True) -> str | None:
        """One of these words."""
        value = self.take(key, str, needed=needed)
        if value is not None and value not in words:
            self.fault(f"{key} {none_of(value, words)}")
            return None
        return value

    def words(
        self, key: str, among: Collection[str] | None = None, *, needed: bool = True
    ) -> tuple[str, ...]:
        """A list of texts, each once: any, or of these words."""
        value = self.take(key, list, needed=needed)
        found = []
        for word in value or []:
            if not isinstance(word, str):
                self.fault(f"{key} holds {word!r}: it must hold texts in quotes.")
            elif among is not None and word not in among:
                self.fault(f"{key}: {none_of(word, among)}")
            elif word in found:
                self.fault(f"{key} names {word!r} twice.")
            else:
                found.append(word)
        if value == [] and needed:
            self.fault(f"{key} is an empty list: name at least one.")
        return tuple(found)

    def table(self, key: str, *, needed: bool = True) -> "Taking | None":
        value = self.take(key, dict, needed=needed)
        return None if value is None else Taking(value, f"{self.place}, {key}", self.faults)

    def tables(self, key: str, what: str, *, needed: bool = True) -> "list[Taking]":
        """A list of tables, each with its number as its place."""
        found = []
        for number, table in enumerate(self.take(key, list, needed=needed) or [], 1):
            if isinstance(table, dict):
                place = f"{what} {number}" if not self.place else f"{self.place}, {what} {number}"
                found.append(Taking(table, place, self.faults))
            else:
                self.fault(f"{key} holds {table!r}: it must hold tables.")
        return found

    def close(self) -> None:
        """Tell what nobody asked for: a key misspelt, or one that does not belong here."""
        for key in self._left:
            near = get_close_matches(key, self._known, n=1)
            meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(self._known)}."
            self.fault(f"{key!r} is not a key here: {meant}")


def none_of(word: str, words: Collection[str]) -> str:
    """That a word is not in its list, with the list or the word that was probably meant."""
    few = 13
    if len(words) <= few:
        return f"{word!r} is none of {', '.join(each or repr(each) for each in words)}."
    near = get_close_matches(word, words, n=1)
    meant = f"did you mean {near[0]}?" if near else "docs/glossary.md lists them."
    return f"{word!r} is not a word of the ledger: {meant}"
