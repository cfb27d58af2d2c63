"""Lists of words: what the words of a source mean, compared as a careful reader compares them.

Case, double spaces and the shape of dashes and apostrophes make no difference.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

NOTHING: Final = "nothing"
OTHERWISE: Final = "otherwise"

SHAPES: Final[Mapping[str, str]] = {
    "\u2018": "'",
    "\u2019": "'",
    "\u2010": "-",
    "\u2011": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u00a0": " ",
    "\t": " ",
    "\n": " ",
    "\r": " ",
}
"""Characters that stand for others when words are compared."""

_SHAPES = str.maketrans(dict(SHAPES))


def plain(text: str) -> str:
    """What two words have in common when they are taken for the same."""
    return " ".join(text.translate(_SHAPES).lower().split())


@dataclass(frozen=True, kw_only=True)
class WordList:
    """A list of words by name: each word of the source with its meaning, in the order written.

    The meaning None says nothing. `otherwise` is the meaning of every other word, where `open` says
    that any other word will do.
    """

    name: str
    meanings: tuple[tuple[str, str | None], ...]
    open: bool = False
    otherwise: str | None = None
    shown: tuple[str, ...] = field(default=())
    """The words of the source as a fault tells them; left empty, those of `meanings`."""

    @property
    def meant(self) -> tuple[str, ...]:
        """Every meaning that a word may have, each once."""
        found = [meaning for _, meaning in self.meanings] + [self.otherwise]
        return tuple(dict.fromkeys(meaning for meaning in found if meaning is not None))

    @property
    def blank(self) -> str | None:
        """What a blank cell means, if it means anything."""
        return next((meaning for word, meaning in self.meanings if not plain(word)), None)

    @property
    def told(self) -> tuple[str, ...]:
        """The words as a fault tells them, without blank."""
        return self.shown or tuple(word for word, _ in self.meanings if plain(word))


def words_themselves(name: str, words: Iterable[str]) -> WordList:
    """A list in which each word means itself, with spaces or underscores."""
    words = tuple(words)
    spelled = [(form, word) for word in words for form in (word, word.replace("_", " "))]
    return WordList(name=name, meanings=tuple(dict.fromkeys(spelled)), shown=words)


YES_NO: Final = WordList(
    name="yes_no",
    meanings=(
        *((word, "yes") for word in ("Yes", "Y", "True", "T", "1")),
        *((word, "no") for word in ("No", "N", "False", "F", "0")),
    ),
    shown=("Yes", "Y", "True", "1", "No", "N", "False", "0"),
)
"""What says yes and what says no, where a profile does not say it otherwise."""
