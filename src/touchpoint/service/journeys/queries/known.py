"""What must be known of journeys before touchpoints are appended to them."""

from collections.abc import Sequence
from datetime import datetime

from touchpoint.service.journeys.errors import NotSeen
from touchpoint.service.journeys.new_touchpoints import Earlier, KnownOf
from touchpoint.service.journeys.raw import rows
from touchpoint.service.journeys.referral_steps import Step, step_of
from touchpoint.service.organisation.roles import Role


def known_of(
    *, role: str, now: datetime, journey_ids: Sequence[str], touchpoint_ids: Sequence[str]
) -> KnownOf:
    """What whoever acts may know; refuse journeys that are not there for that person."""
    reported = {
        row["journey_id"]: row["reported_at"]
        for row in rows(
            "SELECT j.journey_id, i.reported_at FROM journeys_journey AS j "
            "LEFT JOIN journeys_investigation AS i ON i.investigation_id = j.investigation_id "
            "WHERE j.journey_id = ANY (%s) AND j.taken_back_at IS NULL",
            [sorted(set(journey_ids))],
        )
    }
    if set(journey_ids) - reported.keys():
        raise NotSeen("There is no such journey.")
    return KnownOf(
        role=role,
        now=now,
        reported_at=reported,
        earlier=_earlier(touchpoint_ids),
        steps=_steps(journey_ids) if role == Role.PROVIDER else {},
    )


def _steps(journey_ids: Sequence[str]) -> dict[str, list[Step]]:
    """The steps of the referrals to whoever acts: row-level security shows them no others."""
    found: dict[str, list[Step]] = {}
    for row in rows(
        "SELECT journey_id, kind, result, happened_at FROM journeys_touchpoint "
        "WHERE journey_id = ANY (%s)",
        [sorted(set(journey_ids))],
    ):
        step = step_of(row)
        if step is not None:
            found.setdefault(row["journey_id"], []).append(step)
    return found


def _earlier(touchpoint_ids: Sequence[str]) -> dict[str, Earlier]:
    if not touchpoint_ids:
        return {}
    found = rows(
        "SELECT touchpoint_id, journey_id, kind, happened_at FROM journeys_touchpoint "
        "WHERE touchpoint_id = ANY (%s)",
        [sorted(set(touchpoint_ids))],
    )
    return {row.pop("touchpoint_id"): Earlier(**row) for row in found}
