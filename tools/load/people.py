"""Makes twenty officers able to sign in, and says what each holds; runs beside the service."""

import json
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from touchpoint.service.running.at_hand import service_at_hand

if TYPE_CHECKING:
    from touchpoint.service.organisation.models import Staff

PEOPLE = 20
JOURNEYS = 40


def main() -> None:
    with service_at_hand(Path(sys.argv[1])):
        print(json.dumps(list(_people())))


def _people() -> list[dict[str, object]]:
    from touchpoint.service.journeys.raw import rows  # noqa: PLC0415 - once Django is set up
    from touchpoint.service.organisation.models import Staff  # noqa: PLC0415 - as above

    busiest = rows(
        "SELECT officer_id, count(*) FROM journeys_journey WHERE officer_id IS NOT NULL "
        "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %s",
        [PEOPLE],
    )
    found = Staff.objects.filter(officer_id__in=[row["officer_id"] for row in busiest])
    return [_person(staff) for staff in found]


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
    held = rows(
        "SELECT j.journey_id, i.reference, (SELECT min(p.family_name) FROM personal.identity AS p"
        "  WHERE p.journey_id = j.journey_id) AS family_name FROM journeys_journey AS j"
        " JOIN journeys_investigation AS i USING (investigation_id)"
        " WHERE j.officer_id = %s ORDER BY i.reported_at DESC LIMIT %s",
        [staff.officer_id, JOURNEYS],
    )
    return {"email": staff.email, "password": password, "token": token, "held": held}


if __name__ == "__main__":
    main()
