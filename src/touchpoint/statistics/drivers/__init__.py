"""Drivers of an outcome: which stages the whole experience is associated with, and how surely."""

from touchpoint.statistics.drivers.answers import NOT_APPLICABLE
from touchpoint.statistics.drivers.gain import Gain, expected_gain
from touchpoint.statistics.drivers.importance import (
    general_dominance,
    johnson,
    lmg,
    r_squared,
    variance_inflation,
)
from touchpoint.statistics.drivers.ranking import (
    Driver,
    KeyDrivers,
    WhereNotApplicable,
    key_drivers,
)

__all__ = [
    "NOT_APPLICABLE",
    "Driver",
    "Gain",
    "KeyDrivers",
    "WhereNotApplicable",
    "expected_gain",
    "general_dominance",
    "johnson",
    "key_drivers",
    "lmg",
    "r_squared",
    "variance_inflation",
]
