"""Looking for a journey by what people have at hand: a reference, a name, a birthday, a number."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from touchpoint.errors import Refused
from touchpoint.service.journeys.raw import rows

SHORTEST: Final = 3
"""Fewer letters of a name or a reference than this find half the force."""

MOST: Final = 200


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What is looked for; every part that is given must fit."""

    reference: str = ""
    family_name: str = ""
    born_on: date | None = None
    postcode: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A journey that fits, as a list shows it."""

    journey_id: str
    investigation_id: str
    reference: str
    offence_group: str
    reported_on: date
    closed_on: date | None
    unit_id: str | None
    officer_id: str | None
    given_name: str | None
    family_name: str | None
    born_on: date | None


_FOUND: Final = "SELECT personal.found(%s, %s, %s, %s, %s, %s, %s) AS journey_id"
_REFERENCED: Final = "SELECT journeys_found_by_reference(%s, %s) AS journey_id"

_SHOWN: Final = """
SELECT j.journey_id, i.investigation_id, i.reference, i.offence_group, i.reported_on, i.closed_on,
    i.unit_id, i.officer_id, p.given_name, p.family_name, p.born_on
FROM journeys_journey AS j
JOIN journeys_investigation AS i ON i.investigation_id = j.investigation_id
LEFT JOIN LATERAL (
    SELECT given_name, family_name, born_on FROM personal.identity AS p
    WHERE p.journey_id = j.journey_id ORDER BY p.record_id LIMIT 1
) AS p ON true
WHERE j.journey_id = ANY (%s)
ORDER BY i.reported_on DESC, j.journey_id
"""


def find(sought: Sought, *, most: int = MOST) -> tuple[Found, ...]:
    """The journeys that fit and that whoever acts may see, the latest first."""
    _refuse_too_little(sought)
    reference = sought.reference.strip() or None
    personal = [
        sought.family_name or None,
        sought.born_on,
        sought.postcode or None,
        sought.phone or None,
        sought.email or None,
    ]
    if any(personal):
        fitting = rows(_FOUND, [reference, *personal, most])
    else:
        fitting = rows(_REFERENCED, [reference, most])
    ids = [row["journey_id"] for row in fitting]
    return tuple(Found(**row) for row in rows(_SHOWN, [ids])) if ids else ()


def _refuse_too_little(sought: Sought) -> None:
    texts = {
        "the reference": sought.reference,
        "the family name": sought.family_name,
        "the postcode": sought.postcode,
    }
    faults = [
        f"Type at least {SHORTEST} characters of {name}."
        for name, text in texts.items()
        if text and len(text.strip()) < SHORTEST
    ]
    if not any([*texts.values(), sought.born_on, sought.phone, sought.email]):
        faults.append("Type a reference, a family name, a birthday, a postcode or a contact.")
    if faults:
        raise Refused("That is too little to look for.", faults)
