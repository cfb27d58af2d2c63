"""What is said of sources and touchpoints, in a board's words: names for ids, sentences for kinds.

A note of a figure names both as the ledger does; a paper prints it as a force would say it. The
kinds themselves stand in the table of what each source records.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from touchpoint.ledger.vocabulary import KINDS
from touchpoint.papers.wording.words import Words

_KIND: Final = re.compile(r"\b[a-z_]+\.[a-z_]+\b")
_FIRST: Final = re.compile(r"(?:^|(?<=\[b\] ))[a-z](?![\w-]*[\d_])")
"""The first letter of a sentence; ids are left as they are."""

_BEHIND: Final = ("has a break in", "does not record")
_MONTHS: Final = re.compile(r"\b(\d+) of (\d+) months have (data|such answers)")
_BEFORE: Final = "is recorded by"
_BREAK: Final = "a break in recording that"


@dataclass(frozen=True)
class Spoken:
    """How notes are said with the words of a force, for the sources of a ledger."""

    words: Words
    sources: tuple[str, ...]

    def __call__(self, note: str) -> str:
        """A note, as it is printed."""
        if self.sources:
            note = self._patterns[0].sub(lambda f: f"{self._name(f[1])} {f[2]}", note)
            note = self._patterns[1].sub(lambda f: f"{_BEFORE} {self._name(f[1])}", note)
        note = _MONTHS.sub(_of_months, note)
        return begun_large(_KIND.sub(_in_words, note).replace("a break in that", _BREAK))

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """Where the ledger names a source: before what it does, and behind what is recorded."""
        named = "|".join(re.escape(source) for source in self.sources)
        return (
            re.compile(rf"(?<![\w.])({named}) ({'|'.join(_BEHIND)})"),
            re.compile(rf"{_BEFORE} ({named})(?![\w.])"),
        )

    def _name(self, source: str) -> str:
        return self.words.name("source", source)


def begun_large(note: str) -> str:
    """A note whose sentences begin large, behind a mark that may stand before them."""
    return _FIRST.sub(lambda found: found[0].upper(), note)


def sources_of(rows: Iterable[str]) -> tuple[str, ...]:
    """Names of sources once each, the longest first: one may be a part of another."""
    return tuple(sorted(set(rows), key=lambda name: (-len(name), name)))


def _of_months(found: re.Match[str]) -> str:
    some, of, what = int(found[1]), int(found[2]), found[3]
    if of == 1:
        return f"the month has {what}" if some else f"the month has no {what}"
    if some == 0:
        return f"none of the {of} months has {what}"
    return f"{some} of the {of} months {'has' if some == 1 else 'have'} {what}"


def _in_words(found: re.Match[str]) -> str:
    meaning = KINDS.get(found[0])
    return found[0] if meaning is None else f"that {meaning}"
