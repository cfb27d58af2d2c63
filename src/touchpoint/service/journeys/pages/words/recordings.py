"""How each kind of touchpoint is recorded on a form, as data (recordings.toml).

A kind that the file leaves out is written by systems alone (a text message, the report itself).
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from touchpoint.rights.code.duty import Duty, Matcher
from touchpoint.service.journeys.pages.words.happenings import HEADINGS

_FILE: Final = Path(__file__).with_name("recordings.toml")
_CHOOSE: Final = "choose"
"""In a list of results: none is chosen beforehand, because the answer is the whole point."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recording:
    """What the form of one kind asks, besides when it happened."""

    kind: str
    group: str
    asks: tuple[str, ...]
    results: tuple[tuple[str, str], ...]
    """The results that may be chosen, with their words; none where there is nothing to choose."""
    result: str | None
    """What is chosen beforehand."""

    @property
    def heading(self) -> str:
        """What the menu calls it."""
        return HEADINGS[self.kind]


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Some kinds under a heading of the menu."""

    heading: str
    recordings: tuple[Recording, ...]


def recording_of(kind: str) -> Recording | None:
    """How a kind is recorded; none where no form records it."""
    return _recordings().get(kind)


def groups_of(kinds: Iterable[str]) -> tuple[Group, ...]:
    """The menu of somebody who may record these kinds."""
    may = frozenset(kinds)
    groups = []
    for name, heading in _told()["groups"].items():
        found = [r for r in _recordings().values() if r.group == name and r.kind in may]
        if found:
            groups.append(Group(heading=heading, recordings=tuple(found)))
    return tuple(groups)


def matcher_for(duty: Duty, kind: str) -> Matcher | None:
    """What a duty says of the kind that meets it."""
    return next((matcher for matcher in duty.met_by if kind in matcher.kinds), None)


@cache
def _recordings() -> Mapping[str, Recording]:
    told = _told()
    return {kind: _recording(kind, how, told) for kind, how in told["kinds"].items()}


def _recording(kind: str, how: Mapping[str, Any], told: Mapping[str, Any]) -> Recording:
    named = how.get("results")
    offered: list[str] = told["results"][named] if named else []
    first = offered[0] if offered else "done"
    return Recording(
        kind=kind,
        group=how["group"],
        asks=tuple(how["asks"]),
        results=tuple((word, told["labels"][named][word]) for word in offered if word != _CHOOSE),
        result=None if first == _CHOOSE else first,
    )


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
