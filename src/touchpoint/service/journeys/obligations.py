"""What is owed, kept beside the journeys and refreshed by journey.

The database refreshes a journey from its compiled verdicts (sql/obligations.sql). All of them are
made anew from nothing in rebuilding.py.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from touchpoint.service.journeys.raw import rows, run


def refresh(journey_ids: Sequence[str], *, today: date) -> None:
    """Make the obligations of these journeys again, in the transaction that is open."""
    for journey_id in journey_ids:
        run("SELECT journeys_refresh(%s, %s)", [journey_id, today])


def wake(*, today: date) -> int:
    """Refresh the journeys on which something that lay ahead has come to count by today."""
    woken = rows("SELECT journey_id FROM journeys_waking WHERE wakes_on <= %s", [today])
    for row in woken:
        with transaction.atomic():
            # Waits while something is loaded or undone, as an append does: else what was taken back
            # meanwhile could be owed again.
            run("LOCK TABLE journeys_touchpoint IN ROW EXCLUSIVE MODE")
            refresh([row["journey_id"]], today=today)
    return len(woken)
