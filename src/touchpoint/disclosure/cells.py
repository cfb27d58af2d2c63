"""A cell is one count of one population; a sum says which cells make up which.

Every figure of a release comes down to cells, wherever it is printed: two figures that count the
same people in the same days are one cell, and whatever hides it in one place hides it in all of
them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from touchpoint.errors import Refused

Where = tuple[tuple[str, str], ...]

WITHOUT = "without "
"""How the name of a remainder begins that counts those who are not in a part."""


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Cell:
    """One count: of what, in which days, and where (a dimension left out is a total)."""

    of: str
    from_on: date
    to_on: date
    where: Where = ()
    part: str = ""
    """Empty for what can be printed; else which remainder of the cell this is, in words."""

    def __post_init__(self) -> None:
        if self.to_on < self.from_on:
            raise Refused(
                f"The cell of {self.of} ends on {self.to_on}, before it begins on {self.from_on}. "
                "Give the first day and then the last."
            )
        ordered = tuple(sorted(self.where))
        if len({dimension for dimension, _ in ordered}) < len(ordered):
            raise Refused(
                f"The cell of {self.of} names a dimension twice: {ordered}. Give each one value."
            )
        object.__setattr__(self, "where", ordered)

    @property
    def is_complement(self) -> bool:
        """Whether it counts those of a whole who are not in a part of it."""
        return self.part.startswith(WITHOUT)

    @property
    def named(self) -> str:
        """What the cell counts, in words: never the count itself."""
        places = ", ".join(f"{dimension} {value}" for dimension, value in self.where)
        said = f"{self.of}, {self.from_on} to {self.to_on}"
        said = f"{said}, {places}" if places else said
        return f"{said} ({self.part})" if self.part else said


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """A whole that is the sum of its parts: what anybody who can add knows of a release."""

    whole: Cell
    parts: tuple[Cell, ...]

    def __post_init__(self) -> None:
        if not self.parts or self.whole in self.parts or len(set(self.parts)) < len(self.parts):
            raise Refused(
                f"The sum of {self.whole.named} has {len(self.parts)} parts, and a sum needs at "
                "least one, each of them once and none of them the whole."
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Composition:
    """What holds of two counts wherever both stand: the whole is made of the parts.

    Where it is not complete there are others besides (statement_taken within statement_offered).
    """

    whole: str
    parts: tuple[str, ...]
    complete: bool = True

    def __post_init__(self) -> None:
        if not self.parts or self.whole in self.parts or len(set(self.parts)) < len(self.parts):
            raise Refused(
                f"The composition of {self.whole} has the parts {', '.join(self.parts) or 'none'}: "
                "name at least one, each once and none of them the whole."
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """Values that share out everybody between them: the areas, and whoever is in none of them."""

    name: str
    values: frozenset[str]
    outside: str
    """The value of whoever is in none of the others; it lies nowhere in the tree."""

    @property
    def every(self) -> frozenset[str]:
        """All of its values."""
        return self.values | {self.outside}


@dataclass(frozen=True, kw_only=True, slots=True)
class Dimension:
    """Which value of a dimension lies inside which: a tree of units."""

    name: str
    inside: tuple[tuple[str, str], ...] = ()
    levels: tuple["Level", ...] = ()

    def __post_init__(self) -> None:
        above = dict(self.inside)
        if len(above) < len(self.inside):
            raise Refused(f"A value of {self.name} lies inside two others. Give each one parent.")
        for value in above:
            seen, at = {value}, above.get(value)
            while at is not None:
                if at in seen:
                    raise Refused(f"{self.name} {value} lies inside itself. Mend the tree.")
                seen.add(at)
                at = above.get(at)


def named(cells: Iterable[Cell]) -> list[str]:
    """The names of cells, in a settled order."""
    return [cell.named for cell in sorted(cells)]
