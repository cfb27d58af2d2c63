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

    def fits(self, atoms: NDArray[np.int64]) -> bool:
        """Whether all that can be read is so in a world."""
        return bool((self.rows @ atoms == self.values).all())

    def extreme(self, inside: NDArray[np.bool_], sign: float) -> NDArray[np.int64]:
        """A world of all that can be read with the fewest (-1) or most (1) of some atoms."""
        size = inside.size
        known = [LinearConstraint(self.rows, self.values, self.values)] if self.values.size else []
        answer = milp(
            -sign * inside.astype(np.float64),
            integrality=np.ones(size, dtype=np.int64),
            bounds=Bounds(np.zeros(size), np.full(size, self.values.sum() + 100.0)),
            constraints=known,
        )
        assert answer.status == 0, answer.message
        world = np.round(answer.x).astype(np.int64)
        assert self.fits(world)
        return world


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
    """The marked counts that this attacker pins, or knows to be below the threshold.

    A count is safe as soon as two worlds disagree about it and one of them has it large enough: the
    most and the fewest are looked for only where the worlds found for others do not say so.
    """
    at = reader(made, released)
    if also is not None:
        at = Reader(
            rows=np.concatenate([at.rows, also.rows]),
            values=np.concatenate([at.values, also.values]),
            marked=[*at.marked, *also.marked],
        )
    assert at.fits(made.atoms)
    worlds, found = [made.atoms], []
    for inside in at.marked:
        for sign in (1.0, -1.0):
            counts = [int(world[inside].sum()) for world in worlds]
            if max(counts) >= threshold and min(counts) < max(counts):
                break
            worlds.append(at.extreme(inside, sign))
        else:
            least, most = (int(world[inside].sum()) for world in (worlds[-1], worlds[-2]))
            if most < threshold or least == most:
                found.append((least, most))
    return found
