"""Which shipped profile a file fits: the headings it has, those that seem renamed, the rest.

A heading that is spelled as the profile spells it counts; another is matched by what it means and
by what stands below it, each column once, and each such match is told with its reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from touchpoint.extracts.guessing.columns import Column
from touchpoint.extracts.guessing.headings import alike
from touchpoint.extracts.guessing.wants import Use, shipped_table, uses
from touchpoint.extracts.profile import shipped
from touchpoint.extracts.profile.words import plain

CHANCE: Final = 0.3
"""Headings that are less alike share a letter or two."""
NEAR: Final = 0.5
"""How good a match of a renamed heading must be."""
FITS: Final = 0.5
"""The share of a profile's headings that a file must have to be proposed as a copy of it."""
_GENERIC: Final = frozenset({"yes", "no", "y", "n", "1", "2", "3", "4", "5", "6", "7"})


@dataclass(frozen=True, kw_only=True)
class Fit:
    """How a file fits one shipped profile."""

    profile: str
    shared: tuple[str, ...]
    renamed: Mapping[str, tuple[str, str]]
    """Headings of the profile, each with the column that seems to be it and why."""
    missing: tuple[str, ...]
    key_missing: tuple[str, ...]
    strange: Mapping[str, int]
    """Headings with a closed list of words, and how many words of the file it does not know."""

    @property
    def share(self) -> float:
        held = len(self.shared) + 0.9 * len(self.renamed)
        return held / max(1, len(self.shared) + len(self.renamed) + len(self.missing))

    @property
    def whole(self) -> bool:
        """Whether the profile can be used as it is."""
        return not self.renamed and not self.missing

    @property
    def near(self) -> bool:
        """Whether a copy of the profile is worth proposing."""
        return self.share >= FITS and not self.key_missing


def fits(columns: Sequence[Column]) -> tuple[Fit, ...]:
    """Every shipped profile, that which fits best first."""
    held = [_fit(name, columns) for name in shipped()]
    return tuple(sorted(held, key=lambda fit: (-fit.share, len(fit.missing), fit.profile)))


@cache
def _asked(name: str) -> dict[str, Use]:
    return uses(shipped_table(name))


def _fit(name: str, columns: Sequence[Column]) -> Fit:
    asked = _asked(name)
    by_name = {plain(column.heading): column for column in columns}
    there = {heading: by_name[plain(heading)] for heading in asked if plain(heading) in by_name}
    free = [column for column in columns if column not in there.values()]
    renamed = _renamed({h: use for h, use in asked.items() if h not in there}, free)
    missing = tuple(h for h in asked if h not in there and h not in renamed)
    paired = there | {heading: column for heading, (column, _) in renamed.items()}
    return Fit(
        profile=name,
        shared=tuple(there),
        renamed={h: (column.heading, why) for h, (column, why) in renamed.items()},
        missing=missing,
        key_missing=tuple(h for h in missing if asked[h].key),
        strange={h: n for h, column in paired.items() if (n := _strange(asked[h], column))},
    )


def _renamed(asked: Mapping[str, Use], free: Sequence[Column]) -> dict[str, tuple[Column, str]]:
    """The best pairs of a heading and a column first, each once."""
    pairs = [
        (score, heading, number, why)
        for heading, use in asked.items()
        for number, column in enumerate(free)
        for score, why in [_score(heading, use, column)]
        if score >= NEAR
    ]
    found: dict[str, tuple[Column, str]] = {}
    taken: set[int] = set()
    for _, heading, number, why in sorted(pairs, key=lambda pair: (-pair[0], pair[2])):
        if heading not in found and number not in taken:
            found[heading] = (free[number], why)
            taken.add(number)
    return found


def _score(heading: str, use: Use, column: Column) -> tuple[float, str]:
    """How well a column answers to a heading, and why."""
    near = alike(heading, column.heading)
    said = "the heading means the same" if near == 1 else "the heading is alike"
    if use.date and column.filled and not column.is_date:
        return 0.0, ""
    if column.is_date and not use.date and (use.words or near < 1):
        return 0.0, ""
    if use.words and column.words:
        known, telling = _known(use, column)
        if use.closed and known == 0:
            return 0.0, ""
        score = max(0.5 * near + 0.5 * known, 0.75 * known if telling else 0.0)
        words = f"it holds the words of {heading}"
        return score, f"{said}, and {words}" if near > CHANCE else words
    return near, said


def _known(use: Use, column: Column) -> tuple[float, bool]:
    """The share of a column's words that a list has, and whether they tell it from other lists."""
    words = {plain(word) for word in column.words}
    known = words & use.words
    return len(known) / len(words), len(known - _GENERIC) > 1


def _strange(use: Use, column: Column) -> int:
    if not use.closed or not column.words:
        return 0
    return sum(plain(word) not in use.words for word in column.words)
