"""What there is to know of journeys, as frozen values, for whoever acts and may see them."""

from touchpoint.service.journeys.queries.journey import (
    Identity,
    JourneyFound,
    Touchpoint,
    journey,
)
from touchpoint.service.journeys.queries.obligations import Obligation, obligations_of
from touchpoint.service.journeys.queries.search import Found, Sought, find
from touchpoint.service.journeys.queries.why import why

__all__ = [
    "Found",
    "Identity",
    "JourneyFound",
    "Obligation",
    "Sought",
    "Touchpoint",
    "find",
    "journey",
    "obligations_of",
    "why",
]
