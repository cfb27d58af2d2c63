"""A release goes in as figures and comes out as what may leave: the one door out of the house."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from touchpoint.disclosure.case import Case
from touchpoint.disclosure.cells import Cell, Composition, Dimension, Sum
from touchpoint.disclosure.counting import complete
from touchpoint.disclosure.earlier import Memory, recall, with_old_states
from touchpoint.disclosure.figures import Figure
from touchpoint.disclosure.known import Structure, derive
from touchpoint.disclosure.published import Published, together
from touchpoint.disclosure.released import Released
from touchpoint.disclosure.rounding import rounded_off
from touchpoint.disclosure.settings import Settings
from touchpoint.disclosure.solving import Endless
from touchpoint.disclosure.suppressing import suppressed
from touchpoint.errors import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """Every figure that is to leave together, and what anybody knows of how they hang together."""

    figures: tuple[Figure, ...]
    dimensions: tuple[Dimension, ...] = ()
    compositions: tuple[Composition, ...] = ()
    sums: tuple[Sum, ...] = ()
    apart: frozenset[str] = frozenset()
    """Counts that add up over neither dimensions nor time: persons counted once in a year."""

    over_time: frozenset[str] = frozenset()
    """Counts that add up over time alone: persons counted once in each month, in every unit."""

    background: Mapping[Cell, int] = field(default_factory=dict)
    """Counts that nobody prints and the ledger knows, such as the months of a rolling window."""

    earlier: tuple[Published, ...] = ()
    """What earlier releases published, the oldest first."""

    def protect(self, settings: Settings | None = None) -> Released:
        """What may leave of this release; refused, with the cells named, if it could be undone."""
        case = self.case(Settings() if settings is None else settings)
        return rounded_off(case) if case.rules.method == "round" else suppressed(case)

    def case(self, rules: Settings) -> Case:
        """The release with all that is known around it, before anything is decided."""
        counts = self._counts()
        try:
            return self._case(rules, counts, assume=True)
        except Endless:
            # To assume less would be to protect less.
            raise
        except Refused:
            # Parts that were assumed to make up their total may not do so, nor remainders agree.
            return self._case(rules, counts, assume=False)

    def _case(self, rules: Settings, counts: Mapping[Cell, int], *, assume: bool) -> Case:
        memory = recall(counts, self.earlier)
        structure = self._structure(counts, memory, assume=assume)
        memory, structure = with_old_states(memory, structure, dict(counts), self.earlier)
        before = replace(together(self.earlier), shown=memory.other, hidden=frozenset())
        truth = complete(structure, {**counts, **memory.old}, before)
        return Case(
            rules=rules,
            figures=self.figures,
            counts=counts,
            structure=structure,
            memory=memory,
            truth=truth,
        )

    def _counts(self) -> dict[Cell, int]:
        """The counts of today; a cell that has two of them is refused."""
        counts: dict[Cell, int] = {}
        faults: list[str] = []
        told = [(cell, count, "the background") for cell, count in self.background.items()]
        for figure in self.figures:
            pair = zip(figure.cells, (figure.numerator, figure.denominator), strict=False)
            places = " and ".join(figure.places)
            told += [(cell, count, places) for cell, count in pair if count is not None]
        for cell, count, place in told:
            if count < 0:
                faults.append(f"{cell.named} is below nought in {place}")
            elif counts.setdefault(cell, count) != count:
                faults.append(f"{cell.named} is another count in {place} than before it")
        if faults:
            raise Refused("A count has one value wherever it is printed.", sorted(set(faults)))
        return counts

    def _structure(self, counts: Mapping[Cell, int], memory: Memory, *, assume: bool) -> Structure:
        """How every cell that is printed, known or remembered hangs together."""
        every: dict[Cell, int | None] = dict(counts)
        missing = [cell for figure in self.figures for cell in figure.cells if figure.missing]
        for cell in (*missing, *memory.other, *sorted(memory.hidden)):
            every.setdefault(cell, None)
        shares = [one for figure in self.figures if (one := figure.composition) is not None]
        return derive(
            every,
            compositions=(*self.compositions, *dict.fromkeys(shares)),
            dimensions=self.dimensions,
            sums=self.sums,
            apart=self.apart,
            over_time=self.over_time,
            assume=assume,
        )
