"""What is out: every count that can be read in a release, and every mark that stands for one.

This is all that the attacker is given. It is written beside a release and read back when the next
one is made, because what has been published stays known.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from touchpoint.disclosure.cells import Cell
from touchpoint.errors import Refused

FORMAT = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """A share that is printed, and so lies within half of its last digit."""

    numerator: Cell
    denominator: Cell
    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise Refused(
                f"The rate of {self.numerator.named} runs from {self.low} to {self.high}. "
                "Give shares of 0 or more, the lower one first."
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """Counts that can be read, cells that are marked as hidden, and rates without counts."""

    shown: Mapping[Cell, int] = field(default_factory=dict)
    hidden: frozenset[Cell] = frozenset()
    rates: tuple[Rate, ...] = ()
    ranges: Mapping[Cell, tuple[int, int]] = field(default_factory=dict)
    """Cells that are known to lie within a range, such as rounded ones."""

    revised: frozenset[Cell] = frozenset()
    """Cells that are marked as revised since they were published before."""

    def __post_init__(self) -> None:
        both = sorted(self.hidden & self.shown.keys())
        if both:
            raise Refused(
                "A cell that is hidden in one place is shown in another. Hide it in all of them.",
                [cell.named for cell in both],
            )

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell that is printed or spoken of."""
        told = [cell for rate in self.rates for cell in (rate.numerator, rate.denominator)]
        return tuple(dict.fromkeys((*self.shown, *sorted(self.hidden), *self.ranges, *told)))

    def to_json(self) -> str:
        """The text to keep beside a release."""
        return json.dumps(
            {
                "format": FORMAT,
                "shown": [[*_written(cell), count] for cell, count in sorted(self.shown.items())],
                "hidden": [_written(cell) for cell in sorted(self.hidden)],
                "rates": [
                    [_written(rate.numerator), _written(rate.denominator), rate.low, rate.high]
                    for rate in self.rates
                ],
                "ranges": [[*_written(cell), *ends] for cell, ends in sorted(self.ranges.items())],
                "revised": [_written(cell) for cell in sorted(self.revised)],
            },
            indent=0,
        )


def read_published(text: str) -> Published:
    """What an earlier release published, from the text kept beside it."""
    try:
        kept = json.loads(text)
        if kept["format"] != FORMAT:
            raise Refused(
                f"This text says format {kept['format']}, and format {FORMAT} is read here. "
                "Read it with the version that wrote it."
            )
        return Published(
            shown={_read(entry): int(entry[4]) for entry in kept["shown"]},
            hidden=frozenset(map(_read, kept["hidden"])),
            rates=tuple(_read_rate(entry) for entry in kept["rates"]),
            ranges={_read(entry): (int(entry[4]), int(entry[5])) for entry in kept["ranges"]},
            revised=frozenset(map(_read, kept["revised"])),
        )
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as fault:
        raise Refused(
            f"This text is not what a release keeps beside it ({type(fault).__name__}). "
            "Give the file that was written when the earlier release was made, unchanged."
        ) from fault


def together(releases: Iterable[Published]) -> Published:
    """Several releases of the same state of the ledger read as one."""
    shown: dict[Cell, int] = {}
    hidden: set[Cell] = set()
    ranges: dict[Cell, tuple[int, int]] = {}
    rates: list[Rate] = []
    revised: set[Cell] = set()
    for release in releases:
        shown |= release.shown
        hidden |= release.hidden
        ranges |= release.ranges
        rates += release.rates
        revised |= release.revised
    return Published(
        shown=shown,
        hidden=frozenset(hidden - shown.keys()),
        rates=tuple(rates),
        ranges={cell: ends for cell, ends in ranges.items() if cell not in shown},
        revised=frozenset(revised),
    )


def _written(cell: Cell) -> list[object]:
    days = [cell.from_on.isoformat(), cell.to_on.isoformat()]
    name: object = [cell.of, cell.part] if cell.part else cell.of
    return [name, *days, [list(pair) for pair in cell.where]]


def _read(entry: list[object]) -> Cell:
    name, first, last, where = entry[:4]
    of, part = name if isinstance(name, list) else (name, "")
    if not isinstance(where, list):
        raise TypeError
    return Cell(
        of=str(of),
        part=str(part),
        from_on=date.fromisoformat(str(first)),
        to_on=date.fromisoformat(str(last)),
        where=tuple((str(dimension), str(value)) for dimension, value in where),
    )


def _read_rate(entry: list[object]) -> Rate:
    top, bottom, low, high = entry
    if not isinstance(top, list) or not isinstance(bottom, list):
        raise TypeError
    return Rate(
        numerator=_read(top), denominator=_read(bottom), low=float(str(low)), high=float(str(high))
    )
