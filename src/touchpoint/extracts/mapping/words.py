"""Lists of words in SQL: the meaning of a cell, compared as profile.words compares it."""

from collections.abc import Sequence

from touchpoint.extracts.mapping.sql import said, text
from touchpoint.extracts.profile.words import SHAPES, WordList, plain

NOTHING = "''"
"""What stands, in SQL, for a word that says nothing; NULL stands for a word that nobody knows."""


SHOWN = 14
"""How many words a sentence lists."""


def plain_sql(cell: str) -> str:
    """A cell as words are compared: small letters, single spaces, plain dashes and apostrophes."""
    shapes, plain_shapes = text("".join(SHAPES)), text("".join(SHAPES.values()))
    spaced = f"regexp_replace(translate({cell}, {shapes}, {plain_shapes}), ' +', ' ', 'g')"
    return f"lower(trim({spaced}))"


def begins_like(cell: str, known: Sequence[str]) -> str:
    """Whether a cell can be one of these plain words, by its first letter alone."""
    first = {word[0] for word in known}
    letters = {*first, *(letter.upper() for letter in first), *SHAPES, " "}
    return f"unicode({cell}) IN ({', '.join(str(ord(letter)) for letter in sorted(letters))})"


def meaning(cell: str, words: WordList) -> str:
    """The meaning of a cell: NOTHING where it says nothing, NULL where no word fits.

    Words spelled as the profile spells them are found first, since that is nearly every cell.
    """
    known = {word: _meant(found) for word, found in words.meanings if plain(word)}
    alike = {plain(word): found for word, found in known.items()}
    exact = _cases(cell, known)
    loose = _looked_up(plain_sql(cell), alike)
    other = _meant(words.otherwise) if words.open else "NULL"
    blank = _meant(words.blank)
    found = f"coalesce({exact}, {loose}, {other})" if known else other
    return f"CASE WHEN {cell} IS NULL THEN {blank} ELSE {found} END"


def unknown(cell: str, words: WordList) -> str:
    """The sentence for a word that is in no list."""
    return f"{shown(cell)} || {none_of(words)}"


def none_of(words: WordList) -> str:
    """The end of that sentence: which words there are."""
    known = [*words.told, "blank"]
    few = known if len(known) <= SHOWN else [*known[: SHOWN - 2], "another word of the list"]
    return text(f" is none of {said(few)}.")


def shown(cell: str) -> str:
    """A cell as a fault quotes it: short, on one line."""
    line = f"regexp_replace({cell}, '\\s+', ' ', 'g')"
    cut = f"CASE WHEN length({line}) > 40 THEN left({line}, 40) || '...' ELSE {line} END"
    return f"'''' || {cut} || ''''"


def _cases(of: str, known: dict[str, str]) -> str:
    if not known:
        return "NULL"
    return f"CASE {of} {' '.join(f'WHEN {text(w)} THEN {m}' for w, m in known.items())} END"


def _looked_up(of: str, known: dict[str, str]) -> str:
    """The same for what is dear to work out: a CASE would work it out again for every word."""
    meanings, words = ", ".join(known.values()), ", ".join(map(text, known))
    return f"([{meanings}])[list_position([{words}], {of})]" if known else "NULL"


def _meant(found: str | None) -> str:
    return NOTHING if found is None else text(found)
