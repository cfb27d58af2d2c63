"""What the values of a dimension say of their total, read from the release itself.

Where the parts make up the total wherever both are known, they are taken to: whoever holds the
release would try it. Where they come to less there is a rest, and where they come to more they
overlap.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product
from math import prod
from typing import Final

from touchpoint.disclosure.cells import Cell, Dimension, Level, Sum, Where
from touchpoint.disclosure.circles import goes_round

Counts = dict[Cell, int | None]
"""Every cell that is known of, with its count where that is known."""

JOINT: Final = 600
"""Up to how many cells a table that joins others may have for its cells to stand in."""

Block = tuple[str, date, date]


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """A whole and the values of one dimension that lie next below it."""

    whole: Cell
    dimension: str
    parts: tuple[Cell, ...]
    level: str = ""
    """The level that the values are all of, where they are told by it and not by their tree."""

    @property
    def sort(self) -> tuple[str, str, str, str]:
        """Which wholes are made up alike: one count, one dimension, under one value."""
        under = dict(self.whole.where).get(self.dimension, "")
        return self.whole.of, self.dimension, under, self.level

    @property
    def rest(self) -> str:
        """What the values leave of the whole: of two counts the same beside the same values."""
        values = sorted(dict(part.where)[self.dimension] for part in self.parts)
        return f"the rest by {self.dimension}, beside {', '.join(values)}"


def margin_sums(
    counts: Counts, dimensions: Iterable[Dimension], *, assume: bool = True
) -> list[Sum]:
    """The sums over every dimension; totals that two dimensions share are added to the counts."""
    nested = tuple(dimensions)
    blocks: dict[Block, dict[Where, Cell]] = {}
    for cell in counts:
        if not cell.part:
            blocks.setdefault((cell.of, cell.from_on, cell.to_on), {})[cell.where] = cell
    for block in blocks.values():
        _join(block, counts)
    lattice = _Lattice(
        counts=counts,
        above={dimension.name: dict(dimension.inside) for dimension in nested},
        levels={dimension.name: dimension.levels for dimension in nested},
        printed=frozenset(cell.where for cell in counts if not cell.part),
        assume=assume,
    )
    spreads = [spread for block in blocks.values() for spread in lattice.spreads(block)]
    alike: dict[tuple[str, str, str, str], list[Spread]] = {}
    for spread in spreads:
        alike.setdefault(spread.sort, []).append(spread)
    return [total for group in alike.values() for total in _sums(group, counts, assume=assume)]


def _join(block: dict[Where, Cell], counts: Counts) -> None:
    """Tables that share people bound one another through the table that would hold them all.

    Its cells are nobody's figures, but they cannot be below nought; they stand in where they are
    few, and where tables go round in a circle. Elsewhere they would say nothing: tables that agree
    where they overlap always fit into one.
    """
    sorts = {frozenset(dimension for dimension, _ in where) for where in block}
    values: dict[str, set[str]] = {}
    for where in block:
        for dimension, value in where:
            values.setdefault(dimension, set()).add(value)
    if not goes_round(sorts) or prod(map(len, values.values())) > JOINT:
        return
    any_cell = next(iter(block.values()))
    names = sorted(values)
    for chosen in product(*(sorted(values[name]) for name in names)):
        cell = replace(any_cell, where=tuple(zip(names, chosen, strict=True)))
        block[cell.where] = cell
        counts.setdefault(cell, None)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Lattice:
    """The way from the finest cells of a period up to its total."""

    counts: Counts
    above: Mapping[str, Mapping[str, str]]
    levels: Mapping[str, tuple[Level, ...]]
    printed: frozenset[Where]
    """What stands in any period: a total that one period prints matters in the others."""

    assume: bool

    def spreads(self, block: dict[Where, Cell]) -> list[Spread]:
        """The spreads of one count in one period, from the finest cells up to the total."""
        found: list[Spread] = []
        for depth in range(max(map(len, block), default=0), 0, -1):
            groups: dict[tuple[Where, str], dict[str, Cell]] = {}
            for where, cell in block.items():
                if len(where) == depth:
                    for at, (dimension, value) in enumerate(where):
                        rest = where[:at] + where[at + 1 :]
                        groups.setdefault((rest, dimension), {})[value] = cell
            leading: dict[Where, list[tuple[str, dict[str, Cell]]]] = {}
            for (rest, dimension), cells in groups.items():
                found += _below(dimension, cells, self.above.get(dimension, {}))
                leading.setdefault(rest, []).append((dimension, cells))
            for rest, ways in leading.items():
                found += self._to_the_margin(block, rest, ways)
        return found

    def _to_the_margin(
        self, block: dict[Where, Cell], rest: Where, ways: list[tuple[str, dict[str, Cell]]]
    ) -> list[Spread]:
        """The topmost values against the total.

        A total that nobody prints matters if two ways lead to it, or if it leads to a printed one.
        """
        tops = [spread for name, cells in ways for spread in self._tops(name, cells)]
        whole = block.get(rest)
        if whole is None:
            if len(tops) == 1 and not self._leads_to_a_printed_one(rest):
                return []
            whole = replace(tops[0][2][0], where=rest)
            block[rest] = whole
            sums = [n for _, _, parts in tops if (n := _total(parts, self.counts)) is not None]
            agreed = self.assume or (len(sums) > 1 and len(set(sums)) == 1)
            self.counts[whole] = max(sums, default=None) if agreed else None
        return [
            Spread(whole=whole, dimension=name, parts=parts, level=level)
            for name, level, parts in tops
        ]

    def _tops(
        self, name: str, cells: Mapping[str, Cell]
    ) -> list[tuple[str, str, tuple[Cell, ...]]]:
        """The values that make up a total: the topmost of their tree, and those of each level."""
        levels = self.levels.get(name, ())
        outside = {level.outside for level in levels}
        tree = {value: cell for value, cell in cells.items() if value not in outside}
        found = [(name, "", _topmost(tree, self.above.get(name, {})))] if tree else []
        for level in levels:
            if level.outside in cells:
                parts = tuple(cell for value, cell in cells.items() if value in level.every)
                found.append((name, level.name, parts))
        return found

    def _leads_to_a_printed_one(self, where: Where) -> bool:
        return any(
            some in self.printed
            for size in range(len(where) + 1)
            for some in combinations(where, size)
        )


def _topmost(cells: Mapping[str, Cell], above: Mapping[str, str]) -> tuple[Cell, ...]:
    return tuple(c for value, c in cells.items() if _nearest(value, cells, above) is None)


def _below(dimension: str, cells: Mapping[str, Cell], above: Mapping[str, str]) -> list[Spread]:
    """Values that have other values inside them, among the values that stand here."""
    inside: dict[str, list[Cell]] = {}
    for value, cell in cells.items():
        nearest = _nearest(value, cells, above)
        if nearest is not None:
            inside.setdefault(nearest, []).append(cell)
    return [
        Spread(whole=cells[value], dimension=dimension, parts=tuple(parts))
        for value, parts in inside.items()
    ]


def _nearest(value: str, cells: Mapping[str, Cell], above: Mapping[str, str]) -> str | None:
    """The nearest value above one that stands here too."""
    at = above.get(value)
    while at is not None and at not in cells:
        at = above.get(at)
    return at


def _total(parts: Iterable[Cell], counts: Counts) -> int | None:
    known = [counts[part] for part in parts]
    return None if None in known else sum(count for count in known if count is not None)


def _sums(group: list[Spread], counts: Counts, *, assume: bool) -> list[Sum]:
    """The sums of wholes that are made up alike: equal, with a rest, or overlapping."""
    gaps = []
    for spread in group:
        whole, known = counts[spread.whole], [counts[part] for part in spread.parts]
        if whole is not None:
            gap = whole - sum(count or 0 for count in known)
            # Parts that are not all known can come to too much, but show no rest.
            if gap < 0 or None not in known:
                gaps.append(gap)
    if any(gap < 0 for gap in gaps) and _undivided(group, counts):
        return [Sum(whole=spread.whole, parts=(part,)) for spread in group for part in spread.parts]
    if any(gap < 0 for gap in gaps):
        return [
            Sum(whole=spread.whole, parts=(part, _others(spread.whole, f"other than {value}")))
            for spread in group
            for part in spread.parts
            for value in (dict(part.where)[spread.dimension],)
        ]
    rest = bool(any(gaps) or not (gaps or assume))
    return [_made_up(spread, rest=rest and not _exact(spread, counts)) for spread in group]


def _exact(spread: Spread, counts: Counts) -> bool:
    """Whether these values make up their whole, whatever others leave of theirs.

    Where one table has every value and another only some, the one that has them all tells what a
    hidden one of them is.
    """
    whole = counts[spread.whole]
    return bool(whole) and whole == _total(spread.parts, counts)


def _made_up(spread: Spread, *, rest: bool) -> Sum:
    left = (_others(spread.whole, spread.rest),) if rest else ()
    return Sum(whole=spread.whole, parts=(*spread.parts, *left))


def _undivided(group: list[Spread], counts: Counts) -> bool:
    """Whether every value stands for the whole: all journeys, whichever source is asked of them."""
    pairs = [(counts[spread.whole], counts[part]) for spread in group for part in spread.parts]
    return all(whole == part for whole, part in pairs if whole is not None and part is not None)


def _others(whole: Cell, part: str) -> Cell:
    return replace(whole, part=part)
