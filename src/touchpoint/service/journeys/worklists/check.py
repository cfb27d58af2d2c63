"""What a supervisor checks each day of every open crime: assessed, in touch, reviewed.

How often a supervisor reviews is a force's own standard and not the Code's: 28 days here.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from touchpoint.service.journeys.raw import Row, rows

REVIEWED_EVERY: Final = timedelta(days=28)
MOST: Final = 300

_CASES: Final = """
SELECT i.investigation_id, i.reference, i.offence_group, i.reported_on, i.marks,
    coalesce(s.name, i.officer_id, '') AS officer, j.journey_id, j.enhanced_on, t.assessed_on,
    t.contact_on, t.planned_on, t.reviewed_on, o.contact_due
FROM (
    SELECT * FROM journeys_investigation
    WHERE closed_on IS NULL AND victim_based AND taken_back_at IS NULL AND unit_id = ANY (ARRAY(
        SELECT unit_id FROM organisation_unit_above WHERE above_id = %(unit)s))
    ORDER BY reported_on DESC, investigation_id LIMIT %(most)s
) AS i
JOIN journeys_journey AS j ON j.investigation_id = i.investigation_id
    AND j.taken_back_at IS NULL
LEFT JOIN organisation_staff AS s ON s.officer_id = i.officer_id
LEFT JOIN LATERAL (
    SELECT max(t.happened_on) FILTER (WHERE t.kind = 'needs.assessed') AS assessed_on,
        max(t.happened_on) FILTER (WHERE t.kind IN
            ('contact.agreed', 'victim.updated', 'victim.told')) AS contact_on,
        max(t.happened_on) FILTER (WHERE t.kind = 'plan.set') AS planned_on,
        max(t.happened_on) FILTER (WHERE t.kind = 'supervisor.reviewed') AS reviewed_on
    FROM journeys_touchpoint AS t
    WHERE t.journey_id = j.journey_id
        AND t.kind IN ('needs.assessed', 'contact.agreed', 'victim.updated', 'victim.told',
            'plan.set', 'supervisor.reviewed')
        AND coalesce(t.result, '') NOT IN ('not_asked', 'no_contact', 'unable', 'unsafe')
        AND NOT EXISTS (
            SELECT FROM journeys_touchpoint AS c WHERE c.replaces = t.touchpoint_id)
) AS t ON true
LEFT JOIN LATERAL (
    SELECT min(due_on) AS contact_due FROM journeys_obligation AS o
    WHERE o.journey_id = j.journey_id AND o.state = 'open' AND o.duty_id = 'R6.CONTACT'
) AS o ON true
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """One victim of one open crime, as a supervisor checks it."""

    investigation_id: str
    journey_id: str
    reference: str
    offence: str
    officer: str
    reported_on: date
    enhanced: bool
    assessed: bool
    contact_on: date | None
    contact_overdue: bool
    planned: bool
    reviewed_on: date | None
    review_overdue: bool

    @property
    def lacking(self) -> int:
        """How many things it lacks."""
        return sum((not self.assessed, self.contact_overdue, self.review_overdue))


def checked(unit: str, today: date) -> list[Checked]:
    """The open crimes of a unit and those below, those that lack most first."""
    found = [_checked(row, today) for row in rows(_CASES, {"unit": unit, "most": MOST})]
    return sorted(found, key=lambda one: (-one.lacking, not one.enhanced, one.reported_on))


def _checked(row: Row, today: date) -> Checked:
    reviewed: date | None = row["reviewed_on"]
    due: date | None = row["contact_due"]
    reported: date = row["reported_on"]
    return Checked(
        investigation_id=row["investigation_id"],
        journey_id=row["journey_id"],
        reference=row["reference"],
        offence=row["offence_group"],
        officer=row["officer"],
        reported_on=reported,
        enhanced=row["enhanced_on"] is not None,
        assessed=row["assessed_on"] is not None,
        contact_on=row["contact_on"],
        contact_overdue=due is not None and due < today,
        planned=row["planned_on"] is not None,
        reviewed_on=reviewed,
        review_overdue=(reviewed or reported) + REVIEWED_EVERY < today,
    )
