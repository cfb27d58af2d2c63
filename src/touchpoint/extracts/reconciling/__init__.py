"""Where sources disagree about a fact: what each says, what to mend first, and the likely truth.

On the authority of issue 4; what it rests on is explained in docs/explanation/the-likely-truth.md.
"""

from touchpoint.extracts.facts import Fact, fact_named
from touchpoint.extracts.reconciling.agreement import CLASSES, DIMENSIONS, SIGNS, known_dimensions
from touchpoint.extracts.reconciling.journeys import JOURNEY_SCHEMA, journey_batches
from touchpoint.extracts.reconciling.reconciling import (
    STEPS,
    Reconciled,
    likely_of,
    reconciled,
)
from touchpoint.extracts.reconciling.rows import COLUMNS, rows_of
from touchpoint.extracts.reconciling.saying import Question

__all__ = [
    "CLASSES",
    "COLUMNS",
    "DIMENSIONS",
    "JOURNEY_SCHEMA",
    "SIGNS",
    "STEPS",
    "Fact",
    "Question",
    "Reconciled",
    "fact_named",
    "journey_batches",
    "known_dimensions",
    "likely_of",
    "reconciled",
    "rows_of",
]
