"""The units of a ledger as disclosure knows them: which lies inside which, at which level.

One unit is one value in whatever release it is printed, by a paper or by `touchpoint measure`, so
that what one of them has told binds the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from touchpoint.disclosure import Dimension, Level
from touchpoint.measures.definition.dimensions import NOT_RECORDED

UNIT: Final = "unit"
AT_LEVEL: Final = f"{UNIT}:"
ITSELF: Final = " itself"
Where = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Tree:
    """The units of a ledger, as disclosure knows them: which lies inside which."""

    units: Sequence[Mapping[str, Any]]

    @property
    def dimension(self) -> Dimension:
        """Every unit inside the one above it; a unit's own cases inside the unit."""
        inside = [
            (str(unit["unit_id"]), str(unit["parent_id"]))
            for unit in self.units
            if unit["parent_id"] is not None
        ]
        own = [(f"{unit}{ITSELF}", unit) for unit in sorted(self.parents)]
        return Dimension(name=UNIT, inside=(*inside, *own), levels=tuple(self._levels()))

    @cached_property
    def parents(self) -> frozenset[str]:
        """The units that hold others."""
        return frozenset(
            str(unit["parent_id"]) for unit in self.units if unit["parent_id"] is not None
        )

    def where(self, group: Sequence[tuple[str, str]]) -> Where:
        """A group as disclosure has it: every level of the tree is one dimension."""
        own = {(UNIT, parent): (UNIT, f"{parent}{ITSELF}") for parent in self.parents}
        return _at_levels(tuple(group) if _crossed(group) else [own.get(p, p) for p in group])

    def _levels(self) -> list[Level]:
        kinds: dict[str, set[str]] = {}
        for unit in self.units:
            kinds.setdefault(str(unit["kind"]), set()).add(str(unit["unit_id"]))
        return [
            Level(name=kind, values=frozenset(units), outside=_in_none(kind))
            for kind, units in sorted(kinds.items())
        ]


def _at_levels(group: Sequence[tuple[str, str]]) -> Where:
    if _crossed(group):
        return tuple(group)
    return tuple(_at_level(label, value) for label, value in group)


def _crossed(group: Sequence[tuple[str, str]]) -> bool:
    """Whether two levels stand beside one another: a cell has one value of each dimension."""
    return sum(label == UNIT or label.startswith(AT_LEVEL) for label, _ in group) > 1


def _at_level(label: str, value: str) -> tuple[str, str]:
    if not label.startswith(AT_LEVEL):
        return label, value
    level = label.removeprefix(AT_LEVEL)
    return UNIT, _in_none(level) if value == NOT_RECORDED else value


def _in_none(level: str) -> str:
    return f"in no {level}"
