"""What a figure of a chart may be, and what is refused because it cannot be drawn."""

import math
from collections.abc import Iterable
from typing import Literal

from touchpoint.errors import Refused

Status = Literal["shown", "suppressed", "missing"]
Scale = Literal["share", "per_1000", "count", "score"]
Aside = int | Literal["suppressed", "missing"] | None
"""A count beside a figure: a number, why it is not shown, or None where none belongs."""


def faults_of(status: Status, values: tuple[float | None, ...]) -> list[str]:
    """What is wrong between a status and the values (the first is the figure) it comes with."""
    faults = []
    if status == "shown" and values[0] is None:
        faults.append("it is shown and has no value.")
    if status != "shown" and any(value is not None for value in values):
        faults.append(f"it is {status} and yet has a value.")
    if any(value is not None and not math.isfinite(value) for value in values):
        faults.append("its values must be finite.")
    return faults


def refuse(label: str, faults: list[str]) -> None:
    if faults:
        raise Refused(f"{label!r} cannot be drawn.", faults)


def refuse_twice(title: str, labels: Iterable[str]) -> None:
    listed = list(labels)
    twice = sorted({label for label in listed if listed.count(label) > 1})
    if twice:
        raise Refused(
            f"{title!r} cannot be drawn: give each of its rows a label of its own.",
            [f"{label!r} stands there more than once." for label in twice],
        )
