"""A profile in the making: what was made of it so far, and what a person has to settle."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from touchpoint.extracts.guessing.roles import Roles
from touchpoint.extracts.guessing.toml_text import Line, Section


@dataclass(kw_only=True)
class Draft:
    """A profile in the making."""

    roles: Roles
    sections: list[Section] = field(default_factory=list)
    words: list[Section] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def listed_lines(listed: dict[str, list[str]]) -> list[Line]:
    return [Line(key=meaning, value=words) for meaning, words in listed.items()]


def spelled(word: str) -> str:
    return word.capitalize()


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_") or "entry"


def named_in(sections: Sequence[Section]) -> Iterator[str]:
    """The headings that the lines of a draft name, and whatever other words they hold.

    To find the table and to read its words, a draft names headings of which it then makes nothing.
    """
    for section in sections:
        if section.heading and not section.heading.startswith(("[file]", "[words.")):
            yield from _words_in([line.value for line in section.lines])


def _words_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _words_in([*value.keys(), *value.values()])
    elif isinstance(value, list):
        yield from (word for inner in value for word in _words_in(inner))
