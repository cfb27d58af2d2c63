"""One journey as its page needs it, in a fixed number of questions to the database.

What somebody may not see does not come back: row-level security answers every question.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from touchpoint.rights.code.duty import Edition
from touchpoint.rights.editions import in_force
from touchpoint.rights.proof.journey_record import JourneyRecord
from touchpoint.service.journeys.new_touchpoints import NewTouchpoint
from touchpoint.service.journeys.pages.telling.known import Known, Referred
from touchpoint.service.journeys.pages.words.staff import by_role
from touchpoint.service.journeys.queries import JourneyFound, journey
from touchpoint.service.journeys.raw import rows

Row = Mapping[str, Any]

_NAMES: Final = (
    "SELECT id, officer_id, name FROM organisation_staff "
    "WHERE officer_id = ANY (%s) OR id = ANY (%s)"
)
_UNIT: Final = "SELECT name FROM organisation_unit WHERE unit_id = %s"
_SAVED: Final = "SELECT FROM journeys_request WHERE staff_id = acting_staff() AND key = %s"
_UNDER_KEY: Final = (
    "SELECT t.journey_id, t.kind, t.happened_at, t.result, t.about, t.channel, t.received_on, "
    "t.detail FROM journeys_request AS r JOIN journeys_touchpoint AS t "
    "ON t.touchpoint_id = ANY (r.touchpoint_ids) WHERE r.staff_id = acting_staff() AND r.key = %s"
)
_PROVIDERS: Final = (
    "SELECT DISTINCT provider FROM organisation_staff "
    "WHERE is_active AND role = 'provider' AND provider IS NOT NULL ORDER BY provider"
)
_RECORDER: Final = (
    "SELECT s.role, s.id = acting_staff() AS you FROM journeys_touchpoint AS t "
    "JOIN organisation_staff AS s ON s.id = t.appended_by WHERE t.touchpoint_id = %s"
)
_NUMBERED: Final = "staff-"
"""How a touchpoint names somebody of the service who has no id in the ledger."""


def journey_known(journey_id: str, *, today: date, identities: bool) -> Known | Referred | None:
    """Everything of one journey; none where there is none that whoever acts may see.

    Of a journey whose investigation is not for whoever acts there are the referrals alone.
    """
    found = journey(journey_id, today=today)
    if found is None:
        return None
    known = tuple(vars(each) for each in found.identities) if identities else None
    if found.record is None:
        return Referred(
            journey=found.journey,
            touchpoints=tuple(vars(each) for each in found.touchpoints),
            identities=known or (),
        )
    return Known(
        record=found.record,
        verdicts=tuple(obligation.verdict for obligation in found.obligations),
        edition=_edition(found.record.investigation["reported_on"]),
        identities=known,
        staff=_names(found, found.record),
        unit=_unit(found.record.investigation["unit_id"]),
    )


def _edition(reported_on: date) -> Edition | None:
    return next((each for each in in_force() if each.was_in_force(reported_on)), None)


def _names(found: JourneyFound, record: JourneyRecord) -> Mapping[str, str]:
    """The names of those whom the ledger names by their ids."""
    asked = {record.investigation["officer_id"], record.investigation["supervisor_id"]}
    asked |= {touchpoint.staff_id for touchpoint in found.touchpoints}
    named = sorted(each for each in asked if each)
    numbers = [each.removeprefix(_NUMBERED) for each in named if each.startswith(_NUMBERED)]
    known = rows(_NAMES, [named, [int(number) for number in numbers if number.isdecimal()]])
    by_number = {f"{_NUMBERED}{row['id']}": row["name"] for row in known}
    return by_number | {row["officer_id"]: row["name"] for row in known if row["officer_id"]}


def _unit(unit_id: str | None) -> str | None:
    return next((row["name"] for row in rows(_UNIT, [unit_id])), None)


def is_saved(key: str) -> bool:
    """Whether whoever acts has sent the form with this key already."""
    return bool(rows(_SAVED, [key]))


def says_the_same(key: str, item: NewTouchpoint, *, just_now: bool) -> bool:
    """Whether whoever acts saved the same under a key; "just now" was another moment then."""
    found = rows(_UNDER_KEY, [key])
    if len(found) != 1:
        return False
    said = {**vars(item), "detail": item.detail_text}
    when = found[0]["happened_at"] if just_now else item.happened_at
    return {**said, "happened_at": when} == found[0]


def recorded_by_whom(touchpoint_id: str | None) -> str | None:
    """Who recorded something here, by their role; none where another system did."""
    found = rows(_RECORDER, [touchpoint_id])
    return by_role(found[0]["role"], you=found[0]["you"]) if found else None


def is_theirs(journey_id: str) -> bool:
    """Whether a journey is of whoever acts, and not only open to them by break-glass."""
    return bool(rows("SELECT journeys_is_theirs(%s) AS theirs", [journey_id])[0]["theirs"])


def providers() -> tuple[str, ...]:
    """The support services that sign in here, by the names under which referrals reach them."""
    return tuple(row["provider"] for row in rows(_PROVIDERS))
