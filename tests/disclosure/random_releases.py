"""Releases thrown with dice from made-up journeys, with every printed figure as a set of atoms.

An atom is the finest count there is: one month, one value of each dimension, with or without the
value that is counted.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray
from small_tables import table

from touchpoint.disclosure import Figure, Release

MONTHS = [date(2024, month, 1) for month in range(4, 13)]
ENDS = [*(day - timedelta(days=1) for day in MONTHS[1:]), date(2024, 12, 31)]


@dataclass(kw_only=True)
class MadeUp:
    """A release and, for each of its counts, which atoms it counts."""

    release: Release
    atoms: NDArray[np.int64]
    sets: dict[tuple[int, str], NDArray[np.bool_]] = field(default_factory=dict)

    @staticmethod
    def of_table(rows: list[list[int]]) -> "MadeUp":
        """A table of counts with its margins; an atom is a cell."""
        names = {f"u{at}": row for at, row in enumerate(rows)}
        figures = table(names)
        grid = [(f"u{r}", f"g{c}") for r, row in enumerate(rows) for c in range(len(row))]
        sets = {}
        for number, figure in enumerate(figures):
            where = dict(figure.where)
            sets[number, "numerator"] = np.array(
                [where.get("unit", u) == u and where.get("group", g) == g for u, g in grid]
            )
        atoms = np.array([n for row in rows for n in row], dtype=np.int64)
        return MadeUp(release=Release(figures=figures), atoms=atoms, sets=sets)


def windows(dice: np.random.Generator, dimensions: int) -> list[tuple[int, int]]:
    """Which stretches of months are printed: one, months with a quarter, or rolling windows."""
    kind = dice.choice(4, p=[0.7, 0.3, 0.0, 0.0] if dimensions > 2 else [0.4, 0.2, 0.2, 0.2])
    if kind == 0:
        return [(0, 0)]
    if kind == 1:
        return [(0, 0), (1, 1), (2, 2), (0, 2)]
    if kind == 2:
        return [(at, at + 2) for at in range(3)]
    return [(0, 2), (1, 3), (0, 3)]


@dataclass(kw_only=True)
class Journeys:
    """Made-up journeys by month, dimensions and value, and figures of them."""

    grid: NDArray[np.int64]
    counts: NDArray[np.int64]
    sizes: list[int]
    rates: bool
    figures: list[Figure] = field(default_factory=list)
    sets: dict[tuple[int, str], NDArray[np.bool_]] = field(default_factory=dict)

    def print_table(self, dims: tuple[int, ...], first: int, last: int) -> None:
        """Add the figures of one table over some dimensions in one stretch of months."""
        for values in product(*(range(self.sizes[d]) for d in dims)):
            inside = (self.grid[:, 0] >= first) & (self.grid[:, 0] <= last)
            for d, value in zip(dims, values, strict=True):
                inside &= self.grid[:, 1 + d] == value
            top = inside & (self.grid[:, -1] == 1) if self.rates else inside
            self.sets[len(self.figures), "numerator"] = top
            if self.rates:
                self.sets[len(self.figures), "denominator"] = inside
            self.figures.append(
                Figure(
                    measure="informed",
                    from_on=MONTHS[first],
                    to_on=ENDS[last],
                    where=tuple((f"d{d}", f"v{v}") for d, v in zip(dims, values, strict=True)),
                    numerator=int(self.counts[top].sum()),
                    denominator=int(self.counts[inside].sum()) if self.rates else None,
                    among="journeys" if self.rates else None,
                )
            )

    def made(self) -> MadeUp:
        release = Release(figures=tuple(self.figures))
        return MadeUp(release=release, atoms=self.counts, sets=self.sets)


def made_up(seed: int) -> MadeUp:
    """One release: some dimensions, tables over all or some of them, margins, periods, rates."""
    dice = np.random.default_rng(seed)
    dimensions = int(dice.choice([1, 2, 3], p=[0.4, 0.45, 0.15]))
    sizes = [int(n) for n in dice.integers(2, 3 if dimensions > 2 else 5, dimensions)]
    stretches = windows(dice, dimensions)
    months = 1 + max(last for _, last in stretches)
    cells = list(product(range(months), *map(range, sizes), range(2)))
    mean = float(dice.choice([1.0, 3.0, 8.0])) * 6 / months
    journeys = Journeys(
        grid=np.array(cells, dtype=np.int64),
        counts=dice.poisson(mean * dice.gamma(1.5, 0.7, len(cells))).astype(np.int64),
        sizes=sizes,
        rates=bool(dice.random() < 0.6),
    )
    depths = [d for d in range(len(sizes) + 1) if dice.random() < 0.8] or [len(sizes)]
    for first, last in stretches:
        for depth in depths:
            for dims in combinations(range(len(sizes)), depth):
                journeys.print_table(dims, first, last)
    return journeys.made()


def pairs_only(seed: int) -> MadeUp:
    """Every table over two of three dimensions, with all margins and without the table of three."""
    dice = np.random.default_rng(seed)
    sizes = [2, 2, int(dice.integers(2, 4))]
    cells = list(product(range(1), *map(range, sizes), range(2)))
    few = dice.poisson(6 * dice.gamma(0.5, 1.5, len(cells))) * (dice.random(len(cells)) < 0.6)
    journeys = Journeys(
        grid=np.array(cells, dtype=np.int64),
        counts=few.astype(np.int64),
        sizes=sizes,
        rates=False,
    )
    for depth in range(3):
        for dims in combinations(range(3), depth):
            journeys.print_table(dims, 0, 0)
    return journeys.made()


def in_two(made: MadeUp, seed: int) -> tuple[MadeUp, MadeUp]:
    """The same figures in two releases, table by table, with some of them in both."""
    dice = np.random.default_rng(seed)
    names = {_table(figure): int(dice.choice([1, 2, 3])) for figure in made.release.figures}
    halves = []
    for half in (1, 2):
        kept = [n for n, f in enumerate(made.release.figures) if names[_table(f)] & half]
        sets = {
            (at, side): made.sets[number, side]
            for at, number in enumerate(kept)
            for side in ("numerator", "denominator")
            if (number, side) in made.sets
        }
        figures = tuple(made.release.figures[number] for number in kept)
        halves.append(MadeUp(release=Release(figures=figures), atoms=made.atoms, sets=sets))
    return halves[0], halves[1]


def _table(figure: Figure) -> tuple[object, ...]:
    return figure.from_on, figure.to_on, tuple(dimension for dimension, _ in figure.where)
