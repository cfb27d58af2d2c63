"""Which fact is asked about, and what the results that sources record mean for it.

The meanings are data (facts.toml), on the authority of the ledger's words for results.
"""

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from touchpoint.errors import Refused
from touchpoint.ledger.vocabulary import KINDS

UNCOVERED = "uncovered"
OUT_OF_REACH = "out_of_reach"
BLANK = "blank"
SILENT = (UNCOVERED, OUT_OF_REACH, BLANK)
"""What a source that says nothing is: not recording then, not seeing such a journey, or blank."""

OPEN = "open"
_FILE = Path(__file__).with_name("facts.toml")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A kind of touchpoint that several sources may hold, and how their results are read."""

    kind: str
    no: tuple[str, ...]
    yes: tuple[str, ...]
    choices: tuple[str, ...]
    implied_by: tuple[tuple[str, str], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All that a source can be found to say, by code: silence, then no, then yes."""
        return (*SILENT, *self.no, *self.yes)

    def code(self, word: str) -> int:
        """The number of a word; of two answers of one source the higher number is kept."""
        return self.words.index(word)

    @property
    def first_no(self) -> int:
        return len(SILENT)

    @property
    def first_yes(self) -> int:
        return len(SILENT) + len(self.no)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The fact's own kind and those that show it."""
        return (self.kind, *(kind for kind, _ in self.implied_by))


def fact_named(kind: str) -> Fact:
    """The fact of a kind; refuse a word that is no kind of touchpoint."""
    if kind not in KINDS:
        near = get_close_matches(kind, KINDS, n=1, cutoff=0.5)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise Refused(
            f"{kind} is not a kind of touchpoint, so no source can hold it.{hint} "
            "Name a kind from the glossary, like statement.offered."
        )
    told = _told()
    meanings = told["offers" if kind.endswith(".offered") else "any"]
    return Fact(
        kind=kind,
        no=tuple(meanings["no"]),
        yes=tuple(meanings["yes"]),
        choices=tuple(meanings["choices"]),
        implied_by=tuple(told["implied_by"].get(kind, {}).items()),
    )


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
