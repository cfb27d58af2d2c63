"""A figure before it may leave: its counts, its interval, and where it would be printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from touchpoint.disclosure.cells import Cell, Composition, Where
from touchpoint.errors import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One figure as it is: for whoever holds the ledger, and for `Release.protect`."""

    measure: str
    from_on: date
    to_on: date
    where: Where = ()
    numerator: int | None = None
    denominator: int | None = None
    among: str | None = None
    """The population of the denominator; measures that share it name it alike ("journeys")."""

    counts: str | None = None
    """What the numerator counts, where that is not the measure (statement_uptake counts
    statement_taken among statement_offered)."""

    share: bool = True
    """Whether the numerator is a part of the denominator; false for so many per 1,000 of others."""

    low: float | None = None
    high: float | None = None
    missing: str | None = None
    """Why there is no figure, where there is none."""

    note: str | None = None
    places: tuple[str, ...] = ("table",)
    """Where it would be printed: each table, chart, alternative text and file by its name."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "where", tuple(sorted(self.where)))
        faults = [said for wrong, said in self._checks() if wrong]
        if faults:
            raise Refused(f"The figure {self.named} does not hang together.", faults)

    def _checks(self) -> Iterator[tuple[bool, str]]:
        given = [count for count in (self.numerator, self.denominator) if count is not None]
        yield any(count < 0 for count in given), "a count is below nought; counts are 0 or more"
        yield (
            self.missing is None and self.numerator is None,
            "it has no numerator and no reason for missing it; give one of them",
        )
        yield (
            self.missing is not None and bool(given),
            "it is missing and has counts all the same; give one of them",
        )
        yield (
            (self.denominator is None) != (self.among is None) and self.missing is None,
            "a denominator and the population it counts (among) go together; give both or neither",
        )
        yield (
            self.share
            and self.numerator is not None
            and self.denominator is not None
            and self.numerator > self.denominator,
            "its numerator is larger than its denominator; if it is no share, say share=False",
        )
        yield not self.places, "it is printed nowhere; name at least one place"
        yield self.among == (self.counts or self.measure), "it counts a population among itself"

    @property
    def named(self) -> str:
        """Which figure it is, in words."""
        return Cell(of=self.measure, from_on=self.from_on, to_on=self.to_on, where=self.where).named

    @property
    def top(self) -> Cell:
        """The cell of its numerator."""
        return self._cell(self.counts or self.measure)

    @property
    def bottom(self) -> Cell | None:
        """The cell of its denominator."""
        return None if self.among is None else self._cell(self.among)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that it prints."""
        return (self.top,) if self.bottom is None else (self.top, self.bottom)

    @property
    def composition(self) -> Composition | None:
        """What its numerator and denominator say of one another."""
        if self.among is None or not self.share:
            return None
        return Composition(whole=self.among, parts=(self.top.of,), complete=False)

    def _cell(self, of: str) -> Cell:
        return Cell(of=of, from_on=self.from_on, to_on=self.to_on, where=self.where)
