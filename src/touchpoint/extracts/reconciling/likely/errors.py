"""How each source errs, by the model: how often it is right where it speaks, and what it skips."""

from dataclasses import dataclass

import numpy as np

from touchpoint.extracts.reconciling.likely.fitting import Fit
from touchpoint.extracts.reconciling.likely.patterns import BLANK, MISSING, NO, Floats

FALSE = 0
"""The state in which the fact did not happen; all others are ways in which it did."""


@dataclass(frozen=True, kw_only=True)
class SourceErrors:
    """Chances of one source, over the journeys it covers and reaches."""

    source: str
    sensitivity: float
    """Of what happened and it speaks of, how much it says happened."""
    specificity: float
    """Of what did not happen and it speaks of, how much it says did not."""
    blank_when_true: float
    blank_when_false: float

    @property
    def is_right_more_often(self) -> bool:
        """Whether its word is better than chance: a yes is likelier where it is true."""
        return self.sensitivity + self.specificity > 1


def source_errors(fit: Fit) -> tuple[SourceErrors, ...]:
    """What the model says of each source."""
    return tuple(_of_source(fit, place) for place in range(len(fit.patterns.sources)))


def _of_source(fit: Fit, place: int) -> SourceErrors:
    patterns, parameters = fit.patterns, fit.parameters
    asked = patterns.answers[:, place] != MISSING
    journeys = np.bincount(patterns.group[asked], patterns.count[asked], patterns.groups)
    states = parameters.share * journeys[:, None]
    reached = (states * np.exp(parameters.reach[place])[:, None]).sum(axis=0)
    answers = np.exp(parameters.answers[place])
    told = reached[:, None] * answers
    yes, no = told[:, NO + 1 :].sum(axis=1), told[:, NO]
    speaks = reached * (1 - answers[:, BLANK])
    return SourceErrors(
        source=patterns.sources[place],
        sensitivity=_share(yes[1:].sum(), (yes + no)[1:].sum()),
        specificity=_share(no[FALSE], (yes + no)[FALSE]),
        blank_when_true=1 - _share(speaks[1:].sum(), states[:, 1:].sum()),
        blank_when_false=1 - _share(speaks[FALSE], states[:, FALSE].sum()),
    )


def _share(part: Floats | float, whole: Floats | float) -> float:
    return float(part) / float(whole) if float(whole) > 0 else float("nan")
