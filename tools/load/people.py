"""Makes twenty people able to sign in, and says what each may open; runs beside the service.

They are officers and supervisors anywhere in the force, and two for whom there is more to see: a
victim services officer of an area and somebody of the witness care unit.
"""

import json
import secrets
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from touchpoint.service.running.at_hand import service_at_hand

if TYPE_CHECKING:
    from touchpoint.service.organisation.models import Staff

PEOPLE = {"officer": 14, "supervisor": 3, "victim_services": 2, "witness_care": 1}
JOURNEYS = 40

_ANYWHERE = """
SELECT id FROM organisation_staff WHERE role = %s AND is_active AND unit_id IS NOT NULL
ORDER BY md5(email) LIMIT %s
"""
_OPEN_TO = """
SELECT j.journey_id, i.reference, (SELECT min(p.family_name) FROM personal.identity AS p
    WHERE p.journey_id = j.journey_id) AS family_name
FROM journeys_investigation AS i JOIN journeys_journey AS j USING (investigation_id)
WHERE CASE WHEN %(officer)s::text IS NULL THEN i.unit_id = ANY (ARRAY(
    SELECT unit_id FROM organisation_unit_above WHERE above_id = %(unit)s)) AND (
        %(role)s <> 'witness_care' OR i.charged_on IS NOT NULL)
    ELSE i.officer_id = %(officer)s END
ORDER BY i.reported_at DESC LIMIT %(most)s
"""


def main() -> None:
    with service_at_hand(Path(sys.argv[1])):
        from touchpoint.service.journeys.raw import rows  # noqa: PLC0415 - once Django is set up

        journeys = rows("SELECT count(*) AS number FROM journeys_journey")[0]["number"]
        touchpoints = rows("SELECT count(*) AS number FROM journeys_touchpoint")[0]["number"]
        found = {"journeys": journeys, "touchpoints": touchpoints, "people": list(_people())}
    print(json.dumps(found))


def _people() -> Iterator[dict[str, object]]:
    from touchpoint.service.journeys.raw import rows  # noqa: PLC0415 - once Django is set up
    from touchpoint.service.organisation.models import Staff  # noqa: PLC0415 - as above

    for role, number in PEOPLE.items():
        found = [row["id"] for row in rows(_ANYWHERE, [role, number])]
        while len(found) < number:
            found.append(_another(found[0]))
        yield from (_person(staff) for staff in Staff.objects.filter(id__in=found))


def _another(like: int) -> int:
    """One more person of the same role and unit, where the force has too few of them."""
    from touchpoint.service.organisation.models import Staff  # noqa: PLC0415 - once Django is set up

    model = Staff.objects.get(id=like)
    now = datetime.now(UTC)  # noqa: TID251 - a program of its own
    email = f"load-{secrets.token_hex(4)}@westmarch.example"
    more = Staff(email=email, name="Load", role=model.role, unit_id=model.unit_id, added_at=now)
    more.save()
    return int(more.pk)


def _person(staff: "Staff") -> dict[str, object]:
    from touchpoint.service.journeys.raw import rows  # noqa: PLC0415 - once Django is set up
    from touchpoint.service.organisation.permissions import Permission  # noqa: PLC0415 - as above
    from touchpoint.service.organisation.signing_in.actions import (  # noqa: PLC0415 - as above
        set_own_password,
    )
    from touchpoint.service.organisation.tokens.actions import make_token  # noqa: PLC0415 - as above

    now = datetime.now(UTC)  # noqa: TID251 - a program of its own
    password = secrets.token_urlsafe(12)
    set_own_password(by=staff, password=password, now=now)
    token = make_token(by=staff, name="load", permissions=[Permission.APPEND], days=1, now=now)
    asked = {
        "officer": staff.officer_id if staff.role == "officer" else None,
        "unit": staff.unit_id,
        "role": staff.role,
        "most": JOURNEYS,
    }
    return {
        "role": staff.role,
        "email": staff.email,
        "password": password,
        "token": token,
        "held": rows(_OPEN_TO, asked),
    }


if __name__ == "__main__":
    main()
