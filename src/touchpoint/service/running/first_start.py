"""The first start of a service that nobody has put anything into: a force that does not exist.

It is made only where the service answers on this machine alone, or where the settings say that the
force is made up; whatever holds a journey or a person already is left as it is. What was begun and
cut short is taken up again.
"""

from datetime import datetime
from typing import Final

from django.db import connection, transaction

from touchpoint.errors import Refused
from touchpoint.service.config.models import Remembered
from touchpoint.service.config.settings import Settings
from touchpoint.service.organisation.models import Staff
from touchpoint.service.running.made_up.journeys import load_journeys
from touchpoint.service.running.made_up.people import add_people
from touchpoint.service.running.sign_ins import keep_sign_ins
from touchpoint.service.running.telling import Telling

MADE_UP: Final = "made up"
"""What is remembered of a database whose force is made up, once that has begun."""


def see_to_a_force(found: Settings, telling: Telling, now: datetime) -> bool:
    """Make a force up where there is none; say whether the one there is was made up."""
    made_up = is_made_up()
    if not made_up and not _is_empty():
        if found.made_up:
            raise Refused(
                "TOUCHPOINT_MADE_UP is set, but the force in this database was not made up: a "
                "second factor stays required. Unset it."
            )
        return False
    if not made_up and found.public_url and not found.made_up:
        return False
    Remembered.objects.get_or_create(name=MADE_UP, defaults={"value": now.isoformat()})
    if not _has_journeys():
        load_journeys(found.data / "made-up", telling, now, found.made_up_journeys)
    if not Staff.objects.exists():
        with transaction.atomic():
            keep_sign_ins(found.data, add_people(telling, now))
    return True


def is_made_up() -> bool:
    """Whether the force in the database does not exist."""
    return Remembered.objects.filter(name=MADE_UP).exists()


def _is_empty() -> bool:
    return not _has_journeys() and not Staff.objects.exists()


def _has_journeys() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM journeys_investigation)")
        return bool(cursor.fetchone()[0])
