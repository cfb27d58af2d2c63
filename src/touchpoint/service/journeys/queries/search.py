"""Looking for a journey by what people have at hand: a reference, a name, a birthday, a number."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from touchpoint.errors import Refused
from touchpoint.service.journeys.raw import rows

SHORTEST: Final = 3
"""Fewer letters of a name or a reference than this find half the force."""

MOST: Final = 200
LETTERS: Final = frozenset("LMN")
"""What is no sign: letters, the marks that some scripts write with them, and numbers."""


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


_PLAIN: Final = """
SELECT %s AS reference, personal.plain_name(%s) AS "family name",
    personal.plain_postcode(%s) AS postcode, personal.plain_phone(%s) AS "phone number",
    personal.plain_email(%s) AS "email address"
"""
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
    return found_before([row["journey_id"] for row in fitting])


def found_before(journey_ids: Sequence[str]) -> tuple[Found, ...]:
    """Journeys that were found, as whoever acts may see them now, the latest first."""
    ids = list(journey_ids)
    return tuple(Found(**row) for row in rows(_SHOWN, [ids])) if ids else ()


def _refuse_too_little(sought: Sought) -> None:
    """By what is left of each part once it is plain: signs alone would fit everybody."""
    given = [sought.reference, sought.family_name, sought.postcode, sought.phone, sought.email]
    if not any([*given, sought.born_on]):
        faults = ["Type a reference, a family name, a birthday, a postcode or a contact."]
    else:
        (plain,) = rows(_PLAIN, given)
        faults = [
            fault
            for (name, left), text in zip(plain.items(), given, strict=True)
            if text and (fault := _fault(name, left))
        ]
    if faults:
        raise Refused("That is too little to look for.", faults)


def _fault(name: str, left: str) -> str | None:
    """What is wrong with what is left of a part: numbers and addresses are looked for whole."""
    composed = unicodedata.normalize("NFC", left.strip())
    letters = sum(unicodedata.category(letter)[0] in LETTERS for letter in composed)
    if not letters:
        return f"Type letters or numbers of the {name}: signs alone find nobody."
    # The signs of a reference are looked for as they are typed, and so they count.
    enough = {"reference": len(composed), "family name": letters, "postcode": letters}
    if enough.get(name, SHORTEST) < SHORTEST:
        return f"Type at least {SHORTEST} characters of the {name}."
    return None
