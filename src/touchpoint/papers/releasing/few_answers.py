"""Survey figures of too few answers are not shown: the base rule of statistics.md, section 5.

They go through disclosure like all others, since readers can take the rest from a total, and only
then give way to a mark. It is for what they are worth, and no protection.
"""

from collections.abc import Iterable
from dataclasses import replace

from touchpoint.disclosure import Cell, Published
from touchpoint.disclosure import Figure as ToLeave
from touchpoint.measures.definition.measure import Population
from touchpoint.measures.figuring.figure import Figure
from touchpoint.papers.description.measures import is_plain
from touchpoint.statistics.surveys.bases import HIDE_BELOW, UNRELIABLE_BELOW, base_display


def too_few(figure: Figure, fewest: int = HIDE_BELOW) -> bool:
    """Whether it is a share of fewer answers than a share is shown of."""
    if figure.measure.population is not Population.ANSWERS or is_plain(figure.measure):
        return False
    if figure.denominator is None:
        return False
    unreliable = max(fewest, UNRELIABLE_BELOW)
    found = base_display(figure.denominator, hide_below=fewest, unreliable_below=unreliable)
    return found.state == "hidden"


def why_too_few(fewest: int = HIDE_BELOW) -> str:
    """Why such a figure is missing, in a sentence."""
    return f"Fewer than {fewest} answers, which are too few for a figure to be relied on."


def without_few(
    published: Published, few: Iterable[ToLeave], printed: Iterable[ToLeave]
) -> Published:
    """What is published where some figures give way to a mark and the others are printed."""
    stands: set[Cell] = {cell for figure in printed for cell in figure.cells}
    gone = {cell for figure in few for cell in figure.cells} - stands
    shown = {cell: count for cell, count in published.shown.items() if cell not in gone}
    return replace(published, shown=shown)
