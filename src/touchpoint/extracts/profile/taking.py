"""One table of a profile, taken key by key, so that every fault is told with its place.

What is faulty comes back as nothing and whoever asked goes on: nothing read with a fault is used.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import TypeVar

T = TypeVar("T")
_FEW = 12


def quoted(found: object) -> str:
    """A value of the file as it is told: texts in single quotes, long ones cut."""
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, str):
        return f"'{found}'" if len(found) <= 60 else f"'{found[:57]}...'"  # noqa: PLR2004 - a line
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, (int, float)):
        return str(found)
    return "a table" if isinstance(found, Mapping) else "a list"


def none_of(word: str, words: Collection[str], what: str) -> str:
    """The sentence for a word that should be one of these."""
    near = get_close_matches(word, list(words), 1, 0.6)
    if near:
        return f"{quoted(word)} is no {what}. Did you mean {near[0]}?"
    if 0 < len(words) <= _FEW:
        return f"{quoted(word)} is no {what}: it must be one of {', '.join(words)}."
    return f"{quoted(word)} is no {what}."


class Taking:
    """A table of the file: what is taken is checked, and what is left at the end is a fault."""

    def __init__(self, table: Mapping[str, object], place: str, faults: list[str]) -> None:
        self.place = place
        self.faults = faults
        self._left = dict(table)
        self._known: list[str] = []

    def fault(self, sentence: str, key: str = "") -> None:
        place = ", ".join(part for part in (self.place, key) if part)
        self.faults.append(f"{place}: {sentence}" if place else sentence)

    def says(self, key: str) -> bool:
        return key in self._left

    def names(self) -> tuple[str, ...]:
        return tuple(self._left)

    def knows(self, key: str) -> None:
        """Name a key that may stand here, for whoever has misspelt it."""
        self._known.append(key)

    def peek(self, key: str) -> object:
        return self._left.get(key)

    def any(self, key: str) -> object:
        self._known.append(key)
        return self._left.pop(key, None)

    def take(self, key: str, kind: type[T], what: str, *, needed: bool = False) -> T | None:
        there = key in self._left
        value = self.any(key)
        if not there:
            if needed:
                self.fault(f"it is missing: it must be {what}.", key)
            return None
        # Not isinstance: true is no number here, and a moment is no day.
        if type(value) is not kind:
            self.fault(f"{quoted(value)} is not {what}.", key)
            return None
        return value

    def text(self, key: str, *, needed: bool = False) -> str | None:
        value = self.take(key, str, "a text in quotes", needed=needed)
        if value is not None and not value.strip():
            self.fault("it is empty: write a text, or leave it out if it may be.", key)
            return None
        return value

    def table(self, key: str, *, needed: bool = False) -> "Taking | None":
        value = self.take(key, dict, 'a table, like { "a" = "b" }', needed=needed)
        if value is None:
            return None
        return Taking(value, f"{self.place}, {key}" if self.place else f"[{key}]", self.faults)

    def texts(self, key: str, *, needed: bool = False) -> tuple[str, ...] | None:
        value = self.take(key, list, 'a list of texts, like ["a", "b"]', needed=needed)
        if value is None:
            return None
        if not value or not all(type(item) is str for item in value):
            self.fault('it must be a list of texts, like ["a", "b"], and hold at least one.', key)
            return None
        return tuple(value)

    def word(self, key: str, words: Collection[str], *, needed: bool = False) -> str | None:
        value = self.text(key, needed=needed)
        if value is not None and value not in words:
            self.fault(f"{quoted(value)} is none of {', '.join(words)}.", key)
            return None
        return value

    def truth(self, key: str) -> bool | None:
        return self.take(key, bool, "true or false")

    def number(self, key: str) -> int | None:
        value = self.take(key, int, "a whole number")
        if value is not None and value < 1:
            self.fault(f"{value} is not above 0.", key)
            return None
        return value

    def day(self, key: str) -> date | None:
        """A day; a moment is none."""
        if isinstance(self._left.get(key), datetime):
            self._left[key] = ""
        return self.take(key, date, "a day without quotes, like 2024-04-01")

    def end(self) -> None:
        """Tell of every key that nobody asked for."""
        for key in self._left:
            near = get_close_matches(key, self._known, 1, 0.6)
            hint = f" Did you mean {near[0]}?" if near else ""
            self.fault(f"nothing is known by this name here.{hint}", key)
