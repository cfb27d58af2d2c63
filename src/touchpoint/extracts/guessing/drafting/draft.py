"""A profile in the making: what was made of it so far, and what a person has to settle."""

import re
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
