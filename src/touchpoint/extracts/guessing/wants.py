"""What a profile asks of each heading that it names: part of the key, a date, or words.

The table is that of the TOML file, so that what is found can be written again in its own words.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, Protocol

from touchpoint.extracts.profile.reading_file import SHIPPED
from touchpoint.extracts.profile.words import plain
from touchpoint.ledger.tables import TABLES

ENTRIES: Final = tuple(name for name in TABLES if name != "coverage")
PARTS: Final = ("column", "date", "time", "day", "first_day_of", "last_day_of", "shorthand_of")
LISTS: Final = ("join", "first", "lists")
NO_VALUES: Final = frozenset({"entry", "kind", "a_day_is", "columns", "if", "detail"})
_DATES: Final = frozenset({"when", "day", "days", "date", "born_on", "recorded_at", "reported_at"})


class Note(Protocol):
    """Takes down that a heading is used, for what and through which list of words."""

    def __call__(
        self, heading: str, key: str, listed: str | None, more: Iterable[str] = ()
    ) -> None: ...


@dataclass(kw_only=True)
class Use:
    """How a heading is used."""

    key: bool = False
    date: bool = False
    words: set[str] = field(default_factory=set)
    closed: bool = False
    """Whether the words are all there may be."""


@cache
def shipped_table(name: str) -> Mapping[str, Any]:
    """The table of a shipped profile."""
    return tomllib.loads((SHIPPED / f"{name}.toml").read_text(encoding="utf-8"))


def uses(table: Mapping[str, Any]) -> dict[str, Use]:
    """Every heading of a profile with its use, in the order in which they stand."""
    found: dict[str, Use] = {}

    def note(heading: str, key: str, listed: str | None, more: Iterable[str] = ()) -> None:
        use = found.setdefault(heading, Use())
        use.words |= set(map(plain, more))
        use.key = use.key or key == "key"
        use.date = use.date or key in _DATES or key.endswith("_on")
        words = table.get("words", {}).get(listed or "", {})
        use.closed = use.closed or (bool(words) and "otherwise" not in words)
        use.words |= {plain(w) for said in words.values() if isinstance(said, list) for w in said}

    key = table.get("rows", {}).get("key", [])
    for member in key if isinstance(key, list) else []:
        _walk(member, "key", note)
    for owner in ("journey", "investigation"):
        for value in _belonging(table.get(owner, {})):
            _walk(value[1], value[0], note)
    for entry in entries(table):
        _walk_entry(entry, note)
    for covering in table.get("coverage", []):
        _walk(covering.get("days"), "days", note)
    return found


def entries(table: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every entry that makes rows of the ledger."""
    for name in ENTRIES:
        held = table.get(name, [])
        yield from held if isinstance(held, list) else [held]


def _belonging(owner: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if "id" in owner:
        yield "id", owner["id"]
    attempts = owner.get("find", [])
    for attempt in attempts if isinstance(attempts, list) else [attempts]:
        yield from attempt.items()


def _walk_entry(entry: Mapping[str, Any], note: Note) -> None:
    if isinstance(entry.get("kind"), Mapping):
        _walk(entry["kind"], "kind", note)
    for key, value in (*entry.items(), *entry.get("detail", {}).items()):
        if key not in NO_VALUES:
            _walk(value, key, note)
    _walk_conditions(entry.get("if"), note)
    for heading in entry.get("columns", {}):
        if heading != "matching":
            listed = [
                v.get("words") for v in entry.values() if isinstance(v, Mapping) and "each" in v
            ]
            note(heading, "columns", next((name for name in listed if name), None))


def _walk(value: Any, key: str, note: Note) -> None:  # noqa: ANN401 - a value of TOML may be anything
    if isinstance(value, str):
        note(value, key, None)
    if not isinstance(value, Mapping):
        return
    if isinstance(value.get("column"), str):
        note(value["column"], key, value.get("words"))
    for part in PARTS[1:]:
        if part in value:
            _walk(value[part], part if part in {"date", "day", "time"} else key, note)
    for part in LISTS:
        for item in value.get(part, []):
            _walk(item, key, note)
    for heading in value.get("flags", {}).values():
        note(heading, key, value.get("words"))
    _walk_conditions(value.get("if"), note)


def _walk_conditions(found: Any, note: Note) -> None:  # noqa: ANN401 - as above
    for condition in found if isinstance(found, list) else [found]:
        if isinstance(condition, Mapping) and "column" in condition:
            said = [*condition.get("is", []), *condition.get("is_not", [])]
            note(condition["column"], "if", condition.get("words"), said)
