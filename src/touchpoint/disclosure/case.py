"""One release with all that is known around it, ready to be decided on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from touchpoint.disclosure.attack import undone
from touchpoint.disclosure.cells import Cell, named
from touchpoint.disclosure.counting import Truth
from touchpoint.disclosure.earlier import Memory
from touchpoint.disclosure.figures import Figure
from touchpoint.disclosure.known import Structure
from touchpoint.disclosure.published import Published
from touchpoint.disclosure.settings import Settings
from touchpoint.errors import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """What there is to decide on: figures, counts, what hangs together, what is out already."""

    rules: Settings
    figures: tuple[Figure, ...]
    counts: Mapping[Cell, int]
    """The counts of today: printed ones, and those that only the ledger knows."""

    structure: Structure
    memory: Memory
    truth: Truth

    @property
    def printed(self) -> frozenset[Cell]:
        """The cells that this release prints a count of."""
        return frozenset(
            cell for figure in self.figures if figure.missing is None for cell in figure.cells
        )

    @property
    def out(self) -> dict[Cell, int]:
        """What has been published before, and stays known."""
        before = {cell: self.counts[cell] for cell in self.memory.same}
        before |= {c: n for c, n in self.memory.other.items() if c not in self.truth.revised}
        return before | dict(self.memory.old)

    def with_earlier(self, published: Published) -> Published:
        """What a reader knows who kept the earlier releases."""
        shown = self.out | dict(published.shown)
        ranges = {**self.truth.facts.ranges, **published.ranges}
        return replace(
            published,
            shown=shown,
            hidden=(published.hidden | self.memory.hidden) - shown.keys(),
            rates=(*published.rates, *self.truth.facts.rates),
            ranges={cell: ends for cell, ends in ranges.items() if cell not in shown},
        )

    def undone(self, known: Published) -> tuple[Cell, ...]:
        """What whoever keeps everything can undo."""
        return undone(
            known,
            self.structure,
            threshold=self.rules.threshold,
            width=self.rules.width,
            complements=self.rules.complements,
        )


def refuse_undone(cells: Iterable[Cell], advice: str) -> None:
    """Refuse a release that can be undone, with the cells named and never their counts."""
    undone = named(set(cells))
    if undone:
        count = "1 hidden cell" if len(undone) == 1 else f"{len(undone)} hidden cells"
        raise Refused(
            f"This release can be undone: {count} can be worked out from what it would publish and "
            f"what was published before. {advice}",
            undone,
        )
