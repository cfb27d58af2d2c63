"""All incidents of one person, or of two, and what was done to keep them safe.

A ledger knows people as victims alone: of two people, an incident is of one of them, or of both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from touchpoint.ledger.vocabulary import SAFETY_KINDS
from touchpoint.service.journeys.raw import Row, rows

SUPERVISION: Final = ("plan.set", "supervisor.reviewed")

_INCIDENTS: Final = """
SELECT i.investigation_id, i.reference, i.offence_group, i.marks, i.reported_on, i.closed_on,
    i.outcome, array_agg(j.person_id ORDER BY j.person_id) AS persons,
    array_agg(j.journey_id ORDER BY j.person_id) AS journeys
FROM journeys_journey AS j
JOIN journeys_investigation AS i ON i.investigation_id = j.investigation_id
WHERE j.person_id = ANY (%s) AND j.taken_back_at IS NULL
GROUP BY i.investigation_id
ORDER BY i.reported_on DESC, i.investigation_id
LIMIT 200
"""

_BESIDE: Final = """
SELECT DISTINCT other.person_id, count(*) OVER (PARTITION BY other.person_id) AS number
FROM journeys_journey AS one
JOIN journeys_journey AS other ON other.investigation_id = one.investigation_id
    AND other.person_id <> one.person_id AND other.taken_back_at IS NULL
WHERE one.person_id = %s AND one.taken_back_at IS NULL
ORDER BY number DESC, other.person_id LIMIT 20
"""

_DONE: Final = """
SELECT t.journey_id, t.kind, t.happened_on, t.result, t.detail FROM journeys_touchpoint AS t
WHERE t.journey_id = ANY (%s) AND t.kind = ANY (%s)
    AND NOT EXISTS (SELECT FROM journeys_touchpoint AS c WHERE c.replaces = t.touchpoint_id)
ORDER BY t.happened_at, t.touchpoint_id
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """One thing that was done to keep somebody safe."""

    kind: str
    on: date
    result: str | None
    detail: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Incident:
    """One crime of which one of the people, or both, were victims."""

    investigation_id: str
    reference: str
    offence: str
    marks: tuple[str, ...]
    reported_on: date
    closed_on: date | None
    outcome: str | None
    persons: tuple[str, ...]
    journeys: tuple[str, ...]
    done: tuple[Done, ...]


def incidents(person_ids: Sequence[str]) -> tuple[Incident, ...]:
    """The incidents that whoever acts may see, the latest first."""
    found = rows(_INCIDENTS, [sorted(set(person_ids))])
    every = [journey for row in found for journey in row["journeys"]]
    kinds = [kind for kind in SAFETY_KINDS if kind not in SUPERVISION]
    by_journey: dict[str, list[Row]] = {}
    for row in rows(_DONE, [every, kinds]):
        by_journey.setdefault(row["journey_id"], []).append(row)
    return tuple(
        Incident(
            investigation_id=row["investigation_id"],
            reference=row["reference"],
            offence=row["offence_group"],
            marks=tuple(row["marks"]),
            reported_on=row["reported_on"],
            closed_on=row["closed_on"],
            outcome=row["outcome"],
            persons=tuple(row["persons"]),
            journeys=tuple(row["journeys"]),
            done=tuple(
                Done(
                    kind=done["kind"],
                    on=done["happened_on"],
                    result=done["result"],
                    detail=done["detail"],
                )
                for journey in row["journeys"]
                for done in by_journey.get(journey, [])
            ),
        )
        for row in found
    )


def people_beside(person_id: str) -> list[Row]:
    """Who else was a victim of the same incidents, most often first."""
    return rows(_BESIDE, [person_id])
