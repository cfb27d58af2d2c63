"""How a decision stands at this moment, as a mark that changes with it, and who decided last.

A form keeps the mark of what it was opened over, so that nothing is overwritten that was not read.
"""

import hashlib
from typing import Final

from touchpoint.service.journeys.raw import rows

_RIGHTS: Final = (
    "SELECT enhanced_on, enhanced_basis, (SELECT t.touchpoint_id FROM journeys_touchpoint AS t "
    "WHERE t.journey_id = j.journey_id AND t.kind = 'enhanced.decided' "
    "ORDER BY t.number DESC LIMIT 1) AS decided "
    "FROM journeys_journey AS j WHERE j.journey_id = %s"
)
_END: Final = "SELECT closed_on, outcome FROM journeys_investigation WHERE investigation_id = %s"
_ENDED_BY: Final = (
    "SELECT s.role, s.id = acting_staff() AS you FROM journeys_change AS c "
    "JOIN organisation_staff AS s ON s.id = c.by WHERE c.id_of = %s "
    "AND c.about = 'investigation' AND c.after ?| '{closed_on,outcome}' ORDER BY c.id DESC LIMIT 1"
)
_DECIDED_BY: Final = (
    "SELECT s.role, s.id = acting_staff() AS you FROM journeys_touchpoint AS t "
    "JOIN organisation_staff AS s ON s.id = t.appended_by WHERE t.journey_id = %s "
    "AND t.kind = 'enhanced.decided' ORDER BY t.number DESC LIMIT 1"
)


def rights_as_they_stand(journey_id: str) -> str:
    """The mark of what is decided on somebody's enhanced rights."""
    return _mark(_RIGHTS, journey_id)


def end_as_it_stands(investigation_id: str) -> str:
    """The mark of whether and how an investigation has ended."""
    return _mark(_END, investigation_id)


def decided_by(journey_id: str) -> tuple[str, bool] | None:
    """The role of whoever decided last on enhanced rights here, and whether it is who acts."""
    return _who(_DECIDED_BY, journey_id)


def ended_by(investigation_id: str) -> tuple[str, bool] | None:
    """The role of whoever closed an investigation or opened it again, and whether they act."""
    return _who(_ENDED_BY, investigation_id)


def _mark(question: str, asked_for: str) -> str:
    found = [sorted(row.items()) for row in rows(question, [asked_for])]
    return hashlib.sha256(repr(found).encode()).hexdigest()[:32]


def _who(question: str, asked_for: str) -> tuple[str, bool] | None:
    found = rows(question, [asked_for])
    return (found[0]["role"], found[0]["you"]) if found else None
