"""How the values of worked examples are taken out of their tables, each with its faults.

Duties and measures both have worked examples, and write them alike.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from touchpoint.calendar import utc_of
from touchpoint.errors import Refused
from touchpoint.rights.reading.entries import Entry, shown

Take = Callable[[Entry, str], object]


def one_of(words: Collection[str], under: str | None = None) -> Take:
    """One of these words; `under` names the table where the file may declare more of them."""
    return lambda entry, key: entry.word(key, words, under=under)


def list_of(words: Collection[str], under: str | None = None) -> Take:
    """Some of these words, each once."""
    return lambda entry, key: entry.words(key, words, under=under)


def moment(entry: Entry, key: str) -> object:
    """A day, or a local time that there was: none is in the hour that is left out in spring."""
    value = entry.moment(key)
    if isinstance(value, datetime):
        try:
            utc_of(value)
        except Refused as refusal:
            entry.fault(f"{key}: {refusal.sentence}")
    return value


def detail(entry: Entry, key: str) -> object:
    """The detail of a touchpoint: names with plain values."""
    table: dict[str, Any] | None = entry.take(key, dict, "a table, like { every_days = 28 }")
    for name, value in (table or {}).items():
        if not isinstance(value, str | int | float):
            entry.fault(f"{key} {name} is {shown(value)}: it must be a text, a number or a truth.")
    return table
