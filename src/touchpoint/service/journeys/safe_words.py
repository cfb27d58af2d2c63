"""What was written of when and how contact is safe: whether it says so, says no, or does not tell.

On the authority of law 7 of the house: unsafe contact fails closed. Words are safe only where no
part of them can be read as a no; "never leave a message" narrows, and "never" says no. Nor are they
where they speak of another way than the one that they stand beside: "text only", of the phone.
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


_TOLD: Final[Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)


def _words_of(lists: Mapping[str, Any]) -> Mapping[str, frozenset[str]]:
    return {name: frozenset(said.split()) for name, said in lists.items() if isinstance(said, str)}


_WORDS: Final = _words_of(_TOLD)
_WAYS: Final = _words_of(_TOLD["ways"])
_DENIED: Final = _words_of(_TOLD["denied"])
_BESIDE: Final = _WORDS["between"] | _WORDS["beside"]
_PARTS: Final = re.compile(r"[^a-z0-9\s]+|\bbut\b|\botherwise\b")
_CLAUSES: Final = re.compile(r"[.,;!?]|\b(?:but|otherwise)\b")
_STEPS: Final = re.compile(r"[.,;!?]|\b(?:but|otherwise|then|before|after|and|or)\b")
_WORD: Final = re.compile(r"[a-z0-9]+")

NOT_SAID: Final = (
    "It does not say when and how contact is safe by this way (safe): write it in words, like any "
    "time, or after 6pm. Where no way is safe, record that with the result unsafe."
)
SAYS_NO: Final = (
    "What is written of when contact is safe (safe) says no of this way, or can be read so: write "
    "when and how it is safe, like after 6pm, or never leave a message. Where another way is safe, "
    "say that as the method; where none is, record that with the result unsafe."
)


def says_of_safety(said: object, way: object = None) -> Says:
    """What is said of safe contact by some way, by whoever wrote it and in whatever form.

    Beside no way that is known nothing is safe; what is said then is read for a no alone.
    """
    if isinstance(said, int | float) and not said:
        return Says.NOT_SAFE
    if not isinstance(said, str):
        return Says.NOTHING
    plain = _plain(said)
    parts = [_WORD.findall(part) for part in _PARTS.split(plain)]
    known = way if isinstance(way, str) and way in _WAYS else None
    if any(_denies(words, known) for words in parts) or _leaves_another_alone(plain, known):
        return Says.NOT_SAFE
    words = {word for part in parts for word in part}
    # Letters that are not read here may say anything.
    foreign = any(letter.isalpha() and not letter.isascii() for letter in plain)
    doubted = "?" in plain or not _WORDS["doubts"].isdisjoint(words)
    unsettled = doubted or _asks_for_another(plain, known)
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
    match says_of_safety(said, way):
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


def _denies(words: Sequence[str], way: str | None) -> bool:
    """Whether a part of the text says no: by a word, or by a no that nothing narrows."""
    if not _WORDS["denies"].isdisjoint(words):
        return True
    return any(
        word in _WORDS["no"] and not _narrowed(words[at + 1 :], way)
        for at, word in enumerate(words)
    )


def _narrowed(after: Sequence[str], way: str | None) -> bool:
    denied = frozenset[str]() if way is None else _DENIED[way]
    first = next((word for word in after if word not in _WORDS["between"]), None)
    if first not in _WORDS["narrows"] - denied:
        return False
    # A message that is left is one of the phone, whatever way is spoken of.
    whole = _WORDS["sweeping"] if first in {"leave", "leaving"} else _WORDS["sweeping"] | denied
    return whole.isdisjoint(after[after.index(first) :])


def _leaves_another_alone(plain: str, way: str | None) -> bool:
    """Whether the text leaves some way open and no other, and that is not this one."""
    if way is None:
        return False
    for clause in _CLAUSES.split(plain):
        words = _WORD.findall(clause)
        for at, word in enumerate(words):
            if word in _WORDS["alone"]:
                beside = (_named(words[:at][::-1]), _named(words[at + 1 :]))
                if any(named and way not in named for named in beside):
                    return True
    return False


def _asks_for_another(plain: str, way: str | None) -> bool:
    """Whether what the text tells to do is done by other ways, and nothing of it by this one."""
    if way is None:
        return False
    steps = [_named(_WORD.findall(step)) for step in _STEPS.split(plain)]
    return any(steps) and not any(way in named for named in steps)


def _named(words: Sequence[str]) -> frozenset[str]:
    """The ways that are named at once, before anything else is said."""
    found = frozenset[str]()
    for word in words:
        ways = {way for way, names in _WAYS.items() if word in names}
        if not ways and word not in _BESIDE:
            break
        found |= ways
    return found


def _or(ways: Sequence[str]) -> str:
    return f"{', '.join(ways[:-1])} or {ways[-1]}"
