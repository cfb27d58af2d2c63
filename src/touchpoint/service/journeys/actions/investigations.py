"""What is decided of an investigation or a victim: who holds it, how it ends, enhanced rights.

Each is written down as a change by the database, which checks again who acts, and what is owed on
every journey it touches is made again in the same transaction.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import connection
from django.db.utils import ProgrammingError

from touchpoint.calendar import FIRST_DAY, local_day
from touchpoint.errors import Refused
from touchpoint.ledger.vocabulary import ENHANCED_BASES
from touchpoint.service.journeys.actions.appending import hold, insert, new_id
from touchpoint.service.journeys.errors import NotAllowed, NotSeen, Stale
from touchpoint.service.journeys.new_touchpoints import NewTouchpoint, faults_of
from touchpoint.service.journeys.queries.known import known_of
from touchpoint.service.journeys.queries.standing import end_as_it_stands, rights_as_they_stand
from touchpoint.service.journeys.raw import Row, refused, rows
from touchpoint.service.organisation.acting import acting_as
from touchpoint.service.organisation.models import Staff
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.roles import Role

_CASE: Final = (
    "SELECT investigation_id, reported_on, unit_id, officer_id, supervisor_id "
    "FROM journeys_investigation WHERE investigation_id = %s AND taken_back_at IS NULL"
)
_JOURNEYS: Final = "SELECT journey_id FROM journeys_journey WHERE investigation_id = %s"


def reassign(
    *,
    by: Staff,
    investigation_id: str,
    officer_id: str,
    now: datetime,
    supervisor_id: str | None = None,
    read: str | None = None,
) -> None:
    """Give an investigation to another officer; its unit stays.

    With the officer who held it when it was read, it is not taken from anybody else.
    """
    _allow(by, Permission.REASSIGN)
    with acting_as(by):
        hold([row["journey_id"] for row in rows(_JOURNEYS, [investigation_id])])
        case = _seen(investigation_id)
        _refuse_stale(read, case["officer_id"] or "")
        _officer(officer_id)
        to = [case["unit_id"], officer_id, supervisor_id or case["supervisor_id"]]
        _change("journeys_assign", [investigation_id, *to, local_day(now)])


def close_investigation(
    *,
    by: Staff,
    investigation_id: str,
    outcome: str | None,
    closed_on: date | None,
    now: datetime,
    read: str | None = None,
) -> None:
    """Close an investigation with its outcome; with no day, open it again.

    With the mark of how it stood when it was read, nothing is changed that has changed since.
    """
    _allow(by, Permission.APPEND)
    with acting_as(by):
        case = _seen(investigation_id)
        hold([row["journey_id"] for row in rows(_JOURNEYS, [investigation_id])])
        _refuse_stale(read, end_as_it_stands(investigation_id))
        faults = []
        if closed_on is not None and closed_on > local_day(now):
            faults.append("The closing day lies in the future.")
        if closed_on is not None and closed_on < case["reported_on"]:
            faults.append("The closing day lies before the crime was reported.")
        if closed_on is not None and not (outcome or "").strip():
            faults.append("Say with which outcome it is closed.")
        if faults:
            raise Refused("The investigation cannot be closed as it stands.", faults)
        _change("journeys_close", [investigation_id, outcome, closed_on, local_day(now)])


def decide_enhanced(
    *,
    by: Staff,
    journey_id: str,
    enhanced_on: date | None,
    basis: Sequence[str],
    now: datetime,
    read: str | None = None,
) -> None:
    """Decide whether a victim has enhanced rights, since when and why; the decision is recorded.

    With the mark of how it stood when it was read, nothing is decided over a newer decision.
    """
    _allow(by, Permission.APPEND)
    with acting_as(by):
        hold([journey_id])
        _theirs("journeys_is_theirs", journey_id)
        _refuse_stale(read, rights_as_they_stand(journey_id))
        said = NewTouchpoint(
            journey_id=journey_id,
            kind="enhanced.decided",
            happened_at=now,
            result="done",
            detail={"enhanced": enhanced_on is not None, "basis": list(basis)},
        )
        known = known_of(role=by.role, now=now, journey_ids=[journey_id], touchpoint_ids=[])
        faults = [*_basis(enhanced_on, basis, now), *faults_of(said, known)]
        if faults:
            raise Refused("This cannot be decided as it stands.", faults)
        insert(by, new_id(now), said, now)
        _change("journeys_enhance", [journey_id, enhanced_on, list(basis), local_day(now)])


def _basis(enhanced_on: date | None, basis: Sequence[str], now: datetime) -> list[str]:
    faults = [
        f"There is no basis called {word[:60]!r}." for word in basis if word not in ENHANCED_BASES
    ]
    if enhanced_on is not None and not basis:
        faults.append(f"Say why rights are enhanced: {', '.join(ENHANCED_BASES)}.")
    if enhanced_on is None and basis:
        faults.append("A basis is given, but no day since when rights are enhanced.")
    if enhanced_on is not None and enhanced_on > local_day(now):
        faults.append("The day since when rights are enhanced lies in the future.")
    if enhanced_on is not None and enhanced_on < FIRST_DAY:
        faults.append(
            f"The day since when rights are enhanced lies before {FIRST_DAY}, where the calendar "
            "of the ledger begins: give that day, or a later one."
        )
    return faults


def _allow(by: Staff, permission: Permission) -> None:
    if not by.may(permission):
        raise NotAllowed("Your role does not decide this.")


def _seen(investigation_id: str) -> Row:
    found = rows(_CASE, [investigation_id])
    if not found:
        raise NotSeen("There is no such investigation.")
    _theirs("journeys_investigation_is_theirs", investigation_id)
    return found[0]


def _theirs(function: str, asked_for: str) -> None:
    """Refuse what was opened by break-glass: the database does too, and says less."""
    if not rows(f"SELECT {function}(%s) AS theirs", [asked_for])[0]["theirs"]:
        raise NotAllowed(
            "This is only open to you for some hours: ask whoever works on the case to decide it."
        )


def _refuse_stale(read: str | None, stands: str) -> None:
    if read is not None and read != stands:
        raise Stale(
            "Somebody has changed this since you read it: read how it stands, and decide again."
        )


def _officer(officer_id: str) -> None:
    known = rows(
        "SELECT FROM organisation_staff WHERE officer_id = %s AND is_active AND role = ANY (%s)",
        [officer_id, [Role.OFFICER.value, Role.SUPERVISOR.value]],
    )
    if not known:
        raise Refused("There is no officer of that number here: check it, or ask for a sign-in.")


def _change(function: str, values: list[Any]) -> None:
    places = ", ".join("%s" for _ in values)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}({places})", values)
    except ProgrammingError as error:
        if refused(error):
            raise NotAllowed("Your role does not decide this.") from error
        raise
