"""What readers know of rights: the verdicts on a right are those on its duties.

A right whose every duty is printed tells what its hidden duties come to.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from touchpoint.disclosure import Cell, Sum
from touchpoint.disclosure import Figure as ToLeave
from touchpoint.papers.description.paper import Key
from touchpoint.papers.releasing.owed import Beside

OF_RIGHTS: Final = ("right_met", "duty_met")
Counted = Mapping[tuple[Key, str], tuple[Cell, int]]
"""The cell and the count of every figure, under what is counted of it."""


def made_of_duties(
    held: Mapping[Key, ToLeave], besides: Sequence[Beside], right_of: Mapping[str, str]
) -> Iterator[Sum]:
    """For every count of a right the sum of its duties, where these are all printed."""
    counted = {**dict(_shares(held)), **dict(_beside(besides))}
    parts: dict[tuple[Key, str], list[tuple[Cell, int]]] = {}
    for (key, what), count in counted.items():
        duty = dict(key.group).get("duty", "")
        if key.measure == "duty_met" and duty in right_of and "right" not in key.labels:
            parts.setdefault((_of_right(key, right_of[duty]), what), []).append(count)
    for (key, what), (whole, number) in counted.items():
        some = parts.get((replace(key, measure="duty_met"), what), [])
        if key.measure in OF_RIGHTS and some and sum(count for _, count in some) == number:
            yield Sum(whole=whole, parts=tuple(cell for cell, _ in some))


def _of_right(key: Key, right: str) -> Key:
    group = [pair for pair in key.group if pair[0] != "duty"]
    return replace(key, group=(*group, ("right", right)))


def _shares(held: Mapping[Key, ToLeave]) -> Iterator[tuple[tuple[Key, str], tuple[Cell, int]]]:
    for key, figure in held.items():
        for what, cell, number in zip(
            ("met", "among"), figure.cells, (figure.numerator, figure.denominator), strict=False
        ):
            if number is not None:
                yield (key, what), (cell, number)


def _beside(besides: Sequence[Beside]) -> Iterator[tuple[tuple[Key, str], tuple[Cell, int]]]:
    for key, state, figure in besides:
        if figure.numerator is not None:
            yield (key, state), (figure.cells[0], figure.numerator)
