"""An attacker of the tests' own: it counts by atoms and knows nothing of how a release is made."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from random_releases import MadeUp
from scipy.optimize import Bounds, LinearConstraint, milp

from touchpoint.disclosure import Released


@dataclass(kw_only=True)
class Reader:
    """What can be read, as sums over atoms, and what is marked."""

    rows: NDArray[np.float64]
    values: NDArray[np.float64]
    marked: list[NDArray[np.bool_]]

    def extreme(self, inside: NDArray[np.bool_], sign: float, *, whole: bool = True) -> int:
        """The smallest (-1) or largest (1) count of some atoms that fits all that can be read."""
        size = inside.size
        known = [LinearConstraint(self.rows, self.values, self.values)] if self.values.size else []
        answer = milp(
            -sign * inside.astype(np.float64),
            integrality=np.full(size, int(whole)),
            bounds=Bounds(np.zeros(size), np.full(size, self.values.sum() + 100.0)),
            constraints=known,
        )
        assert answer.status == 0, answer.message
        return round(float(inside @ answer.x))


def reader(made: MadeUp, released: Released) -> Reader:
    """Read a release figure by figure, as it leaves."""
    rows, values, marked = [], [], []
    for number, figure in enumerate(released.figures):
        told = figure.outcome.as_json()
        for side in ("numerator", "denominator"):
            if (number, side) not in made.sets:
                continue
            inside = made.sets[number, side]
            if told[side] == "[c]":
                marked.append(inside)
            else:
                assert isinstance(told[side], int)
                rows.append(inside.astype(np.float64))
                values.append(float(str(told[side])))
    return Reader(
        rows=np.array(rows).reshape(len(rows), made.atoms.size),
        values=np.array(values),
        marked=list({inside.tobytes(): inside for inside in marked}.values()),
    )


def recovered(
    made: MadeUp, released: Released, threshold: int, also: Reader | None = None
) -> list[tuple[int, int]]:
    """The marked counts that this attacker pins, or knows to be below the threshold."""
    at = reader(made, released)
    if also is not None:
        at = Reader(
            rows=np.concatenate([at.rows, also.rows]),
            values=np.concatenate([at.values, also.values]),
            marked=[*at.marked, *also.marked],
        )
    found = []
    for inside in at.marked:
        most = at.extreme(inside, 1.0)
        if most >= threshold and most != int(made.atoms[inside].sum()):
            continue
        least = at.extreme(inside, -1.0)
        if most < threshold or least == most:
            found.append((least, most))
    return found
