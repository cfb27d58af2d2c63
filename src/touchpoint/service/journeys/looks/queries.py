"""Who looked at a journey, as supervisors and auditors read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from touchpoint.service.journeys.looks.words import HOW
from touchpoint.service.journeys.raw import Row, rows
from touchpoint.service.organisation.roles import ROLE_NAMES, Role

_SEVERAL: Final = """
    SELECT l.look_id, l.at, l.role, l.journey_id, l.how, l.reason, s.name, u.name AS unit
    FROM journeys_look AS l
    LEFT JOIN organisation_staff AS s ON s.id = l.staff_id
    LEFT JOIN organisation_unit AS u ON u.unit_id = s.unit_id
    WHERE l.journey_id = %s ORDER BY l.look_id DESC LIMIT %s OFFSET %s
"""


_STATED: Final = """
    SELECT l.reason FROM journeys_look AS l
    WHERE l.journey_id = %s AND l.staff_id = (SELECT acting_staff()) AND l.reason IS NOT NULL
    ORDER BY l.look_id DESC LIMIT 1
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """One look, in words."""

    at: datetime
    who: str
    role: str
    unit: str
    how: str
    reason: str


def looks_at(journey_id: str, *, number: int = 50, after: int = 0) -> Sequence[Looked]:
    """The looks at one journey, the latest first; row-level security decides which."""
    return [_looked(row) for row in rows(_SEVERAL, [journey_id, number, after])]


def reason_stated(journey_id: str) -> str | None:
    """The reason that whoever acts stated last for a journey, if they stated any."""
    return next((row["reason"] for row in rows(_STATED, [journey_id])), None)


def _looked(row: Row) -> Looked:
    return Looked(
        at=row["at"],
        who=row["name"] or "Somebody who is gone",
        role=ROLE_NAMES[Role(row["role"])],
        unit=row["unit"] or "",
        how=HOW[row["how"]],
        reason=row["reason"] or "",
    )
