"""What was written of when and how contact is safe: whether it says so, says no, or does not tell.

On the authority of law 7 of the house: unsafe contact fails closed. Words are safe only where no
part of them can be read as a no; "never leave a message" narrows, and "never" says no.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final


class Says(StrEnum):
    """What words say of contact."""

    SAFE = "safe"
    NOT_SAFE = "not_safe"
    NOTHING = "nothing"
    """It cannot be told: there are none, or none that say anything of it."""


_WORDS: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(words.split())
    for name, words in tomllib.loads(
        Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    ).items()
}
_PARTS: Final = re.compile(r"[^a-z0-9\s]+|\bbut\b|\botherwise\b")
_WORD: Final = re.compile(r"[a-z0-9]+")

NOT_SAID: Final = (
    "It does not say when and how contact is safe (safe): write it in words, like any time, or "
    "after 6pm. Where no way is safe, record that with the result unsafe."
)
SAYS_NO: Final = (
    "What is written of when contact is safe (safe) says no, or can be read so: write when and how "
    "it is safe, like after 6pm, or never leave a message. Where no way is safe, record that with "
    "the result unsafe."
)


def says_of_safety(said: object) -> Says:
    """What is said of safe contact, by whoever wrote it and in whatever form."""
    if isinstance(said, int | float) and not said:
        return Says.NOT_SAFE
    if not isinstance(said, str):
        return Says.NOTHING
    plain = _plain(said)
    parts = [_WORD.findall(part) for part in _PARTS.split(plain)]
    if any(_denies(words) for words in parts):
        return Says.NOT_SAFE
    words = {word for part in parts for word in part}
    # Letters that are not read here may say anything.
    foreign = any(letter.isalpha() and not letter.isascii() for letter in plain)
    unsettled = "?" in plain or not _WORDS["doubts"].isdisjoint(words)
    telling = any(len(word) > 1 and not word.isdecimal() for word in words - _WORDS["too_little"])
    return Says.NOTHING if foreign or unsettled or not telling else Says.SAFE


def faults_of_agreement(detail: Mapping[str, Any], ways: Sequence[str]) -> Iterator[str]:
    """What is wrong with the way that an agreement names, and with what it says of its safety."""
    way, said = detail.get("method"), detail.get("safe")
    if way is None and said is not None:
        yield f"It says when contact is safe, and not by which way: say the method, {_or(ways)}."
    elif way is not None and (not isinstance(way, str) or way not in ways):
        yield f"There is no such way of contact (method): it is {_or(ways)}."
    if said is None:
        return
    match says_of_safety(said):
        case Says.NOTHING:
            yield NOT_SAID
        case Says.NOT_SAFE:
            yield SAYS_NO
        case Says.SAFE:
            pass


def _plain(said: str) -> str:
    """The text in small letters, without accents, apostrophes and signs that nobody sees."""
    apart = unicodedata.normalize("NFKD", said.casefold())
    seen = (letter for letter in apart if unicodedata.category(letter) not in {"Cf", "Mn"})
    return re.sub("['\u2019\u02bc`]", "", "".join(seen))


def _denies(words: Sequence[str]) -> bool:
    """Whether a part of the text says no: by a word, or by a no that nothing narrows."""
    if not _WORDS["denies"].isdisjoint(words):
        return True
    return any(
        word in _WORDS["no"] and not _narrowed(words[at + 1 :]) for at, word in enumerate(words)
    )


def _narrowed(after: Sequence[str]) -> bool:
    first = next((word for word in after if word not in _WORDS["between"]), None)
    if first not in _WORDS["narrows"]:
        return False
    return _WORDS["sweeping"].isdisjoint(after[after.index(first) :])


def _or(ways: Sequence[str]) -> str:
    return f"{', '.join(ways[:-1])} or {ways[-1]}"
