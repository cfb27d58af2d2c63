"""What there is to know of journeys, as frozen values, for whoever acts and may see them."""

from touchpoint.service.journeys.queries.history import Change, changes_of
from touchpoint.service.journeys.queries.journey import (
    Identity,
    JourneyFound,
    Touchpoint,
    journey,
)
from touchpoint.service.journeys.queries.obligations import (
    Obligation,
    obligations_due,
    obligations_of,
)
from touchpoint.service.journeys.queries.search import Found, Sought, find
from touchpoint.service.journeys.queries.why import why

__all__ = [
    "Change",
    "Found",
    "Identity",
    "JourneyFound",
    "Obligation",
    "Sought",
    "Touchpoint",
    "changes_of",
    "find",
    "journey",
    "obligations_due",
    "obligations_of",
    "why",
]
