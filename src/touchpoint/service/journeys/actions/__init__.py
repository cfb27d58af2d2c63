"""The only writers of journeys: one action, one transaction."""

from touchpoint.service.journeys.actions.appending import Appended, append_touchpoints
from touchpoint.service.journeys.actions.correcting import correct_touchpoint, withdraw_touchpoint
from touchpoint.service.journeys.actions.investigations import (
    close_investigation,
    decide_enhanced,
    reassign,
)
from touchpoint.service.journeys.new_touchpoints import NewTouchpoint

__all__ = [
    "Appended",
    "NewTouchpoint",
    "append_touchpoints",
    "close_investigation",
    "correct_touchpoint",
    "decide_enhanced",
    "reassign",
    "withdraw_touchpoint",
]
