"""The words that an edition file may use: the ledger's, and those that it declares itself.

On the authority of docs/explanation/how-a-duty-is-judged.md, section Words of its own. The ledger
keeps kinds and marks that are none of its words; a file that declares them can hold duties over
them.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from touchpoint.ledger import TABLES
from touchpoint.ledger.vocabulary import KINDS, MARKS
from touchpoint.rights.code.duty import Edition
from touchpoint.rights.reading.entries import Entry, shown

UNDER_KINDS: Final = "under [kinds]"
UNDER_MARKS: Final = "under [marks]"

_NOTHING: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, kw_only=True)
class Words:
    """The kinds and marks that a file declares, or that it finds declared, with their meanings."""

    kinds: Mapping[str, str]
    marks: Mapping[str, str]

    @cached_property
    def every_kind(self) -> Mapping[str, str]:
        """The kinds that duties may name: the ledger's and these."""
        return {**KINDS, **self.kinds}

    @cached_property
    def every_mark(self) -> Mapping[str, str]:
        """The marks that duties may name: the ledger's and these."""
        return {**MARKS, **self.marks}


def read_words(entry: Entry, duties: object, over: Edition | None) -> Words:
    """The words that a file declares, behind those of the edition that it is laid over.

    The duties are asked as they stand which words they name, so that a fault of theirs does not
    make a word look unused.
    """
    named = set(_named_in(duties))
    kinds = _Table(
        key="kinds",
        form=r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*",
        written="a noun, a point and what became of it, in small letters, like antibiotics.given",
        words=TABLES["touchpoints"]["kind"].words or KINDS,
        given=over.kinds if over else _NOTHING,
        over=over.name if over else "",
        named=named,
    )
    marks = _Table(
        key="marks",
        form="[a-z][a-z0-9_]*",
        written="one word in small letters, like high_risk",
        words=MARKS,
        given=over.marks if over else _NOTHING,
        over=over.name if over else "",
        named=named,
    )
    return Words(kinds=kinds.read(entry), marks=marks.read(entry))


@dataclass(frozen=True, kw_only=True)
class _Table:
    """One table of declared words, and what makes a word of it a good one."""

    key: str
    form: str
    written: str
    words: Mapping[str, str]
    """The ledger's."""
    given: Mapping[str, str]
    over: str
    named: Collection[str]

    def read(self, entry: Entry) -> Mapping[str, str]:
        """What is given and what is declared; a word with a fault too, lest duties be blamed."""
        table = entry.entry(self.key, needed=False)
        found: dict[str, str] = {}
        for word, said in _words_in(table) if table is not None else ():
            fault = "stands twice: leave one out." if word in found else self._fault(word, said)
            if table is not None and fault is not None:
                table.fault(f"{word!r} {fault}")
            found[word] = " ".join(str(said).split()).rstrip(" .")
        return {**self.given, **found}

    def _fault(self, word: str, said: object) -> str | None:
        if word in self.words:
            return "is a word of the ledger already: leave it out, and use it as it is."
        if word in self.given:
            return f"is declared by {self.over} already: leave it out, and use it as it is."
        if not re.fullmatch(self.form, word):
            return f"is not written as it must be: {self.written}."
        if not isinstance(said, str):
            return f"is {shown(said)}: it must be a text in quotes that says what it means."
        if not said.strip(" ."):
            return "is empty: say in a few words what it means."
        return None if word in self.named else "is named by no duty here: leave it out."


def _words_in(table: Entry) -> Iterator[tuple[str, object]]:
    """Each word with its meaning; without quotes TOML takes the point of a kind for a table."""
    for name, said in table.whatever_is_left():
        if isinstance(said, dict) and said:
            for last, meaning in said.items():
                yield f"{name}.{last}", meaning
        else:
            yield name, said


def _named_in(value: object) -> Iterator[str]:
    """Every text of the duties, and every text in quotes inside one, as conditions have them."""
    match value:
        case str():
            yield value
            yield from re.findall(r"['\"](\w+)['\"]", value)
        case dict():
            for each in value.values():
                yield from _named_in(each)
        case list():
            for each in value:
                yield from _named_in(each)
