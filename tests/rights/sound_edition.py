"""A made-up edition with nothing wrong with it, and ways to change it and to read it."""

import operator
import tomllib
from collections.abc import Mapping
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from touchpoint.errors import Refused
from touchpoint.rights.code.duty import Edition
from touchpoint.rights.reading.edition_file import edition_of

Table = dict[str, Any]

SOUND = (Path(__file__).parent / "sound_edition.toml").read_text(encoding="utf-8")


def sound() -> Edition:
    return edition_of(tomllib.loads(SOUND), file="sound.toml")


def changed(at: str, put: object) -> Table:
    """The sound edition with something else in one place, or with nothing there."""
    table = tomllib.loads(SOUND)
    way: list[Any] = [int(step) if step.isdigit() else step for step in at.split(".")]
    last = way.pop()
    inner: Any = reduce(operator.getitem, way, table)
    if put is None:
        del inner[last]
    else:
        inner[last] = put
    return table


def faults_of(table: Mapping[str, Any], over: Edition | None = None) -> tuple[str, ...]:
    with pytest.raises(Refused) as refusal:
        edition_of(table, file="broken.toml", over=over)
    assert refusal.value.sentence.startswith("broken.toml cannot be read as an edition")
    return refusal.value.faults


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path
