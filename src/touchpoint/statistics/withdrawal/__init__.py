"""When journeys end and how: withdrawal, charge and filing as risks that compete.

Whoever has not come to an end is censored on the last day known, and never counted as not ended.
"""

from touchpoint.statistics.withdrawal.cohorts import (
    CohortIncidence,
    days_to_ending,
    incidence_by_cohort,
)
from touchpoint.statistics.withdrawal.curves import CompetingRisks, Curve, Step
from touchpoint.statistics.withdrawal.estimating import cumulative_incidence, kaplan_meier

__all__ = [
    "CohortIncidence",
    "CompetingRisks",
    "Curve",
    "Step",
    "cumulative_incidence",
    "days_to_ending",
    "incidence_by_cohort",
    "kaplan_meier",
]
