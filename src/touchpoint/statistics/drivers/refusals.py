"""When drivers cannot be ranked, and why, in sentences: all faults of the answers at once."""

from collections.abc import Sequence

import numpy as np

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers
from touchpoint.statistics.counts import within_fault
from touchpoint.statistics.drivers.answers import Answers

MOST_DRIVERS = 12
"""Every subset is tried: 12 drivers are 4,096 subsets."""
TOO_ALIKE = 0.95
"""Two drivers whose correlation is stronger than this tell one story twice."""
ROWS_PER_DRIVER = 10
EVENTS_PER_DRIVER = 10
LEAST_EXPLAINED = 0.1
"""Below this R squared a ranking would order noise."""
SINGULAR = 1e-10


def refuse(faults: Sequence[str]) -> None:
    """Refuses with every fault; does nothing if there is none."""
    if faults:
        raise Refused(
            "The drivers cannot be told apart or weighed with these answers.", faults=faults
        )


def check(*, samples: int, confidence: float) -> None:
    """Refuses settings of the resampling that mean nothing."""
    faults = [within_fault("confidence", confidence, 0, 1)]
    if samples < 0:
        faults.append(f"samples is {samples}, and cannot be less than 0.")
    if any(faults):
        raise Refused("These settings mean nothing.", faults=[fault for fault in faults if fault])


def structural_faults(answers: Answers, *, outcome_varies: bool = True) -> list[str]:
    """What makes it impossible to share out R squared at all."""
    if len(answers.blocks) > MOST_DRIVERS:
        return [
            (
                f"There are {len(answers.blocks)} drivers, and every subset of them is tried: "
                f"choose at most {MOST_DRIVERS}."
            )
        ]
    width = answers.columns.shape[1]
    if answers.used <= width + 1:
        return [
            (
                f"{answers.used} complete answers are too few for {width} drivers: "
                "collect more, or use fewer drivers."
            )
        ]
    faults = _constant(answers, outcome_varies=outcome_varies)
    return faults or _alike(answers) or _dependent(answers)


def _constant(answers: Answers, *, outcome_varies: bool) -> list[str]:
    faults = []
    if outcome_varies and np.ptp(answers.outcome) == 0:
        faults.append(
            "Every complete answer on the outcome is the same: nothing is to be explained."
        )
    for name, block in zip(answers.names, answers.blocks, strict=True):
        if (np.ptp(answers.columns[:, block], axis=0) == 0).any():
            faults.append(f"Every complete answer on {name} is the same: leave {name} out.")
    return faults


def _alike(answers: Answers) -> list[str]:
    matrix = np.atleast_2d(_correlation(answers))
    faults = []
    for one, first in enumerate(answers.blocks):
        for other in range(one + 1, len(answers.blocks)):
            among = matrix[np.ix_(list(first), list(answers.blocks[other]))]
            strongest = float(among.flat[np.abs(among).argmax()])
            if abs(strongest) > TOO_ALIKE:
                faults.append(
                    f"{answers.names[one]} and {answers.names[other]} are almost the same "
                    f"(correlation {strongest:.3f}): leave one of them out or join them."
                )
    return faults


def _correlation(answers: Answers) -> Numbers:
    shares = answers.weights / answers.weights.sum()
    centred = answers.columns - shares @ answers.columns
    scale = np.sqrt(shares @ centred**2)
    scaled = centred / np.where(scale > 0, scale, 1.0)
    return np.asarray((scaled * shares[:, None]).T @ scaled, dtype=np.float64)


def _dependent(answers: Answers) -> list[str]:
    if np.linalg.eigvalsh(_correlation(answers)).min() > SINGULAR:
        return []
    return [
        (
            "One driver follows exactly from the others, as a total does from its parts: "
            "leave it out."
        )
    ]


def size_faults(answers: Answers, *, rows_per_driver: int) -> list[str]:
    """Too few answers for so many drivers."""
    needed = rows_per_driver * answers.columns.shape[1]
    if answers.used >= needed:
        return []
    return [
        (
            f"{answers.used} complete answers are too few for {answers.columns.shape[1]} drivers: "
            f"{rows_per_driver} for each are needed, {needed} in all. Collect more, pool periods, "
            "or use fewer drivers."
        )
    ]


def event_faults(answers: Answers, *, events_per_driver: int) -> list[str]:
    """Too few of the rarer answer for so many drivers."""
    yes = int(answers.outcome.sum())
    fewer = min(yes, answers.used - yes)
    needed = events_per_driver * answers.columns.shape[1]
    if fewer >= needed:
        return []
    return [
        (
            f"The rarer answer on the outcome was given {fewer} times, too few for "
            f"{answers.columns.shape[1]} drivers: {events_per_driver} for each are needed, "
            f"{needed} in all. Pool periods, or use fewer drivers."
        )
    ]
