"""Which cells are too few by themselves: the primary rules of statistics.md section 12.

Small counts, groups that all have one value, and the few who make up the difference between two
counts: a share of 98 in 100 tells of two people.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from touchpoint.disclosure.cells import WITHOUT, Cell
from touchpoint.disclosure.figures import Figure
from touchpoint.disclosure.outcomes import Why
from touchpoint.disclosure.settings import Settings

RANK: Mapping[Why, int] = {"small": 0, "class": 1, "complement": 2, "secondary": 3}


def without(figure: Figure) -> Cell | None:
    """The cell of those in the denominator of a share who are not in its numerator."""
    if figure.bottom is None or not figure.share:
        return None
    return replace(figure.bottom, part=f"{WITHOUT}{figure.top.of}")


def hidden_at_first(figures: Iterable[Figure], settings: Settings) -> dict[Cell, Why]:
    """The cells that are hidden for what they are, each with the foremost reason."""
    found: dict[Cell, Why] = {}
    for figure in figures:
        for cell, why in _of_figure(figure, settings):
            if cell not in found or RANK[why] < RANK[found[cell]]:
                found[cell] = why
    return found


def unprinted_groups(figures: Iterable[Figure], settings: Settings) -> set[Cell]:
    """Those without the value, where they are too few to be known or known to be nobody."""
    found = set()
    for figure in figures:
        others = without(figure)
        if others is None or figure.numerator is None or figure.denominator is None:
            continue
        left = figure.denominator - figure.numerator
        if _few_left(left, settings) or settings.one_class(figure.numerator, figure.denominator):
            found.add(others)
    return found


def differences(
    counts: Mapping[Cell, int], printed: Iterable[Cell], settings: Settings
) -> set[Cell]:
    """Cells that nobody prints and that are too few: what is left over from printed ones."""
    shown = set(printed)
    return {
        cell
        for cell, count in counts.items()
        if cell not in shown
        and settings.few(count)
        and (settings.complements or not cell.is_complement)
    }


def _of_figure(figure: Figure, settings: Settings) -> Iterable[tuple[Cell, Why]]:
    top, bottom = figure.numerator, figure.denominator
    if top is None:
        return
    if settings.few(top):
        yield figure.top, "small"
    if bottom is None or figure.bottom is None:
        return
    if settings.few(bottom):
        yield figure.bottom, "small"
    if not figure.share:
        return
    if settings.one_class(top, bottom):
        yield figure.top, "class"
    if _few_left(bottom - top, settings):
        yield figure.top, "complement"


def _few_left(left: int, settings: Settings) -> bool:
    return settings.complements and settings.few(left)
