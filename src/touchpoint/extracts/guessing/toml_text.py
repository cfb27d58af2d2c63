"""A proposed profile as the text of a TOML file, with the reason for each line above it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from textwrap import wrap
from typing import Any, Final

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_WIDTH: Final = 110


@dataclass(frozen=True, kw_only=True)
class Line:
    """A key with its value and why it is so; without a value the reasons stand alone."""

    key: str
    value: Any = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """A table of the file: its heading as it is written, why it is there, and its lines."""

    heading: str = ""
    why: tuple[str, ...] = ()
    lines: Sequence[Line] = field(default=())


def as_text(sections: Sequence[Section]) -> str:
    """The whole file."""
    return "\n\n".join("\n".join(_section(section)) for section in sections) + "\n"


def sections_of(table: Mapping[str, Any]) -> list[Section]:
    """The sections of a table that was read from a profile, in the order in which they stood."""
    plain = [Line(key=k, value=v) for k, v in table.items() if not _is_section(v)]
    found = [Section(lines=plain)]
    for name, value in table.items():
        if name == "words":
            found += [_table(f"[words.{_key(listed)}]", held) for listed, held in value.items()]
        elif isinstance(value, Mapping):
            found.append(_table(f"[{name}]", value))
        elif _is_section(value):
            found += [_table(f"[[{name}]]", entry) for entry in value]
    return found


def commented(sentence: str) -> list[str]:
    """A sentence as lines that a profile passes over."""
    return [f"# {line}" for line in wrap(" ".join(sentence.split()), _WIDTH - 2)]


def _is_section(value: Any) -> bool:  # noqa: ANN401 - a value of TOML may be anything
    if isinstance(value, list):
        return bool(value) and all(isinstance(item, Mapping) for item in value)
    return isinstance(value, Mapping)


def _table(heading: str, held: Mapping[str, Any]) -> Section:
    return Section(heading=heading, lines=[Line(key=k, value=v) for k, v in held.items()])


def _section(section: Section) -> list[str]:
    lines = [line for sentence in section.why for line in commented(sentence)]
    if section.heading:
        lines.append(section.heading)
    for line in section.lines:
        lines += [text for sentence in line.why for text in commented(sentence)]
        if line.value is not None:
            lines.append(f"{_key(line.key)} = {_written(line.value)}")
    return lines


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _written(value: Any) -> str:  # noqa: ANN401 - as above
    text = inline(value)
    if len(text) <= _WIDTH or not isinstance(value, list):
        return text
    return "[\n" + "".join(f"    {inline(item)},\n" for item in value) + "]"


def inline(value: Any) -> str:  # noqa: ANN401 - as above
    """A value on one line."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case date():
            return value.isoformat()
        case Mapping():
            held = ", ".join(f"{_key(k)} = {inline(v)}" for k, v in value.items())
            return f"{{ {held} }}"
        case list() | tuple():
            return f"[{', '.join(map(inline, value))}]"
        case _:
            return str(value)
