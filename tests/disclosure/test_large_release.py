"""A release of a whole force is decided in seconds of processor time."""

import time

import numpy as np
from small_tables import share

from touchpoint.disclosure import Release, attack


def test_a_quarter_by_sixty_units_and_twenty_groups_takes_seconds() -> None:
    dice = np.random.default_rng(60)
    below = dice.poisson(30, (60, 20))
    above = dice.binomial(below, 0.4)
    figures = [
        share(int(above[u, g]), int(below[u, g]), unit=f"u{u}", group=f"g{g}")
        for u in range(60)
        for g in range(20)
    ]
    figures += [share(int(above[u].sum()), int(below[u].sum()), unit=f"u{u}") for u in range(60)]
    figures += [
        share(int(above[:, g].sum()), int(below[:, g].sum()), group=f"g{g}") for g in range(20)
    ]
    figures.append(share(int(above.sum()), int(below.sum())))
    begun = time.process_time()
    released = Release(figures=tuple(figures)).protect()
    assert time.process_time() - begun < 10
    assert attack(released.published, released.structure) == ()
    assert 0 < sum(figure.outcome.status == "suppressed" for figure in released) < 200
